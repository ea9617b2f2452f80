"""Units: every quantity has one canonical unit, and exact factors from the others to it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

# How the same unit is also written, in English and in French. A spelling is compared without
# spaces and without regard to case; the micro sign and the Greek letter count as one.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "%": ("percent", "pct", "pourcent"),
    "years": ("year", "yr", "yrs", "y", "an", "ans", "année", "années"),
    "months": ("month", "mo", "mos", "mois"),
    "weeks": ("week", "wk", "wks", "w", "semaine", "semaines", "sem"),
    "days": ("day", "d", "jour", "jours", "j"),
    "cm³": ("cm3", "cm^3", "cc"),
    "×ULN": ("xuln", "uln", "×", "x", "times", "×lsn", "xlsn", "lsn", "×n", "xn", "n"),
    "µmol/L": ("umol/l", "micromol/l"),
    "kg": ("kgs", "kilo", "kilos"),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """A canonical unit ("" for a pure number), and how many of it one of each unit is."""

    unit: str
    factors: tuple[tuple[str, Fraction], ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Return every unit that the scale knows, the canonical one first."""
        return (self.unit, *(unit for unit, _ in self.factors))

    def factor(self, unit: str) -> Fraction:
        """Return how many canonical units one `unit` is; KeyError if the scale lacks it."""
        return Fraction(1) if unit == self.unit else dict(self.factors)[unit]

    def named(self, text: str) -> str | None:
        """Return the unit that a spelling stands for, or None."""
        wanted = _folded(text)
        for unit in self.units:
            if unit and wanted in _spellings(unit):
                return unit
        return None


PURE = Scale("")
DAYS = Scale("days")


@cache
def _spellings(unit: str) -> frozenset[str]:
    """Return every folded way to write a unit."""
    return frozenset(_folded(text) for text in (unit, *_SPELLINGS.get(unit, ())))


def _folded(text: str) -> str:
    """Return a spelling without what does not matter: case, spaces, kind of micro sign."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
