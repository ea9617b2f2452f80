"""A screening's queries to be read and dealt with one by one, and all that a monitor may ask about.

What each role can do is decided here: the site replies, a monitor asks, compares and closes.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.audit.clock import Clock
from assistant.audit.events import Event
from assistant.audit.reading import read
from assistant.criteria.base import Frozen
from assistant.reports.content import CriterionShown, FactShown, QueryShown, Summary
from assistant.reports.material import Query
from assistant.session.monitoring import (
    MONITOR,
    close_query,
    raise_query,
    reply_to_query,
    verify_source,
)
from assistant.session.opening import ROLES, author_of
from assistant.session.protocols import protocol_of
from assistant.session.queries import queries_of
from assistant.session.summaries import summary_shown

REPLY, CLOSE, RAISE, COMPARE = "reply", "close", "raise", "compare"
_ORDER = ("open", "replied", "closed")
_CLOCK = Clock()


class Matter(Frozen):
    """A query, an answer or a criterion, as a list shows it, and all there is to read of it.

    `id` is the query's number, or the fact's or criterion's id. `state` is of a query "open",
    "replied" (and still open) or "closed", of an answer "compared" with its source, "sourced" or
    "unsourced". `acts` are what can be done.
    """

    id: str
    about: str
    said: str
    state: str
    lines: tuple[str, ...]
    acts: tuple[str, ...]


class QueryDesk:
    """Reads one screening's record anew each time, and records what is done about it."""

    def __init__(
        self, folder: Path, screening: str, language: str, *, clock: Clock = _CLOCK
    ) -> None:
        self._folder = folder
        self._screening = screening
        self._language = language
        self._clock = clock

    def matters(self, role: str) -> tuple[Matter, ...]:
        """Return the queries, those open first; for a monitor then each answer and criterion.

        Raises AssistantError if the record cannot be read.
        """
        events = read(self._folder / f"{self._screening}.jsonl")
        summary = self._summary(events)
        queries = zip(summary.queries, queries_of(events), strict=True)
        found = [_query(shown, query, role) for shown, query in queries]
        found.sort(key=lambda each: _ORDER.index(each.state))
        if role == MONITOR:
            found += [_answer(each) for each in summary.answers]
            found += [_criterion(each) for group in summary.groups for each in group.criteria]
        return tuple(found)

    def do(self, act: str, matter: Matter, user: str, role: str, text: str) -> None:
        """Do one of a matter's acts; it is on the disk on return.

        Raises AssistantError if it cannot be done, is not that role's to do, or was not saved.
        """
        where, clock = (self._folder, self._screening), self._clock
        author = author_of(user, role, ROLES if act == REPLY else (MONITOR,))
        match act:
            case "reply":
                reply_to_query(*where, author, int(matter.id), text, clock=clock)
            case "close":
                close_query(*where, author, int(matter.id), text, clock=clock)
            case "raise":
                raise_query(*where, author, matter.id, text, clock=clock)
            case _:
                verify_source(*where, author, matter.id, text, clock=clock)

    def _summary(self, events: Sequence[Event]) -> Summary:
        """Return the screening's summary, in its own language if the protocol lacks this one."""
        is_spoken = self._language in protocol_of(self._folder, events[0]).languages
        language = self._language if is_spoken else None
        return summary_shown(self._folder, self._screening, language, self._clock.now())


def _query(shown: QueryShown, query: Query, role: str) -> Matter:
    """Return a query with all that was said to it."""
    act = CLOSE if role == MONITOR else REPLY
    is_replied = query.is_open and query.turns[-1].act == "replied"
    return Matter(
        id=shown.number,
        about=f"{shown.number}. {shown.about}",
        said=next((turn.text for turn in reversed(shown.turns) if turn.text), ""),
        state="replied" if is_replied else shown.state_id,
        lines=tuple(_turns(shown)),
        acts=(act,) if query.is_open else (),
    )


def _turns(query: QueryShown) -> Iterator[str]:
    for turn in query.turns:
        said = f" – {turn.text}" if turn.text else ""
        yield f"{turn.at.text}, {turn.by}, {turn.what}{said}"


def _answer(fact: FactShown) -> Matter:
    """Return an answer, with its source and whether it was compared with it."""
    state = "compared" if fact.verified else "sourced" if fact.source else "unsourced"
    given = f"{fact.value} – {fact.by}, {fact.at.text}"
    return Matter(
        id=fact.fact,
        about=fact.label,
        said=fact.value,
        state=state,
        lines=tuple(each for each in (given, fact.source, fact.verified) if each),
        acts=(RAISE, COMPARE) if state == "sourced" else (RAISE,),
    )


def _criterion(criterion: CriterionShown) -> Matter:
    """Return a criterion as it stands."""
    mark = criterion.mark
    return Matter(
        id=criterion.id,
        about=f"{criterion.id} {criterion.label}",
        said=f"{mark.glyph} {mark.word}",
        state="",
        lines=(criterion.wording,),
        acts=(RAISE,),
    )
