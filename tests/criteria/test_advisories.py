"""Every advisory of the contract, on and off, and the dates that follow from the answers."""

from collections.abc import Mapping
from datetime import date

import pytest
from support.protocols import TYPICAL, answers_to, decided, stereo, tiny

from assistant.criteria.live import live
from assistant.criteria.model import StudyProtocol
from assistant.criteria.remarks import DateShown, Remark, RemarkKind, advisories, dates, valid_until

ALWAYS = ["synopsis_is_not_the_protocol", "closed_to_inclusion"]
SPINE = {"vertebral_metastases": True}
STARTED = {"metastatic_treatment_started": True}
TREATED = {**SPINE, "systemic_or_radionuclide_given": True}
RENAL = {"abdominal_visceral_metastases": True, "sex": "male", "age": 60, "weight": "54 kg",
         "creatinine": "1 mg/dL"}  # fmt: skip
DOSE = {**TREATED, "last_systemic_or_radionuclide_date": "2026-02-01"}


def advised(given: Mapping[str, object], protocol: StudyProtocol | None = None) -> list[str]:
    protocol = protocol or stereo()
    found = [remark.id for remark in advisories(protocol, answers_to(protocol, given))]
    assert found[:2] == ALWAYS
    return found[2:]


# advisory, answers with which it shows, and ones with which it does not
ADVISORIES: list[tuple[str, Mapping[str, object], Mapping[str, object]]] = [
    ("tolerated_treatment_begun", {**STARTED, "hormone_therapy_duration": "1 day"},
     {**STARTED, "hormone_therapy_duration": 0}),
    ("tolerated_treatment_begun", {**STARTED, "hormone_therapy_duration": "30.4375 days"},
     {**STARTED, "hormone_therapy_duration": "31 days"}),  # tolerated under one reading only
    ("tolerated_treatment_begun", {**STARTED, "chemotherapy_cycles": 1},
     {**STARTED, "chemotherapy_cycles": 2}),
    ("tolerated_treatment_begun", {**STARTED, "chemotherapy_cycles": 1},
     {**STARTED, "chemotherapy_cycles": 0}),
    ("tolerated_treatment_begun", {**STARTED, "chemotherapy_cycles": 1},
     {"metastatic_treatment_started": False, "chemotherapy_cycles": 1}),
    ("targeted_therapy_not_tolerated", {**STARTED, "targeted_therapy_given": True},
     {**STARTED, "targeted_therapy_given": False}),
    ("targeted_therapy_not_tolerated", {**STARTED, "targeted_therapy_given": True},
     {"targeted_therapy_given": True}),
    ("male_patient", {"sex": "male"}, {"sex": "female"}),
    ("no_brain_imaging_demanded", {"brain_metastases": "none_known"},
     {"brain_metastases": "brain"}),
    ("no_brain_imaging_demanded", {"brain_metastases": "none_known"}, {"brain_metastases": None}),
    ("unable_holds_for_spine_only", {"vertebral_metastases": False}, SPINE),
    ("unable_holds_for_spine_only", {**SPINE, "unable_to_undergo_treatment": True},
     {**SPINE, "unable_to_undergo_treatment": False}),
    ("ish_amplified_despite_low_ihc", {"her2_ihc": "1+", "her2_ish": "amplified"},
     {"her2_ihc": "2+", "her2_ish": "amplified"}),
    ("ish_amplified_despite_low_ihc", {"her2_ihc": "0", "her2_ish": "amplified"},
     {"her2_ihc": "0", "her2_ish": "not_amplified"}),
    ("washout_and_window", TREATED, SPINE),
    ("washout_and_window", TREATED, {**SPINE, "systemic_or_radionuclide_given": False}),
]  # fmt: skip


@pytest.mark.parametrize(("advisory", "on", "off"), ADVISORIES)
def test_each_advisory(advisory: str, on: Mapping[str, object], off: Mapping[str, object]) -> None:
    assert advised(on) == [advisory]
    assert advised(off) == []


