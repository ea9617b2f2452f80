"""The sides of a limit: just below, at, and just above it, as far as a value can lie there."""

from collections.abc import Iterator
from fractions import Fraction

from assistant.authoring.variants import step
from assistant.criteria.atoms import Compare
from assistant.criteria.bounds import bounds, is_whole
from assistant.criteria.model import StudyProtocol
from assistant.criteria.tree import Case, Node
from assistant.criteria.values import TermValue

SIDES = ("below", "at", "above")


def limits_of(atom: Compare) -> set[Fraction]:
    """Return the numbers that a comparison compares with, under every reading."""
    right = atom.right
    if right.facts():
        return {Fraction(0)}  # what is compared is the difference of the two sides
    if isinstance(right, TermValue):
        return {limit for _, limit in right.limits}
    value = right.value(Case({}, {}))
    return {value} if isinstance(value, Fraction) else set()


def sides_within(protocol: StudyProtocol, node: Node, limit: Fraction) -> Iterator[str]:
    """Yield the sides of a limit that lie within what a value can be."""
    low, high = bounds(node, protocol.fact, {})
    whole = is_whole(node, protocol.fact)
    near = step(limit, whole=whole)
    inside = {
        "below": low < limit <= high + near,
        "at": low <= limit <= high and not (whole and limit.denominator != 1),
        "above": low - near <= limit < high,
    }
    yield from (side for side in SIDES if inside[side])


def close_side(value: Fraction, limit: Fraction, *, whole: bool) -> str | None:
    """Return on which side of a limit a value lies, None if it is not close to it."""
    if abs(value - limit) > step(limit, whole=whole):
        return None
    return "at" if value == limit else "below" if value < limit else "above"
