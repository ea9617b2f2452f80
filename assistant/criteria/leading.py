"""Which answers led to a question: with another in place of one of them, it would not be asked."""

from collections.abc import Iterator

from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import fact_values
from assistant.criteria.regions import Region
from assistant.criteria.relevance import Planner
from assistant.criteria.support import grounded
from assistant.criteria.tables import DecisionTable
from assistant.criteria.tree import Case, Value
from assistant.criteria.truth import TRUE
from assistant.criteria.variables import Variable


def led_by(planner: Planner, answers: Answers, fact: str) -> tuple[str, ...]:
    """Return the answers that led to a question, in asking order.

    They are the open gates of the criteria that the fact can decide, and the answers of which
    another would have settled all these criteria without it.
    """
    values = fact_values(planner.protocol, answers)
    tables = [each for each in planner.tables.values() if fact in each.open_facts(values)]
    gates = set[str]().union(*(_open_gates(planner, each, values) for each in tables))
    settling = {
        variable.facts[0]
        for table in tables
        for variable in table.variables
        if variable.is_fact and variable.facts[0] in values
        for other in _others(variable)
        if _is_settled(tables, {**values, variable.facts[0]: other}, fact)
    }
    return planner.protocol.in_order(gates or settling)


def _is_settled(tables: list[DecisionTable], values: dict[str, Value], fact: str) -> bool:
    """Return whether a fact can decide nothing any more."""
    return not any(fact in table.open_facts(values) for table in tables)


def _open_gates(planner: Planner, table: DecisionTable, values: dict[str, Value]) -> set[str]:
    """Return the facts that a criterion's gate rests on where it is open under some reading."""
    gate, found = table.criterion.gate, set[str]()
    if gate is None:
        return found
    for readings in planner.protocol.readings(gate.terms()):
        told, facts = grounded(gate, Case(values, readings))
        if told is TRUE:
            found |= facts
    return found


def _others(variable: Variable) -> Iterator[Value]:
    """Yield a value of each class of a variable."""
    for each in variable.classes:
        cell = each.cells[0]
        yield cell.sample if isinstance(cell, Region) else cell
