"""The shape of a protocol's file: what may stand in it, before any expression is read.

Numbers are texts, so that none passes through binary floating point.
"""

from typing import Literal

from assistant.criteria.base import Frozen
from assistant.criteria.model import Category, FactType, Option, Reading

Pair = tuple[str, str]


class ProtocolEntry(Frozen):
    """The protocol's own name and outline."""

    id: str
    version: str
    registry: str = ""
    languages: tuple[str, ...]
    topics: tuple[str, ...]


class TermEntry(Frozen):
    """A term and its readings."""

    id: str
    readings: tuple[Reading, ...]
    decided: str | None = None


class FactEntry(Frozen):
    """A fact; `units` gives each further unit's worth in the canonical one."""

    id: str
    topic: str
    type: FactType
    unit: str = ""
    units: dict[str, str] = {}
    hard: Pair | None = None
    usual: tuple[Pair, ...] = ()
    options: tuple[Option, ...] = ()
    ratio: bool = False
    scale: bool = False
    judgement: bool = False


class DerivedEntry(Frozen):
    """A value computed from facts."""

    id: str
    unit: str
    value: str


class RuleEntry(Frozen):
    """A rule that several criteria share."""

    id: str
    test: str


class CriterionEntry(Frozen):
    """A criterion."""

    id: str
    category: Category
    test: str
    gate: str | None = None
    terms: tuple[str, ...] = ()


class CheckEntry(Frozen):
    """A cross-check."""

    id: str
    action: Literal["refuse", "confirm"]
    when: str
    every_unit: str = ""


class AdvisoryEntry(Frozen):
    """An advisory; without `when` it is always shown."""

    id: str
    when: str | None = None
    criteria: tuple[str, ...] = ()


class DateEntry(Frozen):
    """A date to show."""

    id: str
    kind: Literal["lapses", "not_before"]
    value: str
    gate: str | None = None
    criteria: tuple[str, ...] = ()


class PriorsEntry(Frozen):
    """How often each answer is expected, by fact, derived value or formula, and who says so."""

    source: str
    answers: dict[str, dict[str, str]]


class ProtocolFile(Frozen):
    """A whole protocol file; `reviewed` says of what a review would remark why it is meant."""

    protocol: ProtocolEntry
    constants: dict[str, str] = {}
    terms: tuple[TermEntry, ...] = ()
    facts: tuple[FactEntry, ...]
    derived: tuple[DerivedEntry, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    criteria: tuple[CriterionEntry, ...]
    checks: tuple[CheckEntry, ...] = ()
    advisories: tuple[AdvisoryEntry, ...] = ()
    dates: tuple[DateEntry, ...] = ()
    priors: PriorsEntry | None = None
    reviewed: dict[str, str] = {}
