"""The implementation against an independent reading of the contract, case by case."""

import json
import random
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import cases as gen
from oracle import openness
from oracle.statuses import UNDECIDED, statuses
from oracle.statuses import decided as terms_decided
from oracle.statuses import verdict as verdict_of
from support.protocols import decided, stereo

from assistant.criteria.answers import Answer
from assistant.criteria.entry import Numeral, entered
from assistant.criteria.evaluation import assess
from assistant.criteria.relevance import Planner

F = Fraction

CASES = 2000  # that reach every status of every criterion; of these, as many are compared:
COMPARED = 1200
MONTH = F(31) / F("30.4375")

# What the oracle calls a term and its readings, and what the protocol file does.
NAMES: dict[str, tuple[str, dict[Any, str]]] = {
    "adult at 18": ("adult_at_18", {False: "strictly_over_18", True: "adult"}),
    "HR cut-off": ("hr_cutoff", {F(10): "ten_percent", F(1): "one_percent"}),
    "one month": ("one_month", {F(1): "mean_month", MONTH: "calendar_month"}),
    "local treatment counts": ("local_treatment_counts", {True: "yes", False: "no"}),
    "bilirubin limit": ("bilirubin_limit", {F(30): "as_printed", F(3): "as_published"}),
    "resolved hepatitis": ("resolved_hepatitis", {True: "excludes", False: "does_not_exclude"}),
    "liver is an abdominal viscus": ("liver_is_abdominal_viscus", {True: "yes", False: "no"}),
    "leptomeningeal disease": (
        "leptomeningeal_disease",
        {True: "counts_as_brain", False: "does_not_count"},
    ),
    "borderline connective tissue disease": (
        "borderline_connective_tissue_disease",
        {True: "excludes", False: "does_not_exclude"},
    ),
}
ONE_DECIDED = [{term: reading} for term, readings in UNDECIDED.items() for reading in readings]
ALL_DECIDED = [
    dict(zip(UNDECIDED, (rng.choice(readings) for readings in UNDECIDED.values()), strict=True))
    for rng in map(random.Random, range(8))
]
TO_CHANGE = gen.cases(7, 400)


@cache
def planner(*readings: tuple[str, str]) -> Planner:
    return Planner(decided(stereo(), **dict(readings)))


def read(facts: Mapping[str, Any], spelling: int) -> dict[str, Answer]:
    """A case as `screening assess` reads it: through JSON, its numbers as written."""
    text = gen.to_json_text(facts, spelling)
    values = json.loads(text, parse_float=Numeral, parse_int=Numeral)
    return {id_: entered(stereo().fact[id_], value) for id_, value in values.items()}


def assert_agreement(
    facts: Mapping[str, Any], spelling: int = 0, readings: Mapping[str, Any] | None = None
) -> None:
    chosen = readings or {}
    terms = terms_decided(
        **{name.replace(" ", "_").replace("-", "_"): value for name, value in chosen.items()}
    )
    named = tuple((NAMES[term][0], NAMES[term][1][value]) for term, value in chosen.items())
    plans = planner(*named)
    answers = read(facts, spelling)
    assessment = assess(plans.protocol, answers)
    plan = plans.plan(answers)
    expected = statuses(facts, terms)
    assert {each.criterion: str(each.status) for each in assessment.results} == expected, facts
    assert str(assessment.verdict) == verdict_of(expected), facts
    assert list(plan.open) == openness.open_facts(facts, terms), facts
    assert list(plan.askable) == openness.askable_facts(facts, terms), facts
    assert plan.next == openness.next_fact(facts, terms), facts


def test_the_contract_lists_the_same_facts_and_criteria() -> None:
    assert list(stereo().fact) == openness.ASKING_ORDER
    assert list(stereo().criterion) == list(openness.READS)
    at_the_start = planner().plan({}).movers
    assert {
        id_: {fact for fact, movers in at_the_start.items() if id_ in movers}
        for id_ in stereo().criterion
    } == {id_: set(facts) for id_, facts in openness.READS.items()}
    assert {each.id: each.gate_facts() for each in stereo().criteria if each.gate} == {
        id_: frozenset(facts) for id_, facts in openness.GATE_FACTS.items()
    }


def test_the_undecided_terms_are_those_of_the_contract() -> None:
    undecided = [term for term in stereo().terms if term.decided is None]
    assert {term.id: term.in_force for term in undecided} == {
        id_: tuple(readings[each] for each in UNDECIDED[name])
        for name, (id_, readings) in NAMES.items()
    }


def test_seeded_cases_reach_every_status_of_every_criterion() -> None:
    seen = {(id_, status) for facts in gen.cases(20261121, CASES)
            for id_, status in statuses(facts).items()}  # fmt: skip
    gated = {(id_, "not_applicable") for id_ in openness.GATE_FACTS}
    both = {(id_, status) for id_ in openness.READS for status in ("met", "failed", "unknown")}
    contested = {"I2", "I4", "I7", "I7a", "I9a", "I9b", "I10a", "E1", "E3", "E4", "E6"}
    assert seen == gated | both | {(id_, "contested") for id_ in contested}


@pytest.mark.parametrize("part", range(4))
def test_seeded_cases(part: int) -> None:
    for number, facts in enumerate(gen.cases(20261121, CASES)[part:COMPARED:4]):
        assert_agreement(facts, spelling=number)


@pytest.mark.parametrize("readings", ONE_DECIDED, ids=str)
def test_seeded_cases_with_one_term_decided(readings: dict[str, Any]) -> None:
    for facts in gen.cases(18, 40):
        assert_agreement(facts, readings=readings)


@pytest.mark.parametrize("readings", ALL_DECIDED, ids=str)
def test_seeded_cases_with_every_term_decided(readings: dict[str, Any]) -> None:
    for facts in gen.cases(9, 40):
        assert_agreement(facts, readings=readings)


@st.composite
def changed_cases(draw: st.DrawFn) -> dict[str, Any]:
    """A case of the generator, some answers changed, left out, made unknown or added."""
    facts = dict(draw(st.sampled_from(TO_CHANGE)))
    names = draw(st.lists(st.sampled_from(openness.ASKING_ORDER), max_size=6, unique=True))
    for name in names:
        chance = draw(st.integers(0, 3))
        if chance == 0:
            facts.pop(name, None)
        elif chance == 1:
            facts[name] = None
        else:
            facts[name] = gen.any_value(name, draw(st.randoms(use_true_random=False)))
    return {name: facts[name] for name in openness.ASKING_ORDER if name in facts}


@given(
    facts=changed_cases(),
    spelling=st.integers(0, 9),
    readings=st.sampled_from([*ONE_DECIDED, *ALL_DECIDED, {}]),
)
@settings(deadline=None, max_examples=250)
def test_changed_cases(facts: dict[str, Any], spelling: int, readings: dict[str, Any]) -> None:
    assert_agreement(facts, spelling, readings)
