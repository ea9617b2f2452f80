"""The questions as they follow one another: which are asked, which wait, and when they end."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle.openness import CANDIDATES, DATES
from support.protocols import TYPICAL, answers_to, decided, stereo, tiny

from assistant.criteria.entry import Numeral
from assistant.criteria.evaluation import Verdict, assess
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Plan, Planner


def plan(given: Mapping[str, object], protocol: StudyProtocol | None = None) -> Plan:
    protocol = protocol or stereo()
    return Planner(protocol).plan(answers_to(protocol, given))


def interview(protocol: StudyProtocol, replies: Mapping[str, object]) -> list[str]:
    """The questions asked, in order, when each is answered by its reply."""
    planner = Planner(protocol)
    given: dict[str, object] = {}
    while (fact := planner.plan(answers_to(protocol, given)).next) is not None:
        given[fact] = replies[fact]
    return list(given)


def test_the_typical_patient_is_asked_twenty_three_questions() -> None:
    asked = interview(stereo(), TYPICAL)
    assert asked == [
        "histology_confirmed",
        "stage_iv_confirmed",
        "er_percent",
        "her2_ihc",
        "primary_treatment",
        "sex",
        "age",
        "who_status",
        "life_expectancy",
        "metastatic_treatment_started",
        "lesion_count",
        "prior_radiotherapy",
        "measurable_lesions",
        "largest_lesion_diameter",
        "liver_metastases",
        "abdominal_visceral_metastases",
        "brain_metastases",
        "vertebral_metastases",
        "compliance_obstacle",
        "social_security",
        "consent_status",
        "connective_tissue_disease",
        "pregnancy_status",
    ]
    assert len(asked) == 23
    assert assess(stereo(), answers_to(stereo(), TYPICAL)).verdict is Verdict.ELIGIBLE
    assert plan(TYPICAL) == Plan({}, ())


LIVER = {
    "ast": "1 ×ULN",
    "alt": "1 ×ULN",
    "bilirubin": "0.6 mg/dL",
    "albumin": "4 g/dL",
    "cirrhosis": False,
    "hepatitis": "none",
    "largest_liver_lesion_diameter": "2 cm",
    "liver_lesion_clear_of_bowel": True,
}
KIDNEY = {"weight": "70 kg", "creatinine": "60 µmol/L"}
SPINE = {
    "contiguous_vertebrae": 1,
    "neuro_exam_date": "2026-03-01",
    "randomisation_date": "2026-03-05",
    "unable_to_undergo_treatment": False,
    "systemic_or_radionuclide_given": True,
    "last_systemic_or_radionuclide_date": "2026-02-01",
    "sbrt_date": "2026-03-20",
    "neuro_deficit": "stable_minor",
    "canal_involvement": "10 %",
    "cord_or_cauda_compression": False,
    "vertebral_instability": False,
    "deficit_from_vertebral_compression": False,
}
TREATED = {
    "hormone_therapy_duration": "20 days",
    "chemotherapy_cycles": 1,
    "targeted_therapy_given": False,
    "local_treatment_given": False,
    "treatment_stops_after_consent": True,
}

# what differs from the typical patient, and the questions that come in addition
BRANCHES: list[tuple[Mapping[str, object], Mapping[str, object]]] = [
    ({"er_percent": "9.9 %"}, {"pr_percent": "10 %"}),
    ({"her2_ihc": "2+"}, {"her2_ish": "not_amplified"}),
    ({"her2_ihc": "not_done"}, {"her2_ish": "not_amplified"}),
    ({"metastatic_treatment_started": True}, TREATED),
    ({"prior_radiotherapy": True}, {"lesion_in_irradiated_site": False}),
    ({"largest_lesion_diameter": "101 mm"}, {"largest_lesion_volume": "400 mL"}),
    ({"abdominal_visceral_metastases": True}, KIDNEY),
    ({"liver_metastases": True}, {**LIVER, **KIDNEY}),
    ({"vertebral_metastases": True}, SPINE),
]


@pytest.mark.parametrize(("changes", "additions"), BRANCHES)
def test_each_gate_opens_its_questions_and_no_other(
    changes: Mapping[str, object], additions: Mapping[str, object]
) -> None:
    replies = {**TYPICAL, **changes, **additions}
    expected = [fact for fact in stereo().fact if fact in TYPICAL or fact in additions]
    assert interview(stereo(), replies) == expected
    assert assess(stereo(), answers_to(stereo(), replies)).verdict is Verdict.ELIGIBLE


@pytest.mark.parametrize(
    ("changes", "spared"),
    [
        ({"er_percent": "10 %"}, {"pr_percent"}),
        ({"her2_ihc": "3+"}, {"her2_ish"}),
        ({"sex": "male"}, {"pregnancy_status"}),
        ({"histology_confirmed": False}, {"stage_iv_confirmed"}),
        ({"measurable_lesions": False}, {"largest_lesion_diameter", "largest_lesion_volume"}),
        ({"largest_lesion_diameter": "10 cm"}, {"largest_lesion_volume"}),
        ({"prior_radiotherapy": False}, {"lesion_in_irradiated_site"}),
    ],
)
def test_what_settles_a_matter_spares_questions(
    changes: dict[str, object], spared: set[str]
) -> None:
    assert not spared & set(interview(stereo(), {**TYPICAL, **changes}))


def test_branches_within_the_spine() -> None:
    spine = {**TYPICAL, "vertebral_metastases": True, **SPINE}
    untreated = interview(stereo(), {**spine, "systemic_or_radionuclide_given": False})
    assert not {"last_systemic_or_radionuclide_date", "sbrt_date"} & set(untreated)
    no_deficit = interview(stereo(), {**spine, "neuro_deficit": "none"})
    assert "deficit_from_vertebral_compression" not in no_deficit
    unstable = interview(stereo(), {**spine, "vertebral_instability": True})
    assert "deficit_from_vertebral_compression" not in unstable


def test_branches_within_earlier_treatment() -> None:
    treated = {**TYPICAL, "metastatic_treatment_started": True, **TREATED}
    nothing = {"hormone_therapy_duration": "0 days", "chemotherapy_cycles": 0}
    assert "treatment_stops_after_consent" not in interview(stereo(), {**treated, **nothing})
    targeted = interview(stereo(), {**treated, "targeted_therapy_given": True})
    assert "local_treatment_given" not in targeted  # I7 fails whatever the answer


def test_a_question_behind_a_gate_that_is_not_open_waits() -> None:
    unsure = plan({**TYPICAL, "liver_metastases": None})
    assert set(LIVER) | set(KIDNEY) == set(unsure.open)
    assert unsure.askable == ()
    assert unsure.next is None
    assert plan({**TYPICAL, "liver_metastases": False}).open == ()
    assert plan({**TYPICAL, "liver_metastases": True}).next == "ast"


def test_before_its_gate_is_asked_a_question_is_open_and_waits() -> None:
    start = plan({})
    assert start.open == tuple(stereo().fact)
    assert start.next == "histology_confirmed"
    waiting = [fact for fact in start.open if fact not in start.askable]
    assert waiting == [
        "treatment_stops_after_consent",
        *LIVER,
        *KIDNEY,
        *SPINE,
        "pregnancy_status",
    ]
    # E3 has no gate, so what it reads waits for none
    assert "hormone_therapy_duration" in start.askable


def test_a_gate_under_one_reading_is_enough_to_ask() -> None:
    liver_only = {**TYPICAL, **LIVER, "liver_metastases": True}
    assert plan(liver_only).askable == ("weight", "creatinine")
    no = decided(stereo(), liver_is_abdominal_viscus="no")
    assert plan(liver_only, no).open == ()
    yes = decided(stereo(), liver_is_abdominal_viscus="yes")
    assert plan(liver_only, yes).askable == ("weight", "creatinine")


def test_a_decision_spares_questions() -> None:
    nine_percent = {**TYPICAL, "er_percent": "9 %"}
    assert plan(nine_percent).next == "pr_percent"
    assert plan(nine_percent, decided(stereo(), hr_cutoff="one_percent")).next is None
    assert plan(nine_percent, decided(stereo(), hr_cutoff="ten_percent")).next == "pr_percent"


def test_the_plan_says_which_criteria_a_fact_can_change() -> None:
    movers = plan({}).movers
    assert movers["er_percent"] == ("I4", "E1")
    assert movers["her2_ihc"] == ("I5", "E1", "E2")
    assert movers["age"] == ("I2", "I10a")
    assert movers["sex"] == ("I10a", "E7")
    assert movers["hormone_therapy_duration"] == ("I7a", "I7c", "E3")
    assert plan({"er_percent": "90 %"}).movers["her2_ihc"] == ("I5", "E2")


def test_an_input_that_cannot_be_had_spares_the_other_inputs() -> None:
    renal = {"abdominal_visceral_metastases": True, "age": 70}
    assert plan(renal).movers["weight"] == ("I10a",)
    assert plan({**renal, "creatinine": None}).movers.get("weight") is None
    assert plan({**renal, "creatinine": None}).movers["sex"] == ("E7",)


def test_the_made_up_trial_asks_by_the_same_rules() -> None:
    replies = {
        "osteoarthritis_confirmed": True,
        "pain_score": 8,
        "weight": "80 kg",
        "height": "1.8 m",
        "injection_given": True,
        "last_injection_date": "2026-01-01",
        "visit_date": "2026-06-01",
        "anticoagulant": "none",
    }
    assert interview(tiny(), replies) == list(tiny().fact)
    without = interview(tiny(), {**replies, "injection_given": False})
    assert without == [
        "osteoarthritis_confirmed", "pain_score", "weight", "height", "injection_given",
        "anticoagulant",
    ]  # fmt: skip


def choices(fact: str) -> list[object]:
    """Some answers to a fact, as JSON gives them."""
    if fact in DATES:
        return ["2026-03-01", "2026-03-08", "2026-03-31", "2026-04-01", None]
    return [
        Numeral(f"{float(value):.3f}") if isinstance(value, Fraction) else value
        for value in CANDIDATES[fact]
    ]


@st.composite
def replies(draw: st.DrawFn) -> dict[str, object]:
    """An answer to every question, "unknown" among them."""
    return {fact: draw(st.sampled_from(choices(fact))) for fact in stereo().fact}


@given(replies())
@settings(deadline=None, max_examples=60)
def test_every_interview_ends_with_nothing_askable(replies: dict[str, object]) -> None:
    asked = interview(stereo(), replies)
    assert len(asked) == len(set(asked))
    given = {fact: replies[fact] for fact in asked}
    last = plan(given)
    assert last.askable == ()
    # what still waits, waits for a gate that was answered "unknown"
    gates = {"metastatic_treatment_started", "liver_metastases", "vertebral_metastases", "sex",
             "abdominal_visceral_metastases"}  # fmt: skip
    assert not last.open or any(given.get(gate) is None for gate in gates & given.keys())
    # and what was left out changes nothing
    rest = {fact: value for fact, value in replies.items() if fact not in last.open}
    before, after = (assess(stereo(), answers_to(stereo(), each)) for each in (given, rest))
    assert {each.criterion: each.status for each in before.results} == {
        each.criterion: each.status for each in after.results
    }
