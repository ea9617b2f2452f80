"""From a record to what a report is made of: who answered what, when, and all that changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.audit.checkpoint import Checkpoint, spoken
from assistant.audit.events import Event
from assistant.criteria.model import StudyProtocol
from assistant.reports.material import Document, Given, Material, Signed
from assistant.session.changes import changes
from assistant.session.codec import confirmed
from assistant.session.documents import Source, sources
from assistant.session.queries import queries_of, verified_sources
from assistant.session.state import ANSWERING, State, fold, text, texts, well_formed


def material(
    protocol: StudyProtocol,
    events: Sequence[Event],
    made_at: datetime,
    ledger: Checkpoint | None = None,
) -> Material:
    """Return what a report on a record is made from, with the ledger as it is then."""
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
        rescreens=state.rescreens,
        state=state_name(state),
        stopped=state.stopped,
        concluded_by=concluded.author.actor if concluded else "",
        concluded_role=concluded.author.role if concluded else "",
        concluded_at=concluded.at if concluded else None,
        given=_given(events, state),
        changes=changes(protocol, events),
        acknowledged=_acknowledged(events),
        head=last.hash,
        events=len(events),
        software=last.software,
        made_at=made_at,
        signatures=_signatures(events),
        ledger_size=ledger.size if ledger else 0,
        ledger_root=spoken(ledger.root) if ledger else "",
        queries=queries_of(events),
    )


def _signatures(events: Sequence[Event]) -> tuple[Signed, ...]:
    """Return every signature, in order."""
    found = []
    for event in events:
        if event.type == "signed":
            with well_formed(event):
                found.append(
                    Signed(
                        name=event.private.get("name", ""),
                        by=event.author.actor,
                        role=event.author.role,
                        at=datetime.fromisoformat(text(event.data, "time")),
                        meaning=text(event.data, "meaning"),
                    )
                )
    return tuple(found)


def state_name(state: State) -> str:
    """Return "open", "suspended", "completed" or "signed"; the last two have a verdict for good."""
    if state.concluded:
        return "signed" if state.signed else "completed"
    return "suspended" if state.suspended else "open"


def _given(events: Sequence[Event], state: State) -> tuple[Given, ...]:
    """Return the answers in force with who gave each, and when."""
    by_seq = {event.seq: event for event in events}
    named = sources(events)
    verified, judges = verified_sources(events, state), _judges(events)
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
                source=_document(named.get(fact)),
                judged_by=judges.get(fact, ""),
                verified=verified.get(fact),
            )
        )
    return tuple(given)


def _reply(by_seq: Mapping[int, Event], event: Event) -> str:
    """Return what was typed for an answer; of one given again, what was typed at first."""
    origin = event.data.get("origin")
    # What an earlier screening offered stands in the first event, and was typed in another record.
    first = by_seq.get(origin, event) if isinstance(origin, int) and origin else event
    return first.private.get("reply", "")


def _document(source: Source | None) -> Document | None:
    """Return a source document for a report."""
    if source is None:
        return None
    return Document(kind=source.kind, day=source.day, where=source.where, typed=source.typed)


def _judges(events: Sequence[Event]) -> dict[str, str]:
    """Return who was said to have judged each answer in force.

    It was said of one answer, or at the question of the answer that came next.
    """
    judges, awaited = dict[str, str](), dict[str, str]()
    for event in events:
        if event.type == "noted" and event.data["kind"] == "judge":
            named = awaited if event.data["answer"] is None else judges
            named[text(event.data, "fact")] = event.private.get("text", "—")
        elif event.type in (*ANSWERING, "revised"):
            fact = text(event.data, "fact")
            judges[fact] = awaited.pop(fact, "")
    return judges


def _acknowledged(events: Sequence[Event]) -> tuple[str, ...]:
    """Return the ids of what was acknowledged last before the end."""
    found: tuple[str, ...] = ()
    for event in events:
        if event.type == "acknowledged" and event.data["what"] == "remarks":
            found = (*texts(event.data, "advisories"), *texts(event.data, "terms"))
    return found
