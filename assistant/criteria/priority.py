"""The quickest order: ask first what most cheaply can show that the participant is not eligible.

Whole criteria are ordered by their chance of failing over the number of questions expected until
they have failed or can fail no more. The chances come from the protocol's priors; the order decides
nothing.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import Status, fact_values
from assistant.criteria.relevance import Planner
from assistant.criteria.tables import DecisionTable, Reach
from assistant.criteria.variables import Variable


class Prospect(NamedTuple):
    """What asking for a criterion promises, until it has failed or can fail no more."""

    fails: Fraction
    questions: Fraction

    @property
    def worth(self) -> Fraction:
        """Return the chance of failing for its cost."""
        return self.fails / self.questions if self.questions else Fraction(0)


class Choice(NamedTuple):
    """A question, the criterion that it is asked for, and the chance of failing for its cost."""

    criterion: str
    fact: str
    worth: Fraction


class Priority:
    """Picks the next question of the quickest order."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self._prospects: dict[tuple[str, tuple[Reach, ...]], Prospect] = {}

    def next(self, answers: Answers, candidates: Sequence[str]) -> str | None:
        """Return which of some askable facts to ask first, or None if there are none.

        The first of the criterion with the best prospect; where none can fail any more, the first
        in asking order.
        """
        values = fact_values(self._planner.protocol, answers)
        tables = self._planner.tables.items()
        best = self.best({id_: table.reaches(values) for id_, table in tables}, candidates)
        return best.fact if best else next(iter(candidates), None)

    def best(
        self, reaches: Mapping[str, tuple[Reach, ...]], candidates: Sequence[str]
    ) -> Choice | None:
        """Return the question of the criterion that most likely fails for its cost.

        `reaches` tells, for each criterion, where its variables can still go. None if none of these
        criteria can fail any more.
        """
        best = None
        for id_, reached in reaches.items():
            table = self._planner.tables[id_]
            following = [fact for fact in self._following(table, reached) if fact in candidates]
            if following:
                worth = self._prospect(id_, table, reached).worth
                if worth > (best.worth if best else 0):
                    best = Choice(id_, following[0], worth)
        return best

    def _following(self, table: DecisionTable, reaches: tuple[Reach, ...]) -> tuple[str, ...]:
        """Return the facts to ask next for a criterion, in asking order; none if it is decided."""
        number = self._undecided(table, reaches)
        if number is None:
            return ()
        unasked = reaches[number].unasked
        return tuple(fact for fact in self._planner.protocol.fact if fact in unasked)

    def _undecided(self, table: DecisionTable, reaches: tuple[Reach, ...]) -> int | None:
        """Return the first variable that can still change a criterion, its gate's before others."""
        open_facts, gate = table.open_at(reaches), table.criterion.gate_facts()
        numbers = [n for n, reach in enumerate(reaches) if reach.unasked & open_facts]
        gating = [n for n in numbers if gate & set(table.variables[n].facts)]
        return next(iter(gating or numbers), None)

    def _prospect(self, id_: str, table: DecisionTable, reaches: tuple[Reach, ...]) -> Prospect:
        """Return the chance that a criterion fails, and the questions until that is known."""
        key = (id_, reaches)
        if key not in self._prospects:
            self._prospects[key] = self._expected(id_, table, reaches)
        return self._prospects[key]

    def _expected(self, id_: str, table: DecisionTable, reaches: tuple[Reach, ...]) -> Prospect:
        """Work out a prospect, over every class that the next variable can come into."""
        number = self._undecided(table, reaches)
        if number is None:
            place = tuple(reach.known for reach in reaches)
            return Prospect(Fraction(table.status(place) is Status.FAILED), Fraction(0))
        fails, questions = Fraction(0), Fraction(len(reaches[number].unasked))
        for reached, share in self._shares(table.variables[number], reaches[number].classes):
            settled = Reach((reached,), False, frozenset())
            after = self._prospect(id_, table, (*reaches[:number], settled, *reaches[number + 1 :]))
            fails += share * after.fails
            questions += share * after.questions
        return Prospect(fails, questions if fails else Fraction(0))

    def _shares(self, variable: Variable, classes: tuple[int, ...]) -> list[tuple[int, Fraction]]:
        """Return how likely each of the classes still within reach is."""
        expected = self._expected_classes(variable)
        total = sum((expected[number] for number in classes), Fraction(0))
        if not total:
            return [(number, Fraction(1, len(classes))) for number in classes]
        return [(number, expected[number] / total) for number in classes]

    def _expected_classes(self, variable: Variable) -> dict[int, Fraction]:
        """Return how likely each class of a variable is by the priors; all zero without any."""
        found = {number: Fraction(0) for number in range(len(variable.classes))}
        priors = self._planner.protocol.priors
        for value, share in priors.answers.get(variable.name, ()) if priors else ():
            named = variable.class_named(value)
            if named is not None:
                found[named] += share
        return found
