"""The ledger of a folder: one line for each event of each record, in the order they were saved.

Invariant: a line is added only for an event that is durable in its record, and only at the end; the
ledger begins with every event that the folder's sound records held before there was one, and each
segment after the first appears with its first line, once the one before it is full.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.audit import disk, entries, layout, reading
from assistant.audit.entries import Entry
from assistant.audit.events import Event
from assistant.audit.segment import Segment
from assistant.errors import RecordError

_PATIENCE = 10.0  # seconds to wait for another writer, who needs a few milliseconds
_PAUSE = 0.001


class Ledger:
    """A folder's ledger, open for adding to; several processes may have it so."""

    def __init__(self, folder: Path, segment: Segment, lock: int) -> None:
        self._folder = folder
        self._segment = segment
        self._lock = lock

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a folder's ledger, which is first begun if there is none; OSError if it cannot be.

        Raises RecordError if its end is damaged.
        """
        lock = disk.open_plain(folder / layout.LEDGER_LOCK, os.O_RDWR | os.O_CREAT)
        try:
            number = max(_segments(folder), default=0)
            if not number:
                with _alone(lock):
                    _begin(folder)
                number = 1  # if others have begun more since, entering goes on to those
            return cls(folder, Segment.open(folder, number), lock)
        except BaseException:
            os.close(lock)
            raise

    def last(self, screening: str) -> Entry | None:
        """The last entry of a screening, or None if it has none yet."""
        for number in reversed(_segments(self._folder)):
            path = self._folder / layout.segment_name(number)
            found = entries.last_of(screening, disk.read_file(path), path)
            if found:
                return found
        return None

    def enter(self, events: Sequence[Event]) -> None:
        """Add events that are durable in their records, durably; OSError if it is not done."""
        if not events:
            return
        with _alone(self._lock):
            while disk.is_there(self._next()):  # another process was first to fill this one
                self._turn()
            due = self._segment.due()
            lines = entries.encode(events, due)
            if due < layout.SEGMENT * self._segment.number:
                self._segment.add(lines)
            else:
                disk.place(self._next(), lines)
                self._turn()

    def close(self) -> None:
        """Let go of the ledger."""
        self._segment.close()
        os.close(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _next(self) -> Path:
        return self._folder / layout.segment_name(self._segment.number + 1)

    def _turn(self) -> None:
        """Go on in the next segment."""
        following = Segment.open(self._folder, self._segment.number + 1)
        self._segment.close()
        self._segment = following


def _segments(folder: Path) -> Sequence[int]:
    return layout.segments(disk.names(folder))


def _begin(folder: Path) -> None:
    """Make the ledger appear, with every event of the records that are there already."""
    names = disk.names(folder)
    if layout.segments(names):  # another process was first
        return
    places = [folder / name for name in names if layout.screening_of(name)]
    records = [events for place in places if (events := _already_there(place))]
    records.sort(key=lambda events: events[0].at)
    lines = entries.encode([event for events in records for event in events], 0)
    disk.place(folder / layout.LEDGER, lines)


def _already_there(path: Path) -> Sequence[Event]:
    """A record's events; none if it is damaged, which a ledger cannot mend and verification tells.

    OSError if the disk refuses to tell: nobody may go on as if it were not there.
    """
    try:
        return reading.scan(path, reading.split_torn(disk.read_file(path))[0])
    except RecordError:
        return ()
    except OSError as fault:
        if fault.errno in (errno.ELOOP, errno.EINVAL):  # a link or a folder of that name
            return ()
        raise


@contextmanager
def _alone(lock: int) -> Iterator[None]:
    """Hold the ledger's lock, which the system takes back if this process dies."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise OSError(errno.EBUSY, "Another program keeps the ledger to itself") from None
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)
