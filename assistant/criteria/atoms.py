"""Rules without connectives: each says one thing of one value, or of two of one kind."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.criteria.tree import Atom, Case, Node
from assistant.criteria.truth import UNKNOWN, Truth, truth
from assistant.criteria.values import Fact

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Holds(Atom):
    """A yes/no fact used as a rule."""

    fact: Fact

    def value(self, case: Case) -> Truth:
        """Return the answer's truth."""
        answer = self.fact.value(case)
        assert isinstance(answer, Truth)
        return answer

    def parts(self) -> tuple[Node, ...]:
        """Return the fact."""
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class TermIs(Atom):
    """Whether a term is read in a given way."""

    term: str
    reading: str

    def terms(self) -> frozenset[str]:
        """Return the term's own id."""
        return frozenset((self.term,))

    def value(self, case: Case) -> Truth:
        """Return whether the case reads the term so."""
        return truth(case.readings[self.term] == self.reading)


@dataclass(frozen=True, slots=True)
class OneOf(Atom):
    """Whether an option fact is one of some options."""

    fact: Fact
    options: tuple[str, ...]

    def value(self, case: Case) -> Truth:
        """Return whether the chosen option is among them."""
        answer = self.fact.value(case)
        return UNKNOWN if answer is UNKNOWN else truth(answer in self.options)

    def parts(self) -> tuple[Node, ...]:
        """Return the fact."""
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class Compare(Atom):
    """A comparison of two values of one kind."""

    sign: str
    left: Node
    right: Node

    def value(self, case: Case) -> Truth:
        """Return whether the comparison holds, unknown if either side is."""
        left, right = self.left.value(case), self.right.value(case)
        if left is UNKNOWN or right is UNKNOWN:
            return UNKNOWN
        return truth(COMPARISONS[self.sign](left, right))

    def parts(self) -> tuple[Node, ...]:
        """Return both sides."""
        return (self.left, self.right)
