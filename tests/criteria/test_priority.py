"""The quickest order: the criterion that most cheaply fails comes first, whatever its place."""

from collections.abc import Mapping

import pytest
from support.protocols import TYPICAL, answers_to, stereo, tiny, tiny_with

from assistant.criteria.model import StudyProtocol
from assistant.criteria.priority import Priority
from assistant.criteria.relevance import Planner

LAST = "value = \"visit_date + '28 days'\""
PRIORS = f"""\
{LAST}

[priors]
source = "made up"

[priors.answers]
anticoagulant = {{ current = "0.9", none = "0.1" }}
body_mass_index = {{ "45" = "0.5", "25" = "0.5" }}
"""
REPLIES: dict[str, object] = {
    "osteoarthritis_confirmed": True,
    "pain_score": 8,
    "weight": "80 kg",
    "height": "1.8 m",
    "injection_given": True,
    "last_injection_date": "2026-01-01",
    "visit_date": "2026-06-01",
    "anticoagulant": "none",
}


def asked(protocol: StudyProtocol, replies: Mapping[str, object]) -> list[str]:
    """The questions in the quickest order, each answered by its reply."""
    planner = Planner(protocol)
    priority = Priority(planner)
    given: dict[str, object] = {}
    while True:
        answers = answers_to(protocol, given)
        fact = priority.next(answers, planner.plan(answers).askable)
        if fact is None:
            return list(given)
        given[fact] = replies[fact]


def test_without_priors_every_class_of_answers_is_as_likely() -> None:
    # Chance of failing over questions: K1 1/2 over 1; K2 1/3 over 1 (fails, disputed, holds);
    # X2 1/3 over 1; K3 1/2 over 2; X1 1/4 over 2. Of two alike the first comes first.
    assert asked(tiny(), REPLIES) == [
        "osteoarthritis_confirmed",
        "pain_score",
        "anticoagulant",
        "weight",
        "height",
        "injection_given",
        "last_injection_date",
        "visit_date",
    ]


def test_priors_change_the_order_and_nothing_else() -> None:
    likely = tiny_with((LAST, PRIORS))
    order = asked(likely, REPLIES)
    assert order[:2] == ["anticoagulant", "osteoarthritis_confirmed"]
    assert sorted(order) == sorted(asked(tiny(), REPLIES))
    closed = {**REPLIES, "injection_given": False}
    assert sorted(asked(likely, closed)) == sorted(asked(tiny(), closed))


COSTLY = f"""\
{LAST}

[priors]
source = "made up"

[priors.answers]
injection_given = {{ true = "0.9", false = "0.1" }}
"last_injection_date+visit_date" = {{ "30" = "0.9", "120" = "0.1" }}
"""


def test_questions_behind_a_gate_cost_as_often_as_they_come() -> None:
    # X1 fails in 0.9 × 0.9 of cases, after 1 + 0.9 × 2 questions: 0.81 over 2.8 is less than the
    # third of K2 and X2, and more than the quarter of K3.
    order = asked(tiny_with((LAST, COSTLY)), REPLIES)
    assert order == [
        "osteoarthritis_confirmed",
        "pain_score",
        "anticoagulant",
        "injection_given",
        "last_injection_date",
        "visit_date",
        "weight",
        "height",
    ]


def test_a_gate_comes_before_what_it_gates() -> None:
    gate = "abdominal_visceral_metastases"
    given = {fact: value for fact, value in TYPICAL.items() if fact != gate}
    answers, candidates = answers_to(stereo(), given), ["weight", gate]
    assert Priority(Planner(stereo())).next(answers, candidates) == gate


def test_what_is_half_known_costs_less() -> None:
    # With the weight, K3 needs one question more: 1/2 over 1, more than 1/3.
    known = answers_to(tiny(), {"osteoarthritis_confirmed": True, "weight": "80 kg"})
    planner = Planner(tiny())
    assert Priority(planner).next(known, planner.plan(known).askable) == "height"


def test_a_class_out_of_reach_is_not_counted() -> None:
    # 30 kg are below 40 kg/m² at any height, so K3 can no longer fail
    light = answers_to(tiny(), {"osteoarthritis_confirmed": True, "weight": "30 kg"})
    planner = Planner(tiny())
    assert Priority(planner).next(light, planner.plan(light).askable) == "pain_score"


def test_only_candidates_are_picked() -> None:
    priority = Priority(Planner(tiny()))
    assert priority.next({}, []) is None
    assert priority.next({}, ["height", "weight"]) == "weight"
    assert priority.next({}, ["height"]) == "height"
    assert priority.next({}, ["visit_date"]) == "visit_date"  # behind a gate: nothing better


@pytest.mark.parametrize("first", ["osteoarthritis_confirmed", "pain_score"])
def test_a_failure_stops_no_question(first: str) -> None:
    failing: dict[str, object] = {"osteoarthritis_confirmed": False, "pain_score": 1}
    order = asked(tiny(), {**REPLIES, first: failing[first]})
    assert sorted(order) == sorted(tiny().fact)


def test_the_trial_s_priors_speak_of_what_its_criteria_compare() -> None:
    priors = stereo().priors
    assert priors is not None
    assert priors.source.strip()
    assert all(sum(share for _, share in shares) == 1 for shares in priors.answers.values())
