"""The variables of a criterion: what its comparisons tell apart, cut into classes.

A variable is a fact, or a formula over several. Two of its values are in one class if no comparison
of the criterion, under any combination of readings in force, can tell them apart. So finitely many
classes stand for all values, and what is true of each class is true of every value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.criteria.atoms import COMPARISONS, Compare, Holds, OneOf, TermIs
from assistant.criteria.bounds import bounds, is_whole
from assistant.criteria.model import Fact, FactType, StudyProtocol
from assistant.criteria.numbers import rational
from assistant.criteria.regions import Region, regions
from assistant.criteria.tree import Atom, Case, Node, Value
from assistant.criteria.truth import FALSE, TRUE, Truth, truth
from assistant.criteria.values import Arithmetic, Derived
from assistant.criteria.values import Fact as FactNode

Cell = Region | str | Truth
Readings = Mapping[str, str]
Truths = tuple[Truth, ...]


@dataclass(frozen=True)
class Class:
    """Values that the criterion cannot tell apart: its cells, and each atom's truth on them.

    `truths` goes through the variable's atoms, and for each through the combinations of readings.
    """

    cells: tuple[Cell, ...]
    truths: Truths


@dataclass(frozen=True)
class Variable:
    """A fact or a formula, its facts in asking order, and its classes."""

    node: Node
    facts: tuple[str, ...]
    atoms: tuple[Atom, ...]
    classes: tuple[Class, ...]
    whole: bool

    @property
    def is_fact(self) -> bool:
        """Return whether the variable is a fact, not a formula over several."""
        return isinstance(self.node, FactNode)

    @property
    def name(self) -> str:
        """Return the id of the fact or of the derived value, or the facts of a formula, joined."""
        return self.node.id if isinstance(self.node, Derived) else "+".join(self.facts)

    def class_named(self, text: str) -> int | None:
        """Return the class of a value written as text (of a yes/no: true, false), or None."""
        cell = self.classes[0].cells[0]
        value: Value | None = text
        if isinstance(cell, Region):
            value = rational(text)
        elif isinstance(cell, Truth):
            value = {"true": TRUE, "false": FALSE}.get(text)
        return next(
            (
                n
                for n, each in enumerate(self.classes)
                if value is not None and _is_in(value, each.cells)
            ),
            None,
        )

    def class_of(self, value: Value) -> int:
        """Return the number of the class that a known value is in."""
        return next(n for n, each in enumerate(self.classes) if _is_in(value, each.cells))

    def reachable(self, facts: Mapping[str, Fact], values: Mapping[str, Value]) -> Iterator[int]:
        """Yield the classes that the facts not yet asked can still bring the variable into.

        `values` holds what is known; a fact answered "unknown" must not be among the variable's.
        """
        if self.is_fact and facts[self.facts[0]].type in (FactType.BOOL, FactType.OPTION):
            yield from range(len(self.classes))
            return
        low, high = bounds(self.node, facts, values)
        for number, each in enumerate(self.classes):
            if any(cell.meets(low, high, whole=self.whole) for cell in each.cells
                   if isinstance(cell, Region)):  # fmt: skip
                yield number


def variables(
    protocol: StudyProtocol, atoms: Sequence[Atom], combinations: Sequence[Readings]
) -> tuple[Variable, ...]:
    """Return the variables that some atoms speak of, in asking order."""
    about: dict[Node, list[Atom]] = {}
    for atom in atoms:
        if not isinstance(atom, TermIs):
            about.setdefault(subject(atom), []).append(atom)
    order = {id_: place for place, id_ in enumerate(protocol.fact)}
    found = []
    for node, of_node in about.items():
        facts = tuple(sorted(node.facts(), key=order.__getitem__))
        cells = _cells(node, of_node, combinations, protocol.fact)
        classes = _classes(cells, of_node, combinations)
        whole = is_whole(node, protocol.fact)
        found.append(Variable(node, facts, tuple(of_node), classes, whole))
    return tuple(sorted(found, key=lambda each: order[each.facts[0]]))


def subject(atom: Atom) -> Node:
    """Return what an atom speaks of: a fact, a formula, or the difference of two."""
    match atom:
        case Holds(fact=fact) | OneOf(fact=fact):
            return fact
        case Compare(left=left, right=right):
            return Arithmetic("-", left, right) if right.facts() else left
    raise TypeError(f"{atom} speaks of nothing")


def _cells(
    node: Node, atoms: Sequence[Atom], combinations: Sequence[Readings], facts: Mapping[str, Fact]
) -> tuple[Cell, ...]:
    """Return the smallest parts of a variable's range that need telling apart."""
    if isinstance(node, FactNode):
        fact = facts[node.id]
        if fact.type is FactType.BOOL:
            return (TRUE, FALSE)
        if fact.type is FactType.OPTION:
            return tuple(option.id for option in fact.options if not option.unknown)
    limits = {_limit(atom, each) for atom in atoms for each in combinations}
    return regions(limits)


def _limit(atom: Atom, readings: Readings) -> Fraction:
    """Return the number that an atom compares with, 0 where it compares two formulas."""
    assert isinstance(atom, Compare)
    if atom.right.facts():
        return Fraction(0)
    limit = atom.right.value(Case({}, readings))
    assert isinstance(limit, Fraction)
    return limit


def _classes(
    cells: Sequence[Cell], atoms: Sequence[Atom], combinations: Sequence[Readings]
) -> tuple[Class, ...]:
    """Return the cells, grouped by what the atoms say of them."""
    groups: dict[Truths, list[Cell]] = {}
    for cell in cells:
        truths = tuple(_told(atom, cell, each) for atom in atoms for each in combinations)
        groups.setdefault(truths, []).append(cell)
    return tuple(Class(tuple(group), truths) for truths, group in groups.items())


def _told(atom: Atom, cell: Cell, readings: Readings) -> Truth:
    """Return what an atom says of a cell under a combination of readings."""
    match atom, cell:
        case Holds(), Truth():
            return cell
        case OneOf(options=options), str():
            return truth(cell in options)
        case Compare(sign=sign), Region():
            return truth(COMPARISONS[sign](cell.sample, _limit(atom, readings)))
    raise TypeError(f"{atom} says nothing of {cell}")


def _is_in(value: Value, cells: tuple[Cell, ...]) -> bool:
    """Return whether a known value is in one of some cells."""
    if isinstance(value, Fraction):
        return any(isinstance(cell, Region) and value in cell for cell in cells)
    return value in cells
