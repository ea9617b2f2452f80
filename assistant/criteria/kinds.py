"""What an expression's values are, so that nothing is compared with another kind of thing."""

from dataclasses import dataclass
from fractions import Fraction

from assistant.criteria.numbers import rational
from assistant.criteria.tree import Node
from assistant.criteria.units import PURE, Scale
from assistant.criteria.values import Constant, TermValue


class Mistyped(Exception):
    """An expression mixes kinds; `str` says how, and `remedy` what to write instead.

    `key` is the key at fault, where an entry has several.
    """

    def __init__(self, cause: str, remedy: str, key: str = "") -> None:
        super().__init__(cause)
        self.remedy = remedy
        self.key = key


@dataclass(frozen=True, slots=True)
class Number:
    """A number on a scale."""

    scale: Scale

    def __str__(self) -> str:
        return f"a number in {self.scale.unit}" if self.scale.unit else "a plain number"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date."""

    def __str__(self) -> str:
        return "a date"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fact's options."""

    fact: str
    options: tuple[str, ...]

    def __str__(self) -> str:
        return f"one of the options of {self.fact}"


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a bare number, whose meaning depends on what it stands beside."""

    text: str
    is_number: bool

    def __str__(self) -> str:
        return self.text if self.is_number else f"the text {self.text!r}"

    def on(self, scale: Scale) -> Fraction:
        """Return the literal's number in the canonical unit of a scale.

        Raises Mistyped where it has no unit although the scale has several, a unit that the scale
        lacks, or is no number at all.
        """
        number_text, _, unit = self.text.partition(" ")
        if self.is_number or not unit:
            return self._bare(scale)
        number, named = rational(number_text), scale.named(unit)
        if number is None:
            raise Mistyped(
                f"{self} is not a number with a unit", f"Write one such as '7 {scale.unit}'"
            )
        if named is None:
            units = ", ".join(filter(None, scale.units))
            remedy = f"Use one of: {units}" if units else "Declare its unit, or write none here"
            raise Mistyped(f"unknown unit {unit!r}", remedy)
        return number * scale.factor(named)

    def _bare(self, scale: Scale) -> Fraction:
        """Return the number of a literal without a unit."""
        number = rational(self.text)
        if number is None:
            raise Mistyped(f"{self} is not a number", f"Write one in {scale.unit or 'digits'}")
        if len(scale.units) > 1:
            raise Mistyped(
                f"{self} has no unit, and could be {' or '.join(scale.units)}",
                f"Write the unit, for example '{self.text} {scale.unit}'",
            )
        return number


@dataclass(frozen=True, slots=True)
class TermKind:
    """A term: compared with a reading's id, or used as the limit that each reading gives."""

    term: str
    readings: tuple[str, ...]
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"the term {self.term}"

    def on(self, scale: Scale) -> TermValue:
        """Return the term's limits in the canonical unit of a scale."""
        if not all(self.values):
            raise Mistyped(
                f"{self} has readings without a value", "Compare it with a reading by =="
            )
        limits = (Literal(value, is_number=False).on(scale) for value in self.values)
        return TermValue(self.term, tuple(zip(self.readings, limits, strict=True)))


Kind = Number | Day | Choice | Literal | TermKind


@dataclass(frozen=True, slots=True)
class Typed:
    """A value with its kind; a literal or a term has no node until it stands beside something."""

    node: Node | None
    kind: Kind


def node_beside(operand: Typed, neighbour: Typed | None = None) -> Node:
    """Return an operand's node; a literal or a term takes the scale of what it stands beside.

    Raises Mistyped where the two are of different kinds.
    """
    kind = operand.kind
    if neighbour is not None and isinstance(neighbour.kind, Number):
        if isinstance(kind, Literal):
            return Constant(kind.on(neighbour.kind.scale))
        if isinstance(kind, TermKind):
            return kind.on(neighbour.kind.scale)
    literal_beside = neighbour is not None and isinstance(neighbour.kind, Literal | TermKind)
    if operand.node is None or (
        neighbour is not None and not literal_beside and kind != neighbour.kind
    ):
        other = neighbour.kind if neighbour else "nothing"
        raise Mistyped(f"{kind} cannot stand beside {other}", "Compare two values of one kind")
    return operand.node


def common(one: Typed, other: Typed) -> Kind:
    """Return the kind of a value that is one of two; two literals are pure numbers."""
    if isinstance(one.kind, Literal):
        return Number(PURE) if isinstance(other.kind, Literal) else other.kind
    return one.kind
