"""Every small change of a rule is made, once, and says what it is."""

import pytest
from support.protocols import tiny, tiny_with

from assistant.authoring.mutants import mutants


def changes(where: str, *edits: tuple[str, str]) -> set[str]:
    """What is changed at one place."""
    found = [each.change for each in mutants(tiny_with(*edits)) if each.where == where]
    assert len(found) == len(set(found))
    return set(found)


def test_a_comparison_has_every_other_sign_and_its_limit_moves_both_ways() -> None:
    assert changes("checks.height_unit.when") == {
        "height > 210  →  not height > 210",
        "height > 210  →  height < 210",
        "height > 210  →  height <= 210",
        "height > 210  →  height >= 210",
        "height > 210  →  height == 210",
        "height > 210  →  height != 210",
        "height > 210  →  height > 207.9",
        "height > 210  →  height > 212.1",
    }


def test_connectives_options_and_readings() -> None:
    either = (
        "anticoagulant in ['current'] or (anticoagulant in ['stopped'] and "
        "stopped_anticoagulant == 'counts')"
    )
    both = "anticoagulant in ['stopped'] and stopped_anticoagulant == 'counts'"
    assert changes("criteria.X2.test") == {
        f"{either}  →  not ({either})",
        f"{either}  →  {either.replace('] or (', '] and (')}",
        f"{either}  →  {both}",
        f"{either}  →  anticoagulant in ['current']",
        "anticoagulant in ['current']  →  not anticoagulant in ['current']",
        "anticoagulant in ['current']  →  anticoagulant in []",
        "anticoagulant in ['current']  →  anticoagulant in ['current', 'none']",
        "anticoagulant in ['current']  →  anticoagulant in ['current', 'stopped']",
        f"{both}  →  not ({both})",
        f"{both}  →  {both.replace(' and ', ' or ')}",
        f"{both}  →  anticoagulant in ['stopped']",
        f"{both}  →  stopped_anticoagulant == 'counts'",
        "anticoagulant in ['stopped']  →  not anticoagulant in ['stopped']",
        "anticoagulant in ['stopped']  →  anticoagulant in []",
        "anticoagulant in ['stopped']  →  anticoagulant in ['stopped', 'none']",
        "anticoagulant in ['stopped']  →  anticoagulant in ['stopped', 'current']",
        "stopped_anticoagulant == 'counts'  →  not stopped_anticoagulant == 'counts'",
        "stopped_anticoagulant == 'counts'  →  stopped_anticoagulant == 'does_not_count'",
    }


def test_each_readings_limit_moves() -> None:
    rule = "pain_score >= severe_pain (seven {}, six {})"
    before = rule.format(7, 6)
    moved = {f"{before}  →  {rule.format(*limits)}" for limits in ((6, 6), (8, 6), (7, 5), (7, 7))}
    found = changes("criteria.K2.test")
    assert moved <= found
    # besides them, the five other signs and the negation
    assert len(found - moved) == 6


def test_a_formula_changes_in_every_number_and_operation() -> None:
    within = {
        each.removeprefix("body_mass_index: ")
        for each in changes("criteria.K3.test")
        if each.startswith("body_mass_index: ")
    }
    assert within == {
        "weight / ((height / 100) ** 2)  →  weight * ((height / 100) ** 2)",
        "height / 100  →  height * 100",
        "100  →  99",
        "100  →  101",
        "2  →  1",
        "2  →  3",
    }


def test_dates_gates_negations_and_counts() -> None:
    assert changes("dates.earliest_visit.value") == {
        "last_injection_date + 90  →  last_injection_date - 90",
        "90  →  89",
        "90  →  91",
    }
    assert changes("dates.earliest_visit.gate") == {
        "left out",
        "injection_given  →  not injection_given",
    }
    rule = "at_least(2, osteoarthritis_confirmed, not injection_given, weight > 90)"
    found = changes("criteria.K1.test", ('test = "osteoarthritis_confirmed"', f'test = "{rule}"'))
    assert f"{rule}  →  not ({rule})" in found
    assert f"{rule}  →  {rule.replace('2,', '1,')}" in found
    assert f"{rule}  →  {rule.replace('2,', '3,')}" in found
    assert "not injection_given  →  injection_given" in found


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("facts.pain_score.hard",
         {"low 0  →  -1", "low 0  →  1", "high 10  →  9", "high 10  →  11"}),
        ("facts.height.units", {"m = 100  →  99", "m = 100  →  101"}),
        ("facts.anticoagulant.options", {
            "none: unknown = false  →  true", "current: unknown = false  →  true",
            "stopped: unknown = false  →  true", "unclear: unknown = true  →  false",
        }),
        ("checks.height_unit.action", {"confirm  →  refuse"}),
        ("terms.severe_pain.decided", {"undecided  →  seven", "undecided  →  six"}),
        ("terms.image.decided", set()),
    ],
)  # fmt: skip
def test_what_is_not_an_expression(where: str, expected: set[str]) -> None:
    assert {each.change for each in mutants(tiny()) if each.where == where} == expected
