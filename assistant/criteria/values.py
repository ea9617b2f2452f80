"""Nodes that stand for a value: a fact, a limit, or something computed from them, always exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from assistant.criteria.tree import Case, Known, Node, Rule, Value
from assistant.criteria.truth import UNKNOWN, Truth


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """A fact's answer, in its canonical unit."""

    id: str

    def facts(self) -> frozenset[str]:
        """Return the fact's own id."""
        return frozenset((self.id,))

    def value(self, case: Case) -> Value:
        """Return the answer, or `UNKNOWN`."""
        return case.facts.get(self.id, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A number or a number of days, in the canonical unit of what it is compared with."""

    number: Fraction

    def value(self, case: Case) -> Fraction:
        """Return the number."""
        return self.number


@dataclass(frozen=True, slots=True)
class TermValue(Node):
    """The limit that a term stands for, under the reading in force."""

    term: str
    limits: tuple[tuple[str, Fraction], ...]

    def terms(self) -> frozenset[str]:
        """Return the term's own id."""
        return frozenset((self.term,))

    def value(self, case: Case) -> Fraction:
        """Return the limit of the case's reading."""
        return self.under(case.readings[self.term])

    def under(self, reading: str) -> Fraction:
        """Return the limit under a reading."""
        return dict(self.limits)[reading]


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """A sum, difference, product, quotient or whole power; dates give and take days."""

    sign: str
    left: Node
    right: Node

    def value(self, case: Case) -> Value:
        """Return the exact result, unknown if either side is, or if it has none (x/0)."""
        left, right = self.left.value(case), self.right.value(case)
        if isinstance(left, Truth) or isinstance(right, Truth):
            return UNKNOWN
        return _compute(self.sign, left, right)

    def parts(self) -> tuple[Node, ...]:
        """Return both sides."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True)
class Either(Node):
    """One value if a rule holds, another if it does not; unknown if the rule is."""

    rule: Rule
    then: Node
    otherwise: Node

    def value(self, case: Case) -> Value:
        """Return the value of the branch that the rule picks."""
        chosen = self.rule.value(case)
        if chosen is UNKNOWN:
            return UNKNOWN
        return (self.then if chosen is Truth.TRUE else self.otherwise).value(case)

    def parts(self) -> tuple[Node, ...]:
        """Return the rule and both branches."""
        return (self.rule, self.then, self.otherwise)


@dataclass(frozen=True, slots=True)
class Derived(Node):
    """A named value computed from facts, in a unit: unknown as soon as one of its inputs is."""

    id: str
    body: Node
    unit: str

    def value(self, case: Case) -> Value:
        """Return the computed value."""
        if any(case.facts.get(fact, UNKNOWN) is UNKNOWN for fact in self.body.facts()):
            return UNKNOWN
        return self.body.value(case)

    def parts(self) -> tuple[Node, ...]:
        """Return the formula."""
        return (self.body,)


def _compute(sign: str, left: Known, right: Known) -> Value:
    """Return the result of one operation; dates move by whole days, and differ by days."""
    if isinstance(left, date) and isinstance(right, date):
        return Fraction((left - right).days)
    if isinstance(left, date) and isinstance(right, Fraction):
        return _moved(left, right if sign == "+" else -right)
    assert isinstance(left, Fraction) and isinstance(right, Fraction)
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else UNKNOWN
        case _:
            power: Fraction = left ** int(right)
            return power


def _moved(day: date, days: Fraction) -> Value:
    """Return the day so many days on, unknown where the calendar ends."""
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return UNKNOWN
