"""From answers to statuses: gates, readings folded into one status, and what a status rests on."""

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import cases
from support.protocols import TYPICAL, answers_to, decided, stereo, tiny, tiny_with

from assistant.criteria.answers import Answer, unknown
from assistant.criteria.entry import Numeral
from assistant.criteria.evaluation import (
    Result,
    Status,
    Verdict,
    assess,
    fact_values,
    folded,
    holds,
    reassess,
    status_in,
    verdict,
)
from assistant.criteria.expressions import Scope, parse_rule
from assistant.criteria.model import Category, Criterion, Decision, StudyProtocol
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth, truth

MET, FAILED, UNSURE, CONTESTED, NA = (
    Status.MET, Status.FAILED, Status.UNKNOWN, Status.CONTESTED, Status.NOT_APPLICABLE,
)  # fmt: skip


# Some cases of every kind, their numbers in the units in which they have decimals.
SOME = [
    answers_to(stereo(), json.loads(cases.to_json_text(case), parse_float=Numeral))
    for case in cases.cases(3, 400)
]


def result(criterion: str, protocol: StudyProtocol | None = None, /, **given: object) -> Result:
    protocol = protocol or stereo()
    return assess(protocol, answers_to(protocol, given)).of(criterion)


# ---------------------------------------------------------------- one combination of readings

# gate, whether the patient passes, status
STATUSES = [
    (TRUE, TRUE, MET),
    (TRUE, FALSE, FAILED),
    (TRUE, UNKNOWN, UNSURE),
    (FALSE, TRUE, NA),
    (FALSE, FALSE, NA),
    (FALSE, UNKNOWN, NA),
    (UNKNOWN, TRUE, MET),
    (UNKNOWN, FALSE, UNSURE),
    (UNKNOWN, UNKNOWN, UNSURE),
]


@pytest.mark.parametrize(("gate", "passes", "status"), STATUSES)
def test_a_gate_is_an_implication(gate: Truth, passes: Truth, status: Status) -> None:
    inclusion = stereo().criterion["I9d"]
    exclusion = stereo().criterion["E5g"]
    opposite = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}
    assert status_in(inclusion, gate, passes) is status
    assert status_in(exclusion, gate, opposite[passes]) is status


# ---------------------------------------------------------------- several combinations

FOLDS = [
    ([MET], MET),
    ([FAILED], FAILED),
    ([UNSURE], UNSURE),
    ([NA], NA),
    ([MET, MET], MET),
    ([FAILED, FAILED], FAILED),
    ([NA, NA], NA),
    ([MET, FAILED], CONTESTED),
    ([MET, NA], MET),
    ([NA, FAILED], CONTESTED),
    ([MET, NA, FAILED], CONTESTED),
    ([MET, UNSURE], UNSURE),
    ([FAILED, UNSURE], UNSURE),
    ([NA, UNSURE], UNSURE),
    ([MET, FAILED, UNSURE], UNSURE),
    ([MET, NA, FAILED, UNSURE], UNSURE),
]


@pytest.mark.parametrize(("statuses", "status"), FOLDS)
def test_folding(statuses: list[Status], status: Status) -> None:
    assert folded(statuses) is status
    assert folded(reversed(statuses)) is status


def test_the_verdict() -> None:
    assert verdict([MET, NA]) is Verdict.ELIGIBLE
    assert verdict([MET, UNSURE]) is Verdict.UNDETERMINED
    assert verdict([MET, CONTESTED]) is Verdict.UNDETERMINED
    assert verdict([MET, UNSURE, CONTESTED, FAILED]) is Verdict.NOT_ELIGIBLE
    for statuses in product(Status, repeat=2):
        expected = Verdict.ELIGIBLE if set(statuses) <= {MET, NA} else Verdict.UNDETERMINED
        assert verdict(statuses) is (Verdict.NOT_ELIGIBLE if FAILED in statuses else expected)


