"""Which questions can still matter: it follows from criteria and answers, and is never written.

A fact is *open* if and only if it has not been asked and some way of answering it changes some
criterion's status, given some way of answering the rest. An open fact *waits* while every
criterion that it can change has a gate that is true under no reading in force.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import fact_values
from assistant.criteria.model import Criterion, StudyProtocol
from assistant.criteria.tables import DecisionTable
from assistant.criteria.tree import Case, Value
from assistant.criteria.truth import TRUE


@dataclass(frozen=True)
class Plan:
    """What is left to ask.

    `movers` maps every open fact, in asking order, to the criteria that it can change; `askable`
    are the open facts that wait on no gate.
    """

    movers: Mapping[str, tuple[str, ...]]
    askable: tuple[str, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """Return the facts that can still matter, in asking order."""
        return tuple(self.movers)

    @property
    def next(self) -> str | None:
        """Return the fact to ask next, or None if none is left."""
        return self.askable[0] if self.askable else None


class Planner:
    """Plans the questions of one protocol under its readings in force."""

    def __init__(self, protocol: StudyProtocol) -> None:
        self.protocol = protocol
        self.tables = {
            criterion.id: DecisionTable(protocol, criterion) for criterion in protocol.criteria
        }

    def plan(self, answers: Answers) -> Plan:
        """Return what is left to ask after some answers."""
        values = fact_values(self.protocol, answers)
        found: dict[str, list[str]] = {}
        for id_, table in self.tables.items():
            for fact in table.open_facts(values):
                found.setdefault(fact, []).append(id_)
        movers = {fact: tuple(found[fact]) for fact in self.protocol.in_order(found)}
        reached = {each.id for each in self.protocol.criteria if self._is_reached(each, values)}
        askable = tuple(
            fact for fact, criteria in movers.items()
            if any(self._is_free(fact, id_, reached) for id_ in criteria)
        )  # fmt: skip
        return Plan(movers, askable)

    def _is_reached(self, criterion: Criterion, values: Mapping[str, Value]) -> bool:
        """Return whether a criterion has no gate, or one that is true under some reading."""
        if criterion.gate is None:
            return True
        return any(
            criterion.gate.value(Case(values, readings)) is TRUE
            for readings in self.protocol.readings(criterion.gate.terms())
        )

    def _is_free(self, fact: str, criterion: str, reached: set[str]) -> bool:
        """Return whether a fact need not wait for a criterion's gate."""
        return criterion in reached or fact in self.protocol.criterion[criterion].gate_facts()
