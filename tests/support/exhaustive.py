"""Which facts can still change a criterion, from the definition alone and over `assess` itself.

Every fact of a criterion is given every answer of a short list that stands for all of them: both
sides of each limit, both hard limits, and "unknown". All ways of answering are assessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product

from support.protocols import answers_to, only

from assistant.criteria.answers import Answer
from assistant.criteria.evaluation import Status, assess
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Plan, Planner

Way = tuple[int | None, ...]  # for each fact the number of its answer, None if it was not asked


class Exhaustive:
    """One criterion, and every way of answering its facts."""

    def __init__(
        self, protocol: StudyProtocol, criterion: str, choices: Mapping[str, Sequence[object]]
    ) -> None:
        self.protocol = only(protocol, criterion)
        self.planner = Planner(self.protocol)
        order = [fact for fact in protocol.fact if fact in choices]
        self.choices = {fact: choices[fact] for fact in order}
        self.facts = tuple(order)
        self._answers = {
            fact: [answers_to(protocol, {fact: value})[fact] for value in values]
            for fact, values in self.choices.items()
        }
        self.status = cache(self._status)
        self.can_change = cache(self._can_change)

    def ways(self) -> Iterator[Way]:
        """Every way of having answered so far: each fact not asked, or given one of its answers."""
        yield from product(*([None, *range(len(values))] for values in self.choices.values()))

    def given(self, way: Way) -> dict[str, object]:
        """What was answered, by fact."""
        return {
            fact: self.choices[fact][number]
            for fact, number in zip(self.facts, way, strict=True)
            if number is not None
        }

    def plan(self, way: Way) -> Plan:
        """What the implementation would still ask."""
        return self.planner.plan(self._answered(way))

    def open(self, way: Way) -> tuple[str, ...]:
        """The facts not asked for which two answers, the rest the same, give two statuses."""
        return tuple(
            fact
            for place, fact in enumerate(self.facts)
            if way[place] is None and self.can_change(place, way)
        )

    def _can_change(self, place: int, way: Way) -> bool:
        for other, number in enumerate(way):
            if number is None and other != place:
                rest = range(len(self.choices[self.facts[other]]))
                return any(self.can_change(place, put(way, other, answer)) for answer in rest)
        answers = range(len(self.choices[self.facts[place]]))
        return len({self.status(put(way, place, answer)) for answer in answers}) > 1

    def _status(self, way: Way) -> Status:
        (result,) = assess(self.protocol, self._answered(way)).results
        return result.status

    def _answered(self, way: Way) -> dict[str, Answer]:
        return {
            fact: self._answers[fact][number]
            for fact, number in zip(self.facts, way, strict=True)
            if number is not None
        }


def put(way: Way, place: int, answer: int) -> Way:
    """A way of answering with one more answer."""
    return (*way[:place], answer, *way[place + 1 :])
