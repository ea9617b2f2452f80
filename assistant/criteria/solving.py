"""At which value of one fact a formula comes to a number, its other facts being known.

The loader sees to it that a formula reads each fact once, so that it can be undone step by step.
Dates count as days from a fixed origin.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from assistant.criteria.tree import Case, Node, Value
from assistant.criteria.truth import TRUE, UNKNOWN
from assistant.criteria.values import Arithmetic, Derived, Either
from assistant.criteria.values import Fact as FactNode


def solution(
    node: Node, fact: str, target: Fraction, values: Mapping[str, Value]
) -> Fraction | None:
    """Return the value of a fact at which a formula comes to a target, or None if there is none.

    `values` holds the formula's other facts. The value is exact but for roots, which are rounded.
    """
    match node:
        case FactNode():
            return target
        case Derived(body=body):
            return solution(body, fact, target, values)
        case Either(rule=rule, then=then, otherwise=otherwise):
            chosen = rule.value(Case(values, {}))
            if chosen is UNKNOWN:
                return None
            return solution(then if chosen is TRUE else otherwise, fact, target, values)
        case Arithmetic(sign=sign, left=left, right=right):
            return _through(sign, left, right, fact, target, values)
    return None


def _through(
    sign: str, left: Node, right: Node, fact: str, target: Fraction, values: Mapping[str, Value]
) -> Fraction | None:
    """Undo one operation, and go on with the side that the fact is on."""
    is_left = fact in left.facts()
    side, other = (left, right) if is_left else (right, left)
    known = _number(other.value(Case(values, {})))
    if known is None:
        return None
    try:
        before = (_LEFT if is_left else _RIGHT)[sign](target, known)
    except (ArithmeticError, ValueError, KeyError):
        return None
    return solution(side, fact, before, values)


def _number(value: Value) -> Fraction | None:
    """Return a known value as a number, or None."""
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return value if isinstance(value, Fraction) else None


def _root(target: Fraction, power: Fraction) -> Fraction:
    """Return what has a whole power, to the digits of a float."""
    return Fraction(float(target) ** (1 / int(power)))


_Undo = Mapping[str, Callable[[Fraction, Fraction], Fraction]]
_LEFT: _Undo = {
    "+": lambda target, right: target - right,
    "-": lambda target, right: target + right,
    "*": lambda target, right: target / right,
    "/": lambda target, right: target * right,
    "**": _root,
}
_RIGHT: _Undo = {
    "+": lambda target, left: target - left,
    "-": lambda target, left: left - target,
    "*": lambda target, left: target / left,
    "/": lambda target, left: left / target,
}
