"""Values as a person reads them, in English and in French; nothing that is shown decides."""

from datetime import date, timedelta

import pytest
from support.protocols import answers_to, stereo, tiny

from assistant.criteria.answers import UnknownReason, unknown
from assistant.criteria.display import Display, Manner

EN = Manner(
    point=".",
    unknown="unknown",
    unknown_because="unknown ({reason})",
    long_date="{weekday} {day} {month} {year}",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December"),
)  # fmt: skip
FR = Manner(
    point=",",
    unknown="inconnu",
    unknown_because="inconnu ({reason})",
    long_date="{weekday} {day} {month} {year}",
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
            "octobre", "novembre", "décembre"),
)  # fmt: skip
ENGLISH = Display(stereo().words_in("en"), EN)
FRENCH = Display(stereo().words_in("fr"), FR)


def shown(display: Display, fact: str, value: object) -> str:
    return display.answer(stereo().fact[fact], answers_to(stereo(), {fact: value})[fact])


def in_full(display: Display, fact: str, value: object) -> str:
    return display.full(stereo().fact[fact], answers_to(stereo(), {fact: value})[fact])


# fact, value, English, French, and both in full
ANSWERS = [
    ("bilirubin", "28 mg/L", "28 mg/L", "28 mg/L",
     "28 mg/L = 2.8 mg/dL = 47.88 µmol/L", "28 mg/L = 2,8 mg/dL = 47,88 µmol/L"),
    ("bilirubin", "51.3 umol/l", "51.3 µmol/L", "51,3 µmol/L",
     "51.3 µmol/L = 3 mg/dL = 30 mg/L", "51,3 µmol/L = 3 mg/dL = 30 mg/L"),
    ("bilirubin", "50 µmol/L", "50 µmol/L", "50 µmol/L",
     "50 µmol/L ≈ 2.924 mg/dL ≈ 29.2398 mg/L", "50 µmol/L ≈ 2,924 mg/dL ≈ 29,2398 mg/L"),
    ("bilirubin", "0,6 mg/dL", "0.6 mg/dL", "0,6 mg/dL",
     "0.6 mg/dL = 6 mg/L = 10.26 µmol/L", "0,6 mg/dL = 6 mg/L = 10,26 µmol/L"),
    ("ast", "84/40", "84/40 ×ULN", "84/40 ×LSN",
     "84/40 ×ULN = 2.1 ×ULN", "84/40 ×LSN = 2,1 ×LSN"),
    ("ast", "100/33", "100/33 ×ULN", "100/33 ×LSN",
     "100/33 ×ULN ≈ 3.0303 ×ULN", "100/33 ×LSN ≈ 3,0303 ×LSN"),
    ("ast", "2.1 x", "2.1 ×ULN", "2,1 ×LSN", "2.1 ×ULN", "2,1 ×LSN"),
    ("age", 58, "58 years", "58 ans", "58 years", "58 ans"),
    ("lesion_count", 3, "3", "3", "3", "3"),
    ("hormone_therapy_duration", "31 days", "31 days", "31 jours",
     "31 days ≈ 1.0185 months ≈ 4.4286 weeks", "31 jours ≈ 1,0185 mois ≈ 4,4286 semaines"),
    ("largest_lesion_volume", "500 cm3", "500 cm³", "500 cm³",
     "500 cm³ = 500 mL", "500 cm³ = 500 mL"),
    ("neuro_exam_date", "2026-11-21", "2026-11-21", "2026-11-21",
     "2026-11-21 (Saturday 21 November 2026)", "2026-11-21 (samedi 21 novembre 2026)"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "value", "english", "french", "full", "plein"), ANSWERS)
def test_numbers_and_dates(
    fact: str, value: object, english: str, french: str, full: str, plein: str
) -> None:
    assert shown(ENGLISH, fact, value) == english
    assert shown(FRENCH, fact, value) == french
    assert in_full(ENGLISH, fact, value) == full
    assert in_full(FRENCH, fact, value) == plein


@pytest.mark.parametrize("display", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_words(display: Display) -> None:
    facts = display.words.facts
    liver = facts["liver_metastases"]
    assert shown(display, "liver_metastases", True) == liver.yes
    assert shown(display, "liver_metastases", False) == liver.no
    assert in_full(display, "liver_metastases", False) == liver.no
    assert shown(display, "hepatitis", "resolved") == facts["hepatitis"].values["resolved"]


def test_an_id_that_says_something_stays_beside_its_meaning() -> None:
    meanings = ENGLISH.words.facts["her2_ihc"].values
    two = shown(ENGLISH, "her2_ihc", "2+")
    assert two.startswith("2+")
    assert two in (meanings["2+"], f"2+ – {meanings['2+']}")
    assert shown(ENGLISH, "her2_ihc", "not_done") == meanings["not_done"]
    score = ENGLISH.words.facts["who_status"].values
    assert shown(ENGLISH, "who_status", 1) == f"1 – {score['1']}"
    assert in_full(ENGLISH, "who_status", 1) == f"1 – {score['1']}"


@pytest.mark.parametrize("typed", ["3", "3.0", "3e0"])
def test_a_level_has_its_meaning_however_it_was_typed(typed: str) -> None:
    from assistant.criteria.entry import Numeral

    assert shown(ENGLISH, "who_status", Numeral(typed)) == shown(ENGLISH, "who_status", 3)


@pytest.mark.parametrize(
    ("reason", "english", "french"),
    [
        (UnknownReason.UNSTATED, "unknown", "inconnu"),
        (UnknownReason.PENDING, "unknown (pending)", "inconnu (en attente)"),
        (UnknownReason.NOT_DONE, "unknown (not done)", "inconnu (non fait)"),
    ],
)
def test_unknown_and_why(reason: UnknownReason, english: str, french: str) -> None:
    for fact in ("bilirubin", "hepatitis", "cirrhosis", "sbrt_date"):
        asked = stereo().fact[fact]
        assert ENGLISH.answer(asked, unknown(reason)) == english
        assert ENGLISH.full(asked, unknown(reason)) == english
        assert FRENCH.full(asked, unknown(reason)) == french


def test_spans() -> None:
    hard = stereo().fact["largest_lesion_volume"].hard
    assert hard is not None
    assert ENGLISH.span(stereo().fact["largest_lesion_volume"], hard) == ("0.01", "5000 mL")
    assert FRENCH.span(stereo().fact["largest_lesion_volume"], hard) == ("0,01", "5000 mL")
    count = stereo().fact["lesion_count"].usual[0]
    assert ENGLISH.span(stereo().fact["lesion_count"], count) == ("1", "5")


def test_a_week_and_a_year_in_words() -> None:
    monday = date(2026, 11, 16)
    week = [ENGLISH.long(monday + timedelta(days=n)).split()[0] for n in range(7)]
    assert week == list(EN.weekdays)
    year = [FRENCH.long(date(2026, month, 1)).split()[2] for month in range(1, 13)]
    assert year == list(FR.months)
    assert FRENCH.long(date(2028, 2, 29)) == "mardi 29 février 2028"


def test_a_language_without_words_for_a_unit_keeps_the_unit() -> None:
    display = Display(tiny().words_in("en"), EN)
    answer = answers_to(tiny(), {"height": "1.8 m"})["height"]
    assert display.full(tiny().fact["height"], answer) == "1.8 m = 180 cm"
