"""Stretches of numbers, written as mathematicians do."""

from fractions import Fraction

from assistant.criteria.turning import Stretch


def span(text: str) -> Stretch:
    """A stretch as mathematicians write it: "[5, 7)", "(-, 3]"."""
    low, high = text[1:-1].split(", ")
    return Stretch(
        low=None if low == "-" else Fraction(low),
        low_included=text[0] == "[",
        high=None if high == "-" else Fraction(high),
        high_included=text[-1] == "]",
    )
