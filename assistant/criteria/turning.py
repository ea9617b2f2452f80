"""What would change a criterion: other values of one thing, all other answers kept.

It reads the decision tables, so it cannot disagree with the criteria.
"""

from collections.abc import Iterable
from fractions import Fraction

from assistant.criteria.answers import Answers
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Status, fact_values
from assistant.criteria.regions import Region
from assistant.criteria.relevance import Planner
from assistant.criteria.tables import DecisionTable
from assistant.criteria.tree import Value
from assistant.criteria.truth import TRUE, Truth
from assistant.criteria.values import Derived
from assistant.criteria.variables import Cell, Variable


class Stretch(Frozen):
    """All numbers between two ends; None is without end."""

    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool


class Turn(Frozen):
    """Values of one fact or formula that give a criterion another status.

    `subject` is the id of the fact or of the derived value, or "" for an unnamed formula over
    `facts`. Either `options` (ids; "true" and "false" for yes/no) or `stretches` is filled; numbers
    are in the canonical unit, differences of dates in days.
    """

    criterion: str
    subject: str
    facts: tuple[str, ...]
    becomes: Status
    options: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()


def turns(
    planner: Planner, answers: Answers, criterion: str, wanted: Iterable[Status]
) -> tuple[Turn, ...]:
    """Return the changes of one thing that give a criterion one of the statuses wanted.

    Gates are left alone: that a criterion would not apply to another patient helps nobody.
    """
    table = planner.tables[criterion]
    values = fact_values(planner.protocol, answers)
    gate = table.criterion.gate_facts()
    found = []
    for number, variable in enumerate(table.variables):
        if not gate & set(variable.facts):
            found += _turns_of(table, values, number, variable, tuple(wanted))
    return tuple(found)


def _turns_of(
    table: DecisionTable,
    values: dict[str, Value],
    number: int,
    variable: Variable,
    wanted: tuple[Status, ...],
) -> list[Turn]:
    """Return the turns that one variable allows."""
    place = table.place(values)
    free = {fact: value for fact, value in values.items() if fact not in variable.facts}
    cells: dict[Status, list[Cell]] = {}
    for reached in variable.reachable(table.protocol.fact, free):
        status = table.status((*place[:number], reached, *place[number + 1 :]))
        if status in wanted and status is not table.status(place):
            cells.setdefault(status, []).extend(variable.classes[reached].cells)
    return [_turn(table, variable, status, found) for status, found in cells.items()]


def _turn(table: DecisionTable, variable: Variable, status: Status, cells: list[Cell]) -> Turn:
    """Return one turn, its cells joined into as few stretches as possible."""
    node = variable.node
    named = node.id if isinstance(node, Derived) else ""
    return Turn(
        criterion=table.criterion.id,
        subject=variable.facts[0] if variable.is_fact else named,
        facts=variable.facts,
        becomes=status,
        options=tuple(_option(cell) for cell in cells if not isinstance(cell, Region)),
        stretches=tuple(stretches(cell for cell in cells if isinstance(cell, Region))),
    )


def _option(cell: str | Truth) -> str:
    """Return an option's id, or the name of a yes/no answer."""
    if isinstance(cell, Truth):
        return "true" if cell is TRUE else "false"
    return cell


def stretches(cells: Iterable[Region]) -> list[Stretch]:
    """Return regions joined where they touch, from low to high."""
    joined: list[Stretch] = []
    for cell in sorted(cells, key=lambda each: (each.low is not None, each.low or 0, each.sample)):
        point = cell.low is not None and cell.low == cell.high
        last = joined[-1] if joined else None
        touches = (
            last is not None and last.high is not None and last.high == cell.low
            and (point or last.high_included)
        )  # fmt: skip
        if last is not None and touches:
            joined[-1] = Stretch(
                low=last.low, low_included=last.low_included, high=cell.high, high_included=point
            )
        else:
            joined.append(
                Stretch(low=cell.low, low_included=point, high=cell.high, high_included=point)
            )
    return joined
