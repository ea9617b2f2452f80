"""The ledger as verification reads it: each line accounted for, and the tree over all of them.

Invariant: like the other half of verification it trusts and changes nothing, shares only the
format's constants with what writes, and reports a fault once, where it is.
"""

import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from assistant.audit import disk, layout
from assistant.audit.grammar import is_torn
from assistant.audit.tracing import Finding
from assistant.audit.tree import Tree

_LINE = re.compile(
    r'\{"hash":"([0-9a-f]{64})","n":(0|[1-9][0-9]{0,15}),"screening":"([0-9a-f-]{36})",'
    r'"seq":(0|[1-9][0-9]{0,15})\}'
)
_HASH = slice(9, 73)
_BEFORE_SCREENING = len('{"hash":"","n":,"screening":"') + 64
_ID = 36


class Book:
    """A folder's ledger, read from its beginning; `read` again takes in what was added since.

    hashes are those of each screening's events, in order, None for one that the ledger leaves out;
    roots are the tree's at the sizes asked for.
    """

    def __init__(self, path: Path, sizes: Collection[int] = ()) -> None:
        self.path = path
        self.found: list[Finding] = []
        self.hashes: dict[str, list[str | None]] = {}
        self.tree = Tree()
        self.first = b""
        self.roots: dict[int, bytes] = {}
        self._sizes = frozenset(sizes)
        self._due = 0
        self._offset = 0
        self._torn: Finding | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a ledger."""
        return os.path.lexists(self.path)

    def counts(self) -> dict[str, int]:
        """How many events of each screening are in what was read."""
        return {screening: len(hashes) for screening, hashes in self.hashes.items()}

    def read(self) -> None:
        """Take in every whole line that was not read yet; a fault in reading is a finding."""
        try:
            with disk.open_stream(self.path) as stream:
                stream.seek(self._offset)
                content = stream.read()
        except OSError as fault:
            cause = f"it cannot be read: {fault.strerror}"
            self.found.append(Finding("failure", None, cause))
            return
        *lines, torn = content.split(b"\n")
        if lines and not torn and is_torn(lines[-1] + b"\n"):
            torn = lines.pop() + b"\n"
        self._offset += len(content) - len(torn)
        if lines and not self.first:
            self.first = lines[0]
        above = self.tree.size
        self._plant(lines)
        for at, raw in enumerate(lines, above + 1):
            self._take(at, raw.decode("latin-1"))
        self._torn = self._torn_end(torn)

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
        place = _BEFORE_SCREENING + len(str(self._due))
        digest, screening = line[_HASH], line[place : place + _ID]
        hashes = self.hashes.get(screening)
        if hashes is not None and line == (
            f'{{"hash":"{digest}","n":{self._due},"screening":"{screening}","seq":{len(hashes)}}}'
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

    def _fail(self, at: int, cause: str) -> None:
        self.found.append(Finding("failure", at, cause))

    def _torn_end(self, torn: bytes) -> Finding | None:
        if not torn:
            return None
        cause = (
            f"its {len(torn)} bytes are an unfinished line: it is being written now, or a cut of "
            "power tore it; nobody was told of it, and the next event saved removes it"
        )
        return Finding("warning", self.tree.size + 1, cause)
