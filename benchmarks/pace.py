"""The mean number of questions that an order of asking takes, exactly.

An order that ranks each arm's next question without looking at the others plays the arms by rank:
a question comes once every other arm has been played as far as its own rank, or a lower one before
it. So each arm is gone through by itself, and the arms are put together by the ranks.
"""

from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction
from math import prod

from assistant.criteria.priority import Priority
from benchmarks.ordering import Criteria, Known, Participants

Rank = tuple[Fraction, int]
Ranked = tuple[str, Rank]
Order = Callable[[Known, Criteria, tuple[str, ...]], Ranked]


def quickest(participants: Participants) -> Order:
    """Return the quickest order, as the assistant asks in it."""
    priority = Priority(participants.planner)
    criteria, facts = list(participants.criteria), list(participants.protocol.fact)

    def ranked(known: Known, within: Criteria, candidates: tuple[str, ...]) -> Ranked:
        reaches = {i: participants.reaches(i, participants.relevant(known, (i,))) for i in within}
        best = priority.best(reaches, candidates)
        if best is None:
            return candidates[0], (Fraction(0), -facts.index(candidates[0]))
        return best.fact, (best.worth, -criteria.index(best.criterion))

    return ranked


def by_protocol(participants: Participants) -> Order:
    """Return the protocol's own order."""
    facts = list(participants.protocol.fact)

    def ranked(_: Known, __: Criteria, candidates: tuple[str, ...]) -> Ranked:
        return candidates[0], (Fraction(0), -facts.index(candidates[0]))

    return ranked


class _Arm:
    """One arm played to its end: how often a question of a rank comes, and how often it fails."""

    def __init__(self, participants: Participants, criteria: Criteria, order: Order) -> None:
        self._participants, self._order, self._criteria = participants, order, criteria
        self.asked: dict[Rank, float] = {}
        self._failed: dict[Rank, float] = {}
        self._play(participants.relevant(Known(), criteria), 1.0, None)
        self._ranks = sorted(self._failed)

    def _play(self, known: Known, share: float, before: Rank | None) -> None:
        candidates = self._participants.askable(known, self._criteria)
        if not candidates:
            return
        fact, rank = self._order(known, self._criteria, candidates)
        rank = rank if before is None else min(rank, before)
        self.asked[rank] = self.asked.get(rank, 0.0) + share
        self._failed.setdefault(rank, 0.0)
        for chance, after in self._participants.drawn(known, fact):
            if self._participants.has_failed(after, self._criteria):
                self._failed[rank] += share * chance
            else:
                self._play(self._participants.relevant(after, self._criteria), share * chance, rank)

    def survives(self, rank: Rank) -> float:
        """Return the chance that no question of a higher rank has failed."""
        above = self._ranks[bisect_left(self._ranks, rank) :]
        return 1 - sum(self._failed[each] for each in above if each != rank)


def mean_questions(participants: Participants, order: Order) -> float:
    """Return how many questions an order asks on average, with stop at the first failure."""
    parts = participants.parts(Known(), participants.criteria)
    arms = [_Arm(participants, criteria, order) for _, criteria in parts]
    return sum(
        share * prod(other.survives(rank) for other in arms if other is not arm)
        for arm in arms
        for rank, share in arm.asked.items()
    )
