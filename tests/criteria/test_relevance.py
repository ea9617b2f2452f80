"""A fact is open exactly when it can still change a status: by brute force, in both directions.

For every criterion, every combination of unanswered facts, unknowns and boundary values is tried.
Nothing is sampled; the values listed here stand for all others, since a criterion cannot tell apart
two numbers between the same limits, and a computed value is extreme where its facts are.
"""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from support.exhaustive import Exhaustive
from support.protocols import answers_to, decided, stereo, tiny, tiny_with

from assistant.criteria.evaluation import Status, assess, fact_values
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner

Given = Mapping[str, object]

YES_NO = (True, False, None)
PERCENT = ("0 %", "0.999 %", "1 %", "9.999 %", "10 %", "100 %", None)
HORMONES = ("0 days", "1 day", "30.4375 days", "30.5 days", "31 days", "31.1 days", "600 months",
            None)  # fmt: skip
ENZYME = ("0.05 ×ULN", "2.999 ×ULN", "3 ×ULN", "250 ×ULN", None)

CHOICES: dict[str, tuple[object, ...]] = {
    "histology_confirmed": YES_NO,
    "stage_iv_confirmed": YES_NO,
    "er_percent": PERCENT,
    "pr_percent": PERCENT,
    "her2_ihc": ("0", "1+", "2+", "3+", "not_done", None),
    "her2_ish": ("not_amplified", "amplified", None),
    "primary_treatment": ("done", "planned", "none", None),
    "sex": ("female", "male", None),
    "age": (0, 17, 18, 19, 60, 120, None),
    "who_status": (0, 2, 3, 4, None),
    "life_expectancy": ("0 months", "3 months", "13.05 weeks", "600 months", None),
    "metastatic_treatment_started": YES_NO,
    "hormone_therapy_duration": HORMONES,
    "chemotherapy_cycles": (0, 1, 2, 50, None),
    "targeted_therapy_given": YES_NO,
    "local_treatment_given": YES_NO,
    "treatment_stops_after_consent": YES_NO,
    "lesion_count": (1, 5, 6, 200, None),
    "prior_radiotherapy": YES_NO,
    "lesion_in_irradiated_site": YES_NO,
    "measurable_lesions": YES_NO,
    "largest_lesion_diameter": ("0.1 cm", "10 cm", "100.1 mm", "30 cm", None),
    "largest_lesion_volume": ("0.01 mL", "500 mL", "500.1 mL", "5000 mL", None),
    "liver_metastases": YES_NO,
    "ast": ENZYME,
    "alt": ENZYME,
    "bilirubin": ("0.05 mg/dL", "51.2 µmol/L", "51.3 µmol/L", "512 µmol/L", "513 µmol/L",
                  "53 mg/dL", None),
    "albumin": ("1 g/dL", "25 g/L", "25.1 g/L", "7 g/dL", None),
    "cirrhosis": YES_NO,
    "hepatitis": ("none", "active", "resolved", None),
    "largest_liver_lesion_diameter": ("0.1 cm", "7 cm", "70.1 mm", "30 cm", None),
    "liver_lesion_clear_of_bowel": YES_NO,
    "abdominal_visceral_metastases": YES_NO,
    # A man of 60 who weighs 54 kg has a clearance of 60 mL/min at 88.4 µmol/L, a woman at 75.14.
    "weight": ("25 kg", "54 kg", "300 kg", None),
    "creatinine": ("15 µmol/L", "75.13 µmol/L", "75.14 µmol/L", "88.39 µmol/L", "88.4 µmol/L",
                   "2000 µmol/L", None),
    "brain_metastases": ("none_known", "brain", "leptomeningeal_only", None),
    "vertebral_metastases": YES_NO,
    "contiguous_vertebrae": (1, 3, 4, 26, None),
    # Dates have no hard limits: the ends of the calendar take their place.
    "neuro_exam_date": (date.min, "2026-03-01", "2026-03-02", date.max, None),
    "randomisation_date": (date.min, "2026-03-08", "2026-03-09", "2026-03-10", date.max, None),
    "unable_to_undergo_treatment": YES_NO,
    "systemic_or_radionuclide_given": YES_NO,
    "last_systemic_or_radionuclide_date": (date.min, "2028-02-01", "2028-02-02", date.max, None),
    "sbrt_date": (date.min, "2028-03-02", "2028-03-03", "2028-03-04", date.max, None),
    "neuro_deficit": ("none", "stable_minor", "significant", "progressive", None),
    "canal_involvement": ("0 %", "25 %", "25.001 %", "100 %", None),
    "cord_or_cauda_compression": YES_NO,
    "vertebral_instability": YES_NO,
    "deficit_from_vertebral_compression": YES_NO,
    "compliance_obstacle": YES_NO,
    "social_security": YES_NO,
    "consent_status": ("signed", "pending", "refused", None),
    "connective_tissue_disease": ("none", "definite", "borderline", None),
    "pregnancy_status": ("neither", "pregnant", "breastfeeding", None),
}  # fmt: skip

