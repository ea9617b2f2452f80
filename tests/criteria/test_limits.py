"""Hard and usual limits of every number, typed from the contract: both ends, and just beyond."""

from fractions import Fraction

import pytest
from support.protocols import answers_to, stereo

from assistant.criteria.entry import Numeral, entered
from assistant.criteria.model import Span
from assistant.criteria.remarks import RemarkKind, doubts
from assistant.errors import BadInput

F = Fraction

# fact, type, canonical unit, hard limits, usual limits
TABLE: list[tuple[str, str, str, tuple[str, str], list[tuple[str, str]]]] = [
    ("er_percent", "quantity", "%", ("0", "100"), [("0", "0"), ("1", "100")]),
    ("pr_percent", "quantity", "%", ("0", "100"), [("0", "0"), ("1", "100")]),
    ("age", "integer", "years", ("0", "120"), [("25", "90")]),
    ("who_status", "integer", "", ("0", "4"), [("0", "2")]),
    ("life_expectancy", "quantity", "months", ("0", "600"), [("0", "240")]),
    ("hormone_therapy_duration", "quantity", "months", ("0", "600"), [("0", "1")]),
    ("chemotherapy_cycles", "integer", "", ("0", "50"), [("0", "1")]),
    ("lesion_count", "integer", "", ("1", "200"), [("1", "5")]),
    ("largest_lesion_diameter", "quantity", "cm", ("0.1", "30"), [("0.5", "10")]),
    ("largest_lesion_volume", "quantity", "mL", ("0.01", "5000"), [("0.1", "600")]),
    ("ast", "quantity", "×ULN", ("0.05", "250"), [("0.2", "5")]),
    ("alt", "quantity", "×ULN", ("0.05", "250"), [("0.2", "5")]),
    ("bilirubin", "quantity", "mg/dL", ("0.05", "53"), [("0.1", "3")]),
    ("albumin", "quantity", "g/dL", ("1", "7"), [("2.5", "5.5")]),
    ("largest_liver_lesion_diameter", "quantity", "cm", ("0.1", "30"), [("0.5", "10")]),
    ("weight", "quantity", "kg", ("25", "300"), [("40", "130")]),
    ("creatinine", "quantity", "µmol/L", ("15", "2000"), [("35", "200")]),
    ("contiguous_vertebrae", "integer", "", ("1", "26"), [("1", "5")]),
    ("canal_involvement", "quantity", "%", ("0", "100"), [("0", "50")]),
]
HARD = [(fact, kind, unit, *hard) for fact, kind, unit, hard, _ in TABLE]
USUAL = [(fact, kind, low, high) for fact, kind, _, _, usual in TABLE for low, high in usual]
HAIR = F(1, 10**9)


def beyond(kind: str, low: str, high: str) -> list[str]:
    """The nearest values outside two ends: a whole one, or a billionth away."""
    if kind == "integer":
        return [str(int(low) - 1), str(int(high) + 1)]
    return [in_decimals(F(low) - HAIR), in_decimals(F(high) + HAIR)]


def in_decimals(value: F) -> str:
    billionths = value * 10**9
    assert billionths.denominator == 1
    return f"{billionths.numerator}e-9"


def test_the_table_lists_every_number() -> None:
    assert [row[0] for row in TABLE] == [fact.id for fact in stereo().facts if fact.is_number]


@pytest.mark.parametrize(("fact", "kind", "unit", "low", "high"), HARD)
def test_hard_limits(fact: str, kind: str, unit: str, low: str, high: str) -> None:
    asked = stereo().fact[fact]
    assert (asked.type, asked.scale.unit) == (kind, unit)
    for inside in (low, high):
        assert entered(asked, Numeral(inside)).value == F(inside)
    for outside in beyond(kind, low, high):
        with pytest.raises(BadInput) as refused:
            entered(asked, Numeral(outside))
        shown = f"{outside} {unit}" if unit else outside
        assert refused.value.what == f"{shown} is out of range"
        limit = f"{high} {unit}" if unit else high
        assert refused.value.remedy == f"Give a number from {low} to {limit}"


@pytest.mark.parametrize(
    ("fact", "inside", "outside"),
    [
        ("bilirubin", "906.3 µmol/L", "906.4 µmol/L"),  # 53 mg/dL
        ("bilirubin", "0.855 µmol/L", "0.854 µmol/L"),  # 0.05 mg/dL
        ("bilirubin", "530 mg/L", "530.1 mg/L"),
        ("albumin", "70 g/L", "70.1 g/L"),
        ("albumin", "10 g/L", "9.9 g/L"),
        ("largest_lesion_diameter", "1 mm", "0.9 mm"),
        ("largest_lesion_diameter", "300 mm", "300.1 mm"),
        ("largest_liver_lesion_diameter", "300 mm", "301 mm"),
        ("life_expectancy", "50 years", "51 years"),
        ("life_expectancy", "2608 weeks", "2609 weeks"),  # 600 months are 2608.93 weeks
        ("hormone_therapy_duration", "18262.5 days", "18262.6 days"),
        ("creatinine", "22.624 mg/dL", "22.625 mg/dL"),  # 2000 µmol/L are 22.6244 mg/dL
        ("creatinine", "226.2 mg/L", "226.3 mg/L"),
        ("largest_lesion_volume", "5000 cm³", "5001 cm³"),
        ("ast", "10000/40", "10001/40"),
        ("alt", "2/40", "1/40"),
    ],
)
def test_hard_limits_in_other_units(fact: str, inside: str, outside: str) -> None:
    asked = stereo().fact[fact]
    assert entered(asked, inside).value is not None
    with pytest.raises(BadInput, match="is out of range"):
        entered(asked, outside)


@pytest.mark.parametrize(("fact", "kind", "low", "high"), USUAL)
def test_usual_limits(fact: str, kind: str, low: str, high: str) -> None:
    assert not is_doubted(fact, low)
    assert not is_doubted(fact, high)
    hard = stereo().fact[fact].hard
    assert hard is not None
    for outside in beyond(kind, low, high):
        if F(outside) in hard:
            assert is_doubted(fact, outside)


def is_doubted(fact: str, value: str) -> bool:
    given = answers_to(stereo(), {fact: Numeral(value)})
    unusual = [each for each in doubts(stereo(), given) if each.kind is RemarkKind.UNUSUAL]
    assert all((each.id, each.facts) == (fact, (fact,)) for each in unusual)
    return bool(unusual)


def test_between_two_usual_ranges() -> None:
    assert [is_doubted("er_percent", value) for value in ("0", "0.9", "1")] == [False, True, False]


def test_a_span_has_both_ends() -> None:
    span = Span(low=F(1), high=F(2))
    assert [F(n, 2) in span for n in (1, 2, 3, 4, 5)] == [False, True, True, True, False]


def test_facts_that_are_no_numbers_have_no_limits() -> None:
    for fact in stereo().facts:
        if not fact.is_number:
            assert (fact.hard, fact.usual, fact.scale.unit) == (None, (), "")
