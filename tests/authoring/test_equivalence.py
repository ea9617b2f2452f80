"""A change that makes no difference is proved to make none; any other is not."""

import pytest
from support.protocols import tiny, tiny_with

from assistant.authoring.equivalence import proved_equivalent
from assistant.authoring.mutants import mutants
from assistant.criteria.model import StudyProtocol


def proved(protocol: StudyProtocol, where: str) -> dict[str, int]:
    """The changes at one place that are proved to make no difference, with the cases compared."""
    return {
        each.change: cases
        for each in mutants(protocol)
        if each.where == where and (cases := proved_equivalent(protocol, each))
    }


def test_a_choice_that_is_excluded_already() -> None:
    # three options and "unknown", under two readings
    assert proved(tiny(), "criteria.X2.test") == {
        "anticoagulant in ['stopped']  →  anticoagulant in ['stopped', 'current']": 8
    }


def test_a_limit_at_the_end_of_what_can_be() -> None:
    rule = 'test = "pain_score == 0 or body_mass_index < 40"'
    at_the_end = tiny_with(('test = "body_mass_index < 40"', rule))
    # at 0, above 0, unknown, each with below 40, not below, unknown
    assert proved(at_the_end, "criteria.K3.test")["pain_score == 0  →  pain_score <= 0"] == 9


def test_formulas_over_the_same_facts_are_known_together() -> None:
    # the body mass index is above 0 whatever is measured; 100 instead of 99 cannot show
    always = tiny_with(('when = "injection_given"', 'when = "body_mass_index > 0"'))
    found = proved(always, "advisories.sugar_may_rise.when")
    assert found["body_mass_index: 100  →  99"] == 2
    assert "body_mass_index > 0  →  body_mass_index <= 0" not in found


def test_what_is_usual_beyond_what_can_be() -> None:
    # below 3, at 3, above it up to 10
    assert proved(tiny(), "facts.pain_score.usual") == {"high 10  →  11": 4}
    assert proved(tiny(), "facts.weight.hard") == {}


@pytest.mark.parametrize("where", ["terms.severe_pain.decided", "dates.earliest_visit.value"])
def test_where_nothing_can_be_proved(where: str) -> None:
    assert proved(tiny(), where) == {}


def test_a_difference_under_one_reading_alone_is_a_difference() -> None:
    assert (
        "stopped_anticoagulant == 'counts'  →  stopped_anticoagulant == 'does_not_count'"
        not in (proved(tiny(), "criteria.X2.test"))
    )


def test_where_there_are_too_many_cases_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.authoring.equivalence._MOST", 7)
    assert proved(tiny(), "criteria.X2.test") == {}
