"""What the language of criteria refuses, with the cause and the remedy that its author reads."""

import pytest
from support.expressions import SCOPE

from assistant.criteria.expressions import parse_rule, parse_value
from assistant.criteria.kinds import Mistyped

# rule, cause, remedy
RULES = [
    # names
    ("illl", "unknown name illl", "Did you mean ill?"),
    ("zzz > 3", "unknown name zzz", "Declare it, or correct the name"),
    ("count", "count is not a yes/no fact", "Compare it, for example: count == …"),
    ("cutoff", "cutoff is not a yes/no fact", "Compare it, for example: cutoff == …"),
    ("ill == 1", "ill is a yes/no fact", "Write ill, or not ill"),
    ("unwell > 1", "unwell is a rule, not a value", "Join it with and, or, not"),
    # kinds
    ("colour > 'red'", "one of the options of colour cannot be compared with the text 'red'",
     "Compare a choice with one of its options by == or in"),
    ("colour == count",
     "one of the options of colour cannot be compared with a plain number",
     "Compare a choice with one of its options by == or in"),
    ("count == colour",
     "a plain number cannot be compared with one of the options of colour",
     "Compare a choice with one of its options by == or in"),
    ("colour == 'pink'", "the text 'pink' is not one of the options of colour",
     "Use one of: red, green, blue, 7"),
    ("colour in ['red', 'pink']", "the text 'pink' is not one of the options of colour",
     "Use one of: red, green, blue, 7"),
    ("colour == 7", "7 is not one of the options of colour", "Use one of: red, green, blue, 7"),
    ("colour in 'red'", "\"'red'\" is not a list of options",
     "Write: fact in ['option', 'option']"),
    ("count in [1, 2]", "'[1, 2]' is not a list of options", "Write: fact in ['option', 'option']"),
    ("size > share", "a number in cm cannot stand beside a number in %",
     "Compare two values of one kind"),
    ("size > count", "a number in cm cannot stand beside a plain number",
     "Compare two values of one kind"),
    ("start > count", "a date cannot stand beside a plain number",
     "Compare two values of one kind"),
    ("start > '2026-01-01'", "the text '2026-01-01' cannot stand beside a date",
     "Compare two values of one kind"),
    ("size > 7", "7 has no unit, and could be cm or mm",
     "Write the unit, for example '7 cm'"),
    ("size > '7 kg'", "unknown unit 'kg'", "Use one of: cm, mm"),
    ("size > 'wide cm'", "the text 'wide cm' is not a number with a unit",
     "Write one such as '7 cm'"),
    ("share > 'much'", "the text 'much' is not a number", "Write one in %"),
    ("count > 'much'", "the text 'much' is not a number", "Write one in digits"),
    ("share > '1/0'", "the text '1/0' is not a number", "Write one in %"),
    ("count > 1e3", "1e3 is not a number", "Write one in digits"),
    ("count > 0x10", "0x10 is not a number", "Write one in digits"),
    ("1 < 2", "1 cannot stand beside 2", "Compare two values of one kind"),
    ("1 + 1 < 3", "a comparison speaks of no fact", "Name a fact on one of its sides"),
    ("end - start > '1 month'", "unknown unit 'month'", "Use one of: days"),
    # terms
    ("manner == 'lax'", "the term manner has no reading 'lax'", "Use one of: strict, mild"),
    ("cutoff <= share", "the term cutoff stands on the left",
     "Write the fact first: fact < term"),
    ("share >= manner", "the term manner has readings without a value",
     "Compare it with a reading by =="),
    ("size >= cutoff", "unknown unit '%'", "Use one of: cm, mm"),
    # calls
    ("at_least(ill, tired)", "'ill' is not a whole number", "Write at_least(2, …)"),
    ("at_least(True, tired)", "'True' is not a whole number", "Write at_least(2, …)"),
    ("at_least(2, count)", "count is not a yes/no fact", "Compare it, for example: count == …"),
]  # fmt: skip

NOT_A_RULE = "Write a yes/no fact, a comparison, or several joined by and, or, not"
# What Python allows, and this language does not.
FORBIDDEN = [
    "ill.real", "ill[0]", "ill()", "print(ill)", "__import__('os')", "at_least(n=2)",
    "at_least(2, *ill)", "lambda: ill", "(x := ill)", "ill if tired else ill", "True", "None",
    "1", "'ill'", "f'{ill}'", "[ill]", "{ill}", "{}", "ill & tired", "ill | tired", "~ill",
    "-count",
    "[x for x in ill]", "(yield)", "1 < count < 3", "count == 1 == 1", "...", "b'ill'",
]  # fmt: skip

