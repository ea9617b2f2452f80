"""Values in words: as typed, exact, and never rounder than they are."""

import tomllib
from datetime import date, datetime
from fractions import Fraction
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.report_materials import protocol

from assistant.criteria.answers import Answer
from assistant.criteria.entry import Numeral, entered
from assistant.criteria.manner import manner
from assistant.criteria.numbers import exact_text
from assistant.phrases import LANGUAGES
from assistant.reports.wording import ROOM, Wording, canonical, moment

EN, FR = Wording(protocol(), "en"), Wording(protocol(), "fr")


@pytest.mark.parametrize(
    ("fact", "given_as", "english", "french"),
    [
        ("bilirubin", "28 mg/L", "28 mg/L = 2.8 mg/dL", "28 mg/L = 2,8 mg/dL"),
        ("bilirubin", "2.8 mg/dL", "2.8 mg/dL", "2.8 mg/dL"),
        ("bilirubin", "2,8 mg/dL", "2,8 mg/dL", "2,8 mg/dL"),
        ("bilirubin", "48 µmol/L", "48 µmol/L ≈ 2.807 mg/dL", "48 µmol/L ≈ 2,807 mg/dL"),
        ("bilirubin", "51.3 µmol/L", "51.3 µmol/L = 3 mg/dL", "51.3 µmol/L = 3 mg/dL"),
        ("bilirubin", Numeral("2.8"), "2.8 mg/dL", "2.8 mg/dL"),
        ("bilirubin", Numeral("28e-1"), "28e-1 mg/dL = 2.8 mg/dL", "28e-1 mg/dL = 2,8 mg/dL"),
        ("ast", "84/40", "84/40 = 2.1×ULN", "84/40 = 2,1×LSN"),
        ("er_percent", "90 %", "90%", "90 %"),
        ("age", Numeral("57"), "57 years", "57 ans"),
        ("hormone_therapy_duration", "1 months", "1 month", "1 mois"),
        ("hormone_therapy_duration", "30.4375 days", "30.4375 days = 1 month",
         "30.4375 jours = 1 mois"),
        ("lesion_count", Numeral("3"), "3", "3"),
        ("liver_metastases", True, "yes", "oui"),
        ("liver_metastases", False, "no", "non"),
        ("her2_ish", "amplified", "amplified (positive)", "amplifié (positif)"),
        ("sbrt_date", "2026-12-01", "2026-12-01 (1 December 2026)",
         "2026-12-01 (1er décembre 2026)"),
        ("sbrt_date", "2026-08-02", "2026-08-02 (2 August 2026)", "2026-08-02 (2 août 2026)"),
        ("liver_metastases", None, "unknown: no reason given", "inconnu : sans motif donné"),
    ],
)  # fmt: skip
def test_an_answer_in_words(fact: str, given_as: object, english: str, french: str) -> None:
    answer = entered(protocol().fact[fact], given_as)
    assert EN.answer(protocol().fact[fact], answer) == english
    assert FR.answer(protocol().fact[fact], answer) == french


def test_an_answer_without_what_was_typed_shows_its_canonical_value() -> None:
    answer = Answer(value=Fraction(14, 5), unit="mg/L")
    assert EN.answer(protocol().fact["bilirubin"], answer) == "2.8 mg/dL"


@pytest.mark.parametrize(
    ("number", "least", "shown"),
    [
        (Fraction(60), 2, "60"),
        (Fraction("60.5"), 2, "60.5"),
        (Fraction("60.004"), 2, "60.004"),
        (Fraction("59.9999"), 2, "59.9999"),
        (Fraction(200, 3), 2, "≈ 66.67"),
        (Fraction("29.99999423"), 4, "≈ 29.99999"),
        (Fraction(3) + Fraction(1, 3 * 10**9), 4, "≈ 3.0000000003"),
    ],
)
def test_a_number_is_never_rounded_to_what_looks_like_a_limit(
    number: Fraction, least: int, shown: str
) -> None:
    assert manner("en").number(number, least) == shown


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6))
def test_a_number_shown_without_a_mark_is_exact(number: Fraction) -> None:
    shown = manner("en").number(number)
    if shown.startswith("≈ "):
        assert Fraction(shown[2:]) != number
    else:
        assert Fraction(shown) == number


@pytest.mark.parametrize(
    ("fact", "number", "typed", "shown"),
    [
        ("bilirubin", "3", "", "3 mg/dL"),
        ("bilirubin", "3", "mg/dL", "3 mg/dL"),
        ("bilirubin", "3", "mg/L", "3 mg/dL (30 mg/L)"),
        ("bilirubin", "3", "µmol/L", "3 mg/dL (51.3 µmol/L)"),
        ("life_expectancy", "3", "weeks", "3 months (≈ 13.0446 weeks)"),
        ("largest_lesion_diameter", "10", "mm", "10 cm (100 mm)"),
    ],
)
def test_a_limit_is_shown_in_the_unit_that_was_typed_too(
    fact: str, number: str, typed: str, shown: str
) -> None:
    assert EN.limit(protocol().fact[fact].scale, Fraction(number), typed) == shown


def test_a_limit_that_is_no_decimal_in_its_own_unit_is_shown_in_one_where_it_is() -> None:
    scale = protocol().fact["hormone_therapy_duration"].scale
    assert EN.limit(scale, 31 * scale.factor("days")) == "31 days"
    assert FR.limit(scale, 31 * scale.factor("days")) == "31 jours"
    assert EN.limit(scale, scale.factor("days")) == "1 day"
    assert EN.limit(scale, Fraction(1, 7)) == "≈ 0.1429 months"


def test_every_unit_of_a_quantity() -> None:
    assert EN.every_unit(protocol().fact["bilirubin"], Fraction(28)) == (
        "28 mg/dL = 280 mg/L = 478.8 µmol/L"
    )


def test_a_time_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(AssertionError):
        moment(datetime(2026, 11, 21, 9, 0))  # noqa: DTZ001 - the fault that is tested


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        ("2+", "2+"),
        (date(2026, 1, 2), "2026-01-02"),
        (Fraction(1, 3), "1/3"),
        (Fraction(5, 2), "2.5"),
    ],
)
def test_a_canonical_value_is_exact(value: Any, text: str) -> None:
    assert canonical(Answer(value=value)) == text
    if isinstance(value, Fraction):
        assert text == exact_text(value)


def flattened(table: dict[str, Any], path: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        inner = (
            flattened(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: value}
        )
        found.update(inner)
    return found


def places(value: Any) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(str(value)) if name}


def test_both_languages_say_the_same_things() -> None:
    english, french = (
        flattened(tomllib.loads((ROOM / "phrases" / f"{language}.toml").read_text("utf-8")))
        for language in LANGUAGES
    )
    assert set(english) == set(french)
    assert set(french) <= set(english)
    for key, value in french.items():
        assert places(value) == places(english[key]), key
        assert value != "", key
