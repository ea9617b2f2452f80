"""The last file of a ledger, to which lines are added by whoever holds the ledger's lock.

Invariant: a line is added only at the end of the file that has the name, and only while the file
holds all that this process knows to be durable.
"""

import errno
import os
from pathlib import Path
from typing import Self

from assistant.audit import disk, entries, layout, reading

_CHUNK = 512  # bytes at the end in which the last line is looked for first


class Segment:
    """A segment of a ledger, numbered from 1, open for adding to."""

    def __init__(self, path: Path, number: int, descriptor: int) -> None:
        self.number = number
        self._path = path
        self._descriptor = descriptor
        self._size = 0  # what this process knows to be durable

    @classmethod
    def open(cls, folder: Path, number: int) -> Self:
        """Open a segment that is there; OSError if it cannot be."""
        path = folder / layout.segment_name(number)
        return cls(path, number, disk.open_plain(path, os.O_RDWR | os.O_APPEND))

    def due(self) -> int:
        """The number of the ledger's next line; a torn line, of no use to anyone, goes first.

        OSError if the file is not what it was, RecordError if its end is damaged.
        """
        if not disk.is_named(self._descriptor, self._path):
            raise OSError(errno.ESTALE, "Another program moved or replaced the ledger")
        size = os.fstat(self._descriptor).st_size
        whole, torn = reading.split_torn(self._tail(size))
        if torn:
            os.ftruncate(self._descriptor, size - len(torn))
        end = size - len(torn)
        if end < self._size:
            raise OSError(errno.ESTALE, "The ledger is shorter than it was")
        self._size = end
        last = whole[whole.rfind(b"\n", 0, -1) + 1 :]
        if not last and self.number == 1:
            return 0
        return entries.decode(last, self._path).number + 1  # a later one is never empty

    def add(self, lines: bytes) -> None:
        """Add lines that are due, durably; OSError if it is not done."""
        disk.write(self._descriptor, lines)
        self._size += len(lines)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _tail(self, size: int) -> bytes:
        """The file's end, with one whole line in it at least unless there is none."""
        length = _CHUNK
        while True:
            tail = os.pread(self._descriptor, length, max(size - length, 0))
            if length >= size or reading.split_torn(tail)[0].count(b"\n") > 1:
                return tail
            length *= 2