def test_advisories_of_the_liver_come_together() -> None:
    liver = ["sum_of_liver_lesions", "alp_rises_with_bone_metastases"]
    assert advised({"liver_metastases": True}) == liver
    assert advised({"liver_metastases": False}) == []
    assert advised({"liver_metastases": None}) == []


def test_the_formula_is_questioned_once_it_is_used() -> None:
    assert advised(RENAL) == ["male_patient", "cockcroft_gault_extremes"]
    assert advised({**RENAL, "weight": None}) == ["male_patient"]
    no_viscera = {**RENAL, "abdominal_visceral_metastases": False, "liver_metastases": False}
    assert advised(no_viscera) == ["male_patient"]  # weight has left the live path


@pytest.mark.parametrize(
    ("randomisation", "expected"),
    [
        # The earliest fraction is 4 March, 31 days after the last dose; the window is 28 days.
        ("2026-02-04", ["washout_and_window"]),
        ("2026-02-03", ["washout_and_window", "no_legal_date"]),
    ],
)
def test_washout_against_window(randomisation: str, expected: list[str]) -> None:
    assert advised({**DOSE, "randomisation_date": randomisation}) == expected


def test_every_advisory_is_tried() -> None:
    tried = {advisory for advisory, _, _ in ADVISORIES}
    elsewhere = {*ALWAYS, "sum_of_liver_lesions", "alp_rises_with_bone_metastases",
                 "cockcroft_gault_extremes", "no_legal_date"}  # fmt: skip
    assert tried | elsewhere == {each.id for each in stereo().advisories}


def test_a_decision_makes_an_advisory_sure() -> None:
    given: dict[str, object] = {**STARTED, "hormone_therapy_duration": "31 days"}
    calendar = decided(stereo(), one_month="calendar_month")
    assert advised(given, calendar) == ["tolerated_treatment_begun"]
    assert advised(given, decided(stereo(), one_month="mean_month")) == []


def test_an_advisory_names_its_facts_and_criteria() -> None:
    given = answers_to(stereo(), {"her2_ihc": "0", "her2_ish": "amplified"})
    assert advisories(stereo(), given)[2] == Remark(
        kind=RemarkKind.ADVISORY,
        id="ish_amplified_despite_low_ihc",
        facts=("her2_ihc", "her2_ish"),
        criteria=("I5", "E2"),
    )
    assert advisories(stereo(), {})[0] == Remark(
        kind=RemarkKind.ADVISORY, id="synopsis_is_not_the_protocol"
    )


def test_every_criterion_that_an_advisory_or_a_date_names_exists() -> None:
    named = [each.criteria for each in stereo().advisories]
    named += [each.criteria for each in stereo().dates]
    assert set().union(*named) <= set(stereo().criterion)


# ---------------------------------------------------------------- dates


def test_dates_of_spine_disease() -> None:
    given = {**DOSE, "neuro_exam_date": "2026-02-25"}
    shown = dates(stereo(), answers_to(stereo(), given))
    assert shown == (
        DateShown(
            id="neuro_exam_valid_until", kind="lapses", day=date(2026, 3, 4), criteria=("E5b",)
        ),
        DateShown(id="earliest_sbrt", kind="not_before", day=date(2026, 3, 4), criteria=("E5d",)),
    )
    assert valid_until(shown) == date(2026, 3, 4)
    assert valid_until(shown[1:]) is None
    assert valid_until(()) is None


def test_dates_in_a_leap_year() -> None:
    given = {**TREATED, "neuro_exam_date": "2028-02-25",
             "last_systemic_or_radionuclide_date": "2028-02-01"}  # fmt: skip
    shown = dates(stereo(), answers_to(stereo(), given))
    assert [each.day for each in shown] == [date(2028, 3, 3), date(2028, 3, 3)]


