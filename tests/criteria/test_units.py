"""Units: exact factors, and the ways in which people write them."""

from fractions import Fraction

import pytest
from support.protocols import stereo

from assistant.criteria.units import DAYS, PURE, Scale

F = Fraction

# fact, canonical unit, and how many of it one of each other unit is (section 2, by hand)
FACTORS: list[tuple[str, str, dict[str, F]]] = [
    ("er_percent", "%", {}),
    ("pr_percent", "%", {}),
    ("age", "years", {}),
    ("who_status", "", {}),
    ("life_expectancy", "months", {"weeks": F(70000, 304375), "years": F(12)}),
    (
        "hormone_therapy_duration",
        "months",
        {"weeks": F(70000, 304375), "days": F(10000, 304375)},
    ),
    ("chemotherapy_cycles", "", {}),
    ("lesion_count", "", {}),
    ("largest_lesion_diameter", "cm", {"mm": F(1, 10)}),
    ("largest_lesion_volume", "mL", {"cm³": F(1)}),
    ("ast", "×ULN", {}),
    ("alt", "×ULN", {}),
    ("bilirubin", "mg/dL", {"mg/L": F(1, 10), "µmol/L": F(10, 171)}),
    ("albumin", "g/dL", {"g/L": F(1, 10)}),
    ("largest_liver_lesion_diameter", "cm", {"mm": F(1, 10)}),
    ("weight", "kg", {}),
    ("creatinine", "µmol/L", {"mg/dL": F(884, 10), "mg/L": F(884, 100)}),
    ("contiguous_vertebrae", "", {}),
    ("canal_involvement", "%", {}),
]


@pytest.mark.parametrize(("fact", "unit", "others"), FACTORS)
def test_every_number_has_the_units_of_the_contract(
    fact: str, unit: str, others: dict[str, F]
) -> None:
    scale = stereo().fact[fact].scale
    assert scale.unit == unit
    assert dict(scale.factors) == others
    assert scale.units == (unit, *others)
    assert scale.factor(unit) == 1
    assert all(scale.factor(name) == worth for name, worth in others.items())


def test_the_table_lists_every_number() -> None:
    assert [fact for fact, _, _ in FACTORS] == [
        fact.id for fact in stereo().facts if fact.is_number
    ]


def test_what_binary_floating_point_would_miss() -> None:
    bilirubin = stereo().fact["bilirubin"].scale
    assert F("51.3") * bilirubin.factor("µmol/L") == 3
    assert 51.3 / 17.1 != 3  # the reason for all this
    months = stereo().fact["hormone_therapy_duration"].scale
    assert F("30.4375") * months.factor("days") == 1
    assert 31 * months.factor("days") == F(496, 487)  # more than 1
    creatinine = stereo().fact["creatinine"].scale
    assert F("2.5") * creatinine.factor("mg/dL") == 221
    assert 25 * creatinine.factor("mg/L") == 221


def test_a_unit_that_the_scale_lacks() -> None:
    with pytest.raises(KeyError):
        Scale("cm", (("mm", F(1, 10)),)).factor("m")


SPELLINGS = [
    ("bilirubin", "µmol/L", ["µmol/L", "μmol/L", "umol/L", "UMOL/l", "µmol / L", "micromol/l"]),
    ("bilirubin", "mg/dL", ["mg/dL", "mg/dl", "MG/DL", " mg /dl"]),
    ("bilirubin", "mg/L", ["mg/L", "mg/l"]),
    ("largest_lesion_volume", "cm³", ["cm³", "cm3", "CM3", "cm^3", "cc"]),
    ("largest_lesion_volume", "mL", ["mL", "ml", "ML"]),
    ("hormone_therapy_duration", "days", ["days", "day", "d", "jour", "jours", "j", "Jours"]),
    ("hormone_therapy_duration", "weeks", ["week", "wk", "w", "semaine", "semaines", "sem"]),
    ("hormone_therapy_duration", "months", ["month", "months", "mo", "mois", "Mois"]),
    ("life_expectancy", "years", ["years", "yr", "an", "ans", "année", "années", "anne\u0301e"]),
    ("age", "years", ["ans", "years", "y"]),
    ("ast", "×ULN", ["×ULN", "xULN", "x ULN", "ULN", "×", "x", "N", "LSN", "×LSN", "times"]),
    ("er_percent", "%", ["%", "percent", "pourcent", "pct", "\uff05"]),
    ("weight", "kg", ["kg", "KG", "kgs", "kilos"]),
    ("largest_lesion_diameter", "mm", ["mm", "MM"]),
]


@pytest.mark.parametrize(("fact", "unit", "spellings"), SPELLINGS)
def test_spellings(fact: str, unit: str, spellings: list[str]) -> None:
    scale = stereo().fact[fact].scale
    assert {spelling: scale.named(spelling) for spelling in spellings} == dict.fromkeys(
        spellings, unit
    )


@pytest.mark.parametrize(
    ("fact", "text"),
    [("bilirubin", "mmol/L"), ("bilirubin", "g/L"), ("bilirubin", ""), ("bilirubin", "mg"),
     ("life_expectancy", "jours"), ("hormone_therapy_duration", "ans"), ("lesion_count", ""),
     ("lesion_count", "lesions"), ("largest_lesion_diameter", "m"), ("age", "months")],
)  # fmt: skip
def test_no_unit_is_guessed(fact: str, text: str) -> None:
    assert stereo().fact[fact].scale.named(text) is None


def test_plain_numbers_and_days() -> None:
    assert PURE.units == ("",)
    assert DAYS.named("jours") == "days"
