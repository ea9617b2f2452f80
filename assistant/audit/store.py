"""The one writer of a screening's record.

Invariant: an event is returned only after its line is on the disk, and then its entry in the
ledger, which is therefore at most one event behind; after any doubt, this handle writes nothing
more, and the record must be opened, and so read through, again.
"""

import errno
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.audit import agreement, disk, erasing, layout, locks, reading, recovery
from assistant.audit.chain import decode_line
from assistant.audit.clock import Clock, stamp
from assistant.audit.drafting import draft
from assistant.audit.events import SYSTEM, Author, Deed, Event, Json, Origin
from assistant.audit.ledger import Ledger
from assistant.errors import BadInput, RecordError

_NO_TEXT: Mapping[str, str] = {}
_NOT_SAVED = "NOT SAVED: this did not reach the record"


class Record:
    """A screening held for writing by this process alone; close it to let another have it."""

    def __init__(
        self,
        path: Path,
        descriptor: int,
        ledger: Ledger,
        events: Sequence[Event],
        origin: Origin,
        clock: Clock,
    ) -> None:
        self.path = path
        self.origin = origin
        self._descriptor = descriptor
        self._ledger = ledger
        self._events = list(events)
        self._clock = clock
        self._size = os.fstat(descriptor).st_size
        self._held = ExitStack()
        self._closed = any(event.type in layout.CLOSING for event in events)
        self._sound = True

    @classmethod
    def create(
        cls,
        folder: Path,
        origin: Origin,
        data: Mapping[str, Json],
        *,
        author: Author,
        clock: Clock,
        private: Mapping[str, str] = _NO_TEXT,
    ) -> Self:
        """Begin a record with its `opened` event, which is durable on return."""
        path = _path(folder, origin.screening)
        with ExitStack() as held:
            try:
                _make_private(folder)
                held.enter_context(locks.held(folder, origin.screening))
                ledger = held.enter_context(Ledger.open(folder))
                descriptor = _open(path, os.O_CREAT | os.O_EXCL, held)
                record = cls(path, descriptor, ledger, (), origin, clock)
                record._save(Deed("opened", data, author, private), clock.now())
            except OSError as fault:
                raise disk.refusal("NOT SAVED: no record could be begun", path, fault) from fault
            record._held = held.pop_all()
        return record

    @classmethod
    def open(cls, folder: Path, screening: str, *, software: str, clock: Clock) -> Self:
        """Take up a record under the protocol it was made with, after recovering a torn end.

        Raises Busy if another process holds it, RecordError if it is missing, damaged, at odds
        with the ledger or cannot be written.
        """
        path = _path(folder, screening)
        if not os.path.lexists(path):
            raise RecordError(
                "There is no such screening",
                where=str(path),
                remedy="`screening list` shows those that this folder holds.",
            )
        with ExitStack() as held:
            try:
                held.enter_context(locks.held(folder, screening))
                ledger = held.enter_context(Ledger.open(folder))
                erasing.settle(path)
                descriptor = _open(path, 0, held)
                events = _recovered(path, descriptor, ledger)
                origin = Origin(screening, events[-1].protocol, software)
                record = cls(path, descriptor, ledger, events, origin, clock)
                for lost in recovery.owed(folder, screening, events):
                    record.append("recovered", lost, author=SYSTEM)
            except OSError as fault:
                raise disk.refusal("This screening cannot be resumed", path, fault) from fault
            record._held = held.pop_all()
        return record

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event that is durable in this record, oldest first."""
        return tuple(self._events)

    def append(
        self,
        kind: str,
        data: Mapping[str, Json],
        *,
        author: Author,
        private: Mapping[str, str] = _NO_TEXT,
    ) -> Event:
        """Add one event, of one of layout.TYPES, and return it once it is durable.

        For data and private see Deed. Raises RecordError if it is not saved, or is a signature that
        is not from between the line above and now.
        """
        self._refuse_if_unfit(kind)
        now = self._clock.now().astimezone(UTC)
        last = self._events[-1].at
        if kind in layout.SEALED and "signature" in data and not _is_timely(data, last, now):
            raise self._refusal(
                "This computer's clock went back after the signature was asked for",
                "Nothing was signed. Set the clock right, and sign again.",
            )
        if now < last:
            step = {"previous": stamp(last), "now": stamp(now)}
            self._save(Deed("clock_anomaly", step, SYSTEM), now)
        return self._save(Deed(kind, data, author, private), now)

    def close(self) -> None:
        """Let go of the screening; harmless if done twice."""
        self._sound = False
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

    def _refuse_if_unfit(self, kind: str) -> None:
        if not self._sound:
            raise self._refusal(
                "An earlier write failed, or the record was closed",
                f"Everything saved before is kept: `screening resume {self.origin.screening}`.",
            )
        if kind == "opened" or (self._closed and kind not in layout.AFTER_CLOSING):
            raise self._refusal(
                f"A record that is {'closed' if self._closed else 'open'} takes no `{kind}` event",
                "A concluded screening is corrected by an addendum.",
            )
        if kind == "signed" and layout.PRACTICE in self._events[0].data:
            raise self._refusal(
                "A practice record is never signed: there is no participant behind it",
                "A real screening begins with `screening new`.",
            )

    def _save(self, deed: Deed, at: datetime) -> Event:
        previous = self._events[-1] if self._events else None
        try:
            line = draft(deed, at, self.origin, previous, self._clock)
            event = decode_line(line)
        except ValueError as fault:
            raise self._refusal(f"The record cannot hold it: {fault}", "") from fault
        self._sound = False  # and stays so whatever interrupts the write, Ctrl-C included
        try:
            self._refuse_if_touched()
            disk.write(self._descriptor, line)
            if previous is None:
                disk.sync_folder(self.path.parent)  # the ledger never names what could vanish
            self._ledger.enter([event])
        except OSError as fault:
            raise disk.refusal(_NOT_SAVED, self.path, fault) from fault
        except RecordError as fault:  # the ledger's
            raise self._refusal(f"{fault.what}. {fault.why}", fault.remedy) from fault
        self._size += len(line)
        self._events.append(event)
        self._closed |= event.type in layout.CLOSING
        self._sound = True
        return event

    def _refuse_if_touched(self) -> None:
        """An event saved to a file that was replaced or changed meanwhile would be lost."""
        size = os.fstat(self._descriptor).st_size
        if not disk.is_named(self._descriptor, self.path) or size != self._size:
            raise OSError(errno.ESTALE, "Another program moved or changed the record's file")

    def _refusal(self, why: str, remedy: str) -> RecordError:
        return RecordError(_NOT_SAVED, where=str(self.path), why=why, remedy=remedy)


def _is_timely(data: Mapping[str, Json], last: datetime, now: datetime) -> bool:
    """Whether a signature is given after the line above, and no later than now.

    What is signed names that line, so no `clock_anomaly` may come between.
    """
    return stamp(last) <= str(data.get("time")) <= stamp(now)


def _recovered(path: Path, descriptor: int, ledger: Ledger) -> tuple[Event, ...]:
    """The events of an open record, whose torn end is first set aside and then cut off.

    An event that was not entered in the ledger, because nobody was told of it any more, is.
    """
    whole, torn = reading.split_torn(disk.contents(descriptor))
    events = reading.scan(path, whole)
    missing = agreement.not_entered(path, events, ledger.last(path.stem))
    if torn:
        recovery.set_aside(path.parent, path.stem, torn, events)
        os.ftruncate(descriptor, len(whole))
        disk.sync(descriptor)
    ledger.enter(missing)
    return events


def _make_private(folder: Path) -> None:
    """Make the folder, or close to other users one that holds nothing but records."""
    disk.make_folder(folder)
    state = folder.stat()
    is_open = state.st_mode & disk.OTHERS and state.st_uid == os.geteuid()
    if is_open and all(layout.is_expected(name) for name in disk.names(folder)):
        folder.chmod(disk.FOLDER_MODE)


def _path(folder: Path, screening: str) -> Path:
    if layout.is_screening(screening):
        return folder / layout.record_name(screening)
    raise BadInput(
        "This is not a screening's id",
        where=ascii(screening)[:60],
        why="An id looks like 0b6f1c1e-5d5b-4d0a-9a37-6f3a1f2f9b11",
        remedy="`screening list` shows those there are.",
    )


def _open(path: Path, flags: int, held: ExitStack) -> int:
    descriptor = disk.open_plain(path, os.O_RDWR | os.O_APPEND | flags)
    held.callback(os.close, descriptor)
    return descriptor
