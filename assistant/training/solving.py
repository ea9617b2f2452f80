"""A case solved: its replies given to the same engine that screens, question by question."""

from datetime import date

from assistant.criteria.answers import Answer, Answers
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Assessment, Status, assess
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.dialogs.replies import Reader
from assistant.dialogs.wording import languages
from assistant.errors import BadInput
from assistant.training.cases import Case, case_named

_DECIDING = {
    "eligible": (),
    "not_eligible": (Status.FAILED,),
    "undetermined": (Status.UNKNOWN, Status.CONTESTED),
}
_ANY_DAY = date(2026, 11, 21)  # no case says "today"


class Solved(Frozen):
    """A case with what follows from its file.

    `answers` are all that the file gives, `path` the facts that are asked on the way, in order.
    """

    case: Case
    answers: Answers
    path: tuple[str, ...]
    assessment: Assessment

    @property
    def deciding(self) -> tuple[str, ...]:
        """Return the criteria that decide the verdict."""
        return deciding(self.assessment)


def deciding(assessment: Assessment) -> tuple[str, ...]:
    """Return the criteria that decide a verdict: failed ones, or else those left open."""
    found = assessment.with_status(*_DECIDING[assessment.verdict])
    return tuple(result.criterion for result in found)


_SOLVED: dict[tuple[str, str], Solved] = {}


def solved(protocol: StudyProtocol, name: str) -> Solved:
    """Return a case of this installation solved under a protocol, worked out once for each."""
    key = protocol.source.sha256, name
    if key not in _SOLVED:
        _SOLVED[key] = solve(protocol, case_named(name))
    return _SOLVED[key]


def solve(protocol: StudyProtocol, case: Case) -> Solved:
    """Return what a case's replies come to.

    Raises BadInput naming the first question that the case does not answer.
    """
    known = {fact: read(protocol, fact, reply) for fact, reply in case.replies.items()}
    planner, answers = Planner(protocol), dict[str, Answer]()
    while askable := planner.plan(answers).askable:
        fact = askable[0]
        if fact not in known:
            raise BadInput(f"the case does not answer {fact}", where=case.id, remedy="Add a reply")
        answers[fact] = known[fact]
    return Solved(
        case=case, answers=known, path=tuple(answers), assessment=assess(protocol, answers)
    )


def read(protocol: StudyProtocol, fact: str, reply: str) -> Answer:
    """Return what a reply as one would type it is taken for."""
    words = {each.language: each.facts[fact] for each in protocol.words}
    reader = Reader(languages(protocol), _ANY_DAY, is_script=True)
    return reader.read(protocol.fact[fact], words, reply)
