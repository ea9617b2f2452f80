"""What another version of a protocol, or the decisions now in force, would make of old screenings.

Old answers are read under it, and nothing is written: a record is never altered. A linked screening
may be started for each, in which the old answers are offered.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from assistant.audit.clock import Clock
from assistant.audit.layout import record_name
from assistant.audit.reading import read, screenings
from assistant.criteria.answers import Answer
from assistant.criteria.evaluation import Status, assess
from assistant.criteria.model import Fact, StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.errors import AssistantError
from assistant.session.codec import decoded, encoded
from assistant.session.live import Session
from assistant.session.opening import Opening
from assistant.session.protocols import protocol_of
from assistant.session.rescreening import rescreening
from assistant.session.state import State, fold


class Consequence(NamedTuple):
    """What becomes of one screening: verdicts and statuses before and after, and what is needed.

    `questions` can still matter now and could not before; `lost` are the answers that the other
    version does not take.
    """

    screening: str
    state: State
    before: str
    after: str
    statuses: tuple[tuple[str, Status | None, Status | None], ...]
    questions: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def is_any(self) -> bool:
        """Return whether anything comes out differently."""
        return self.before != self.after or bool(self.statuses or self.questions)


class Unreadable(NamedTuple):
    """A screening whose record cannot be read, and why."""

    screening: str
    why: str


def consequences(folder: Path, protocol: StudyProtocol) -> Iterator[Consequence | Unreadable]:
    """Yield what becomes of each screening for a protocol's trial."""
    planner = Planner(protocol)
    for screening in screenings(folder):
        try:
            found = _consequence(folder, screening, planner)
        except AssistantError as error:
            yield Unreadable(screening, str(error))
        else:
            if found is not None:
                yield found


def linked(
    folder: Path, found: Consequence, protocol: StudyProtocol, user: str, role: str, clock: Clock
) -> str:
    """Start a linked screening that offers the old answers, suspended at once; return its id.

    Raises BadInput or RecordError if none can be started.
    """
    languages = protocol.languages
    language = found.state.language if found.state.language in languages else languages[0]
    opening = Opening("", user, role, "", language, found.state.order)
    opening = rescreening(folder, found.screening, opening, protocol)
    session = Session.begin(folder, opening, protocol=protocol, clock=clock)
    try:
        session.submit("suspend")
    finally:
        session.close()
    return session.id


def _consequence(folder: Path, screening: str, planner: Planner) -> Consequence | None:
    """Return what becomes of one screening, None if it is for another trial, or practice."""
    new = planner.protocol
    events = read(folder / record_name(screening))
    old = protocol_of(folder, events[0])
    state = fold(old, events)
    if old.id != new.id or state.practice:
        return None
    answers = {
        fact: answer
        for fact, given in state.answers.items()
        if (answer := _taken(new.fact.get(fact), given)) is not None
    }
    before, after = assess(old, state.answers), assess(new, answers)
    was = {result.criterion: result.status for result in before.results}
    now = {result.criterion: result.status for result in after.results}
    open_before = Planner(old).plan(state.answers).open
    return Consequence(
        screening=screening,
        state=state,
        before=str(before.verdict),
        after=str(after.verdict),
        statuses=_differing(was, now),
        questions=tuple(f for f in planner.plan(answers).open if f not in open_before),
        lost=tuple(fact for fact in state.answers if fact not in answers),
    )


def _taken(fact: Fact | None, answer: Answer) -> Answer | None:
    """Return an old answer as a fact takes it now, None if it does not."""
    try:
        return decoded(fact, encoded(answer)) if fact is not None else None
    except AssistantError:
        return None


def _differing(
    was: Mapping[str, Status], now: Mapping[str, Status]
) -> tuple[tuple[str, Status | None, Status | None], ...]:
    """Return the criteria whose status is another, those of one version alone among them."""
    criteria = dict.fromkeys((*now, *was))
    return tuple((c, was.get(c), now.get(c)) for c in criteria if was.get(c) is not now.get(c))
