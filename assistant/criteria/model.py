"""A study protocol as a value: its rules are data, and nothing in the code knows which trial it is.

Every id that an expression names exists, every expression is well typed, every number is exact:
the loader has seen to it before a `StudyProtocol` comes to be.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Literal

from assistant.criteria.base import Frozen
from assistant.criteria.tree import Node, Rule
from assistant.criteria.units import Scale
from assistant.criteria.words import Words


class Category(StrEnum):
    """Whether a criterion lets in or keeps out."""

    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"


class FactType(StrEnum):
    """What kind of answer a fact has."""

    BOOL = "bool"
    OPTION = "option"
    INTEGER = "integer"
    QUANTITY = "quantity"
    DATE = "date"


class Span(Frozen):
    """All numbers from `low` to `high`, both included, in a fact's canonical unit."""

    low: Fraction
    high: Fraction

    def __contains__(self, number: Fraction) -> bool:
        """Return whether a number lies in the span."""
        return self.low <= number <= self.high


class Option(Frozen):
    """One of the answers that a fact offers; `unknown` if it leaves the fact undecided."""

    id: str
    unknown: bool = False


class Fact(Frozen):
    """A question's subject: its type, its units, and the limits of what it can be.

    `scale` is the scale of its unit; `hard` and `usual` limits are in its canonical unit.
    `levels` says that each whole number has a meaning of its own (a clinical score), `ratio` that
    value/limit is an accepted way to write it, `judgement` that no measurement shows it: it is
    somebody's judgement, whom the summary names.
    """

    id: str
    topic: str
    type: FactType
    scale: Scale
    options: tuple[Option, ...] = ()
    hard: Span | None = None
    usual: tuple[Span, ...] = ()
    ratio: bool = False
    levels: bool = False
    judgement: bool = False

    @property
    def is_number(self) -> bool:
        """Return whether its answers are numbers."""
        return self.type in (FactType.INTEGER, FactType.QUANTITY)

    @cached_property
    def undecided_options(self) -> frozenset[str]:
        """Return the ids of the options that count as unknown."""
        return frozenset(option.id for option in self.options if option.unknown)

    def is_usual(self, number: Fraction) -> bool:
        """Return whether a number needs no confirmation."""
        return not self.usual or any(number in span for span in self.usual)


class Reading(Frozen):
    """One way to read a term; `needs` names what would have to be asked before it could be used."""

    id: str
    value: str = ""
    needs: str = ""


class Term(Frozen):
    """A word of the protocol that can be read in more than one way."""

    id: str
    readings: tuple[Reading, ...]
    decided: str | None = None

    @property
    def usable(self) -> tuple[str, ...]:
        """Return the ids of the readings that the facts asked are enough for."""
        return tuple(reading.id for reading in self.readings if not reading.needs)

    @property
    def in_force(self) -> tuple[str, ...]:
        """Return the ids of the readings that count."""
        return (self.decided,) if self.decided else tuple(each.id for each in self.readings)


class Decision(Frozen):
    """The sponsor's decision on a term, as a site records it."""

    term: str
    reading: str
    by: str
    date: date
    reference: str


class Criterion(Frozen):
    """A leaf criterion: it applies where its gate holds, and its test decides.

    An inclusion criterion is met when the test is true, an exclusion criterion when it is false.
    `terms` lists terms that its wording depends on although no expression can show it.
    """

    id: str
    category: Category
    test: Rule
    gate: Rule | None = None
    terms: tuple[str, ...] = ()

    def facts(self) -> frozenset[str]:
        """Return the ids of the facts that the criterion reads."""
        return self.test.facts() | self.gate_facts()

    def gate_facts(self) -> frozenset[str]:
        """Return the ids of the facts that its gate reads."""
        return self.gate.facts() if self.gate else frozenset()

    def terms_read(self) -> frozenset[str]:
        """Return the ids of the terms that its expressions read."""
        return self.test.terms() | (self.gate.terms() if self.gate else frozenset())


class Check(Frozen):
    """A combination of answers that cannot be (`refuse`) or is unlikely (`confirm`)."""

    id: str
    action: Literal["refuse", "confirm"]
    when: Rule
    every_unit: str = ""


class Advisory(Frozen):
    """Something to know when it applies; it never decides."""

    id: str
    when: Rule | None = None
    criteria: tuple[str, ...] = ()


