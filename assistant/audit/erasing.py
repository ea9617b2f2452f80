"""Free text that a `redacted` event names, taken out of a record; everything else stays as it is.

Invariant: the event that tells of it is durable first, so a text that is gone is always accounted
for; the file is replaced whole, so what was stopped half-way is finished by the next opening.
"""

from collections.abc import Sequence
from pathlib import Path

from assistant.audit import disk, layout, reading
from assistant.audit.chain import without_text
from assistant.audit.events import Event

_MARK = b'"type":"redacted"'


def settle(path: Path) -> None:
    """Take out every text that is still there although an event says that it was removed.

    OSError if the disk refuses; RecordError if the record is damaged.
    """
    content = disk.read_file(path)
    if _MARK not in content:
        return
    whole, torn = reading.split_torn(content)
    lines = whole.splitlines(keepends=True)
    events = reading.scan(path, whole)
    still_there = [event for event in removed(events) if event.private]
    if still_there:
        for event in still_there:
            lines[event.seq] = without_text(lines[event.seq])
        disk.place(path, b"".join(lines) + torn)
    gone = [path.with_name(name) for name in _files(events) if path.with_name(name).exists()]
    for each in gone:
        each.unlink(missing_ok=True)
    if gone:
        disk.sync_folder(path.parent)


def removed(events: Sequence[Event]) -> list[Event]:
    """The events whose text some later event says was removed."""
    named = {event.data.get("seq") for event in events if event.type == "redacted"}
    return [event for event in events if event.seq in named]


def beside(folder: Path, screening: str) -> list[str]:
    """The files beside a record that may hold any of its texts: copies of torn lines, reports."""
    return [name for name in disk.names(folder) if layout.screening_beside(name) == screening]


def _files(events: Sequence[Event]) -> list[str]:
    """The files that were to go with a text."""
    return [
        name
        for event in events
        if event.type == "redacted"
        for name in str(event.data.get("files", "")).split()
        if layout.screening_beside(name) == event.screening
    ]
