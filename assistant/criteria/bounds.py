"""How far a computed value can reach while some of its facts are not yet asked.

Interval arithmetic is exact here because the loader sees to it that a formula reads each fact
once, and never divides by an interval that holds zero. Dates count as days from a fixed origin.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from assistant.criteria.model import Fact, FactType
from assistant.criteria.tree import Case, Node, Value
from assistant.criteria.truth import TRUE, UNKNOWN, Truth
from assistant.criteria.values import Arithmetic, Constant, Derived, Either
from assistant.criteria.values import Fact as FactNode

Bounds = tuple[Fraction, Fraction]

_WIDEST: Bounds = (Fraction(-(10**30)), Fraction(10**30))
_CALENDAR: Bounds = (Fraction(date.min.toordinal()), Fraction(date.max.toordinal()))


class Unbounded(Exception):
    """A formula divides by what may be zero, or computes in a way that has no exact bounds."""


def bounds(node: Node, facts: Mapping[str, Fact], values: Mapping[str, Value]) -> Bounds:
    """Return the least and the greatest value that a formula can still take.

    Facts in `values` are known; the others range over everything inside their hard limits.
    """
    match node:
        case FactNode(id=id_):
            return _fact_bounds(facts[id_], values.get(id_, UNKNOWN))
        case Constant(number=number):
            return number, number
        case Derived(body=body):
            return bounds(body, facts, values)
        case Either(rule=rule, then=then, otherwise=otherwise):
            chosen = rule.value(Case(values, {}))
            if chosen is not UNKNOWN:
                return bounds(then if chosen is TRUE else otherwise, facts, values)
            one, other = bounds(then, facts, values), bounds(otherwise, facts, values)
            return min(one[0], other[0]), max(one[1], other[1])
        case Arithmetic(sign=sign, left=left, right=right):
            return _COMPUTED[sign](bounds(left, facts, values), bounds(right, facts, values))
    raise Unbounded(f"{type(node).__name__} has no bounds")


def is_whole(node: Node, facts: Mapping[str, Fact]) -> bool:
    """Return whether a formula's values are whole numbers, all of them within its bounds."""
    match node:
        case FactNode(id=id_):
            return facts[id_].type in (FactType.INTEGER, FactType.DATE)
        case Constant(number=number):
            return number.denominator == 1
        case Derived(body=body):
            return is_whole(body, facts)
        case Arithmetic(sign="+" | "-", left=left, right=right):
            return is_whole(left, facts) and is_whole(right, facts)
    return False


def _fact_bounds(fact: Fact, value: Value) -> Bounds:
    """Return a known fact's value twice, or the limits of one not yet asked."""
    if isinstance(value, Fraction):
        return value, value
    if isinstance(value, date):
        day = Fraction(value.toordinal())
        return day, day
    assert isinstance(value, Truth)
    if fact.type is FactType.DATE:
        return _CALENDAR
    return (fact.hard.low, fact.hard.high) if fact.hard else _WIDEST


def _product(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of a product."""
    ends = [a * b for a in one for b in other]
    return min(ends), max(ends)


def _quotient(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of a quotient."""
    if other[0] <= 0 <= other[1]:
        raise Unbounded("the formula may divide by zero")
    return _product(one, (1 / other[1], 1 / other[0]))


def _power(one: Bounds, other: Bounds) -> Bounds:
    """Return the bounds of a whole power of what is not negative."""
    if one[0] < 0:
        raise Unbounded("the formula takes a power of what may be negative")
    exponent = int(other[0])
    return Fraction(one[0] ** exponent), Fraction(one[1] ** exponent)


_COMPUTED: Mapping[str, Callable[[Bounds, Bounds], Bounds]] = {
    "+": lambda one, other: (one[0] + other[0], one[1] + other[1]),
    "-": lambda one, other: (one[0] - other[1], one[1] - other[0]),
    "*": _product,
    "/": _quotient,
    "**": _power,
}