class ShownDate(Frozen):
    """A date that follows from the answers: the verdict lapses with it, or it opens a period."""

    id: str
    kind: Literal["lapses", "not_before"]
    value: Node
    gate: Rule | None = None
    criteria: tuple[str, ...] = ()


class Priors(Frozen):
    """How often each answer is expected; it orders questions, and decides nothing.

    `answers` maps a fact, a derived value, or the facts of a formula joined by "+", to values and
    their probabilities: options and yes/no by name, numbers canonical.
    """

    source: str
    answers: dict[str, tuple[tuple[str, Fraction], ...]]


class Source(Frozen):
    """Where a protocol came from: its files' bytes, and the hash that stands for all of them."""

    files: tuple[tuple[str, bytes], ...]
    sha256: str


class StudyProtocol(Frozen):
    """A whole protocol, its facts in asking order."""

    id: str
    version: str
    registry: str
    topics: tuple[str, ...]
    facts: tuple[Fact, ...]
    terms: tuple[Term, ...]
    criteria: tuple[Criterion, ...]
    checks: tuple[Check, ...]
    advisories: tuple[Advisory, ...]
    dates: tuple[ShownDate, ...]
    words: tuple[Words, ...]
    source: Source
    decisions: tuple[Decision, ...] = ()
    priors: Priors | None = None

    @cached_property
    def fact(self) -> dict[str, Fact]:
        """Return the facts by id, in asking order."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def term(self) -> dict[str, Term]:
        """Return the terms by id."""
        return {term.id: term for term in self.terms}

    @cached_property
    def criterion(self) -> dict[str, Criterion]:
        """Return the criteria by id, in the protocol's order."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def gated(self) -> dict[Rule | None, frozenset[str]]:
        """Return the facts that are read behind each gate; behind None, those read without one."""
        found: dict[Rule | None, frozenset[str]] = {}
        for each in self.criteria:
            found[each.gate] = found.get(each.gate, frozenset()) | each.test.facts()
            found[None] = found.get(None, frozenset()) | each.gate_facts()
        return found

    @cached_property
    def gate_facts(self) -> frozenset[str]:
        """Return the facts that some gate reads."""
        return frozenset().union(*(each.gate_facts() for each in self.criteria))

    @cached_property
    def remarked(self) -> frozenset[str]:
        """Return the facts that a remark can be about: of checks, advisories, dates and limits."""
        read: list[Node | None] = [each.when for each in self.checks]
        read += [each.when for each in self.advisories]
        for each in self.dates:
            read += [each.gate, each.value]
        limited = frozenset(fact.id for fact in self.facts if fact.usual)
        return limited.union(*(node.facts() for node in read if node is not None))

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that the protocol has words for."""
        return tuple(words.language for words in self.words)

    def words_in(self, language: str) -> Words:
        """Return the words in a language; KeyError if the protocol has none."""
        return {words.language: words for words in self.words}[language]

    def deciding(self, decisions: tuple[Decision, ...]) -> "StudyProtocol":
        """Return the protocol with more decisions in force; the last on a term counts."""
        chosen = {decision.term: decision.reading for decision in decisions}
        terms = tuple(
            Term(id=term.id, readings=term.readings, decided=chosen.get(term.id, term.decided))
            for term in self.terms
        )
        # Made anew rather than copied: a copy would keep what was cached from the old terms.
        values = {name: getattr(self, name) for name in StudyProtocol.model_fields}
        return StudyProtocol(
            **{**values, "terms": terms, "decisions": (*self.decisions, *decisions)}
        )

    def in_order(self, facts: Iterable[str]) -> tuple[str, ...]:
        """Return some facts in asking order."""
        return tuple(sorted(facts, key=self._places.__getitem__))

    def readings(self, terms: frozenset[str]) -> tuple[dict[str, str], ...]:
        """Return every combination of the readings in force of some terms."""
        if terms not in self._readings:
            names = sorted(terms)
            found = product(*(self.term[name].in_force for name in names))
            self._readings[terms] = tuple(dict(zip(names, each, strict=True)) for each in found)
        return self._readings[terms]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {fact.id: place for place, fact in enumerate(self.facts)}

    @cached_property
    def _readings(self) -> dict[frozenset[str], tuple[dict[str, str], ...]]:
        return {}
