"""The ledger of a folder: one line for each event of each record, in the order they were saved.

Invariant: a line is added only for an event that is durable in its record, and only at the end; the
ledger begins with every event that the folder's sound records held before there was one.
"""

import errno
import fcntl
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from assistant.audit import disk, layout, reading
from assistant.audit.events import Event
from assistant.errors import RecordError

_ENTRY = re.compile(
    rb'\{"hash":"([0-9a-f]{64})","n":(0|[1-9][0-9]*),"screening":"([0-9a-f-]{36})",'
    rb'"seq":(0|[1-9][0-9]*)\}\n'
)
_CHUNK = 512  # bytes at the end in which the last line is looked for first
_PATIENCE = 10.0  # seconds to wait for another writer, who needs a few milliseconds
_PAUSE = 0.001


class Entry(NamedTuple):
    """What a line of the ledger says of an event; number counts the ledger's lines from 0."""

    hash: str
    number: int
    seq: int


class Ledger:
    """A folder's ledger, open for adding to; several processes may have it so."""

    def __init__(self, path: Path, descriptor: int, lock: int, held: ExitStack) -> None:
        self.path = path
        self._descriptor = descriptor
        self._lock = lock
        self._held = held
        self._size = 0  # what this process knows to be durable

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a folder's ledger, which is first begun if there is none; OSError if it cannot be.

        Raises RecordError if its end is damaged.
        """
        path = folder / layout.LEDGER
        with ExitStack() as held:
            lock = _opened(folder / layout.LEDGER_LOCK, os.O_RDWR | os.O_CREAT, held)
            if not os.path.lexists(path):
                with _alone(lock):
                    _begin(path)
            descriptor = _opened(path, os.O_RDWR | os.O_APPEND, held)
            return cls(path, descriptor, lock, held.pop_all())

    def last(self, screening: str) -> Entry | None:
        """The last entry of a screening, or None if it has none yet."""
        content = disk.contents(self._descriptor)
        at = content.rfind(f'"screening":"{screening}"'.encode())
        if at < 0:
            return None
        start = content.rfind(b"\n", 0, at) + 1
        return self._entry(content[start : content.find(b"\n", at) + 1])

    def enter(self, events: Sequence[Event]) -> None:
        """Add events that are durable in their records, durably; OSError if it is not done."""
        if not events:
            return
        with _alone(self._lock):
            if not disk.is_named(self._descriptor, self.path):
                raise OSError(errno.ESTALE, "Another program moved or replaced the ledger")
            end, number = self._end()
            if end < self._size:
                raise OSError(errno.ESTALE, "The ledger is shorter than it was")
            lines = _lines(events, number)
            disk.write(self._descriptor, lines)
            self._size = end + len(lines)

    def close(self) -> None:
        """Let go of the ledger."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _end(self) -> tuple[int, int]:
        """Where the next line begins, and its number; a torn line, of no use to anyone, goes."""
        size = os.fstat(self._descriptor).st_size
        whole, torn = reading.split_torn(self._tail(size))
        if torn:
            os.ftruncate(self._descriptor, size - len(torn))
        last = whole[whole.rfind(b"\n", 0, -1) + 1 :]
        return size - len(torn), self._entry(last).number + 1 if last else 0

    def _tail(self, size: int) -> bytes:
        """The ledger's end, with one whole line in it at least unless there is none."""
        length = _CHUNK
        while True:
            tail = os.pread(self._descriptor, length, max(size - length, 0))
            if length >= size or reading.split_torn(tail)[0].count(b"\n") > 1:
                return tail
            length *= 2

    def _entry(self, line: bytes) -> Entry:
        found = _ENTRY.fullmatch(line)
        if found is None:
            raise RecordError(
                "The ledger is damaged, and is never repaired by guessing",
                where=str(self.path),
                why=f"This is not a line of it: {line[:40].decode('latin-1')!a}",
                remedy="Put back a sound copy of the folder; `screening verify` lists every fault.",
            )
        return Entry(found[1].decode(), int(found[2]), int(found[4]))


def _lines(events: Sequence[Event], number: int) -> bytes:
    lines = (
        layout.LEDGER_LINE % (event.hash, at, event.screening, event.seq) + "\n"
        for at, event in enumerate(events, number)
    )
    return "".join(lines).encode()


def _begin(path: Path) -> None:
    """Make the ledger appear, with every event of the records that are there already."""
    if os.path.lexists(path):  # another process was first
        return
    places = [path.with_name(name) for name in disk.names(path.parent) if layout.screening_of(name)]
    records = [events for place in places if (events := _already_there(place))]
    records.sort(key=lambda events: events[0].at)
    disk.place(path, _lines([event for events in records for event in events], 0))


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


def _opened(path: Path, flags: int, held: ExitStack) -> int:
    descriptor = disk.open_plain(path, flags)
    held.callback(os.close, descriptor)
    return descriptor


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
