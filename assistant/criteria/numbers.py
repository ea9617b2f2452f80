"""Numbers as people write them, kept exact: no value passes through binary floating point."""

import re
from fractions import Fraction

# Longer numerals are slips of the hand; the limit also keeps hostile input cheap.
_NUMERAL = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


def numeral(text: str) -> Fraction | None:
    """Return the number that a numeral stands for, or None if it is not one.

    A decimal point and a decimal comma are both read.
    """
    if not _NUMERAL.fullmatch(text) or not text.isascii():
        return None
    return Fraction(text.replace(",", "."))


def is_ambiguous(text: str) -> bool:
    """Return whether a comma, in a numeral or in either side of a quotient, could be read two ways.

    As a decimal comma, or as a separator of thousands.
    """
    return any(_GROUPED.fullmatch(side.strip()) for side in text.split("/"))


def rational(text: str) -> Fraction | None:
    """Return the number that a numeral or a quotient of two ("7/30.4375") stands for, or None."""
    above, slash, below = text.partition("/")
    number, divisor = numeral(above.strip()), numeral(below.strip()) if slash else Fraction(1)
    if number is None or not divisor:
        return None
    return number / divisor


def decimal_text(number: Fraction, places: int = 4) -> str:
    """Return a number in decimals, rounded half to even; for the eye only, it never decides.

    A rounded number is preceded by "≈", so that nobody takes it for the exact one.
    """
    scaled = round(number * 10**places)
    sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(places + 1, "0")
    text = f"{sign}{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return text if Fraction(scaled, 10**places) == number else f"≈ {text}"


def exact_text(number: Fraction) -> str:
    """Return a number as an exact decimal if it has one, else as a quotient: for the record."""
    places = next((p for p in range(40) if 10**p % number.denominator == 0), None)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return decimal_text(number, places) if places else str(number.numerator)
