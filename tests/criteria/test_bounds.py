"""How far a formula can reach: exact ends, whatever is known of its facts."""

from datetime import date
from fractions import Fraction

import pytest
from support.expressions import CM, SCOPE, fact, known

from assistant.criteria.bounds import Unbounded, bounds, is_whole
from assistant.criteria.expressions import parse_value
from assistant.criteria.model import Fact, FactType, Span
from assistant.criteria.tree import Node

F = Fraction


def limited(fact: Fact, low: str, high: str) -> Fact:
    return fact.model_copy(update={"hard": Span(low=F(low), high=F(high))})


FACTS = {
    **SCOPE.facts,
    "count": limited(fact("count", FactType.INTEGER), "2", "5"),
    "share": limited(SCOPE.facts["share"], "0", "100"),
    "size": limited(fact("size", FactType.QUANTITY, CM), "0.5", "30"),
}


def node(text: str) -> Node:
    found = parse_value(text, SCOPE).node
    assert found is not None
    return found


def reach(text: str, **values: object) -> tuple[F, F]:
    return bounds(node(text), FACTS, known(**values))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("count", "2", "5"),
        ("count + share", "2", "105"),
        ("count - share", "-98", "5"),
        ("share - count", "-5", "98"),
        ("count * share", "0", "500"),
        ("(count - 3) * share", "-100", "200"),
        ("share / count", "0", "50"),
        ("1 / (count - 7)", "-1/2", "-1/5"),
        ("in_unit(size, 'mm')", "5", "300"),
        ("count ** 2", "4", "25"),
        ("area", "1/4", "900"),
        ("7 if ill else count", "2", "7"),
        ("3 if ill else 4", "3", "4"),
        ("count * (0.5 if ill else 1)", "1", "5"),
    ],
)
def test_nothing_known(text: str, low: str, high: str) -> None:
    assert reach(text) == (F(low), F(high))


def test_some_facts_known() -> None:
    assert reach("count + share", count=3) == (F(3), F(103))
    assert reach("count + share", count=3, share="0.5") == (F(7, 2), F(7, 2))
    assert reach("7 if ill else count", ill=True) == (F(7), F(7))
    assert reach("7 if ill else count", ill=False) == (F(2), F(5))
    assert reach("7 if ill else count", count=3) == (F(3), F(7))


def test_dates_count_in_days() -> None:
    day = date(2026, 3, 1)
    assert reach("end - start", start=day, end=date(2026, 3, 8)) == (F(7), F(7))
    low, high = reach("end - start", start=day)
    assert low == (date.min - day).days
    assert high == (date.max - day).days
    whole_calendar = (date.max - date.min).days
    assert reach("end - start") == (F(-whole_calendar), F(whole_calendar))


@pytest.mark.parametrize(
    "text",
    ["1 / share", "1 / (count - 2)", "1 / (count - 5)", "1 / (count - 3)", "(count - 3) ** 2"],
)  # fmt: skip
def test_what_has_no_exact_bounds(text: str) -> None:
    with pytest.raises(Unbounded):
        reach(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("count", True),
        ("share", False),
        ("start", True),
        ("end - start", True),
        ("count + 1", True),
        ("count - 0.5", False),
        ("count + share", False),
        ("count * 2", False),
        ("area", False),
        ("1 if ill else 2", False),
    ],
)
def test_whether_only_whole_numbers_come_out(text: str, whole: bool) -> None:
    assert is_whole(node(text), FACTS) is whole
