"""How a language writes numbers, dates and units, whatever the protocol."""

import tomllib
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from assistant.criteria.base import Frozen
from assistant.criteria.numbers import decimal_text

_ROOM = Path(__file__).parent / "manners"
_PLACES = 4
_MOST_PLACES = 12


class Manner(Frozen):
    """One language's manner.

    `tight` are the units that follow their number without a space, `one` the names of units after
    one, `one_below` the number below which there is no plural (else one alone has none), `first`
    the first day of a month.
    """

    point: str
    unknown: str
    unknown_because: str
    tight: list[str]
    first: str
    months: list[str]
    weekdays: list[str]
    one: dict[str, str]
    one_below: int = 0

    def number(self, number: Fraction, least: int = _PLACES) -> str:
        """Return a number in decimals, with more places where fewer would make it look round."""
        places = least
        while places < _MOST_PLACES and _looks_round(number, places):
            places += 1
        return decimal_text(number, places).replace(".", self.point)

    def joined(self, digits: str, unit: str, shown: str, worth: Fraction | None) -> str:
        """Return a numeral with its unit (`shown` as the language names it), by what it is worth.

        That is None where the digits are not a plain numeral.
        """
        if not unit:
            return digits
        is_one = worth is not None and (abs(worth) == 1 or abs(worth) < self.one_below)
        named = self.one.get(unit, shown) if is_one else shown
        return f"{digits}{'' if unit in self.tight else ' '}{named}"

    def long(self, day: date) -> str:
        """Return a date in words."""
        first = self.first if day.day == 1 else str(day.day)
        return f"{first} {self.months[day.month - 1]} {day.year}"

    def weekday(self, day: date) -> str:
        """Return the day of the week of a date."""
        return self.weekdays[day.weekday()]


@cache
def manner(language: str) -> Manner:
    """Return a language's manner; FileNotFoundError if the assistant does not speak it."""
    return Manner.model_validate(tomllib.loads((_ROOM / f"{language}.toml").read_text("utf-8")))


def _looks_round(number: Fraction, places: int) -> bool:
    """Return whether rounding hides that a number is not round."""
    scaled = number * Fraction(10) ** places
    return scaled.denominator != 1 and round(scaled) % 100 == 0