# formula, cause, remedy
NOT_A_VALUE = "Write a fact, a number, a text in quotes, or a sum of such"
VALUES = [
    ("-count", "'-count' is not a value", NOT_A_VALUE),
    ("count // 2", "'count // 2' is not a value", NOT_A_VALUE),
    ("count % 2", "'count % 2' is not a value", NOT_A_VALUE),
    ("abs(count)", "'abs(count)' is not a value", NOT_A_VALUE),
    ("True", "'True' is not a value", NOT_A_VALUE),
    ("count.real", "'count.real' is not a value", NOT_A_VALUE),
    ("f'{count}'", "\"f'{count}'\" is not a value", NOT_A_VALUE),
    ("1j", "'1j' is not a value", NOT_A_VALUE),
    ("count if count else 1", "count is not a yes/no fact", "Compare it, for example: count == …"),
    ("in_unit(size, 'kg')", "unknown unit 'kg'", "Use one of: cm, mm"),
    ("in_unit(size, 3)", "in_unit needs a quantity and a unit", "Write: in_unit(weight, 'kg')"),
    ("in_unit(5, 'cm')", "in_unit needs a quantity and a unit", "Write: in_unit(weight, 'kg')"),
    ("in_unit(start, 'days')", "in_unit needs a quantity and a unit",
     "Write: in_unit(weight, 'kg')"),
    ("size + 1", "a number in cm has several units", "Name one: in_unit(…, 'mg/dL')"),
    ("colour + 1", "cannot calculate with one of the options of colour",
     "Use numbers, or dates and days"),
    ("cutoff + share", "cannot calculate with the term cutoff", "Use numbers, or dates and days"),
    ("start * 2", "cannot calculate with a date", "Use numbers, or dates and days"),
    ("start + end", "a date cannot stand beside a number in days",
     "Compare two values of one kind"),
    ("1 - start", "cannot calculate with a date", "Use numbers, or dates and days"),
    ("count ** share", "a power must be a whole number from 1 to 9", "Write for example: x ** 3"),
    ("count ** 0.5", "a power must be a whole number from 1 to 9", "Write for example: x ** 3"),
    ("count ** 0", "a power must be a whole number from 1 to 9", "Write for example: x ** 3"),
    ("count ** 10", "a power must be a whole number from 1 to 9", "Write for example: x ** 3"),
    ("count ** '²'", "a power must be a whole number from 1 to 9", "Write for example: x ** 3"),
    ("count ** 999999999", "a power must be a whole number from 1 to 9",
     "Write for example: x ** 3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cause", "remedy"), RULES)
def test_refused_rules(text: str, cause: str, remedy: str) -> None:
    with pytest.raises(Mistyped) as refused:
        parse_rule(text, SCOPE)
    assert (str(refused.value), refused.value.remedy) == (cause, remedy)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_the_whitelist_holds(text: str) -> None:
    with pytest.raises(Mistyped) as refused:
        parse_rule(text, SCOPE)
    assert str(refused.value).endswith("is not something that holds or does not")
    assert refused.value.remedy == NOT_A_RULE


@pytest.mark.parametrize(("text", "cause", "remedy"), VALUES)
def test_refused_formulas(text: str, cause: str, remedy: str) -> None:
    with pytest.raises(Mistyped) as refused:
        parse_value(text, SCOPE)
    assert (str(refused.value), refused.value.remedy) == (cause, remedy)


@pytest.mark.parametrize("text", ["count is 3", "count is not None"])
def test_comparisons_of_another_kind(text: str) -> None:
    with pytest.raises(
        Mistyped, match="'count' is compared in a way that is not allowed"
    ) as refused:
        parse_rule(text, SCOPE)
    assert refused.value.remedy == "Use <, <=, >, >=, ==, != or in"


@pytest.mark.parametrize(
    "text",
    ["", "ill and", "ill; tired", "ill = tired", "import os", "ill\x00"],
    ids=["empty", "unfinished", "two", "assignment", "import", "nul"],
)
def test_what_is_no_expression(text: str) -> None:
    with pytest.raises(Mistyped, match="is not an expression") as refused:
        parse_rule(text, SCOPE)
    assert refused.value.remedy.startswith("Write comparisons joined by and, or, not")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("count => 3", "=> is written >="),
        ("count =< 3", "=< is written <="),
        ("count ≥ 3", "≥ is written >="),
        ("count = 3", "= is written =="),
        ("count <> 3", "<> is written !="),
        ("ill && tired", "&& is written and"),
        ("ill OR tired", "OR is written or"),
    ],
)
def test_a_sign_from_elsewhere_is_told_with_ours(text: str, written: str) -> None:
    with pytest.raises(Mistyped) as refused:
        parse_rule(text, SCOPE)
    assert refused.value.remedy.endswith(f"age > 18 and not pregnant; {written}")


def test_nesting_has_an_end_well_before_recursion_has() -> None:
    deepest = "not " * 38 + "ill"
    assert parse_rule(deepest, SCOPE).facts() == {"ill"}
    for depth in (40, 100, 900):
        with pytest.raises(Mistyped, match="nested more than 40 deep") as refused:
            parse_rule("not " * depth + "ill", SCOPE)
        assert refused.value.remedy == "Split it into [[rules]]"
    with pytest.raises(Mistyped, match="nested more than 40 deep"):
        parse_value("count" + " + 1" * 60, SCOPE)


@pytest.mark.parametrize("text", ["not " * 5000 + "ill", "(" * 5000 + "ill" + ")" * 5000],
                         ids=["not", "brackets"])  # fmt: skip
def test_what_is_too_deep_even_for_the_parser(text: str) -> None:
    # which of the two says so depends on the version of Python
    with pytest.raises(Mistyped, match=r"is not an expression|nested more than 40 deep"):
        parse_rule(text, SCOPE)


def test_a_long_but_flat_rule_is_fine() -> None:
    assert parse_rule(" or ".join(["ill"] * 500), SCOPE).facts() == {"ill"}