def test_nothing_answered_is_undetermined() -> None:
    empty = assess(stereo(), {})
    assert empty.verdict is Verdict.UNDETERMINED
    assert {each.status for each in empty.results} == {UNSURE}
    assert [each.criterion for each in empty.results] == list(stereo().criterion)


def test_one_failure_is_enough_whatever_is_missing() -> None:
    assert assess(stereo(), answers_to(stereo(), {"sex": "male", "age": 17})).verdict is (
        Verdict.NOT_ELIGIBLE
    )


def test_one_missing_fact_is_enough_to_leave_it_open() -> None:
    for missing in TYPICAL:
        absent = {fact: value for fact, value in TYPICAL.items() if fact != missing}
        for replies in (absent, {**TYPICAL, missing: None}):
            found = assess(stereo(), answers_to(stereo(), replies)).verdict
            # "neither" passes whatever the sex, and 24 mm whether measurable or not
            needless = missing in ("sex", "measurable_lesions")
            assert found is (Verdict.ELIGIBLE if needless else Verdict.UNDETERMINED), missing


@given(st.integers(0, 399), st.integers(0, 399), st.sampled_from(list(stereo().fact)))
@settings(deadline=None, max_examples=80)
def test_assessing_only_what_changed_gives_the_same(one: int, other: int, fact: str) -> None:
    earlier = SOME[one]
    for later in (SOME[other], {**earlier, fact: unknown()}, without(earlier, fact)):
        expected = assess(stereo(), later)
        assert reassess(stereo(), later, earlier, assess(stereo(), earlier)) == expected


def without(answers: dict[str, Answer], fact: str) -> dict[str, Answer]:
    return {id_: answer for id_, answer in answers.items() if id_ != fact}


def test_results_by_status_and_by_criterion() -> None:
    assessment = assess(stereo(), answers_to(stereo(), {**TYPICAL, "age": 18, "who_status": 3}))
    assert [each.criterion for each in assessment.with_status(FAILED, CONTESTED)] == ["I2", "I3"]
    assert assessment.of("I3").category is Category.INCLUSION
    with pytest.raises(KeyError):
        assessment.of("I99")


# ---------------------------------------------------------------- gates of the trial


def test_met_and_not_applicable_are_met() -> None:
    # Liver disease alone, a clearance above 60: fine if the liver counts, else out of question.
    man = {"liver_metastases": True, "abdominal_visceral_metastases": False, "sex": "male",
           "age": 60, "creatinine": "1 mg/dL"}  # fmt: skip
    met = result("I10a", **man, weight="54.1 kg")
    assert (met.status, met.terms) == (MET, ())
    assert [each.status for each in met.outcomes] == [MET, NA]
    disputed = result("I10a", **man, weight="54 kg")
    assert (disputed.status, disputed.terms) == (CONTESTED, ("liver_is_abdominal_viscus",))
    assert [each.status for each in disputed.outcomes] == [FAILED, NA]


def test_a_gate_not_yet_known_leaves_a_passed_test_met() -> None:
    assert result("I9c", largest_liver_lesion_diameter="7 cm").status is MET
    assert result("I9c", largest_liver_lesion_diameter="7.1 cm").status is UNSURE
    assert result("I9c", liver_metastases=None, largest_liver_lesion_diameter="7 cm").status is MET
    assert result("E7", pregnancy_status="neither").status is MET
    assert result("E7", pregnancy_status="pregnant").status is UNSURE
    assert result("E7", pregnancy_status="pregnant", sex="male").status is NA


# ---------------------------------------------------------------- what expressions read


def test_an_option_that_counts_as_unknown() -> None:
    assert result("I14", consent_status="pending").status is UNSURE
    assert result("I14", consent_status="pending").facts == ("consent_status",)
    assert result("X2", tiny(), anticoagulant="unclear").status is UNSURE
    values = fact_values(stereo(), answers_to(stereo(), {"consent_status": "pending"}))
    assert values == {"consent_status": UNKNOWN}


