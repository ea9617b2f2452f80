"""Every cross-check of the contract, on both sides, and every doubt on the live path only."""

from collections.abc import Mapping

import pytest
from support.protocols import TYPICAL, answers_to, stereo, tiny, tiny_with

from assistant.criteria.remarks import Remark, RemarkKind, doubts, violations

SPINE = {"vertebral_metastases": True}
LIVER = {"liver_metastases": True}
STARTED = {"metastatic_treatment_started": True}
NOTHING = {
    "hormone_therapy_duration": 0,
    "chemotherapy_cycles": 0,
    "targeted_therapy_given": False,
    "local_treatment_given": False,
}


def refused(given: Mapping[str, object]) -> list[str]:
    return [remark.id for remark in violations(stereo(), answers_to(stereo(), given))]


def doubted(given: Mapping[str, object]) -> list[str]:
    remarks = doubts(stereo(), answers_to(stereo(), given))
    return [remark.id for remark in remarks if remark.kind is RemarkKind.CHECK]


REFUSED = [
    ("neuro_exam_after_randomisation",
     {"neuro_exam_date": "2026-03-02", "randomisation_date": "2026-03-01"},
     {"neuro_exam_date": "2026-03-01", "randomisation_date": "2026-03-01"}),
    ("last_dose_after_sbrt",
     {"last_systemic_or_radionuclide_date": "2026-03-02", "sbrt_date": "2026-03-01"},
     {"last_systemic_or_radionuclide_date": "2026-03-01", "sbrt_date": "2026-03-01"}),
    ("sbrt_before_randomisation",
     {"sbrt_date": "2026-02-28", "randomisation_date": "2026-03-01"},
     {"sbrt_date": "2026-03-01", "randomisation_date": "2026-03-01"}),
]  # fmt: skip


@pytest.mark.parametrize(("check", "wrong", "right"), REFUSED)
def test_what_is_refused(check: str, wrong: dict[str, object], right: dict[str, object]) -> None:
    assert refused({**SPINE, **wrong}) == [check]
    assert doubted({**SPINE, **wrong}) == []
    assert refused(wrong) == [check]  # a gate not yet known leaves the dates on the live path
    assert refused({**SPINE, **right}) == []
    for missing in wrong:
        assert refused({**SPINE, **wrong, missing: None}) == []
        assert refused({id_: day for id_, day in wrong.items() if id_ != missing}) == []
    assert refused({"vertebral_metastases": False, **wrong}) == []


def test_several_refusals_come_together() -> None:
    given = {**SPINE, "neuro_exam_date": "2026-03-05", "randomisation_date": "2026-03-04",
             "last_systemic_or_radionuclide_date": "2026-03-03",
             "sbrt_date": "2026-03-02"}  # fmt: skip
    assert refused(given) == [
        "neuro_exam_after_randomisation", "last_dose_after_sbrt", "sbrt_before_randomisation",
    ]  # fmt: skip


SYSTEMIC = {**SPINE, **STARTED, **NOTHING, "systemic_or_radionuclide_given": False,
            "local_treatment_given": True}  # fmt: skip