# The gates of the contract, by hand: whether each is surely open.
STARTED = ("metastatic_treatment_started",)
LIVER = ("liver_metastases",)
SPINE = ("vertebral_metastases",)
GATES: dict[str, tuple[tuple[str, ...], Callable[[Given], bool]]] = {
    **{id_: (STARTED, lambda given: given.get("metastatic_treatment_started") is True)
       for id_ in ("I7a", "I7b", "I7c")},
    **{id_: (LIVER, lambda given: given.get("liver_metastases") is True)
       for id_ in ("I9a", "I9b", "I9c", "I9d")},
    **{id_: (SPINE, lambda given: given.get("vertebral_metastases") is True)
       for id_ in ("E5a", "E5b", "E5c", "E5d", "E5e", "E5f", "E5g", "E5h")},
    "I10a": (("liver_metastases", "abdominal_visceral_metastases"),
             lambda given: True in (given.get("liver_metastases"),
                                    given.get("abdominal_visceral_metastases"))),
    "E7": (("sex",), lambda given: given.get("sex") == "female"),
}  # fmt: skip


def assert_exact(
    protocol: StudyProtocol, criterion: str, choices: Mapping[str, tuple[object, ...]]
) -> None:
    """The plan asks for what can change the criterion, for all of it, and for nothing else."""
    facts = protocol.criterion[criterion].facts()
    exhaustive = Exhaustive(protocol, criterion, {fact: choices[fact] for fact in facts})
    gate_facts, is_open = GATES.get(criterion, ((), lambda given: True))
    for way in exhaustive.ways():
        given = exhaustive.given(way)
        expected = exhaustive.open(way)
        plan = exhaustive.plan(way)
        assert plan.open == expected, given
        assert set(plan.movers.values()) <= {(criterion,)}
        if not is_open(given):
            expected = tuple(fact for fact in expected if fact in gate_facts)
        assert plan.askable == expected, given
        assert plan.next == (expected[0] if expected else None)


@pytest.mark.parametrize("criterion", list(stereo().criterion))
def test_each_criterion(criterion: str) -> None:
    assert_exact(stereo(), criterion, CHOICES)


OTHER_READINGS = [
    ("I2", {"adult_at_18": "adult"}),
    ("I4", {"hr_cutoff": "one_percent"}),
    ("I7", {"tolerated_together": "only_one", "local_treatment_counts": "no"}),
    ("I7a", {"one_month": "calendar_month"}),
    ("I9b", {"resolved_hepatitis": "excludes"}),
    ("I10a", {"liver_is_abdominal_viscus": "yes"}),
    ("E3", {"e3_read_literally": "yes"}),
    ("E5h", {"spinal_instability": "only_from_compression"}),
]


@pytest.mark.parametrize(("criterion", "readings"), OTHER_READINGS)
def test_each_criterion_under_another_reading(criterion: str, readings: dict[str, str]) -> None:
    assert_exact(decided(stereo(), **readings), criterion, CHOICES)


KNEE: dict[str, tuple[object, ...]] = {
    "osteoarthritis_confirmed": YES_NO,
    "pain_score": (0, 5, 6, 7, 10, None),
    # 30 kg at 1 m is 30 kg/m², 100 kg at 1.58 m is 40.06, at 1.6 m it is 39.06
    "weight": ("30 kg", "100 kg", "250 kg", None),
    "height": ("1 m", "158 cm", "1.6 m", "2.3 m", None),
    "injection_given": YES_NO,
    "last_injection_date": (date.min, "2026-01-01", "2026-01-02", date.max, None),
    "visit_date": (date.min, "2026-03-31", "2026-04-01", "2026-04-02", date.max, None),
    "anticoagulant": ("none", "current", "stopped", "unclear", None),
}