def test_what_expressions_read() -> None:
    given = {"cirrhosis": True, "liver_metastases": False, "her2_ihc": "0", "age": None}
    assert fact_values(stereo(), answers_to(stereo(), given)) == {
        "cirrhosis": TRUE, "liver_metastases": FALSE, "her2_ihc": "0", "age": UNKNOWN,
    }  # fmt: skip
    assert truth(True) is TRUE


def test_values_are_compared_as_typed_never_as_shown() -> None:
    liver = {"liver_metastases": True, "ast": "1 x", "alt": "1 x", "albumin": "25.1 g/L"}
    met = result("I9a", **liver, bilirubin="51.299999999999999 µmol/L")
    assert met.status is MET
    assert result("I9a", **liver, bilirubin="51.3 µmol/L").status is CONTESTED
    assert result("I9a", **{**liver, "ast": "119/40"}, bilirubin="1 mg/dL").status is MET
    assert result("I9a", **{**liver, "ast": "120/40"}, bilirubin="1 mg/dL").status is FAILED
    assert result("I9a", **{**liver, "albumin": "25 g/L"}, bilirubin="1 mg/dL").status is FAILED


def test_the_cubic_formula_of_a_derived_value_is_exact() -> None:
    # 160 kg / (2 m)² is 40 exactly
    assert result("K3", tiny(), weight="160 kg", height="2 m").status is FAILED
    assert result("K3", tiny(), weight="159.999999 kg", height="200 cm").status is MET
    assert result("K3", tiny(), weight="159.999999 kg").status is UNSURE


# ---------------------------------------------------------------- what a status rests on

STARTED = {"metastatic_treatment_started": True}
DECISIVE: list[tuple[str, dict[str, object], Status, tuple[str, ...]]] = [
    # a false *and* rests on its false parts, a true one on all
    ("I1", {"histology_confirmed": False, "stage_iv_confirmed": True}, FAILED,
     ("histology_confirmed",)),
    ("I1", {"histology_confirmed": True, "stage_iv_confirmed": True}, MET,
     ("histology_confirmed", "stage_iv_confirmed")),
    # what is unknown rests on what is missing, asked or not
    ("I1", {"histology_confirmed": True}, UNSURE, ("stage_iv_confirmed",)),
    ("I1", {"histology_confirmed": None}, UNSURE, ("histology_confirmed", "stage_iv_confirmed")),
    # a true *or* rests on its true parts, a false one on all
    ("I4", {"er_percent": "90 %", "pr_percent": "0 %"}, MET, ("er_percent",)),
    ("I4", {"er_percent": "0 %", "pr_percent": "0 %"}, FAILED, ("er_percent", "pr_percent")),
    ("I4", {"er_percent": "5 %"}, UNSURE, ("pr_percent",)),
    ("I5", {"her2_ihc": "2+", "her2_ish": "not_amplified"}, MET, ("her2_ihc", "her2_ish")),
    ("I5", {"her2_ihc": "3+", "her2_ish": "not_amplified"}, FAILED, ("her2_ihc",)),
    ("I5", {"her2_ihc": "2+", "her2_ish": "amplified"}, FAILED, ("her2_ihc", "her2_ish")),
    # an open gate belongs to the reason
    ("I9c", {"liver_metastases": True, "largest_liver_lesion_diameter": "8 cm"}, FAILED,
     ("liver_metastases", "largest_liver_lesion_diameter")),
    ("I9c", {"liver_metastases": True, "largest_liver_lesion_diameter": "7 cm"}, MET,
     ("liver_metastases", "largest_liver_lesion_diameter")),
    # a closed gate is the whole reason
    ("I9c", {"liver_metastases": False, "largest_liver_lesion_diameter": "8 cm"}, NA,
     ("liver_metastases",)),
    # met behind a gate that is not known: the test alone is the reason
    ("I9c", {"largest_liver_lesion_diameter": "7 cm"}, MET, ("largest_liver_lesion_diameter",)),
    ("I9c", {"largest_liver_lesion_diameter": "8 cm"}, UNSURE, ("liver_metastases",)),
    ("I9c", {}, UNSURE, ("liver_metastases", "largest_liver_lesion_diameter")),
    # a computed value rests on every input
    ("I10a", {"abdominal_visceral_metastases": True, "sex": "male", "age": 60, "weight": "54 kg",
              "creatinine": "1 mg/dL"}, FAILED,
     ("sex", "age", "abdominal_visceral_metastases", "weight", "creatinine")),
    ("I10a", {"abdominal_visceral_metastases": True, "sex": "male", "age": 60}, UNSURE,
     ("weight", "creatinine")),
    # an exclusion that is absent
    ("E3", {"metastatic_treatment_started": False}, MET, ("metastatic_treatment_started",)),
    ("E3", {**STARTED, "targeted_therapy_given": True, "chemotherapy_cycles": 1}, FAILED,
     ("metastatic_treatment_started", "targeted_therapy_given")),
    # contested: what any reading rests on
    ("I2", {"age": 18}, CONTESTED, ("age",)),
    ("I7a", {**STARTED, "hormone_therapy_duration": "31 days"}, CONTESTED,
     ("metastatic_treatment_started", "hormone_therapy_duration")),
    ("I7", {**STARTED, "targeted_therapy_given": False, "local_treatment_given": True}, CONTESTED,
     ("metastatic_treatment_started", "targeted_therapy_given", "local_treatment_given")),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "given", "status", "facts"), DECISIVE)
