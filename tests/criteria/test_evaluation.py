"""From answers to statuses: gates, readings folded into one status, and the verdict."""

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import cases
from support.protocols import TYPICAL, answers_to, result, stereo, tiny

from assistant.criteria.answers import Answer, unknown
from assistant.criteria.entry import Numeral
from assistant.criteria.evaluation import (
    Status,
    Verdict,
    assess,
    fact_values,
    folded,
    reassess,
    status_in,
    verdict,
)
from assistant.criteria.model import Category
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth, truth

MET, FAILED, UNSURE, CONTESTED, NA = (
    Status.MET, Status.FAILED, Status.UNKNOWN, Status.CONTESTED, Status.NOT_APPLICABLE,
)  # fmt: skip


# Some cases of every kind, their numbers in the units in which they have decimals.
SOME = [
    answers_to(stereo(), json.loads(cases.to_json_text(case), parse_float=Numeral))
    for case in cases.cases(3, 400)
]


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


def test_a_derived_value_is_exact() -> None:
    # 160 kg / (2 m)² is 40 exactly
    assert result("K3", tiny(), weight="160 kg", height="2 m").status is FAILED
    assert result("K3", tiny(), weight="159.999999 kg", height="200 cm").status is MET
    assert result("K3", tiny(), weight="159.999999 kg").status is UNSURE
