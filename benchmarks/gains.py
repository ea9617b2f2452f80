"""Convex, piecewise linear functions of a price: what an arm of the game is worth.

A gain is the greatest of some lines, for a price of 0 or more; none is less than 0 at any price.
"""

from collections.abc import Iterable, Sequence
from math import prod
from typing import NamedTuple

_EQUAL = 1e-12


class Line(NamedTuple):
    """A straight line: its slope, and its value at price 0."""

    slope: float
    value: float


class Gain:
    """The greatest of 0 and some lines; `steps` are the prices from which each line counts."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.lines = _envelope([Line(0.0, 0.0), *lines])
        pairs = zip(self.lines, self.lines[1:], strict=False)
        self.steps = [0.0, *(_crossing(one, other) for one, other in pairs)]

    @property
    def limit(self) -> float:
        """Return the slope at the greatest prices: the chance that the arm fails at all."""
        return self.lines[-1].slope

    def line(self, price: float) -> Line:
        """Return the line that counts from a price on."""
        number = sum(step <= price for step in self.steps)
        return self.lines[number - 1]


def expected(parts: Sequence[tuple[float, Gain]], failing: float) -> list[Line]:
    """Return the lines of one question: what may follow, by chance, less the question itself."""
    found = []
    for price in _steps(gain for _, gain in parts):
        lines = [(share, gain.line(price)) for share, gain in parts]
        slope = failing + sum(share * line.slope for share, line in lines)
        found.append(Line(slope, sum(share * line.value for share, line in lines) - 1))
    return found


def together(gains: Sequence[Gain]) -> Gain:
    """Return the gain of arms played side by side: they fail unless each of them survives."""
    found, value, before = [], 0.0, Line(0.0, 0.0)
    for price in _steps(gains):
        slope = 1 - prod(1 - gain.line(price).slope for gain in gains)
        value += (before.slope - slope) * price  # the function has no leap where the slope has one
        before = Line(slope, value)
        found.append(before)
    return Gain(found)


def least_questions(gain: Gain) -> float:
    """Return the least mean number of questions that can fail: the integral of what survives."""
    ends = zip(gain.lines, gain.steps, gain.steps[1:], strict=False)
    return sum((gain.limit - line.slope) * (end - start) for line, start, end in ends)


def _steps(gains: Iterable[Gain]) -> list[float]:
    return sorted({step for gain in gains for step in gain.steps} | {0.0})


def _crossing(one: Line, other: Line) -> float:
    """Return the price at which the steeper of two lines takes over."""
    return (one.value - other.value) / (other.slope - one.slope)


def _envelope(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that are the greatest somewhere at a price of 0 or more, by slope."""
    kept: list[Line] = []
    for line in sorted(lines):
        while kept and line.value >= kept[-1].value:
            kept.pop()  # no steeper, and less at price 0: less everywhere
        if kept and line.slope - kept[-1].slope <= _EQUAL:
            continue
        while len(kept) > 1 and _crossing(kept[-1], line) <= _crossing(kept[-2], kept[-1]):
            kept.pop()
        kept.append(line)
    return kept
