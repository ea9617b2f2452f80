"""Numbers: with each unit, exactly, and never guessed where they could be read in two ways."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reading import fact, read, refusal

from assistant.criteria.answers import Answer
from assistant.dialogs.replies import Misread, NeedsUnit
from assistant.session.protocols import packaged

F = Fraction
NUMBERS = [each for each in packaged().facts if each.is_number and not each.levels]

# What one of each unit is in the canonical one, by hand from the protocol's table of units.
FACTORS: dict[str, dict[str, Fraction]] = {
    "er_percent": {"%": F(1)},
    "pr_percent": {"%": F(1)},
    "age": {"years": F(1)},
    "life_expectancy": {"months": F(1), "weeks": F(7) / F("30.4375"), "years": F(12)},
    "hormone_therapy_duration": {
        "months": F(1), "weeks": F(7) / F("30.4375"), "days": 1 / F("30.4375"),
    },
    "chemotherapy_cycles": {"": F(1)},
    "lesion_count": {"": F(1)},
    "largest_lesion_diameter": {"cm": F(1), "mm": F(1, 10)},
    "largest_lesion_volume": {"mL": F(1), "cm³": F(1)},
    "ast": {"×ULN": F(1)},
    "alt": {"×ULN": F(1)},
    "bilirubin": {"mg/dL": F(1), "mg/L": F(1, 10), "µmol/L": F(10, 171)},
    "albumin": {"g/dL": F(1), "g/L": F(1, 10)},
    "largest_liver_lesion_diameter": {"cm": F(1), "mm": F(1, 10)},
    "weight": {"kg": F(1)},
    "creatinine": {"µmol/L": F(1), "mg/dL": F("88.4"), "mg/L": F("8.84")},
    "contiguous_vertebrae": {"": F(1)},
    "canal_involvement": {"%": F(1)},
}  # fmt: skip

HARD: dict[str, tuple[str, str]] = {
    "er_percent": ("0", "100"), "pr_percent": ("0", "100"), "age": ("0", "120"),
    "life_expectancy": ("0", "600"), "hormone_therapy_duration": ("0", "600"),
    "chemotherapy_cycles": ("0", "50"), "lesion_count": ("1", "200"),
    "largest_lesion_diameter": ("0.1", "30"), "largest_lesion_volume": ("0.01", "5000"),
    "ast": ("0.05", "250"), "alt": ("0.05", "250"), "bilirubin": ("0.05", "53"),
    "albumin": ("1", "7"), "largest_liver_lesion_diameter": ("0.1", "30"),
    "weight": ("25", "300"), "creatinine": ("15", "2000"), "contiguous_vertebrae": ("1", "26"),
    "canal_involvement": ("0", "100"),
}  # fmt: skip


def test_the_tables_here_are_complete() -> None:
    assert list(FACTORS) == [each.id for each in NUMBERS]
    assert list(HARD) == list(FACTORS)
    for each in NUMBERS:
        assert list(each.scale.units) == list(FACTORS[each.id])


def test_each_number_in_each_of_its_units() -> None:
    for each in NUMBERS:
        low, high = (F(text) for text in HARD[each.id])
        middle = (low + high) / 2
        for unit, factor in FACTORS[each.id].items():
            typed = str(max(1, int(middle / factor)))
            answer = read(each.id, f"{typed} {unit}")
            assert (answer.value, answer.typed, answer.unit) == (F(typed) * factor, typed, unit)


@pytest.mark.parametrize("id_", HARD)
def test_hard_limits_on_both_sides(id_: str) -> None:
    low, high = HARD[id_]
    step = F(1) if fact(id_).type == "integer" else F("0.001")
    unit = fact(id_).scale.unit
    for text in (low, high):
        assert read(id_, f"{text} {unit}").value == F(text)
    for number in (F(low) - step, F(high) + step):
        assert refusal(id_, f"{float(number):.3f} {unit}".replace(".000", "")) == "refused.limits"


@pytest.mark.parametrize(
    ("id_", "text", "value", "typed", "unit"),
    [
        ("bilirubin", "28 mg/L", F("2.8"), "28", "mg/L"),
        ("bilirubin", "28mg/l", F("2.8"), "28", "mg/L"),
        ("bilirubin", "51.3 µmol/L", F(3), "51.3", "µmol/L"),  # exactly 3 mg/dL
        ("bilirubin", "51,3 umol/l", F(3), "51,3", "µmol/L"),
        ("bilirubin", "51,3 μmol/L", F(3), "51,3", "µmol/L"),  # the Greek letter
        ("bilirubin", "0.8 MG/DL", F("0.8"), "0.8", "mg/dL"),
        ("creatinine", "0,9 mg/dl", F("79.56"), "0,9", "mg/dL"),
        ("largest_lesion_volume", "12 cc", F(12), "12", "cm³"),
        ("largest_lesion_volume", "12 cm3", F(12), "12", "cm³"),
        ("life_expectancy", "2 ans", F(24), "2", "years"),
        ("life_expectancy", "18 mois", F(18), "18", "months"),
        ("hormone_therapy_duration", "31 jours", 31 / F("30.4375"), "31", "days"),
        ("hormone_therapy_duration", "4 wks", 28 / F("30.4375"), "4", "weeks"),
        ("er_percent", "90%", F(90), "90", "%"),
        ("er_percent", "12,5 pourcent", F("12.5"), "12,5", "%"),
        ("er_percent", "+7.5", F("7.5"), "+7.5", "%"),
        ("age", "58 years", F(58), "58", "years"),
        ("age", "58 ans", F(58), "58", "years"),
        ("age", "58.0", F(58), "58.0", "years"),
        ("ast", "84/40", F("2.1"), "84/40", "×ULN"),
        ("ast", "84 / 40", F("2.1"), "84/40", "×ULN"),
        ("ast", "84/40 ×ULN", F("2.1"), "84/40", "×ULN"),
        ("ast", "2.1 xULN", F("2.1"), "2.1", "×ULN"),
        ("ast", "2,1 x LSN", F("2.1"), "2,1", "×ULN"),
        ("alt", "100,5/33,5", F(3), "100,5/33,5", "×ULN"),
        ("alt", "1/3", F(1, 3), "1/3", "×ULN"),
        ("weight", "64,5 kilos", F("64.5"), "64,5", "kg"),
    ],
)  # fmt: skip
def test_as_people_write_them(id_: str, text: str, value: Fraction, typed: str, unit: str) -> None:
    answer = read(id_, text)
    assert (answer.value, answer.typed, answer.unit) == (value, typed, unit)


@pytest.mark.parametrize(
    ("id_", "text", "why"),
    [
        # a comma and three digits: a decimal, or thousands
        ("weight", "1,000", "refused.thousands"),
        ("weight", "64,500 kg", "refused.thousands"),
        ("largest_lesion_volume", "1,500 mL", "refused.thousands"),
        ("ast", "3,500/40", "refused.thousands"),
        ("ast", "84/1,000", "refused.thousands"),
        ("weight", "1,000,000", "refused.number"),
        ("weight", "1 000", "refused.unit"),
        ("weight", "sixty", "refused.number"),
        ("weight", "", "refused.number"),
        ("weight", "64.", "refused.number"),
        ("weight", ".5", "refused.number"),
        ("weight", "6e1", "refused.unit"),
        ("weight", "NaN", "refused.number"),
        ("weight", "inf", "refused.number"),
        ("weight", "0x40", "refused.unit"),
        ("weight", "64 stone", "refused.unit"),
        ("weight", "64 kg kg", "refused.unit"),
        ("weight", "84/40", "refused.number"),  # only for multiples of a limit
        ("weight", "٦٤", "refused.number"),
        ("weight", "\uff16\uff14 kg", "refused.number"),
        ("weight", "1234567890123456", "refused.number"),
        ("ast", "84/0", "refused.number"),
        ("ast", "84/", "refused.unit"),
        ("ast", "84/40/2", "refused.unit"),
        ("ast", "84 U/L", "refused.unit"),
        ("bilirubin", "28 mg", "refused.unit"),
        ("bilirubin", "28 g/L", "refused.unit"),
        ("lesion_count", "3 lesions", "refused.number"),  # it has no unit to offer
        ("lesion_count", "2.5", "refused.whole"),
        ("lesion_count", "0", "refused.limits"),
        ("lesion_count", "uncountable", "refused.number"),
        ("age", "58.5", "refused.whole"),
        ("age", "58 months", "refused.unit"),
        ("er_percent", "-1", "refused.limits"),
        ("er_percent", "100.1", "refused.limits"),
    ],
)
def test_what_is_refused(id_: str, text: str, why: str) -> None:
    assert refusal(id_, text) == why


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("bilirubin", "28"),  # 28 mg/dL, 2.8 mg/dL, 1.6 mg/dL are all possible
        ("creatinine", "80"),  # 80 µmol/L, and 80 mg/L = 707 µmol/L
        ("life_expectancy", "24"),
        ("hormone_therapy_duration", "1"),
        ("largest_lesion_diameter", "3"),
    ],
)
def test_a_bare_number_that_units_would_make_two_of(id_: str, text: str) -> None:
    with pytest.raises(NeedsUnit) as needed:
        read(id_, text)
    assert needed.value.typed == text
    assert list(needed.value.units) == list(FACTORS[id_])


@pytest.mark.parametrize(
    ("id_", "text", "unit", "value"),
    [
        ("er_percent", "90", "%", F(90)),  # it has one unit
        ("ast", "2", "×ULN", F(2)),
        ("albumin", "41", "g/L", F("4.1")),  # 41 g/dL cannot be
        ("albumin", "4.1", "g/dL", F("4.1")),  # 0.41 g/dL cannot be
        ("creatinine", "0.9", "mg/dL", F("79.56")),
        ("largest_lesion_volume", "12", "mL", F(12)),  # 1 mL is 1 cm³
        ("hormone_therapy_duration", "0", "months", F(0)),  # nothing is nothing in any unit
        ("largest_lesion_diameter", "0.5", "cm", F("0.5")),  # 0.5 mm cannot be
        ("bilirubin", "600", "µmol/L", F(2000, 57)),  # 35.1 mg/dL; 60 mg/dL cannot be
    ],
)
def test_a_bare_number_that_can_be_read_in_one_way(
    id_: str, text: str, unit: str, value: Fraction
) -> None:
    answer = read(id_, text)
    assert (answer.unit, answer.value) == (unit, value)


def test_a_script_means_the_canonical_unit() -> None:
    assert read("bilirubin", "28", is_script=True) == Answer(value=F(28), typed="28", unit="mg/dL")
    with pytest.raises(Misread, match=r"refused\.limits"):
        read("albumin", "41", is_script=True)


DIGITS = st.text("0123456789", min_size=1, max_size=6)
NUMERALS = st.builds(
    lambda whole, point, decimals: f"{whole}{point}{decimals}" if decimals else whole,
    DIGITS, st.sampled_from([".", ","]), st.text("0123456789", max_size=5),
)  # fmt: skip


@given(
    id_=st.sampled_from(list(FACTORS)), text=NUMERALS, at=st.integers(0, 2),
    gap=st.sampled_from(["", " "]),
)  # fmt: skip
def test_an_accepted_number_is_the_typed_numeral_times_the_units_factor(
    id_: str, text: str, at: int, gap: str
) -> None:
    units = list(FACTORS[id_].items())
    unit, factor = units[at % len(units)]
    worth = F(text.replace(",", ".")) * factor
    low, high = (F(limit) for limit in HARD[id_])
    whole = fact(id_).type == "integer"
    try:
        answer = read(id_, f"{text}{gap}{unit}")
    except Misread:
        is_ambiguous = len(text.partition(",")[2]) == 3
        assert is_ambiguous or not low <= worth <= high or (whole and worth.denominator != 1)
    else:
        assert answer == Answer(value=worth, typed=text, unit=unit)
        assert low <= worth <= high


@given(above=NUMERALS, below=NUMERALS)
def test_an_accepted_multiple_of_a_limit_is_the_quotient(above: str, below: str) -> None:
    try:
        answer = read("ast", f"{above}/{below}")
    except Misread:
        return
    worth = F(above.replace(",", ".")) / F(below.replace(",", "."))
    assert answer.value == worth
    assert F("0.05") <= worth <= 250
