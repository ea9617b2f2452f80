"""From answers to statuses: a pure function of the protocol, the answers and the readings in force.

Unknown is never taken for "no". Values are compared exactly, as typed with their units. An answer
that has left the live path (each of its gates false under every reading) is not read.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from assistant.criteria.answers import Answer, Answers
from assistant.criteria.base import Frozen
from assistant.criteria.model import Category, Criterion, Fact, StudyProtocol
from assistant.criteria.support import grounded
from assistant.criteria.tree import Case, Rule, Value
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth, negation, truth

_NO_GATE: tuple[Truth, frozenset[str]] = (TRUE, frozenset())


class Status(StrEnum):
    """What is known of one criterion."""

    MET = "met"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CONTESTED = "contested"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """What follows for the patient."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDETERMINED = "undetermined"


class Outcome(Frozen):
    """A criterion's status under one combination of readings."""

    readings: dict[str, str]
    status: Status


class Result(Frozen):
    """A criterion's status, and what it rests on.

    `facts` are, in asking order, the facts that decide the status, or the missing ones if it is
    unknown; `terms` are those whose reading changes it.
    """

    criterion: str
    category: Category
    status: Status
    facts: tuple[str, ...]
    terms: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


class Assessment(Frozen):
    """Every criterion's result, in the protocol's order, and the verdict."""

    verdict: Verdict
    results: tuple[Result, ...]

    def of(self, criterion: str) -> Result:
        """Return a criterion's result; KeyError if there is none."""
        return {result.criterion: result for result in self.results}[criterion]

    def with_status(self, *statuses: Status) -> tuple[Result, ...]:
        """Return the results that have one of some statuses."""
        return tuple(result for result in self.results if result.status in statuses)


def assess(protocol: StudyProtocol, answers: Answers) -> Assessment:
    """Return the status of every criterion, and the verdict."""
    values = fact_values(protocol, answers)
    return _assessment(_result(protocol, each, values) for each in protocol.criteria)


def reassess(
    protocol: StudyProtocol, answers: Answers, before: Answers, earlier: Assessment
) -> Assessment:
    """Return what `assess` does, given what it said of other answers under the same protocol.

    A criterion keeps its result if it reads no fact that is answered otherwise than before.
    """
    values = fact_values(protocol, answers)
    facts = answers.keys() | before.keys()
    changed = {fact for fact in facts if answers.get(fact) is not before.get(fact)}
    return _assessment(
        result if changed.isdisjoint(each.facts()) else _result(protocol, each, values)
        for each, result in zip(protocol.criteria, earlier.results, strict=True)
    )


def verdict(statuses: Iterable[Status]) -> Verdict:
    """Return the verdict that follows from the criteria's statuses."""
    found = set(statuses)
    if Status.FAILED in found:
        return Verdict.NOT_ELIGIBLE
    if found & {Status.UNKNOWN, Status.CONTESTED}:
        return Verdict.UNDETERMINED
    return Verdict.ELIGIBLE


def status_of(protocol: StudyProtocol, criterion: Criterion, values: Mapping[str, Value]) -> Status:
    """Return a criterion's status alone, without what it rests on."""
    cases = (Case(values, each) for each in protocol.readings(criterion.terms_read()))
    gate, test = criterion.gate, criterion.test
    return folded(
        status_in(criterion, gate.value(case) if gate else TRUE, test.value(case)) for case in cases
    )


def fact_values(protocol: StudyProtocol, answers: Answers) -> dict[str, Value]:
    """Return what expressions read of the answers: canonical values, `UNKNOWN` for "unknown"."""
    return {id_: fact_value(protocol.fact[id_], answer) for id_, answer in answers.items()}


def fact_value(fact: Fact, answer: Answer) -> Value:
    """Return what expressions read of one answer."""
    value = answer.value
    if isinstance(value, bool):
        return truth(value)
    if value is None or (isinstance(value, str) and value in fact.undecided_options):
        return UNKNOWN
    return value


def status_in(criterion: Criterion, gate: Truth, test: Truth) -> Status:
    """Return a criterion's status, given what its gate and its test come to.

    The gate is an implication: closed, the criterion does not apply; unknown, the criterion is met
    only if its test already says so.
    """
    passes = test if criterion.category is Category.INCLUSION else negation(test)
    if gate is FALSE:
        return Status.NOT_APPLICABLE
    if passes is TRUE:
        return Status.MET
    if gate is UNKNOWN or passes is UNKNOWN:
        return Status.UNKNOWN
    return Status.FAILED


def folded(statuses: Iterable[Status]) -> Status:
    """Return the one status that the statuses under every combination of readings come to."""
    found = set(statuses)
    if Status.UNKNOWN in found:
        return Status.UNKNOWN
    if len(found) == 1:
        return found.pop()
    if found == {Status.MET, Status.NOT_APPLICABLE}:
        return Status.MET
    return Status.CONTESTED


def _assessment(results: Iterable[Result]) -> Assessment:
    """Return results with the verdict that follows from them."""
    each = tuple(results)
    return Assessment(verdict=verdict(result.status for result in each), results=each)


def _result(protocol: StudyProtocol, criterion: Criterion, values: dict[str, Value]) -> Result:
    """Return one criterion's result."""
    outcomes: list[Outcome] = []
    decisive: set[str] = set()
    for readings in protocol.readings(criterion.terms_read()):
        status, facts = _outcome(criterion, Case(values, readings))
        outcomes.append(Outcome(readings=readings, status=status))
        decisive |= facts
    status = folded(outcome.status for outcome in outcomes)
    if status is Status.UNKNOWN:
        decisive = {fact for fact in decisive if values.get(fact, UNKNOWN) is UNKNOWN}
    return Result(
        criterion=criterion.id,
        category=criterion.category,
        status=status,
        facts=protocol.in_order(decisive),
        terms=_terms_that_matter(outcomes) if status is Status.CONTESTED else (),
        outcomes=tuple(outcomes),
    )


def _outcome(criterion: Criterion, case: Case) -> tuple[Status, frozenset[str]]:
    """Return a criterion's status under one combination of readings, and the facts it rests on."""
    gate, of_gate = grounded(criterion.gate, case) if criterion.gate else _NO_GATE
    test, of_test = grounded(criterion.test, case)
    status = status_in(criterion, gate, test)
    if status is Status.NOT_APPLICABLE:
        return status, of_gate
    if status is Status.MET and gate is not TRUE:
        return status, of_test
    return status, of_gate | of_test


def _terms_that_matter(outcomes: list[Outcome]) -> tuple[str, ...]:
    """Return the terms of which another reading, all others kept, gives another status."""
    matter = set()
    for one in outcomes:
        for other in outcomes:
            differing = [t for t in one.readings if one.readings[t] != other.readings[t]]
            if len(differing) == 1 and one.status is not other.status:
                matter.add(differing[0])
    return tuple(sorted(matter))


def holds(protocol: StudyProtocol, rule: Rule, values: dict[str, Value]) -> bool:
    """Return whether a rule surely holds: under every combination of readings."""
    return all(
        rule.value(Case(values, readings)) is TRUE for readings in protocol.readings(rule.terms())
    )
