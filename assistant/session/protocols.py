"""The protocol of a record: the very version that it was made with, found by its hash."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from assistant.audit import copies
from assistant.audit.events import Event, Json, ProtocolRef
from assistant.criteria.loader import load
from assistant.criteria.model import Decision, StudyProtocol
from assistant.criteria.sources import DEFAULT, folder_named
from assistant.errors import ProtocolError, RecordError
from assistant.session.opening import Trial
from assistant.session.shapes import items, mapping
from assistant.session.state import UNSAID, text, well_formed


@cache
def packaged() -> StudyProtocol:
    """Return the protocol that new screenings follow."""
    return load(DEFAULT)


def chosen(named: Path | None) -> StudyProtocol:
    """Return the protocol in a folder or packaged under a name, or the one that is usual.

    Raises ProtocolError if its files are faulty.
    """
    folder = folder_named(named)
    return packaged() if folder == DEFAULT else load(folder)


def trial_of(protocol: StudyProtocol) -> Trial:
    """Return what a new record says of a protocol, and the files to keep beside it."""
    return Trial(
        reference=ProtocolRef(protocol.id, protocol.version, protocol.source.sha256),
        readings={term.id: list(term.in_force) for term in protocol.terms},
        files=dict(protocol.source.files),
        decisions=tuple(
            {
                "term": each.term, "reading": each.reading, "by": each.by,
                "date": each.date.isoformat(), "reference": each.reference,
            }
            for each in {each.term: each for each in protocol.decisions}.values()
        ),
    )  # fmt: skip


def protocol_of(folder: Path, opened: Event) -> StudyProtocol:
    """Return the protocol that a record was begun under: its version, and the decisions in force.

    Raises RecordError if the version is not here, or the decisions are not of their form.
    """
    version = version_of(folder, opened.protocol.sha256)
    decisions = decisions_at(opened)
    return _under(version.source.sha256, folder, decisions) if decisions else version


def decisions_at(opened: Event) -> tuple[Decision, ...]:
    """Return the sponsor's decisions that were in force when a record was begun."""
    found = opened.data.get("decisions", ())
    with well_formed(opened):
        return tuple(_decision(opened, mapping(each)) for each in items(found))


def _decision(opened: Event, data: Mapping[str, Json]) -> Decision:
    """Return one of the decisions that a first event names; who decided may be redacted."""
    term = text(data, "term")
    return Decision(
        term=term,
        reading=text(data, "reading"),
        by=opened.private.get(f"by {term}", UNSAID),
        date=date.fromisoformat(text(data, "date")),
        reference=opened.private.get(f"reference {term}", UNSAID),
    )


@cache
def _under(sha256: str, folder: Path, decisions: tuple[Decision, ...]) -> StudyProtocol:
    return version_of(folder, sha256).deciding(decisions)


def version_of(folder: Path, sha256: str) -> StudyProtocol:
    """Return the protocol that has a hash: the packaged one, or the copy kept with the records.

    Raises RecordError if neither has it.
    """
    if packaged().source.sha256 == sha256:
        return packaged()
    place = copies.kept(folder, sha256)
    if place is None:
        raise RecordError(
            "the protocol version of this record is not here", where=str(folder),
            why=f"No copy with the hash {sha256[:16]}… is kept beside the records",
            remedy="Put the folder `protocols` back from your backup",
        )  # fmt: skip
    return _copy(place, sha256)


@cache
def _copy(place: Path, sha256: str) -> StudyProtocol:
    try:
        protocol = load(place)
    except ProtocolError as error:
        raise RecordError(
            "the kept copy of the protocol cannot be read", where=str(place), why=str(error),
            remedy="Put the folder `protocols` back from your backup",
        ) from error  # fmt: skip
    if protocol.source.sha256 != sha256:
        raise RecordError(
            "the kept copy of the protocol was changed", where=str(place),
            why="Its bytes no longer have the hash that the record names",
            remedy="Put the folder `protocols` back from your backup",
        )  # fmt: skip
    return protocol