ONE = {"lesion_count": 1}
CONFIRMED = [
    ("liver_lesion_above_largest",
     {**LIVER, "largest_liver_lesion_diameter": "2.41 cm", "largest_lesion_diameter": "24 mm"},
     {**LIVER, "largest_liver_lesion_diameter": "2.4 cm", "largest_lesion_diameter": "24 mm"}),
    # 1.05 × π/6 × 10³ = 549.7787…
    ("volume_above_sphere",
     {"largest_lesion_volume": "549.78 mL", "largest_lesion_diameter": "100 mm"},
     {"largest_lesion_volume": "549.77 cm³", "largest_lesion_diameter": "100 mm"}),
    # 1.05 × π/6 × 2³ = 4.3982…
    ("volume_above_sphere",
     {"largest_lesion_volume": "4.3983 mL", "largest_lesion_diameter": "2 cm"},
     {"largest_lesion_volume": "4.3982 mL", "largest_lesion_diameter": "2 cm"}),
    ("started_without_treatment",
     {**STARTED, **NOTHING}, {**STARTED, **NOTHING, "local_treatment_given": True}),
    ("started_without_treatment",
     {**STARTED, **NOTHING}, {**STARTED, **NOTHING, "targeted_therapy_given": True}),
    ("started_without_treatment",
     {**STARTED, **NOTHING}, {**STARTED, **NOTHING, "chemotherapy_cycles": 1}),
    ("started_without_treatment",
     {**STARTED, **NOTHING}, {**STARTED, **NOTHING, "hormone_therapy_duration": "1 day"}),
    ("started_without_treatment",
     {**STARTED, **NOTHING}, {**STARTED, **NOTHING, "local_treatment_given": None}),
    ("started_without_treatment",
     {**STARTED, **NOTHING}, {"metastatic_treatment_started": False, **NOTHING}),
    ("systemic_denied_although_given",
     {**SYSTEMIC, "hormone_therapy_duration": "1 day"}, SYSTEMIC),
    ("systemic_denied_although_given", {**SYSTEMIC, "chemotherapy_cycles": 1}, SYSTEMIC),
    ("systemic_denied_although_given", {**SYSTEMIC, "targeted_therapy_given": True}, SYSTEMIC),
    ("systemic_denied_although_given",
     {**SYSTEMIC, "chemotherapy_cycles": 1},
     {**SYSTEMIC, "chemotherapy_cycles": 1, "systemic_or_radionuclide_given": True}),
    ("systemic_denied_although_given",
     {**SYSTEMIC, "chemotherapy_cycles": 1},
     {**SYSTEMIC, "chemotherapy_cycles": 1, "metastatic_treatment_started": False}),
    ("liver_lesion_measurable",
     {**LIVER, "measurable_lesions": False, "largest_liver_lesion_diameter": "1 cm"},
     {**LIVER, "measurable_lesions": False, "largest_liver_lesion_diameter": "9.9 mm"}),
    ("liver_lesion_measurable",
     {**LIVER, "measurable_lesions": False, "largest_liver_lesion_diameter": "10 mm"},
     {**LIVER, "measurable_lesions": True, "largest_liver_lesion_diameter": "10 mm"}),
    ("single_lesion_in_two_places",
     {**ONE, **LIVER, "vertebral_metastases": True},
     {"lesion_count": 2, **LIVER, "vertebral_metastases": True}),
    ("single_lesion_in_two_places",
     {**ONE, **LIVER, "abdominal_visceral_metastases": True},
     {**ONE, **LIVER, "abdominal_visceral_metastases": False}),
    ("single_lesion_in_two_places",
     {**ONE, "vertebral_metastases": True, "brain_metastases": "leptomeningeal_only"},
     {**ONE, "vertebral_metastases": True, "brain_metastases": "none_known"}),
    ("single_lesion_in_two_places",
     {**ONE, "abdominal_visceral_metastases": True, "brain_metastases": "brain"},
     {**ONE, "abdominal_visceral_metastases": True, "brain_metastases": None}),
    ("bilirubin_unit", {**LIVER, "bilirubin": "3 mg/dL"}, {**LIVER, "bilirubin": "2.99 mg/dL"}),
    ("bilirubin_unit",
     {**LIVER, "bilirubin": "51.3 µmol/L"}, {**LIVER, "bilirubin": "51.29 µmol/L"}),
    ("bilirubin_unit", {**LIVER, "bilirubin": "30 mg/L"}, {**LIVER, "bilirubin": "29.9 mg/L"}),
    ("creatinine_unit", {"creatinine": "200.1 µmol/L"}, {"creatinine": "200 µmol/L"}),
    # 200 µmol/L are 2.2624… mg/dL
    ("creatinine_unit", {"creatinine": "2.27 mg/dL"}, {"creatinine": "2.26 mg/dL"}),
    ("neuro_exam_long_ago",
     {**SPINE, "neuro_exam_date": "2025-03-01", "randomisation_date": "2026-03-03"},
     {**SPINE, "neuro_exam_date": "2025-03-01", "randomisation_date": "2026-03-02"}),
    ("sbrt_long_after_randomisation",
     {**SPINE, "randomisation_date": "2026-03-01", "sbrt_date": "2027-03-03"},
     {**SPINE, "randomisation_date": "2026-03-01", "sbrt_date": "2027-03-02"}),
]  # fmt: skip


