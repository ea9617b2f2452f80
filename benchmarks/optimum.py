"""The least mean number of questions until a criterion fails, or until nothing is left to ask.

Dynamic programming over what may be known. Groups of criteria that no open fact links are the arms
of one game, which a failure ends. Of each arm, `gain` tells what is the most to be had of it if a
failure were worth some number of questions and asking might stop at any time; its slope at a price
is the chance of having failed by then. Arms together survive with the product of what survives of
each, and the integral of that over the price is Whittle's bound: no order asks less (Whittle 1980;
Brown and Smith 2013). It is the optimum itself where no choice within an arm hangs on the price.
"""

from fractions import Fraction
from functools import cache
from math import prod

from benchmarks.gains import Gain, expected, least_questions, together
from benchmarks.ordering import Criteria, Known, Participants
from benchmarks.pace import Ranked


class Optimum:
    """Works out the optimum of some participants."""

    def __init__(self, participants: Participants) -> None:
        self._participants = participants
        self.gain = cache(self._gain)
        self.rest = cache(self._rest)

    def questions(self) -> float:
        """Return the mean number of questions that no order can go below."""
        whole = Known(), self._participants.criteria
        return least_questions(self.gain(*whole)) + self.rest(*whole)

    def order(self, known: Known, criteria: Criteria, candidates: tuple[str, ...]) -> Ranked:
        """Return the question of the arm that pays at the lowest price, and its rank.

        Where the bound is not reached, this order tells how far above it the optimum can be.
        """
        priced = [
            (gain.steps[1], part)
            for part in self._participants.parts(known, criteria)
            if len((gain := self.gain(*part)).steps) > 1
        ]
        if not priced:
            return candidates[0], (Fraction(0), 0)
        price, part = min(priced)
        fact = max(
            self._participants.askable(*part), key=lambda each: self._paid(part, each, price)
        )
        return fact, (1 / Fraction(price), -self._participants.criteria.index(part[1][0]))

    def _paid(self, part: tuple[Known, Criteria], fact: str, price: float) -> float:
        """Return what asking a fact first brings at a price, to the digits that count."""
        failing, alive = self._branches(part, fact)
        lines = expected([(share, self.gain(*after)) for share, after in alive], failing)
        return round(max(line.slope * price + line.value for line in lines), 12)

    def _gain(self, known: Known, criteria: Criteria) -> Gain:
        """Return what some criteria are worth, as arms or as one."""
        parts = self._participants.parts(known, criteria)
        if len(parts) != 1:
            return together([self.gain(*part) for part in parts]) if parts else Gain()
        lines = []
        for fact in self._participants.askable(*parts[0]):
            failing, alive = self._branches(parts[0], fact)
            lines += expected([(share, self.gain(*after)) for share, after in alive], failing)
        return Gain(lines)

    def _rest(self, known: Known, criteria: Criteria) -> float:
        """Return the mean number of questions that cannot fail any more, once all that can did not.

        Such a question settles only whether a criterion is met or contested.
        """
        parts = self._participants.parts(known, criteria)
        if not parts:
            return 0.0
        if len(parts) > 1:
            alive = [1 - self.gain(*part).limit for part in parts]
            others = [prod(alive[:n]) * prod(alive[n + 1 :]) for n in range(len(parts))]
            return sum(self.rest(*part) * share for part, share in zip(parts, others, strict=True))
        is_free = not self.gain(*parts[0]).limit
        return min(
            is_free + sum(share * self.rest(*after) for share, after in alive)
            for fact in self._participants.askable(*parts[0])
            for _, alive in [self._branches(parts[0], fact)]
        )

    def _branches(
        self, part: tuple[Known, Criteria], fact: str
    ) -> tuple[float, list[tuple[float, tuple[Known, Criteria]]]]:
        """Return the chance that a question makes a criterion fail, and what is known otherwise."""
        known, criteria = part
        failing, alive = 0.0, []
        for share, after in self._participants.drawn(known, fact):
            if self._participants.has_failed(after, criteria):
                failing += share
            else:
                alive.append((share, (self._participants.relevant(after, criteria), criteria)))
        return failing, alive
