"""Regions: limits cut the number line into parts on which no comparison changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Region:
    """One limit (`low` equals `high`), or the open stretch between two; None is without end."""

    low: Fraction | None
    high: Fraction | None

    @property
    def sample(self) -> Fraction:
        """Return a number in the region."""
        if self.low is None:
            return Fraction(0) if self.high is None else self.high - 1
        return self.low + 1 if self.high is None else (self.low + self.high) / 2

    def __contains__(self, number: Fraction) -> bool:
        """Return whether a number lies in the region."""
        if self.low is not None and self.low == self.high:
            return number == self.low
        return (self.low is None or self.low < number) and (self.high is None or number < self.high)

    def meets(self, low: Fraction, high: Fraction, *, whole: bool) -> bool:
        """Return whether some number (or whole number) of the region lies in [low, high]."""
        if whole:
            return self._meets_whole(ceil(low), floor(high))
        if low == high or self.low == self.high is not None:
            return (low in self) if low == high else low <= self.sample <= high
        return (self.high is None or low < self.high) and (self.low is None or self.low < high)

    def _meets_whole(self, low: int, high: int) -> bool:
        """Return whether some whole number of the region lies in [low, high]."""
        if self.low is not None and self.low == self.high:
            return self.low.denominator == 1 and low <= self.low <= high
        first = low if self.low is None else max(low, floor(self.low) + 1)
        last = high if self.high is None else min(high, ceil(self.high) - 1)
        return first <= last


def regions(limits: Iterable[Fraction]) -> tuple[Region, ...]:
    """Return the regions that some limits cut the number line into, from low to high."""
    points: list[Fraction] = sorted(set(limits))
    cut: list[Region] = []
    below: Fraction | None = None
    for point in points:
        cut += [Region(below, point), Region(point, point)]
        below = point
    return (*cut, Region(below, None))
