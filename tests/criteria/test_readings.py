"""Terms that can be read in two ways, and the sponsor's decisions on them."""

import pytest
from support.protocols import answers_to, decided, result, stereo, tiny_with

from assistant.criteria.evaluation import Status, fact_values, holds
from assistant.criteria.expressions import Scope, parse_rule
from assistant.criteria.model import Criterion, Decision

MET, FAILED, CONTESTED = Status.MET, Status.FAILED, Status.CONTESTED
STARTED = {"metastatic_treatment_started": True}

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
