"""Marking: an answer beside what the file says, and what it would make of the criteria.

Criteria are judged by the engine that screens: nothing here knows a rule.
"""

from enum import StrEnum

from assistant.criteria.answers import Answer
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Assessment, Status, assess
from assistant.criteria.live import live
from assistant.criteria.model import Fact, FactType, StudyProtocol
from assistant.training.solving import Solved


class Grade(StrEnum):
    """How an answer stands to the file.

    CLOSE: another number or date than the file's, with which every criterion keeps its status.
    The file's number in another unit is never close.
    ASTRAY: a question that the file's own answers do not lead to.
    """

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"
    ASTRAY = "astray"


class Turned(Frozen):
    """A criterion that an answer would turn, all else being as the file says."""

    criterion: str
    right: Status
    given: Status


class Mark(Frozen):
    """An answer, marked; `criteria` are what the fact decides, `turned` what the answer turns."""

    fact: str
    grade: Grade
    given: Answer
    right: Answer | None
    criteria: tuple[str, ...] = ()
    turned: tuple[Turned, ...] = ()


def mark(protocol: StudyProtocol, key: Solved, fact: str, given: Answer) -> Mark:
    """Return an answer to a case's fact, marked."""
    right = key.answers.get(fact)
    if right is None:
        return Mark(fact=fact, grade=Grade.ASTRAY, given=given, right=None)
    turned: tuple[Turned, ...] = ()
    grade = Grade.RIGHT
    if not is_same(given, right):
        turned = _turned(protocol, key, fact, given)
        is_unknown = given.is_unknown or right.is_unknown
        is_slip = _is_measured(protocol.fact[fact]) and not (
            turned or is_unknown or is_other_unit(given, right)
        )
        grade = Grade.CLOSE if is_slip else Grade.WRONG
    return Mark(
        fact=fact, grade=grade, given=given, right=right,
        criteria=decided_by(protocol, key.assessment, fact), turned=turned,
    )  # fmt: skip


def is_same(one: Answer, other: Answer) -> bool:
    """Return whether two answers say the same: the value, or that it is not known."""
    return one.is_unknown == other.is_unknown and one.value == other.value


def is_other_unit(given: Answer, right: Answer) -> bool:
    """Return whether an answer is the file's number in a unit that is not the file's."""
    return given.value != right.value and given.typed == right.typed and given.unit != right.unit


def decided_by(protocol: StudyProtocol, assessment: Assessment, fact: str) -> tuple[str, ...]:
    """Return the criteria that a fact decides, or else all that read it."""
    deciding = [each.criterion for each in assessment.results if fact in each.facts]
    reading = [each.id for each in protocol.criteria if fact in each.facts()]
    return tuple(deciding or reading)


def _is_measured(fact: Fact) -> bool:
    """Return whether answers to a fact can be near each other: numbers and dates, but no levels."""
    return fact.type is FactType.DATE or (fact.is_number and not fact.levels)


def _turned(protocol: StudyProtocol, key: Solved, fact: str, given: Answer) -> tuple[Turned, ...]:
    """Return the criteria that an answer in the place of the file's would turn."""
    answers = live(protocol, {**key.answers, fact: given})
    found = zip(key.assessment.results, assess(protocol, answers).results, strict=True)
    return tuple(
        Turned(criterion=right.criterion, right=right.status, given=other.status)
        for right, other in found
        if right.status is not other.status
    )
