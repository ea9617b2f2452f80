"""The benchmark of the quickest order: figures worked out by hand, and by brute force."""

from functools import cache
from random import Random

import pytest
from support.protocols import answers_to, stereo, tiny_with

from assistant.criteria.evaluation import Verdict, assess
from assistant.criteria.priority import Priority
from assistant.criteria.relevance import Planner
from benchmarks.bench_order import judged
from benchmarks.gains import Gain, Line, least_questions, together
from benchmarks.optimum import Optimum
from benchmarks.ordering import Known, Participants
from benchmarks.pace import by_protocol, mean_questions, quickest

LAST = "value = \"visit_date + '28 days'\""
PRIORS = f"""\
{LAST}

[priors]
source = "made up"

[priors.answers]
osteoarthritis_confirmed = {{ true = "0.9", false = "0.1" }}
pain_score = {{ "8" = "0.8", "5" = "0.2" }}
body_mass_index = {{ "25" = "0.5", "45" = "0.5" }}
injection_given = {{ true = "0.5", false = "0.5" }}
"last_injection_date+visit_date" = {{ "30" = "0.4", "120" = "0.6" }}
anticoagulant = {{ current = "0.3", none = "0.7" }}
"""


@cache
def knees() -> Participants:
    return Participants(tiny_with((LAST, PRIORS)))


def test_the_small_case_by_hand() -> None:
    # X2 fails in 0.3 of cases for 1 question, K3 in 0.5 for 2, K2 in 0.2 for 1, K1 in 0.1 for 1,
    # X1 in 0.2 for 1 + 0.5 x 2: so 1 + 0.7 x 2 + 0.35 x 1 + 0.28 x (1 + 0.9 x 2)
    assert Optimum(knees()).questions() == pytest.approx(3.534)
    assert mean_questions(knees(), quickest(knees())) == pytest.approx(3.534)
    assert mean_questions(knees(), Optimum(knees()).order) == pytest.approx(3.534)
    # in the protocol's order: 1 + 0.9 + 0.72 x 2 + 0.36 x 2 + 0.288
    assert mean_questions(knees(), by_protocol(knees())) == pytest.approx(4.348)


def test_the_small_case_by_brute_force() -> None:
    participants = knees()
    criteria = participants.criteria

    @cache
    def least(known: Known) -> float:
        return min(
            (
                1 + sum(
                    share * least(after)
                    for share, after in participants.drawn(known, fact)
                    if not participants.has_failed(after, criteria)
                )
                for fact in participants.askable(known, criteria)
            ),
            default=0.0,
        )  # fmt: skip

    assert least(Known()) == pytest.approx(Optimum(participants).questions())


def test_no_arm_of_the_trial_takes_less_than_its_bound() -> None:
    participants = Participants(stereo())
    optimum = Optimum(participants)
    criteria = ("I4", "I5", "E1", "E2")  # they share facts without a gate

    @cache
    def least(known: Known) -> float:
        found = [
            1 + sum(
                share * least(participants.relevant(after, criteria))
                for share, after in participants.drawn(known, fact)
                if not participants.has_failed(after, criteria)
            )
            for fact in participants.askable(known, criteria)
        ]  # fmt: skip
        return min(found, default=0.0)

    bound = least_questions(optimum.gain(Known(), criteria)) + optimum.rest(Known(), criteria)
    assert bound <= least(Known()) <= bound * 1.02


def test_two_arms_survive_together() -> None:
    # one question each, failing in 0.5 and in 0.25 of cases: 1 + 0.5 x 1
    both = together([Gain([Line(0.5, -1)]), Gain([Line(0.25, -1)])])
    assert both.limit == pytest.approx(0.625)
    assert both.steps == pytest.approx([0, 2, 4])
    assert least_questions(both) == pytest.approx(1.5)


def test_the_promise_is_kept() -> None:
    assert judged().is_kept


@pytest.mark.parametrize("seed", range(6))
def test_the_assistant_asks_as_the_model_does(seed: int) -> None:
    participants, random = Participants(stereo()), Random(seed)  # noqa: S311 - no secret
    order, planner = quickest(participants), Planner(stereo())
    priority, known, given = Priority(planner), Known(), dict[str, object]()
    while candidates := participants.askable(known, participants.criteria):
        fact, _ = order(known, participants.criteria, candidates)
        answers = answers_to(stereo(), given)
        assert fact == priority.next(answers, planner.plan(answers).askable)
        drawn = list(participants.drawn(known, fact))
        alive = [
            each for each in drawn if not participants.has_failed(each[1], participants.criteria)
        ]
        shares, outcomes = zip(*(alive if seed % 2 and alive else drawn), strict=True)
        (known,) = random.choices(outcomes, shares)
        text = dict(known.values).get(fact)
        if text is None:
            break  # of a formula's facts the model draws no values
        given[fact] = typed(fact, text)
        failed = assess(stereo(), answers_to(stereo(), given)).verdict is Verdict.NOT_ELIGIBLE
        assert failed is participants.has_failed(known, participants.criteria)
        if failed:
            break
    assert given


def typed(fact: str, text: str) -> object:
    """A value of a prior as JSON would give it."""
    asked = stereo().fact[fact]
    if text in ("true", "false"):
        return text == "true"
    return (
        f"{text} {asked.scale.unit}".strip()
        if asked.is_number and asked.scale.unit
        else (int(text) if asked.is_number else text)
    )
