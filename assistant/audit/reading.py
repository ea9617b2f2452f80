"""Records read back for the session: every event in order, or an error that names the line.

Invariant: what is returned is one unbroken chain from `opened`; nothing on the disk is changed.
"""

from pathlib import Path

from assistant.audit import disk
from assistant.audit.chain import decode_line
from assistant.audit.events import Event
from assistant.audit.layout import GENESIS, SITE_RECORD, screening_of
from assistant.errors import RecordError

_NULS = b"\0"


def read(path: Path) -> tuple[Event, ...]:
    """Every event of a record but a line that is still being written, or was torn while it was."""
    try:
        content = disk.read_file(path)
    except OSError as fault:
        raise disk.refusal("This record cannot be read", path, fault) from fault
    return scan(path, split_torn(content)[0])


def screenings(folder: Path) -> tuple[str, ...]:
    """The ids of the screenings recorded in a folder; none if there is no such folder yet.

    The site's own record is none of them.
    """
    try:
        found = disk.names(folder)
    except FileNotFoundError:
        return ()
    except OSError as fault:
        raise disk.refusal("The records cannot be listed", folder, fault) from fault
    named = (screening_of(name) for name in found)
    return tuple(screening for screening in named if screening and screening != SITE_RECORD)


def split_torn(content: bytes) -> tuple[bytes, bytes]:
    """A file's bytes as whole lines and a torn end: a line without newline, or one made of NULs."""
    end = content.rfind(b"\n") + 1
    if end == len(content):
        last = content.rfind(b"\n", 0, max(end - 1, 0)) + 1
        if _NULS in content[last:end] and not content[last : end - 1].strip(_NULS):
            end = last
    return content[:end], content[end:]


def scan(path: Path, whole: bytes) -> tuple[Event, ...]:
    """The events of a file's whole lines; RecordError names the first line that is not sound."""
    events: list[Event] = []
    for number, line in enumerate(whole.split(b"\n")[:-1], start=1):
        try:
            event = decode_line(line + b"\n")
            _refuse_unlinked(event, events[-1] if events else None, path)
        except ValueError as fault:
            raise _damaged(path, number, fault) from fault
        events.append(event)
    if not events:
        raise RecordError(
            "Nothing was ever saved in this record",
            where=str(path),
            why="The program was stopped before its first event reached the disk",
            remedy="Start a new screening; this file can be deleted.",
        )
    return tuple(events)


def _refuse_unlinked(event: Event, previous: Event | None, path: Path) -> None:
    if event.screening != screening_of(path.name):
        raise ValueError("it belongs to another screening")
    if event.seq != (previous.seq + 1 if previous else 0):
        raise ValueError(f"its number in the sequence is {event.seq}, out of order")
    if event.prev != (previous.hash if previous else GENESIS):
        raise ValueError("it does not follow from the line before it")
    if (event.type == "opened") is not (previous is None):
        raise ValueError("a record begins with its only `opened` event")


def _damaged(path: Path, number: int, fault: ValueError) -> RecordError:
    return RecordError(
        "This record is damaged, and is never repaired by guessing",
        where=f"{path}, line {number}",
        why=f"The line was changed after it was saved: {fault}",
        remedy="Put back a sound copy from your backup; `screening verify` lists every fault.",
    )
