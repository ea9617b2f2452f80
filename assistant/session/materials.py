"""From a record to what a report is made of: who answered what, when, and all that changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.audit.events import Event
from assistant.criteria.answers import Answer
from assistant.criteria.model import StudyProtocol
from assistant.reports.material import Change, Given, Material
from assistant.session.codec import confirmed, decoded
from assistant.session.state import State, fold, text, texts, well_formed

_CHANGES = frozenset({
    "refused", "confirmed", "revised", "erased", "reopened", "noted", "skipped", "paused",
    "resumed", "recovered", "acknowledged", "language_changed", "clock_anomaly",
})  # fmt: skip


def material(protocol: StudyProtocol, events: Sequence[Event], made_at: datetime) -> Material:
    """Return what a report on a record is made from."""
    state = fold(protocol, events)
    opened, last = events[0], events[-1]
    concluded = next((event for event in events if event.type == "concluded"), None)
    return Material(
        protocol=protocol,
        screening=opened.screening,
        subject=state.subject,
        site=state.site,
        opened_by=opened.author.actor,
        opened_role=opened.author.role,
        opened_at=opened.at,
        order=state.order,
        practice=state.practice,
        state=state_name(state),
        stopped=state.stopped,
        concluded_by=concluded.author.actor if concluded else "",
        concluded_role=concluded.author.role if concluded else "",
        concluded_at=concluded.at if concluded else None,
        given=_given(events, state),
        changes=_changes(protocol, events),
        acknowledged=_acknowledged(events),
        head=last.hash,
        events=len(events),
        software=last.software,
        made_at=made_at,
    )


def state_name(state: State) -> str:
    """Return "open", "suspended", "completed" or "signed"; the last two have a verdict for good."""
    if state.concluded:
        return "signed" if state.signed else "completed"
    return "suspended" if state.suspended else "open"


def _given(events: Sequence[Event], state: State) -> tuple[Given, ...]:
    """Return the answers in force with who gave each, and when."""
    by_seq = {event.seq: event for event in events}
    sources = _sources(events)
    given = []
    for fact, answer in state.answers.items():
        event = by_seq[state.given_by[fact]]
        with well_formed(event):
            remarks = confirmed(event.data)
        given.append(
            Given(
                fact=fact,
                answer=answer,
                reply=_reply(by_seq, event),
                by=event.author.actor,
                role=event.author.role,
                at=event.at,
                confirmed=remarks,
                source=sources.get(fact, ""),
            )
        )
    return tuple(given)


def _reply(by_seq: Mapping[int, Event], event: Event) -> str:
    """Return what was typed for an answer; of one given again, what was typed at first."""
    origin = event.data.get("origin")
    first = by_seq.get(origin, event) if isinstance(origin, int) else event
    return first.private.get("reply", "")


def _sources(events: Sequence[Event]) -> dict[str, str]:
    """Return the source document last named for each fact."""
    return {
        text(event.data, "fact"): event.private.get("text", "")
        for event in events
        if event.type == "noted" and event.data["kind"] == "source"
    }


def _acknowledged(events: Sequence[Event]) -> tuple[str, ...]:
    """Return the ids of what was acknowledged last before the end."""
    found: tuple[str, ...] = ()
    for event in events:
        if event.type == "acknowledged" and event.data["what"] == "remarks":
            found = (*texts(event.data, "advisories"), *texts(event.data, "terms"))
    return found


def _changes(protocol: StudyProtocol, events: Sequence[Event]) -> tuple[Change, ...]:
    """Return what happened beyond the first answers, in order."""
    changes = []
    for event in events:
        if event.type in _CHANGES:
            with well_formed(event):
                changes.append(_change(protocol, event))
    return tuple(changes)


def _change(protocol: StudyProtocol, event: Event) -> Change:
    """Return one thing that happened."""
    data = event.data
    fact = str(data.get("fact", ""))
    facts = texts(data, "facts") if "facts" in data else []
    criteria = texts(data, "criteria") if "criteria" in data else []
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
    )


def _answer(protocol: StudyProtocol, fact: str, data: object) -> Answer | None:
    """Return an answer within an event's data, or None."""
    return decoded(protocol.fact[fact], data) if isinstance(data, Mapping) else None


def _text(event: Event) -> str:
    """Return what a person typed: the reason of a change, else the note or the reply."""
    private = event.private
    return private.get("reason") or private.get("text") or private.get("reply", "")


def _cause(event: Event) -> str:
    """Return what an event came of, or which kind it is: a line's number, a choice, a language."""
    for key in ("cause", "kind", "choice", "language"):
        if event.data.get(key) is not None:
            return str(event.data[key])
    return ""