@pytest.mark.parametrize("criterion", ["K1", "K2", "K3", "X1", "X2"])
def test_each_criterion_of_another_trial(criterion: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = (("injection_given",), lambda given: given.get("injection_given") is True)
    monkeypatch.setitem(GATES, "X1", gate)
    assert_exact(tiny(), criterion, KNEE)


WHOLE_KNEE: dict[str, tuple[object, ...]] = {
    "pain_score": (0, 1, 5, 6, 7, 8, 9, 10, None),
    "weight": ("30 kg", "39.5 kg", "40 kg", "40.5 kg", "100.5 kg", "101 kg", "250 kg", None),
    "height": ("1 m", "101 cm", "140 cm", "141 cm", "2.3 m", None),
    "injection_given": YES_NO,
    "last_injection_date": (date.min, "2026-01-01", "2026-01-02", "2026-01-03", date.max, None),
    "visit_date": (date.min, "2026-01-01", "2026-01-02", "2026-01-03", date.max, None),
}
FORMULAS = [
    # a whole number between two others
    ("pain_score > 6 and pain_score < 8", {"pain_score"}),
    ("pain_score > 6.5 and pain_score < 8", {"pain_score"}),
    ("pain_score == 6 or pain_score != 9", {"pain_score"}),
    # a difference of two quantities, with two limits and with an equality
    ("in_unit(height, 'cm') - weight > 100 and in_unit(height, 'cm') - weight <= 101",
     {"weight", "height"}),
    ("in_unit(height, 'cm') - weight == 100.5", {"weight", "height"}),
    # two formulas, or two dates, compared with each other
    ("in_unit(height, 'cm') > in_unit(weight, 'kg')", {"weight", "height"}),
    ("in_unit(height, 'cm') == in_unit(weight, 'kg')", {"weight", "height"}),
    ("last_injection_date < visit_date", {"last_injection_date", "visit_date"}),
    ("last_injection_date == visit_date", {"last_injection_date", "visit_date"}),
    ("visit_date - last_injection_date > '0 days' and visit_date - last_injection_date < '2 days'",
     {"last_injection_date", "visit_date"}),
    # a formula beside a comparison of its own
    ("injection_given or body_mass_index >= 20", {"injection_given", "weight", "height"}),
    ("at_least(2, injection_given, pain_score > 6, weight > 40)",
     {"injection_given", "pain_score", "weight"}),
]  # fmt: skip


@pytest.mark.parametrize(("test", "facts"), FORMULAS)
def test_other_shapes_of_criteria(test: str, facts: set[str]) -> None:
    shape = ('test = "osteoarthritis_confirmed"',
             f'test = "osteoarthritis_confirmed and ({test})"')  # fmt: skip
    protocol = tiny_with(shape)
    assert protocol.criterion["K1"].facts() == {"osteoarthritis_confirmed", *facts}
    assert_exact(protocol, "K1", {"osteoarthritis_confirmed": YES_NO, **WHOLE_KNEE})


def test_a_date_that_moves_beyond_the_calendar_changes_nothing_any_more() -> None:
    protocol = tiny_with(
        ("visit_date - last_injection_date < washout", "last_injection_date + washout > visit_date")
    )
    given = {"injection_given": True, "last_injection_date": "2026-01-01"}
    planner = Planner(protocol)
    for visit, status in [("2026-03-31", Status.FAILED), ("2026-04-01", Status.MET)]:
        answers = answers_to(protocol, {**given, "visit_date": visit})
        assert assess(protocol, answers).of("X1").status is status
        assert planner.tables["X1"].open_facts(fact_values(protocol, answers)) == frozenset()
    last_day = answers_to(protocol, {"last_injection_date": date.max, "visit_date": "2026-04-01"})
    assert assess(protocol, last_day).of("X1").status is Status.UNKNOWN
    # the gate can still close the criterion
    assert planner.tables["X1"].open_facts(fact_values(protocol, last_day)) == {"injection_given"}
