"""Every construct of the language of criteria, on both sides of what it distinguishes."""

from datetime import date
from fractions import Fraction

import pytest
from support.expressions import SCOPE, truth_of, value_of

from assistant.criteria.atoms import OneOf
from assistant.criteria.expressions import parse_rule, parse_value
from assistant.criteria.kinds import Day, Number
from assistant.criteria.tree import Case
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth
from assistant.criteria.units import DAYS, PURE
from assistant.criteria.values import Derived, Fact

F = Fraction

DAY = date(2026, 3, 1)


def test_a_yes_no_fact_is_a_rule() -> None:
    assert truth_of("ill", ill=True) is TRUE
    assert truth_of("ill", ill=False) is FALSE
    assert truth_of("ill", ill=None) is UNKNOWN
    assert truth_of("ill") is UNKNOWN
    assert truth_of("not ill", ill=False) is TRUE
    assert truth_of("not ill") is UNKNOWN


@pytest.mark.parametrize(
    ("text", "below", "at", "above"),
    [
        ("count < 3", TRUE, FALSE, FALSE),
        ("count <= 3", TRUE, TRUE, FALSE),
        ("count > 3", FALSE, FALSE, TRUE),
        ("count >= 3", FALSE, TRUE, TRUE),
        ("count == 3", FALSE, TRUE, FALSE),
        ("count != 3", TRUE, FALSE, TRUE),
        # the literal may stand first
        ("3 > count", TRUE, FALSE, FALSE),
        ("3 >= count", TRUE, TRUE, FALSE),
        ("3 < count", FALSE, FALSE, TRUE),
        ("3 <= count", FALSE, TRUE, TRUE),
        ("3 == count", FALSE, TRUE, FALSE),
        ("3 != count", TRUE, FALSE, TRUE),
    ],
)
def test_comparisons(text: str, below: Truth, at: Truth, above: Truth) -> None:
    assert [truth_of(text, count=count) for count in (2, 3, 4)] == [below, at, above]
    assert truth_of(text, count=None) is UNKNOWN


@pytest.mark.parametrize(
    ("text", "limit"),
    [("size <= '7 cm'", "7"), ("size <= '70 mm'", "7"), ("'70 mm' >= size", "7"),
     ("size <= widest", "7"), ("size <= '7,5 cm'", "7.5"), ("size <= '22/3 cm'", "22/3"),
     ("share <= 25", "25"), ("share <= '25'", "25"), ("share <= '25 %'", "25"),
     ("share <= few", "5"), ("count <= third", "1/3"), ("share <= 0.85", "0.85"),
     ("share <= '-1'", "-1")],
)  # fmt: skip
def test_limits_are_exact_and_take_the_unit_of_what_they_stand_beside(
    text: str, limit: str
) -> None:
    hair = F(1, 10**20)
    (fact,) = parse_rule(text, SCOPE).facts()
    assert truth_of(text, **{fact: F(limit)}) is TRUE
    assert truth_of(text, **{fact: F(limit) + hair}) is FALSE
    assert truth_of(text, **{fact: F(limit) - hair}) is TRUE


def test_options() -> None:
    assert truth_of("colour == 'red'", colour="red") is TRUE
    assert truth_of("colour == 'red'", colour="green") is FALSE
    assert truth_of("'red' == colour", colour="red") is TRUE
    assert truth_of("colour != 'red'", colour="green") is TRUE
    assert truth_of("colour in ['red', 'blue']", colour="blue") is TRUE
    assert truth_of("colour in ('red', 'blue')", colour="green") is FALSE
    assert truth_of("colour not in ['red', 'blue']", colour="green") is TRUE
    assert truth_of("colour == '7'", colour="7") is TRUE
    for text in (
        "colour == 'red'",
        "colour != 'red'",
        "colour in ['red']",
        "colour not in ['red']",
    ):
        assert truth_of(text) is UNKNOWN
    assert parse_rule("colour in ['red', 'blue']", SCOPE) == OneOf(Fact("colour"), ("red", "blue"))


def test_and_binds_closer_than_or_and_not_closest() -> None:
    assert truth_of("ill or tired and count > 3", ill=True, tired=False, count=1) is TRUE
    assert truth_of("(ill or tired) and count > 3", ill=True, tired=False, count=1) is FALSE
    assert truth_of("not ill or tired", ill=True, tired=True) is TRUE
    assert truth_of("not (ill or tired)", ill=True, tired=True) is FALSE


def test_connectives_are_kleenes() -> None:
    assert truth_of("ill and tired", ill=False) is FALSE
    assert truth_of("ill and tired", ill=True) is UNKNOWN
    assert truth_of("ill or tired", ill=True) is TRUE
    assert truth_of("ill or tired", ill=False) is UNKNOWN


def test_at_least() -> None:
    text = "at_least(2, ill, tired, count > 3)"
    assert truth_of(text, ill=True, count=4) is TRUE
    assert truth_of(text, ill=True, count=3) is UNKNOWN
    assert truth_of(text, ill=False, count=3) is FALSE


def test_a_shared_rule_stands_for_its_expression() -> None:
    assert truth_of("not unwell", ill=False, tired=False) is TRUE
    assert truth_of("unwell and count > 3", ill=True, count=4) is TRUE


