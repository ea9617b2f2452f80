"""What a scenario comes to: the very statuses, remarks and dates that a screening would show.

One part of the protocol is looked at at a time, so that a changed part can stand in for its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from assistant.authoring.expecting import as_json
from assistant.authoring.scenarios import Given, Scenario
from assistant.criteria.answers import Answer
from assistant.criteria.entry import OutOfRange, entered
from assistant.criteria.evaluation import fact_values, holds, status_of, verdict
from assistant.criteria.live import live
from assistant.criteria.model import (
    Advisory,
    Check,
    Criterion,
    Decision,
    Fact,
    ShownDate,
    StudyProtocol,
)
from assistant.criteria.relevance import Planner
from assistant.criteria.tree import Case, Rule, Value

Part = Criterion | Check | Advisory | ShownDate | Fact
Outcome = Mapping[str, bool | str]


class Setting:
    """A scenario's answers under a protocol: those that are accepted, and those refused."""

    def __init__(
        self, protocol: StudyProtocol, scenario: Scenario, known: Setting | None = None
    ) -> None:
        """Enter the answers; what `known` holds of the same scenario and facts is taken over."""
        self.protocol = protocol
        self.answers: dict[str, Answer] = {}
        self.refused: set[str] = set()
        self.numbers: dict[str, Fraction] = {}  # every number given, refused or not
        for fact in protocol.facts:
            if fact.id not in scenario.answers:
                continue
            if known is not None and known.protocol.fact[fact.id] is fact:
                self._take_over(known, fact.id)
            else:
                self._enter(fact, scenario.answers[fact.id])

    def _take_over(self, known: Setting, id_: str) -> None:
        if id_ in known.answers:
            self.answers[id_] = known.answers[id_]
        if id_ in known.refused:
            self.refused.add(id_)
        if id_ in known.numbers:
            self.numbers[id_] = known.numbers[id_]

    def _enter(self, fact: Fact, given: Given) -> None:
        try:
            answer = entered(fact, as_json(fact, given))
        except OutOfRange as error:
            self.refused.add(fact.id)
            self.numbers[fact.id] = error.number
            return
        self.answers[fact.id] = answer
        if isinstance(answer.value, Fraction):
            self.numbers[fact.id] = answer.value

    @cached_property
    def values(self) -> dict[str, Value]:
        """Return what expressions read of the answers."""
        return fact_values(self.protocol, self.answers)

    @cached_property
    def live_values(self) -> dict[str, Value]:
        """Return what expressions read of the answers on the live path."""
        return fact_values(self.protocol, live(self.protocol, self.answers))

    def outcome(self, part: Part) -> Outcome:
        """Return what a part of the protocol comes to, by the table that it is expected in."""
        match part:
            case Criterion():
                return {"statuses": str(status_of(self.protocol, part, self.values))}
            case Check(action=action, when=when):
                holds_now = self._holds(when)
                return {
                    "refused": holds_now and action == "refuse",
                    "confirmed": holds_now and action == "confirm",
                }
            case Advisory(when=when):
                return {"advised": self._holds(when)}
            case ShownDate():
                return {"dates": self._day(part)}
            case Fact():
                return {"refused": part.id in self.refused, "confirmed": self._is_unusual(part)}

    def verdict(self) -> str:
        """Return the verdict that the statuses come to."""
        criteria = self.protocol.criteria
        return str(verdict(status_of(self.protocol, each, self.values) for each in criteria))

    def _holds(self, rule: Rule | None) -> bool:
        return rule is None or holds(self.protocol, rule, self.live_values)

    def _day(self, shown: ShownDate) -> str:
        day = shown.value.value(Case(self.live_values, {}))
        return day.isoformat() if isinstance(day, date) and self._holds(shown.gate) else ""

    def _is_unusual(self, fact: Fact) -> bool:
        value = self.live_values.get(fact.id)
        return isinstance(value, Fraction) and not fact.is_usual(value)


def deciding(protocol: StudyProtocol, readings: Mapping[str, str]) -> StudyProtocol:
    """Return a protocol with some readings in force, as if the sponsor had decided so."""
    if not readings:
        return protocol
    return protocol.deciding(
        tuple(
            Decision(term=term, reading=reading, by="scenario", date=date.min, reference="scenario")
            for term, reading in readings.items()
        )
    )


def parts_of(protocol: StudyProtocol) -> Iterator[Part]:
    """Yield everything of a protocol that a scenario can expect something of."""
    yield from protocol.criteria
    yield from protocol.facts
    yield from protocol.checks
    yield from protocol.advisories
    yield from protocol.dates


def asked(planner: Planner, setting: Setting) -> tuple[str, ...]:
    """Return the questions in order; the last is the first one that the scenario leaves open."""
    answers: dict[str, Answer] = {}
    put: list[str] = []
    while (following := planner.plan(answers).next) is not None:
        put.append(following)
        if following not in setting.answers:
            break
        answers[following] = setting.answers[following]
    return tuple(put)