def test_what_a_status_rests_on(
    criterion: str, given: dict[str, object], status: Status, facts: tuple[str, ...]
) -> None:
    found = result(criterion, **given)
    assert (found.status, found.facts) == (status, facts)


# ---------------------------------------------------------------- terms

CONTESTABLE: list[tuple[str, dict[str, object], str]] = [
    ("I2", {"age": 18}, "adult_at_18"),
    ("I4", {"er_percent": "5 %", "pr_percent": "0 %"}, "hr_cutoff"),
    ("I7a", {**STARTED, "hormone_therapy_duration": "31 days"}, "one_month"),
    ("I9b", {"liver_metastases": True, "cirrhosis": False, "hepatitis": "resolved"},
     "resolved_hepatitis"),
    ("E1", {"er_percent": "5 %", "pr_percent": "0 %", "her2_ihc": "0"}, "hr_cutoff"),
    ("E4", {"brain_metastases": "leptomeningeal_only"}, "leptomeningeal_disease"),
    ("E6", {"connective_tissue_disease": "borderline"}, "borderline_connective_tissue_disease"),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "given", "term"), CONTESTABLE)
def test_a_contested_criterion_names_its_term_and_a_decision_settles_it(
    criterion: str, given: dict[str, object], term: str
) -> None:
    contested = result(criterion, **given)
    assert (contested.status, contested.terms) == (CONTESTED, (term,))
    by_reading = {each.readings[term]: each.status for each in contested.outcomes}
    assert set(by_reading.values()) == {MET, FAILED}
    for reading, status in by_reading.items():
        settled = result(criterion, decided(stereo(), **{term: reading}), **given)
        assert (settled.status, settled.terms) == (status, ())


def test_only_the_terms_that_matter_are_named() -> None:
    # Two terms are read; under each reading of the one, the other decides alone.
    two_terms = """\
test = "in_severe_pain and (anticoagulant != 'stopped' or stopped_anticoagulant != 'counts')"
"""
    two = tiny_with(('test = "in_severe_pain"', two_terms))
    at_six = result("K2", two, pain_score=6, anticoagulant="none")
    assert (at_six.status, at_six.terms) == (CONTESTED, ("severe_pain",))
    stopped = result("K2", two, pain_score=7, anticoagulant="stopped")
    assert (stopped.status, stopped.terms) == (CONTESTED, ("stopped_anticoagulant",))
    both = result("K2", two, pain_score=6, anticoagulant="stopped")
    assert (both.status, both.terms) == (CONTESTED, ("severe_pain", "stopped_anticoagulant"))
    neither = result("K2", two, pain_score=7, anticoagulant="none")
    assert (neither.status, neither.terms) == (MET, ())
    assert len(both.outcomes) == 4


