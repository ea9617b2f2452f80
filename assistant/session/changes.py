"""What happened in a screening beyond its first answers, in the record's order."""

from collections.abc import Mapping, Sequence

from assistant.audit.events import Event
from assistant.criteria.answers import Answer
from assistant.criteria.model import StudyProtocol
from assistant.reports.material import Change
from assistant.session.codec import decoded
from assistant.session.queries import ACTS, number_of
from assistant.session.shapes import mapping
from assistant.session.state import UNSAID, text, texts, well_formed

_CHANGES = frozenset({
    "refused", "confirmed", "revised", "erased", "reopened", "noted", "skipped", "paused",
    "resumed", "recovered", "acknowledged", "language_changed", "clock_anomaly", "query_raised",
    "query_replied", "query_closed", "source_verified", "source_named", "addendum", "redacted",
})  # fmt: skip


def changes(protocol: StudyProtocol, events: Sequence[Event]) -> tuple[Change, ...]:
    """Return what happened beyond the first answers, in order."""
    found = []
    for event in events:
        if event.type in _CHANGES:
            with well_formed(event):
                found.append(_change(protocol, event, events))
    return tuple(found)


def _change(protocol: StudyProtocol, event: Event, events: Sequence[Event]) -> Change:
    """Return one thing that happened."""
    data = event.data
    fact = str(data.get("fact", ""))
    facts = texts(data, "facts") if "facts" in data else []
    criteria = texts(data, "criteria") if "criteria" in data else []
    if "criterion" in data:
        criteria = [text(data, "criterion")]
    return Change(
        kind=event.type,
        at=event.at,
        by=event.author.actor,
        role=event.author.role,
        fact=fact,
        old=_answer(protocol, fact, data.get("old")),
        new=_answer(protocol, fact, data if event.type == "confirmed" else data.get("new")),
        text=_text(event),
        facts=(*facts, *criteria),
        cause=_cause(event),
        number=event.seq,
        cause_fact=_cause_fact(event, events),
        erased=_erased_by(protocol, event, events),
        query=str(number_of(event)) if event.type in ACTS else "",
    )


def _cause_fact(event: Event, events: Sequence[Event]) -> str:
    """Return what was answered or changed at the event that one came of."""
    cause = event.data.get("cause")
    found = events[cause].data.get("fact") if isinstance(cause, int) else None
    return found if isinstance(found, str) else ""


def _erased_by(
    protocol: StudyProtocol, event: Event, events: Sequence[Event]
) -> tuple[tuple[str, Answer], ...]:
    """Return the answers that one event set aside."""
    found = []
    for each in events[event.seq :]:
        if each.type == "erased" and each.data["cause"] == event.seq:
            fact = text(each.data, "fact")
            found.append((fact, decoded(protocol.fact[fact], mapping(each.data["old"]))))
    return tuple(found)


def _answer(protocol: StudyProtocol, fact: str, data: object) -> Answer | None:
    """Return an answer within an event's data, or None."""
    return decoded(protocol.fact[fact], data) if isinstance(data, Mapping) else None


def _text(event: Event) -> str:
    """Return what a person typed: the reason of a change, else the note or the reply."""
    private = event.private
    if event.redacted:
        return UNSAID
    return private.get("reason") or private.get("text") or private.get("reply", "")


def _cause(event: Event) -> str:
    """Return what an event came of, or which kind it is: a line's number, a choice, a language."""
    for key in ("cause", "kind", "choice", "language"):
        if event.data.get(key) is not None:
            return str(event.data[key])
    return ""
