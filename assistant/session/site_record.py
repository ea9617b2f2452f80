"""The site's own record, beside the screenings: what the sponsor decided on the protocol's words.

It is a record like any other, one line an event, chained and on the disk before anything is said of
it. A decision is in force for the screenings begun after it; each of them keeps what was in force.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from assistant import __version__
from assistant.audit import copies
from assistant.audit.clock import Clock, stamp
from assistant.audit.events import Author, Event, Json, Origin
from assistant.audit.keys import Signer, opened
from assistant.audit.layout import SIGNING, SITE_RECORD, record_name
from assistant.audit.reading import read
from assistant.audit.register import Holder, holders
from assistant.audit.statements import Act, statement
from assistant.audit.store import Record
from assistant.criteria.model import Decision, StudyProtocol
from assistant.errors import BadInput
from assistant.session.decisions import require_usable
from assistant.session.opening import has_site_record
from assistant.session.protocols import trial_of, version_of
from assistant.session.signing import holder_here, keys_folder
from assistant.session.state import UNSAID, text, well_formed
from assistant.text import clean


def signatory(folder: Path, author: Author, at: datetime) -> Holder | None:
    """Return who signs a decision that an author records, None where nobody may sign as yet.

    Raises BadInput if the site has somebody to sign it, and the author cannot.
    """
    found = holder_here(folder, author, SIGNING, at)
    if found is None and any(each.may(SIGNING, at) for each in holders(folder)):
        raise BadInput(
            f"{author.actor!r} cannot sign this decision as {author.role}", where=str(folder),
            why="This site has investigators who sign, so a decision is signed as well",
            remedy="Record it as one of them: --user ID --role investigator",
        )  # fmt: skip
    return found


def decide(
    folder: Path,
    protocol: StudyProtocol,
    decision: Decision,
    author: Author,
    clock: Clock,
    passphrase: Callable[[Holder], str] | None = None,
) -> Event:
    """Record a decision of the sponsor; it is on the disk on return.

    Where the site has somebody to sign, it is signed: `passphrase` is asked of whoever does. Raises
    BadInput if it cannot be taken or signed, RecordError if it could not be saved.
    """
    require_usable(protocol, decision, "decide")
    if decision.date > clock.now().astimezone().date():
        raise BadInput(f"{decision.date} is still to come", where="--date",
                       remedy="Give the day on which the sponsor decided")  # fmt: skip
    private = {
        "by": _said(decision.by, "--by"),
        "reference": _said(decision.reference, "--reference"),
    }
    signer = _signer(folder, author, clock.now(), passphrase)
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
        if signer is not None:
            holder, key = signer
            private = {**private, "name": holder.name}
            data = {**data, "time": stamp(clock.now())}
            last = record.events[-1]
            act = Act("decided", SITE_RECORD, last.seq + 1, last.hash, author.actor, author.role,
                      data, private)  # fmt: skip
            data = {**data, "signature": key.statement(SIGNING, statement(act))}
        return record.append("decided", data, author=author, private=private)
    finally:
        record.close()


def _signer(
    folder: Path, author: Author, at: datetime, passphrase: Callable[[Holder], str] | None
) -> tuple[Holder, Signer] | None:
    """Return who signs, with the key opened; None where nobody may sign as yet."""
    holder = signatory(folder, author, at)
    if holder is None:
        return None
    key = opened(keys_folder(), holder.user, passphrase(holder)) if passphrase else None
    if key is None:
        raise BadInput(
            "this passphrase does not open the key", where=holder.user,
            why="Nothing was recorded", remedy="Try again",
        )  # fmt: skip
    return holder, key


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
    known = tuple(
        each
        for each in last.values()
        if is_usable(protocol, each) and each not in protocol.decisions
    )
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
        raise BadInput("is empty", where=where, remedy="Say who decided, and where that is written")
    return said
