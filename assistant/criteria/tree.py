"""The tree of an expression: one tree serves evaluation, reasons, relevance, lint and diagrams.

A node is immutable and compares by content; what it reads is found out once and kept with it.
`value` never raises on a missing fact: what is missing is `UNKNOWN`. Only the connectives here
combine truth values, whoever tells them the truth of the atoms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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


class Connective(Rule):
    """A rule made of rules: its truth follows from theirs."""

    def parts(self) -> tuple[Rule, ...]:
        """Return the rules that it connects."""
        raise NotImplementedError

    def joined(self, truths: Iterable[Truth]) -> Truth:
        """Return the whole's truth, given the parts' in order."""
        raise NotImplementedError

    def judge(self, verdict_on: Judge) -> Truth:
        """Return what the parts come to."""
        return self.joined(rule.judge(verdict_on) for rule in self.parts())


@dataclass(frozen=True, slots=True)
class Not(Connective):
    """Negation."""

    part: Rule

    def parts(self) -> tuple[Rule, ...]:
        """Return the negated part."""
        return (self.part,)

    def joined(self, truths: Iterable[Truth]) -> Truth:
        """Return Kleene's negation."""
        (only,) = truths
        return negation(only)


@dataclass(frozen=True, slots=True)
class And(Connective):
    """Conjunction."""

    rules: tuple[Rule, ...]

    def parts(self) -> tuple[Rule, ...]:
        """Return the conjuncts."""
        return self.rules

    def joined(self, truths: Iterable[Truth]) -> Truth:
        """Return Kleene's conjunction."""
        return conjunction(truths)


@dataclass(frozen=True, slots=True)
class Or(Connective):
    """Disjunction."""

    rules: tuple[Rule, ...]

    def parts(self) -> tuple[Rule, ...]:
        """Return the disjuncts."""
        return self.rules

    def joined(self, truths: Iterable[Truth]) -> Truth:
        """Return Kleene's disjunction."""
        return disjunction(truths)


@dataclass(frozen=True, slots=True)
class AtLeast(Connective):
    """At least so many of several rules hold."""

    count: int
    rules: tuple[Rule, ...]

    def parts(self) -> tuple[Rule, ...]:
        """Return the counted rules."""
        return self.rules

    def joined(self, truths: Iterable[Truth]) -> Truth:
        """Return whether enough of the parts hold."""
        return at_least(self.count, truths)
