"""The tree of an expression: one tree serves evaluation, reasons, relevance, lint and diagrams.

A node is immutable and compares by content; what it reads is found out once and kept with it.
`value` never raises on a missing fact: what is missing is `UNKNOWN`. Only the connectives here
combine truth values, whoever tells them the truth of the atoms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from assistant.criteria.truth import Truth, at_least, conjunction, disjunction, negation

Known = Fraction | str | date
Value = Truth | Known


@dataclass(frozen=True, slots=True)
class Case:
    """What an expression is evaluated on: canonical fact values, and one reading for each term."""

    facts: Mapping[str, Value]
    readings: Mapping[str, str]


class Node:
    """A part of an expression."""

    def value(self, case: Case) -> Value:
        """Return the node's value on a case, `UNKNOWN` where a fact that it needs is missing."""
        raise NotImplementedError

    def parts(self) -> tuple[Node, ...]:
        """Return the nodes directly below this one."""
        return ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and every node below it, in reading order."""
        yield self
        for part in self.parts():
            yield from part.walk()

    def facts(self) -> frozenset[str]:
        """Return the ids of all facts that the expression reads."""
        return self._facts

    def terms(self) -> frozenset[str]:
        """Return the ids of all terms that the expression reads."""
        return self._terms

    @cached_property
    def _facts(self) -> frozenset[str]:
        return frozenset().union(*(part.facts() for part in self.parts()))

    @cached_property
    def _terms(self) -> frozenset[str]:
        return frozenset().union(*(part.terms() for part in self.parts()))


class Rule(Node):
    """A node whose value is a truth value."""

    def judge(self, verdict_on: Judge) -> Truth:
        """Return the rule's truth, given a way to tell the truth of each atom below it."""
        raise NotImplementedError

    def value(self, case: Case) -> Truth:
        """Return the rule's truth on a case."""
        return self.judge(lambda atom: atom.value(case))


class Atom(Rule):
    """A rule without connectives: what it says of the facts is all that it says."""

    def judge(self, verdict_on: Judge) -> Truth:
        """Return the truth told for this atom."""
        return verdict_on(self)

    def value(self, case: Case) -> Truth:
        """Return the atom's truth on a case."""
        raise NotImplementedError


Judge = Callable[[Atom], Truth]


@dataclass(frozen=True, slots=True)
class Not(Rule):
    """Negation."""

    part: Rule

    def judge(self, verdict_on: Judge) -> Truth:
        """Return Kleene's negation of the part."""
        return negation(self.part.judge(verdict_on))

    def parts(self) -> tuple[Node, ...]:
        """Return the negated part."""
        return (self.part,)


@dataclass(frozen=True, slots=True)
class And(Rule):
    """Conjunction."""

    rules: tuple[Rule, ...]

    def judge(self, verdict_on: Judge) -> Truth:
        """Return Kleene's conjunction of the parts."""
        return conjunction(rule.judge(verdict_on) for rule in self.rules)

    def parts(self) -> tuple[Node, ...]:
        """Return the conjuncts."""
        return self.rules


@dataclass(frozen=True, slots=True)
class Or(Rule):
    """Disjunction."""

    rules: tuple[Rule, ...]

    def judge(self, verdict_on: Judge) -> Truth:
        """Return Kleene's disjunction of the parts."""
        return disjunction(rule.judge(verdict_on) for rule in self.rules)

    def parts(self) -> tuple[Node, ...]:
        """Return the disjuncts."""
        return self.rules


@dataclass(frozen=True, slots=True)
class AtLeast(Rule):
    """At least so many of several rules hold."""

    count: int
    rules: tuple[Rule, ...]

    def judge(self, verdict_on: Judge) -> Truth:
        """Return whether enough of the parts hold."""
        return at_least(self.count, (rule.judge(verdict_on) for rule in self.rules))

    def parts(self) -> tuple[Node, ...]:
        """Return the counted rules."""
        return self.rules