@pytest.mark.parametrize(("check", "unlikely", "likely"), CONFIRMED)
def test_what_is_to_be_confirmed(
    check: str, unlikely: dict[str, object], likely: dict[str, object]
) -> None:
    assert doubted(unlikely) == [check]
    assert refused(unlikely) == []
    assert doubted(likely) == []


def test_every_check_is_tried() -> None:
    tried = {check for check, _, _ in (*REFUSED, *CONFIRMED)}
    assert tried == {check.id for check in stereo().checks}
    actions = {check.id: check.action for check in stereo().checks}
    assert {check for check, action in actions.items() if action == "refuse"} == {
        check for check, _, _ in REFUSED
    }


def test_a_value_of_the_wrong_unit_is_shown_in_every_unit() -> None:
    shown = {check.id: check.every_unit for check in stereo().checks if check.every_unit}
    assert shown == {"bilirubin_unit": "bilirubin", "creatinine_unit": "creatinine"}


def test_a_check_names_its_facts_in_asking_order() -> None:
    given = answers_to(stereo(), {**ONE, **LIVER, "vertebral_metastases": True})
    (remark,) = doubts(stereo(), given)
    assert remark == Remark(
        kind=RemarkKind.CHECK,
        id="single_lesion_in_two_places",
        facts=("lesion_count", "liver_metastases", "abdominal_visceral_metastases",
               "brain_metastases", "vertebral_metastases"),
    )  # fmt: skip


def test_unusual_values_come_first_in_asking_order() -> None:
    given = {**LIVER, "bilirubin": "31 mg/L", "age": 24, "albumin": "2.4 g/dL"}
    remarks = doubts(stereo(), answers_to(stereo(), given))
    assert [(remark.kind, remark.id, remark.facts) for remark in remarks] == [
        (RemarkKind.UNUSUAL, "age", ("age",)),
        (RemarkKind.UNUSUAL, "bilirubin", ("bilirubin",)),
        (RemarkKind.UNUSUAL, "albumin", ("albumin",)),
        (RemarkKind.CHECK, "bilirubin_unit", ("bilirubin",)),
    ]


def test_nothing_is_said_of_what_has_left_the_live_path() -> None:
    off = {"liver_metastases": False, "bilirubin": "40 mg/dL", "ast": "100 ×ULN"}
    assert doubts(stereo(), answers_to(stereo(), off)) == ()
    unsure = {"liver_metastases": None, "bilirubin": "40 mg/dL"}
    assert doubted(unsure) == ["bilirubin_unit"]


def test_without_usual_limits_no_value_is_unusual() -> None:
    unlimited = tiny_with(('usual = [["45", "140"]]\n', ""))
    heavy = answers_to(tiny(), {"weight": "250 kg"})
    assert [each.id for each in doubts(tiny(), heavy)] == ["weight"]
    assert doubts(unlimited, heavy) == ()


def test_the_typical_patient_raises_no_doubt() -> None:
    given = answers_to(stereo(), TYPICAL)
    assert violations(stereo(), given) == ()
    assert doubts(stereo(), given) == ()


def test_checks_of_another_trial() -> None:
    early = {
        "injection_given": True,
        "last_injection_date": "2026-02-02",
        "visit_date": "2026-02-01",
    }
    assert [each.id for each in violations(tiny(), answers_to(tiny(), early))] == [
        "injection_after_visit"
    ]
    tall = answers_to(tiny(), {"height": "211 cm"})
    assert [each.id for each in doubts(tiny(), tall)] == ["height", "height_unit"]
    assert doubts(tiny(), answers_to(tiny(), {"height": "205 cm"})) == ()
    at_limit = doubts(tiny(), answers_to(tiny(), {"height": "2.1 m"}))
    assert [each.kind for each in at_limit] == [RemarkKind.UNUSUAL]
