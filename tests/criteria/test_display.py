"""Values as a person reads them, in English and in French; nothing that is shown decides."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from support.protocols import answers_to, stereo, tiny

from assistant.criteria.answers import UnknownReason, unknown
from assistant.criteria.display import Display
from assistant.criteria.entry import Numeral

F = Fraction
ENGLISH = Display(stereo().words_in("en"))
FRENCH = Display(stereo().words_in("fr"))
BOTH = pytest.mark.parametrize("display", [ENGLISH, FRENCH], ids=["en", "fr"])


def shown(display: Display, fact: str, value: object) -> str:
    return display.answer(stereo().fact[fact], answers_to(stereo(), {fact: value})[fact])


def in_full(display: Display, fact: str, value: object) -> str:
    return display.full(stereo().fact[fact], answers_to(stereo(), {fact: value})[fact])


# fact, value, and how each language shows it: as given, then in full
ANSWERS = [
    ("bilirubin", "28 mg/L", "28 mg/L", "28 mg/L",
     "28 mg/L = 2.8 mg/dL = 47.88 µmol/L", "28 mg/L = 2,8 mg/dL = 47,88 µmol/L"),
    ("bilirubin", "51.3 umol/l", "51.3 µmol/L", "51.3 µmol/L",
     "51.3 µmol/L = 3 mg/dL = 30 mg/L", "51.3 µmol/L = 3 mg/dL = 30 mg/L"),
    ("bilirubin", "50 µmol/L", "50 µmol/L", "50 µmol/L",
     "50 µmol/L ≈ 2.924 mg/dL ≈ 29.2398 mg/L", "50 µmol/L ≈ 2,924 mg/dL ≈ 29,2398 mg/L"),
    ("ast", "84/40", "84/40", "84/40", "84/40 = 2.1×ULN", "84/40 = 2,1×LSN"),
    ("ast", "100/33", "100/33", "100/33", "100/33 ≈ 3.0303×ULN", "100/33 ≈ 3,0303×LSN"),
    # rounded to four places this would be 3, the limit that it exceeds
    ("ast", "120.001/40", "120.001/40", "120.001/40",
     "120.001/40 ≈ 3.00002×ULN", "120.001/40 ≈ 3,00002×LSN"),
    ("ast", "2.1 x", "2.1×ULN", "2.1×LSN", "2.1×ULN", "2.1×LSN"),
    ("er_percent", "90 %", "90%", "90 %", "90%", "90 %"),
    ("age", 58, "58 years", "58 ans", "58 years", "58 ans"),
    ("age", 1, "1 year", "1 an", "1 year", "1 an"),
    ("lesion_count", 3, "3", "3", "3", "3"),
    ("hormone_therapy_duration", "31 days", "31 days", "31 jours",
     "31 days ≈ 1.0185 months ≈ 4.4286 weeks", "31 jours ≈ 1,0185 mois ≈ 4,4286 semaines"),
    ("hormone_therapy_duration", "1 month", "1 month", "1 mois",
     "1 month ≈ 4.3482 weeks = 30.4375 days", "1 mois ≈ 4,3482 semaines = 30,4375 jours"),
    ("hormone_therapy_duration", "7 jours", "7 days", "7 jours",
     "7 days ≈ 0.22998 months = 1 week", "7 jours ≈ 0,22998 mois = 1 semaine"),
    # in French, what is below two has no plural
    ("hormone_therapy_duration", "0 days", "0 days", "0 jour",
     "0 days = 0 months = 0 weeks", "0 jour = 0 mois = 0 semaine"),
    ("hormone_therapy_duration", "1.5 weeks", "1.5 weeks", "1.5 semaine",
     "1.5 weeks ≈ 0.345 months = 10.5 days", "1.5 semaine ≈ 0,345 mois = 10,5 jours"),
    ("hormone_therapy_duration", "2 weeks", "2 weeks", "2 semaines",
     "2 weeks ≈ 0.45996 months = 14 days", "2 semaines ≈ 0,45996 mois = 14 jours"),
    ("largest_lesion_volume", "500 cm3", "500 cm³", "500 cm³",
     "500 cm³ = 500 mL", "500 cm³ = 500 mL"),
    ("neuro_exam_date", "2026-11-21", "2026-11-21", "2026-11-21",
     "2026-11-21 (Saturday 21 November 2026)", "2026-11-21 (samedi 21 novembre 2026)"),
    ("neuro_exam_date", "2026-03-01", "2026-03-01", "2026-03-01",
     "2026-03-01 (Sunday 1 March 2026)", "2026-03-01 (dimanche 1er mars 2026)"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "value", "english", "french", "full", "plein"), ANSWERS)
def test_numbers_and_dates(
    fact: str, value: object, english: str, french: str, full: str, plein: str
) -> None:
    assert (shown(ENGLISH, fact, value), shown(FRENCH, fact, value)) == (english, french)
    assert (in_full(ENGLISH, fact, value), in_full(FRENCH, fact, value)) == (full, plein)


@BOTH
def test_words(display: Display) -> None:
    facts = display.words.facts
    liver = facts["liver_metastases"]
    assert shown(display, "liver_metastases", True) == liver.yes
    assert shown(display, "liver_metastases", False) == liver.no
    assert in_full(display, "liver_metastases", False) == liver.no
    assert shown(display, "hepatitis", "resolved") == facts["hepatitis"].values["resolved"]
    assert shown(display, "her2_ihc", "not_done") == facts["her2_ihc"].values["not_done"]


@BOTH
def test_an_id_that_says_something_stays_beside_its_meaning(display: Display) -> None:
    for score, meaning in display.words.facts["who_status"].values.items():
        assert shown(display, "who_status", int(score)) == f"{score} – {meaning}"
    for score in ("0", "1+", "2+", "3+"):
        assert shown(display, "her2_ihc", score).startswith(score)


def test_an_id_that_its_meaning_begins_with_is_not_repeated() -> None:
    words = stereo().words_in("en")
    score = words.facts["her2_ihc"]
    meanings = {**score.values, "2+": "2+ (equivocal)", "3+": "strong"}
    facts = {**words.facts, "her2_ihc": score.model_copy(update={"values": meanings})}
    display = Display(words.model_copy(update={"facts": facts}))
    assert shown(display, "her2_ihc", "2+") == "2+ (equivocal)"
    assert shown(display, "her2_ihc", "3+") == "3+ – strong"


@pytest.mark.parametrize("typed", ["3", "3.0", "3e0"])
def test_a_level_has_its_meaning_however_it_was_typed(typed: str) -> None:
    expected = f"3 – {ENGLISH.words.facts['who_status'].values['3']}"
    assert shown(ENGLISH, "who_status", Numeral(typed)) == expected
    assert in_full(ENGLISH, "who_status", Numeral(typed)) == expected


@pytest.mark.parametrize(
    ("reason", "english", "french"),
    [
        (UnknownReason.UNSTATED, "unknown", "inconnu"),
        (UnknownReason.PENDING, "unknown (pending)", "inconnu (en attente)"),
        (UnknownReason.NOT_DONE, "unknown (not done)", "inconnu (non fait)"),
    ],
)
def test_unknown_and_why(reason: UnknownReason, english: str, french: str) -> None:
    for fact in ("bilirubin", "hepatitis", "cirrhosis", "sbrt_date", "who_status"):
        asked = stereo().fact[fact]
        assert ENGLISH.answer(asked, unknown(reason)) == english
        assert ENGLISH.full(asked, unknown(reason)) == english
        assert FRENCH.full(asked, unknown(reason)) == french


def test_spans() -> None:
    volume, count = stereo().fact["largest_lesion_volume"], stereo().fact["lesion_count"]
    assert volume.hard is not None
    assert ENGLISH.span(volume, volume.hard) == ("0.01", "5000 mL")
    assert FRENCH.span(volume, volume.hard) == ("0,01", "5000 mL")
    assert ENGLISH.span(count, count.usual[0]) == ("1", "5")


def test_a_doubtful_value_in_every_unit() -> None:
    bilirubin, creatinine = stereo().fact["bilirubin"], stereo().fact["creatinine"]
    assert ENGLISH.every_unit(bilirubin, F(3)) == "3 mg/dL = 30 mg/L = 51.3 µmol/L"
    assert FRENCH.every_unit(creatinine, F(221)) == "221 µmol/L = 2,5 mg/dL = 25 mg/L"


def test_a_rounded_number_never_looks_like_a_round_one() -> None:
    number = ENGLISH.manner.number
    assert number(F(3)) == "3"
    assert number(F(299999, 10**5)) == "2.99999"
    assert number(F(10**9 - 1, 10**9)) == "0.999999999"
    assert number(F(3) - F(1, 10**20)) == "≈ 3"  # twelve places are enough for the eye
    assert number(F(1, 3), 2) == "≈ 0.33"


def test_a_week_and_a_year_in_words() -> None:
    monday = date(2026, 11, 16)
    week = [ENGLISH.manner.weekday(monday + timedelta(days=n)) for n in range(7)]
    assert week == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert [FRENCH.manner.long(date(2026, month, 2)) for month in (1, 2, 8, 12)] == [
        "2 janvier 2026", "2 février 2026", "2 août 2026", "2 décembre 2026",
    ]  # fmt: skip
    assert len(set(FRENCH.manner.months)) == 12
    assert FRENCH.manner.long(date(2028, 2, 29)) == "29 février 2028"


def test_a_language_without_words_for_a_unit_keeps_the_unit() -> None:
    display = Display(tiny().words_in("en"))
    answer = answers_to(tiny(), {"height": "1.8 m"})["height"]
    assert display.full(tiny().fact["height"], answer) == "1.8 m = 180 cm"