def test_other_readings_of_the_decided_terms() -> None:
    begun = {**STARTED, "targeted_therapy_given": False, "local_treatment_given": False,
             "hormone_therapy_duration": "20 days", "chemotherapy_cycles": 1}  # fmt: skip
    assert result("I7", **begun).status is MET
    together = decided(stereo(), tolerated_together="only_one")
    assert result("I7", together, **begun).status is FAILED
    assert result("I7", together, **{**begun, "chemotherapy_cycles": 0}).status is MET
    assert result("I7", together, **{**begun, "hormone_therapy_duration": 0}).status is MET

    assert result("E3", **begun).status is MET
    literal = decided(stereo(), e3_read_literally="yes")
    assert result("E3", literal, **begun).status is FAILED
    nothing = {**begun, "hormone_therapy_duration": 0, "chemotherapy_cycles": 0}
    assert result("E3", literal, **nothing).status is MET

    unstable = {"vertebral_metastases": True, "vertebral_instability": True,
                "neuro_deficit": "none", "deficit_from_vertebral_compression": False}  # fmt: skip
    assert result("E5h", **unstable).status is FAILED
    compressed = decided(stereo(), spinal_instability="only_from_compression")
    assert result("E5h", compressed, **unstable).status is MET
    caused = {**unstable, "deficit_from_vertebral_compression": True}
    assert result("E5h", compressed, **caused).status is FAILED


def test_the_last_decision_on_a_term_counts_and_all_are_kept() -> None:
    one = decided(stereo(), hr_cutoff="ten_percent")
    two = decided(one, hr_cutoff="one_percent", adult_at_18="adult")
    assert (two.term["hr_cutoff"].in_force, two.term["adult_at_18"].in_force) == (
        ("one_percent",), ("adult",),
    )  # fmt: skip
    assert [(each.term, each.reading) for each in two.decisions] == [
        ("hr_cutoff", "ten_percent"),
        ("hr_cutoff", "one_percent"),
        ("adult_at_18", "adult"),
    ]
    assert isinstance(two.decisions[0], Decision)
    assert stereo().term["hr_cutoff"].in_force == ("ten_percent", "one_percent")
    assert stereo().decisions == ()
    # what was decided in the file stays decided
    assert two.term["e3_read_literally"].in_force == ("no",)


def test_a_rule_surely_holds_only_under_every_reading() -> None:
    scope = Scope({fact.id: fact for fact in stereo().facts}, stereo().term)
    rule = parse_rule("er_percent >= hr_cutoff", scope)
    for percent, surely in [("10 %", True), ("5 %", False), ("0 %", False), (None, False)]:
        values = fact_values(stereo(), answers_to(stereo(), {"er_percent": percent}))
        assert holds(stereo(), rule, values) is surely


def test_a_criterion_knows_what_it_reads() -> None:
    renal: Criterion = stereo().criterion["I10a"]
    assert renal.gate_facts() == {"abdominal_visceral_metastases", "liver_metastases"}
    assert renal.facts() == renal.gate_facts() | {"sex", "age", "weight", "creatinine"}
    assert renal.terms_read() == {"liver_is_abdominal_viscus"}
    assert stereo().criterion["I1"].gate_facts() == frozenset()
    # terms of the wording that no expression shows
    assert stereo().criterion["I8c"].terms == ("per_lesion",)
    assert stereo().criterion["I9a"].terms == ("enzymes",)
