"""Kleene's strong logic, connective by connective."""

from itertools import product

import pytest

from assistant.criteria.truth import (
    FALSE,
    TRUE,
    UNKNOWN,
    Truth,
    at_least,
    conjunction,
    disjunction,
    negation,
    truth,
)

T, F, U = TRUE, FALSE, UNKNOWN

# one, other, and, or
TABLE = [
    (T, T, T, T),
    (T, F, F, T),
    (T, U, U, T),
    (F, T, F, T),
    (F, F, F, F),
    (F, U, F, U),
    (U, T, U, T),
    (U, F, F, U),
    (U, U, U, U),
]


@pytest.mark.parametrize(("one", "other", "both", "either"), TABLE)
def test_and_and_or(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    assert conjunction([one, other]) is both
    assert disjunction([one, other]) is either


def test_not() -> None:
    assert (negation(T), negation(F), negation(U)) == (F, T, U)


def test_connectives_of_nothing() -> None:
    assert conjunction([]) is T
    assert disjunction([]) is F
    assert at_least(0, []) is T
    assert at_least(1, []) is F


def test_three_parts_are_two_and_one_more_in_any_order() -> None:
    for one, two, three in product(Truth, repeat=3):
        assert conjunction([one, two, three]) is conjunction([conjunction([one, two]), three])
        assert disjunction([one, two, three]) is disjunction([one, disjunction([two, three])])
        assert conjunction([three, one, two]) is conjunction([one, two, three])
        assert disjunction([three, one, two]) is disjunction([one, two, three])


def test_de_morgan() -> None:
    for one, other in product(Truth, repeat=2):
        assert negation(conjunction([one, other])) is disjunction([negation(one), negation(other)])


@pytest.mark.parametrize(
    ("values", "two_hold"),
    [
        ([T, T, T], T),
        ([T, T, F], T),
        ([T, T, U], T),
        ([T, F, F], F),
        ([T, F, U], U),
        ([T, U, U], U),
        ([F, F, F], F),
        ([F, F, U], F),
        ([F, U, U], U),
        ([U, U, U], U),
    ],
)
def test_at_least_two_of_three(values: list[Truth], two_hold: Truth) -> None:
    assert at_least(2, values) is two_hold
    assert at_least(2, reversed(values)) is two_hold


def test_at_least_one_is_or_and_at_least_all_is_and() -> None:
    for values in product(Truth, repeat=3):
        assert at_least(1, values) is disjunction(values)
        assert at_least(3, values) is conjunction(values)


def test_a_plain_bool_has_a_truth() -> None:
    assert truth(True) is T
    assert truth(False) is F


@pytest.mark.parametrize("value", list(Truth))
def test_a_truth_is_never_a_condition(value: Truth) -> None:
    with pytest.raises(TypeError, match="compare it with `is`"):
        bool(value)
    with pytest.raises(TypeError):
        assert not value
