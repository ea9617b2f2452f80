"""The protocol of a record: the very version that it was made with, found by its hash."""

from functools import cache
from pathlib import Path

from assistant.audit import copies
from assistant.audit.events import ProtocolRef
from assistant.criteria.loader import load
from assistant.criteria.model import StudyProtocol
from assistant.criteria.sources import DEFAULT
from assistant.errors import ProtocolError, RecordError
from assistant.session.opening import Trial


@cache
def packaged() -> StudyProtocol:
    """Return the protocol that new screenings follow."""
    return load(DEFAULT)


def trial_of(protocol: StudyProtocol) -> Trial:
    """Return what a new record says of a protocol, and the files to keep beside it."""
    return Trial(
        reference=ProtocolRef(protocol.id, protocol.version, protocol.source.sha256),
        readings={term.id: list(term.in_force) for term in protocol.terms},
        files=dict(protocol.source.files),
    )


def protocol_of(folder: Path, sha256: str) -> StudyProtocol:
    """Return the protocol that has a hash: the packaged one, or the copy kept with the records.

    Raises RecordError if neither has it.
    """
    if packaged().source.sha256 == sha256:
        return packaged()
    place = copies.kept(folder, sha256)
    if place is None:
        raise RecordError(
            "the protocol version of this record is not here", where=str(folder),
            why=f"no copy with the hash {sha256[:16]}… is kept beside the records",
            remedy="put the folder `protocols` back from your backup",
        )  # fmt: skip
    return _copy(place, sha256)


@cache
def _copy(place: Path, sha256: str) -> StudyProtocol:
    try:
        protocol = load(place)
    except ProtocolError as error:
        raise RecordError(
            "the kept copy of the protocol cannot be read", where=str(place), why=str(error),
            remedy="put the folder `protocols` back from your backup",
        ) from error  # fmt: skip
    if protocol.source.sha256 != sha256:
        raise RecordError(
            "the kept copy of the protocol was changed", where=str(place),
            why="its bytes no longer have the hash that the record names",
            remedy="put the folder `protocols` back from your backup",
        )  # fmt: skip
    return protocol
