"""Numbers stay exact from what was typed to what is compared and written."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.criteria.numbers import decimal_text, exact_text, is_ambiguous, numeral, rational

F = Fraction

digits = st.from_regex(r"\d{1,15}", fullmatch=True, alphabet="0123456789")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("51.3", F(513, 10)),
        ("51,3", F(513, 10)),
        ("0.1", F(1, 10)),  # as a binary float it would be 3602879701896397/2**55
        ("-3", F(-3)),
        ("+3", F(3)),
        ("007", F(7)),
        ("0", F(0)),
        ("123456789012345", F(123456789012345)),
        ("1.000000000000001", 1 + F(1, 10**15)),
    ],
)
def test_numerals(text: str, number: F) -> None:
    assert numeral(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "1e3", "1_000", "0x10", ".5", "5.", "1.2.3", "1,2,3", "--1", "1 000", " 1", "1\n",
     "nan", "inf", "½", "٣", "\uff13", "1234567890123456", "0.1234567890123456", "1/2"],
)  # fmt: skip
def test_what_is_no_numeral(text: str) -> None:
    assert numeral(text) is None


@given(
    whole=digits, places=digits, sign=st.sampled_from(["", "-", "+"]), point=st.sampled_from(".,")
)
@settings(deadline=None)
def test_a_numeral_is_its_digits(whole: str, places: str, sign: str, point: str) -> None:
    number = F(int(whole + places), 10 ** len(places)) * (-1 if sign == "-" else 1)
    assert numeral(f"{sign}{whole}{point}{places}") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("84/40", F(21, 10)), ("7/30.4375", F(112, 487)), ("1 / 17,1", F(10, 171)), ("5", F(5)),
     ("0/3", F(0)), ("-1/3", F(-1, 3))],
)  # fmt: skip
def test_quotients(text: str, number: F) -> None:
    assert rational(text) == number


@pytest.mark.parametrize("text", ["1/0", "1/0.0", "1/", "/2", "1/2/3", "a/2", "2/b", "", "/"])
def test_what_is_no_quotient(text: str) -> None:
    assert rational(text) is None


@pytest.mark.parametrize("text", ["1,500", "12,345", "999,999", "-1,500", "3,500/40", "84 / 1,000"])
def test_a_comma_before_three_digits_can_be_read_two_ways(text: str) -> None:
    assert is_ambiguous(text)


@pytest.mark.parametrize(
    "text", ["1.500", "1,5", "1,50", "1,5000", "0,500", "1234,567", "1500", "84/40", "1,5/40"]
)
def test_what_can_be_read_in_one_way(text: str) -> None:
    assert not is_ambiguous(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (F(3), "3"),
        (F(0), "0"),
        (F(5, 2), "2.5"),
        (F(-5, 2), "-2.5"),
        (F(1, 10**4), "0.0001"),
        (F(304375, 10**4), "30.4375"),
        (F(1000), "1000"),
        (F(1, 3), "≈ 0.3333"),
        (F(2, 3), "≈ 0.6667"),
        (F(-1, 3), "≈ -0.3333"),
        (F(1, 10**5), "≈ 0"),
        (F(-1, 10**5), "≈ 0"),
        (F(299999, 10**5), "≈ 3"),  # rounded to the limit, and marked so
        (F(5, 10**5), "≈ 0"),  # half to even
        (F(15, 10**5), "≈ 0.0002"),
        (F(12) * F("88.4"), "1060.8"),
    ],
)
def test_decimals_for_the_eye(number: F, text: str) -> None:
    assert decimal_text(number) == text


def test_fewer_places() -> None:
    assert decimal_text(F(226, 100), 1) == "≈ 2.3"
    assert decimal_text(F(22, 10), 1) == "2.2"


@pytest.mark.parametrize(
    ("number", "text"),
    [(F(3), "3"), (F(-7, 4), "-1.75"), (F(1, 3), "1/3"), (F(-2, 7), "-2/7"),
     (F(1, 2**39), f"0.{5**39:039}"), (F(1, 10**15), "0.000000000000001"), (F(10, 171), "10/171")],
)  # fmt: skip
def test_exact_texts(number: F, text: str) -> None:
    assert exact_text(number) == text


@given(st.fractions())
@settings(deadline=None, max_examples=500)
def test_an_exact_text_gives_its_number_back(number: F) -> None:
    above, _, below = exact_text(number).partition("/")
    assert F(above) / F(below or 1) == number


@given(st.fractions(min_value=-(10**6), max_value=10**6))
@settings(deadline=None, max_examples=500)
def test_a_decimal_text_is_marked_exactly_when_it_is_rounded(number: F) -> None:
    text = decimal_text(number)
    shown = F(text.removeprefix("≈ "))
    assert text.startswith("≈") is (shown != number)
    assert abs(shown - number) <= F(1, 2 * 10**4)