@pytest.mark.parametrize(
    "given",
    [
        {"neuro_exam_date": "2026-02-25"},  # nobody knows yet whether the spine is involved
        {"vertebral_metastases": None, "neuro_exam_date": "2026-02-25"},
        {"vertebral_metastases": False, "neuro_exam_date": "2026-02-25"},
        {**SPINE, "neuro_exam_date": None},
        {**SPINE, "systemic_or_radionuclide_given": False,
         "last_systemic_or_radionuclide_date": "2026-02-01"},
        {**SPINE, "neuro_exam_date": "9999-12-31"},  # beyond the calendar
    ],
)  # fmt: skip
def test_dates_that_are_not_shown(given: dict[str, object]) -> None:
    assert dates(stereo(), answers_to(stereo(), given)) == ()


def test_the_first_lapse_ends_the_verdict() -> None:
    days = [date(2026, 3, 5), date(2026, 3, 4), date(2026, 3, 6)]
    lapses = [DateShown(id=str(day), kind="lapses", day=day) for day in days]
    other = DateShown(id="first", kind="not_before", day=date(2026, 1, 1))
    assert valid_until((*lapses, other)) == date(2026, 3, 4)


def test_dates_and_advisories_of_another_trial() -> None:
    given = answers_to(tiny(), {"injection_given": True, "last_injection_date": "2026-01-01",
                                "visit_date": "2026-06-01"})  # fmt: skip
    assert [each.id for each in advisories(tiny(), given)] == ["made_up", "sugar_may_rise"]
    shown = dates(tiny(), given)
    assert [(each.id, each.day) for each in shown] == [
        ("earliest_visit", date(2026, 4, 1)),
        ("score_valid_until", date(2026, 6, 29)),
    ]
    assert valid_until(shown) == date(2026, 6, 29)


# ---------------------------------------------------------------- the live path


def on_path(protocol: StudyProtocol, **given: object) -> list[str]:
    return list(live(protocol, answers_to(protocol, given)))


def test_an_answer_leaves_the_path_when_its_gate_is_closed() -> None:
    assert on_path(stereo(), liver_metastases=False, ast="1 x", cirrhosis=True) == [
        "liver_metastases"
    ]
    assert on_path(stereo(), liver_metastases=True, ast="1 x") == ["liver_metastases", "ast"]
    assert on_path(stereo(), liver_metastases=None, ast="1 x") == ["liver_metastases", "ast"]
    assert on_path(stereo(), ast="1 x") == ["ast"]
    assert on_path(stereo(), sex="male", pregnancy_status="neither") == ["sex"]


def test_a_gate_must_be_closed_under_every_reading() -> None:
    viscera = {"abdominal_visceral_metastases": False, "weight": "70 kg"}
    assert "weight" in on_path(stereo(), liver_metastases=True, **viscera)
    assert "weight" not in on_path(stereo(), liver_metastases=False, **viscera)
    no = decided(stereo(), liver_is_abdominal_viscus="no")
    assert "weight" not in on_path(no, liver_metastases=True, **viscera)


def test_what_another_criterion_reads_stays() -> None:
    # I7a has a gate, E3 has none; age serves I2 as well as the clearance
    stays = on_path(
        stereo(),
        metastatic_treatment_started=False,
        hormone_therapy_duration="2 months",
        treatment_stops_after_consent=True,
        age=58,
        abdominal_visceral_metastases=False,
        liver_metastases=False,
    )
    assert stays == [
        "metastatic_treatment_started", "hormone_therapy_duration", "age",
        "abdominal_visceral_metastases", "liver_metastases",
    ]  # fmt: skip


def test_the_typical_patient_stays_whole() -> None:
    assert on_path(stereo(), **TYPICAL) == list(TYPICAL)


def test_the_path_of_another_trial() -> None:
    given = {"injection_given": False, "last_injection_date": "2026-01-01", "pain_score": 3}
    assert on_path(tiny(), **given) == ["injection_given", "pain_score"]
