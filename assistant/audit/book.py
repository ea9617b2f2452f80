"""The ledger as verification reads it: each line accounted for, and the tree over all of them.

Invariant: like the other half of verification it trusts and changes nothing, shares only the
format's constants with what writes, and reports a fault once, where it is.
"""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from assistant.audit import disk, layout
from assistant.audit.grammar import is_torn
from assistant.audit.tracing import Finding
from assistant.audit.tree import Tree
from assistant.text import counted

_LINE = re.compile(
    r'\{"hash":"([0-9a-f]{64})","n":(0|[1-9][0-9]{0,15}),"screening":"([0-9a-f-]{36})",'
    r'"seq":(0|[1-9][0-9]{0,15})\}'
)
_HASH = slice(9, 73)
_BEFORE_SCREENING = len('{"hash":"","n":,"screening":"') + 64
_ID = 36


class Book:
    """A folder's ledger, read from its beginning; `read` again takes in what was added since.

    path is that of its first segment, by which it is called. hashes are those of each screening's
    events, in order, None for one that the ledger leaves out; roots are the tree's at the sizes
    asked for.
    """

    def __init__(self, folder: Path, sizes: Collection[int] = ()) -> None:
        self.folder = folder
        self.path = folder / layout.LEDGER
        self.found: list[Finding] = []
        self.hashes: dict[str, list[str | None]] = {}
        self.tree = Tree()
        self.first = b""
        self.roots: dict[int, bytes] = {}
        self._sizes = frozenset(sizes)
        self._due = 0
        self._segment = 1  # the one that is being read, how far it was, and the lines before it
        self._offset = 0
        self._above = 0
        self._torn: Finding | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a ledger."""
        return bool(self._segments())

    def counts(self) -> dict[str, int]:
        """How many events of each screening are in what was read."""
        return {screening: len(hashes) for screening, hashes in self.hashes.items()}

    def read(self) -> None:
        """Take in every whole line that was not read yet; a fault in reading is a finding."""
        # Listed before it is read: whatever has a segment after it here is full, and stays so.
        last = max(self._segments(), default=1)
        try:
            while True:
                torn = self._read_on()
                if self._segment == last:
                    break
                self._turn(torn)
        except OSError as fault:
            self._fail(None, f"it cannot be read: {fault.strerror}")
        else:
            self._torn = self._torn_end(torn)

    def _read_on(self) -> bytes:
        """Take in what the segment has beyond what was read, and return what is unfinished."""
        with disk.open_stream(self.folder / layout.segment_name(self._segment)) as stream:
            stream.seek(self._offset)
            content = stream.read()
        *lines, torn = content.split(b"\n")
        if lines and not torn and is_torn(lines[-1] + b"\n"):
            torn = lines.pop() + b"\n"
        self._offset += len(content) - len(torn)
        if self._segment > 1 and not self._offset:
            self._fail(1, "it has no line, and no part of a ledger is begun without one")
        if lines and not self.first:
            self.first = lines[0]
        begun = self.tree.size
        self._plant(lines)
        for at, raw in enumerate(lines, begun + 1 - self._above):
            self._take(at, raw.decode("latin-1"))
        return torn

    def _turn(self, torn: bytes) -> None:
        """Go on in the next segment, which is begun only once this one is whole."""
        if torn or self.tree.size < self._segment * layout.SEGMENT:
            cause = "it ends here before it is full, though the ledger goes on in another file"
            self._fail(self.tree.size + 1 - self._above, cause)
        self._segment, self._offset, self._above = self._segment + 1, 0, self.tree.size

    def findings(self) -> list[Finding]:
        """Everything wrong with the ledger itself."""
        return [*self.found, *([self._torn] if self._torn else [])]

    def _plant(self, lines: Sequence[bytes]) -> None:
        """Add lines to the tree, stopping at each size of which the root is asked for."""
        begun, planted = self.tree.size, 0
        for size in sorted(self._sizes):
            if begun < size <= begun + len(lines):
                self.tree.extend(lines[planted : size - begun])
                planted = size - begun
                self.roots[size] = self.tree.root()
        self.tree.extend(lines[planted:])

    def _take(self, at: int, line: str) -> None:
        """Take the line at a place (from 1): exactly the one that is due, or one to be judged."""
        due = str(self._due)
        place = _BEFORE_SCREENING + len(due)
        digest, screening = line[_HASH], line[place : place + _ID]
        hashes = self.hashes.get(screening)
        if hashes is not None and line == (
            f'{{"hash":"{digest}","n":{due},"screening":"{screening}","seq":{len(hashes)}}}'
        ):
            hashes.append(digest)
            self._due += 1
        else:
            self._judge(at, line)

    def _judge(self, at: int, line: str) -> None:
        """Take a line that begins a screening, or that is not as it must be."""
        found = _LINE.fullmatch(line)
        if found is None or not layout.is_screening(found[3]):
            self._fail(at, "it is not a line of a ledger: it was changed after it was saved")
            self._due += 1
            return
        number, seq = int(found[2]), int(found[4])
        hashes = self.hashes.setdefault(found[3], [])
        if number != self._due:
            due = f"{self._due} is due: lines are missing, added or out of order"
            self._fail(at, f"its number is {number} where {due}")
        elif seq != len(hashes):
            self._fail(at, f"its seq is {seq} where {len(hashes)} of that screening is due")
        if seq >= len(hashes):
            hashes.extend([None] * (seq - len(hashes)))
            hashes.append(found[1])
        self._due = number + 1

    def _segments(self) -> list[int]:
        try:
            return layout.segments(disk.names(self.folder))
        except OSError:  # no folder, or one that cannot be entered, holds none that can be read
            return []

    def _fail(self, at: int | None, cause: str) -> None:
        self.found.append(Finding("failure", at, cause, self._file))

    @property
    def _file(self) -> str:
        return layout.segment_name(self._segment) if self._segment > 1 else ""

    def _torn_end(self, torn: bytes) -> Finding | None:
        if not torn:
            return None
        cause = (
            f"it is unfinished, {counted(len(torn), 'byte')} long: it is being written now, or a "
            "cut of power tore it; nobody was told of it, and the next event saved removes it"
        )
        return Finding("warning", self.tree.size + 1 - self._above, cause, self._file)