def test_terms() -> None:
    strict, mild = {"manner": "strict"}, {"manner": "mild"}
    assert truth_of("manner == 'strict'", strict) is TRUE
    assert truth_of("manner == 'strict'", mild) is FALSE
    assert truth_of("'strict' == manner", strict) is TRUE
    assert truth_of("manner != 'strict'", mild) is TRUE
    high, low = {"cutoff": "high"}, {"cutoff": "low"}
    assert truth_of("share >= cutoff", high, share="9.99") is FALSE
    assert truth_of("share >= cutoff", high, share="10") is TRUE
    assert truth_of("share >= cutoff", low, share="0.99") is FALSE
    assert truth_of("share >= cutoff", low, share="1") is TRUE
    assert truth_of("share >= cutoff", low) is UNKNOWN


def test_dates_differ_by_days() -> None:
    text = "end - start > '7 days'"
    assert truth_of(text, start=DAY, end=date(2026, 3, 8)) is FALSE
    assert truth_of(text, start=DAY, end=date(2026, 3, 9)) is TRUE
    assert truth_of(text, start=DAY) is UNKNOWN
    assert truth_of("end - start > week", start=DAY, end=date(2026, 3, 9)) is TRUE
    assert truth_of("end - start >= '-1 days'", start=DAY, end=date(2026, 2, 28)) is TRUE
    assert truth_of("end - start >= 0", start=DAY, end=date(2026, 2, 28)) is FALSE
    assert value_of("end - start", start=date(2028, 2, 1), end=date(2028, 3, 2)) == 30  # leap
    assert value_of("end - start", start=date(2026, 2, 1), end=date(2026, 3, 2)) == 29
    assert parse_value("end - start", SCOPE).kind == Number(DAYS)


def test_dates_move_by_days() -> None:
    assert value_of("start + '7 days'", start=DAY) == date(2026, 3, 8)
    assert value_of("start - '1 day'", start=DAY) == date(2026, 2, 28)
    assert value_of("start + week + '1 day'", start=DAY) == date(2026, 3, 9)
    assert parse_value("start + week", SCOPE).kind == Day()
    assert value_of("start + '1 day'", start=date.max) is UNKNOWN
    assert value_of("start - '1 day'", start=date.min) is UNKNOWN


def test_dates_are_compared() -> None:
    later = date(2026, 3, 2)
    assert truth_of("start < end", start=DAY, end=later) is TRUE
    assert truth_of("start < end", start=DAY, end=DAY) is FALSE
    assert truth_of("start + week > end", start=DAY, end=date(2026, 3, 8)) is FALSE


@pytest.mark.parametrize(
    ("text", "facts", "result"),
    [
        ("count + 1", {"count": 2}, F(3)),
        ("count - 5", {"count": 2}, F(-3)),
        ("count * 0.1", {"count": 3}, F(3, 10)),
        ("count / 3", {"count": 1}, F(1, 3)),
        ("1 / count", {"count": 0}, UNKNOWN),
        ("count ** 3", {"count": -2}, F(-8)),
        ("in_unit(size, 'cm')", {"size": "2.5"}, F(5, 2)),
        ("in_unit(size, 'mm')", {"size": "2.5"}, F(25)),
        ("share * few", {"share": 4}, F(20)),
        ("few * third", {}, F(5, 3)),
        ("2 + 3 * 4 - 6 / 3", {}, F(12)),
        ("area", {"size": 3}, F(9)),
        ("area + 1", {"size": 3}, F(10)),
        ("area", {}, UNKNOWN),
        ("count + share", {"count": 1}, UNKNOWN),
        ("0 * count", {}, UNKNOWN),  # unknown, even where any answer would give 0
    ],
)
def test_formulas(text: str, facts: dict[str, object], result: object) -> None:
    assert value_of(text, **facts) == result
    assert isinstance(parse_value(text, SCOPE).kind, Number)


def test_either_or_follows_its_rule_only() -> None:
    text = "count if ill else share"
    assert parse_value("1 if ill else 2", SCOPE).kind == Number(PURE)
    with_number = "0.85 if colour == 'red' else 1"
    assert value_of(with_number, colour="red") == F(17, 20)
    assert value_of(with_number, colour="blue") == 1
    assert value_of(with_number) is UNKNOWN
    assert value_of("area if ill else 1", ill=True, size=2) == 4
    assert value_of("area if ill else 1", ill=False) == 1
    assert value_of("1 if ill else area", ill=False, size=2) == 4
    assert value_of("(start if ill else end) - start", ill=False, start=DAY, end=DAY) == 0
    with pytest.raises(Exception, match="cannot stand beside"):
        parse_value(text, SCOPE)


def test_a_derived_value_needs_all_its_inputs() -> None:
    branch = parse_value("share if ill else few", SCOPE).node
    assert branch is not None
    healthy = Case({"ill": FALSE}, {})
    assert branch.value(healthy) == 5
    assert Derived("named", branch, "").value(healthy) is UNKNOWN
    assert Derived("named", branch, "").value(Case({"ill": FALSE, "share": F(3)}, {})) == 5


def test_blanks_and_line_ends_do_not_matter() -> None:
    assert truth_of("\n  ill\n  and count\t> 3\n", ill=True, count=4) is TRUE


def test_an_expression_knows_what_it_reads() -> None:
    rule = parse_rule("unwell and share >= cutoff or manner == 'mild' and area < 4", SCOPE)
    assert rule.facts() == {"ill", "tired", "share", "size"}
    assert rule.terms() == {"cutoff", "manner"}
    assert rule.value(Case({}, {"cutoff": "low", "manner": "strict"})) is UNKNOWN
