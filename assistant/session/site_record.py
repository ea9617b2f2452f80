"""The site's own record, beside the screenings: what the sponsor decided on the protocol's words.

It is a record like any other, one line an event, chained and on the disk before anything is said of
it. A decision is in force for the screenings begun after it; each of them keeps what was in force.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant import __version__
from assistant.audit import copies
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Event, Json, Origin
from assistant.audit.layout import SITE_RECORD, record_name
from assistant.audit.reading import read
from assistant.audit.store import Record
from assistant.criteria.model import Decision, StudyProtocol
from assistant.errors import BadInput
from assistant.session.decisions import require_usable
from assistant.session.opening import has_site_record
from assistant.session.protocols import UNSAID, trial_of, version_of
from assistant.session.state import text, well_formed
from assistant.text import clean


def decide(
    folder: Path, protocol: StudyProtocol, decision: Decision, author: Author, clock: Clock
) -> Event:
    """Record a decision of the sponsor; it is on the disk on return.

    Raises BadInput if it cannot be taken, RecordError if it could not be saved.
    """
    require_usable(protocol, decision, "decide")
    if decision.date > clock.now().astimezone().date():
        raise BadInput(f"{decision.date} is still to come", where="--date",
                       remedy="give the day on which the sponsor decided")  # fmt: skip
    private = {
        "by": _said(decision.by, "--by"),
        "reference": _said(decision.reference, "--reference"),
    }
    trial = trial_of(protocol)
    copies.keep(folder, trial.reference.sha256, trial.files)
    if has_site_record(folder):
        record = Record.open(folder, SITE_RECORD, software=__version__, clock=clock)
    else:
        origin = Origin(SITE_RECORD, trial.reference, __version__)
        record = Record.create(folder, origin, {"record": "site"}, author=author, clock=clock)
    data: dict[str, Json] = {
        "protocol": trial.reference.id,
        "version": trial.reference.version,
        "sha256": trial.reference.sha256,
        "term": decision.term,
        "reading": decision.reading,
        "date": decision.date.isoformat(),
    }
    try:
        return record.append("decided", data, author=author, private=private)
    finally:
        record.close()


def site_decisions(folder: Path, protocol: str) -> tuple[tuple[Event, Decision], ...]:
    """Return the decisions that a site recorded on a protocol's terms, oldest first.

    Raises RecordError if the site's record is damaged.
    """
    if not has_site_record(folder):
        return ()
    return tuple(
        (event, decision_of(event))
        for event in read(folder / record_name(SITE_RECORD))
        if event.type == "decided" and event.data.get("protocol") == protocol
    )


def in_force(folder: Path, protocol: StudyProtocol) -> StudyProtocol:
    """Return a protocol with a site's decisions in force, those that this version still has."""
    last = {decision.term: decision for _, decision in site_decisions(folder, protocol.id)}
    known = tuple(each for each in last.values() if is_usable(protocol, each))
    return protocol.deciding(known) if known else protocol


def is_usable(protocol: StudyProtocol, decision: Decision) -> bool:
    """Return whether a version of a protocol has a decision's term, and can use its reading."""
    term = protocol.term.get(decision.term)
    return term is not None and decision.reading in term.usable


def unusable(folder: Path, events: Sequence[Event]) -> list[str]:
    """Return, of a site's record, every decision that its protocol version cannot take."""
    causes = []
    for event in events:
        if event.type == "decided":
            decision, sha256 = decision_of(event), text(event.data, "sha256")
            if not is_usable(version_of(folder, sha256), decision):
                causes.append(f"line {event.seq + 1}: {decision.reading} is no reading of "
                              f"{decision.term} that can be used")  # fmt: skip
    return causes


def decision_of(event: Event) -> Decision:
    """Return the decision that an event records; RecordError if it is not of its form."""
    with well_formed(event):
        return Decision(
            term=text(event.data, "term"),
            reading=text(event.data, "reading"),
            by=event.private.get("by", UNSAID),
            date=date.fromisoformat(text(event.data, "date")),
            reference=event.private.get("reference", UNSAID),
        )


def _said(given: str, where: str) -> str:
    """Return a text as it may be recorded, or refuse one that says nothing."""
    said = clean(given)
    if not said:
        raise BadInput("is empty", where=where, remedy="say who decided, and where that is written")
    return said
