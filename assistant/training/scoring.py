"""A practice record scored: it is read like any record, and nothing of the score is stored."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from assistant.audit.events import Event, Json
from assistant.criteria.answers import Answer
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Verdict, assess
from assistant.criteria.model import StudyProtocol
from assistant.session.codec import decoded
from assistant.session.state import ANSWERING, State, after, text
from assistant.training.marking import Grade, Mark, mark
from assistant.training.solving import Solved, deciding, solved


class Sheet(Frozen):
    """One attempt at a case, marked; `stopped` says that it ended at the first failure."""

    case: str
    screening: str
    is_exam: bool
    user: str
    protocol: str
    version: str
    sha256: str
    at: datetime
    concluded: bool
    stopped: bool
    verdict: Verdict
    deciding: tuple[str, ...]
    right_verdict: Verdict
    right_deciding: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def marked(self) -> tuple[Mark, ...]:
        """Return the answers to questions that the file leads to."""
        return tuple(each for each in self.marks if each.grade is not Grade.ASTRAY)

    @property
    def right(self) -> int:
        """Return how many answers are right."""
        return sum(each.grade is Grade.RIGHT for each in self.marked)

    @property
    def is_verdict_right(self) -> bool:
        """Return whether the verdict is the file's, for a reason that is the file's."""
        if self.stopped:
            return self.verdict is self.right_verdict and {*self.deciding} <= {*self.right_deciding}
        return (self.verdict, self.deciding) == (self.right_verdict, self.right_deciding)

    @property
    def is_perfect(self) -> bool:
        """Return whether nothing was wrong in a case that was carried to its end."""
        return self.concluded and self.is_verdict_right and self.right == len(self.marks)


def scored(protocol: StudyProtocol, events: Sequence[Event]) -> Sheet:
    """Return the marks of a practice record.

    The answer first given to each question is marked, since a correction gives the right one away;
    in an examination it is the one that was handed in. Raises BadInput if there is no such case.
    """
    state, first = State(), dict[str, Answer]()
    for event in events:
        state = after(protocol, state, event)
        first.update(_newly_given(protocol, event, first))
    key = solved(protocol, state.practice)
    answers = state.answers if state.is_exam else first
    found = assess(protocol, state.answers)
    return Sheet(
        case=key.case.id,
        screening=events[0].screening,
        is_exam=state.is_exam,
        user=events[0].author.actor,
        protocol=protocol.id,
        version=protocol.version,
        sha256=protocol.source.sha256,
        at=events[-1].at,
        concluded=state.concluded,
        stopped=state.stopped,
        verdict=found.verdict,
        deciding=deciding(found),
        right_verdict=key.assessment.verdict,
        right_deciding=key.deciding,
        marks=_marks(protocol, key, answers),
    )


def _marks(protocol: StudyProtocol, key: Solved, answers: Mapping[str, Answer]) -> tuple[Mark, ...]:
    return tuple(mark(protocol, key, fact, given) for fact, given in answers.items())


def _newly_given(
    protocol: StudyProtocol, event: Event, known: Iterable[str]
) -> Mapping[str, Answer]:
    """Return the answer that an event gives to a fact for the first time."""
    data: Mapping[str, Json] = event.data
    if event.type not in ANSWERING or (fact := text(data, "fact")) in known:
        return {}
    return {fact: decoded(protocol.fact[fact], data)}
