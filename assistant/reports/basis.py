"""What every section of a summary reads: the material and what follows from it, worked out once."""

from dataclasses import dataclass
from functools import cached_property

from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import Assessment, Result, Status, assess, fact_values
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Plan, Planner
from assistant.criteria.tree import Value
from assistant.reports.material import ENDED, Given, Material
from assistant.reports.wording import Wording


@dataclass(frozen=True)
class Basis:
    """A screening with its assessment, in one language."""

    material: Material
    wording: Wording
    planner: Planner

    @property
    def protocol(self) -> StudyProtocol:
        """Return the protocol that the screening follows."""
        return self.material.protocol

    @cached_property
    def answers(self) -> Answers:
        """Return the answers in force."""
        return self.material.answers

    @cached_property
    def values(self) -> dict[str, Value]:
        """Return what expressions read of the answers."""
        return fact_values(self.protocol, self.answers)

    @cached_property
    def given(self) -> dict[str, Given]:
        """Return the answers in force with their circumstances, by fact."""
        return {given.fact: given for given in self.material.given}

    @cached_property
    def assessment(self) -> Assessment:
        """Return every criterion's result, and the verdict."""
        return assess(self.protocol, self.answers)

    @cached_property
    def plan(self) -> Plan:
        """Return what could still be asked."""
        return self.planner.plan(self.answers)

    @property
    def is_concluded(self) -> bool:
        """Return whether the screening has ended."""
        return self.material.state in ENDED

    @cached_property
    def not_assessed(self) -> frozenset[str]:
        """Return the criteria that the screening ended, or pauses, too early to assess."""
        if self.is_concluded and not self.material.stopped:
            return frozenset()
        open_ = {criterion for criteria in self.plan.movers.values() for criterion in criteria}
        unknown = self.assessment.with_status(Status.UNKNOWN)
        return frozenset(result.criterion for result in unknown) & open_

    def results(self, *statuses: Status) -> tuple[Result, ...]:
        """Return the results that have one of some statuses."""
        return self.assessment.with_status(*statuses)
