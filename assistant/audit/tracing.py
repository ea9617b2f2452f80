"""What each line of a record must have in common with those before it.

Invariant: one fault is reported where it is and not again: after it, the thread is taken up with
what the faulty line says of itself, or with the next line that can be read.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from assistant.audit import disk, layout
from assistant.audit.expecting import Expectation
from assistant.audit.grammar import Line
from assistant.text import visible

Severity: TypeAlias = Literal["warning", "failure"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, and the line (from 1) that shows it, or None where no line does.

    file is the name of the file that has the line, where it is not the one reported on but beside.
    """

    severity: Severity
    line: int | None
    cause: str
    file: str = ""


class Sealed(NamedTuple):
    """A line that holds a signature, its number from 1, and the time of the line above it."""

    number: int
    line: Line
    above: str


class Trace:
    """The thread of one record, followed line by line; found is what is wrong with it so far."""

    def __init__(self, path: Path) -> None:
        self.events = 0
        self.hashes: list[str | None] = []  # of each line, None for one that cannot be read
        self.head: str | None = layout.GENESIS  # None, as _seq, below a line that cannot be read
        self.found: list[Finding] = []
        self.sealed: list[Sealed] = []
        self.path = path
        self.files: set[str] = set()  # those beside the record that its events name
        self._number = 0
        self._screening = layout.screening_of(path.name)
        self._seq: int | None = 0
        self._expected: Expectation | None = None
        self._at = ""
        self._protocol = ""
        self._closed_by = ""
        self._emptied: dict[int, int] = {}  # seq -> line whose free text is gone
        self._redacted: set[int] = set()  # seqs that an event below them names
        self._removed: set[str] = set()  # files that went with a text
        self._missing: list[tuple[str, Finding]] = []
        self._texts: dict[int, int] = {}  # seq -> line whose free text is there

    @property
    def has_failed(self) -> bool:
        """Whether the record is not what was written, whatever else may be odd about it."""
        return any(finding.severity == "failure" for finding in self.found)

    def skip(self, number: int, cause: str) -> None:
        """Pass over a line that cannot be read."""
        self.found.append(Finding("failure", number, cause))
        self.hashes.append(None)
        self.head = self._seq = None

    def passes(self, number: int, text: str) -> bool:
        """Take the next line as sound if it is exactly the one due; False if it is to be judged."""
        if self._expected is None or self.head is None or self._seq is None or self._closed_by:
            return False
        found = self._expected.recognised(text, self._seq, self.head)
        if found is None or found[0] < self._at:
            return False
        self._at, self.head, has_text = found
        if has_text:
            self._texts[self._seq] = number
        self.hashes.append(self.head)
        self._seq += 1
        self.events += 1
        return True

    def follow(self, number: int, line: Line) -> None:
        """Judge the next line, and take it as the one that its successor follows."""
        self._number = number
        self._check_seal(line)
        self._check_link(line)
        self._check_place(line)
        if line.type == "recovered":
            self._check_copy(line)
        if line.type == "redacted":
            seq = line.data.get("seq")
            if type(seq) is int and seq < line.seq:
                self._redacted.add(seq)
            self._removed.update(str(line.data.get("files", "")).split())
        self.files.update(str(line.data.get(key)) for key in ("copy", "file"))
        if line.type in layout.SEALED:
            self.sealed.append(Sealed(number, line, self._at))
        if line.type in layout.CLOSING:
            self._closed_by = line.type
        self._screening, self._protocol, self._at = line.screening, line.protocol, line.at
        self._seq, self.head = line.seq + 1, line.hash
        self._expected = Expectation(line)
        self.hashes.append(line.hash)
        self.events += 1

    def finish(self) -> None:
        """Judge what only the whole record shows."""
        if not self.events and not self.has_failed:
            cause = "nothing was ever saved in it; it can be deleted"
            self.found.append(Finding("warning", None, cause))
        self.found += [finding for name, finding in self._missing if name not in self._removed]
        for gone in self._redacted & self._texts.keys():
            cause = "its free text was to be removed, and is still there: resuming completes it"
            self.found.append(Finding("warning", self._texts[gone], cause))
        for seq, number in self._emptied.items():
            if seq not in self._redacted:
                cause = f"its free text was removed, and no `redacted` event names its seq {seq}"
                self.found.append(Finding("failure", number, cause))

    def _fail(self, cause: str) -> None:
        self.found.append(Finding("failure", self._number, cause))

    def _warn(self, cause: str) -> None:
        self.found.append(Finding("warning", self._number, cause))

    def _check_seal(self, line: Line) -> None:
        if _sha256(layout.EVENT_TAG, line.event) != line.hash:
            self._fail("its content does not match its hash: it was changed after it was saved")
        if line.private == "{}":
            if line.pc is not None:
                self._fail("its free text is missing, though its hash is there")
        elif line.pc is None:
            self._fail("it has a place for free text that no hash vouches for")
        elif line.private == "null":
            self._emptied[line.seq] = self._number
        elif _sha256(layout.PRIVATE_TAG, line.private) != line.pc:
            self._fail("its free text does not match its hash: it was changed after it was saved")
        else:
            self._texts[line.seq] = self._number

    def _check_link(self, line: Line) -> None:
        if line.screening != self._screening:
            self._fail(f"it belongs to the screening {line.screening}, not to this record")
        if line.seq != self._seq and self._seq is not None:
            due = f"{self._seq} is due: lines are missing, added or out of order"
            self._fail(f"its seq is {line.seq} where {due}")
        if line.prev != self.head and self.head is not None:
            self._fail("its prev is not the hash of the line above")
        if line.at < self._at and not self._is_step_told(line):
            self._warn(f"its time, {line.at}, is before that of the line above, {self._at}")

    def _check_place(self, line: Line) -> None:
        if line.type not in layout.TYPES:
            self._fail(f"its type, {visible(line.type)}, is unknown")
        if (line.type == "opened") != (line.seq == 0):
            self._fail("a record begins with an `opened` event, and has no other")
        if self._closed_by and line.type not in layout.AFTER_CLOSING:
            self._fail(f"nothing of its type may follow the `{self._closed_by}` event")
        if line.protocol != self._protocol and self._protocol and line.type != "resumed":
            self._fail("it names another protocol than the line above")

    def _is_step_told(self, line: Line) -> bool:
        step = {"previous": self._at, "now": line.at}
        return line.type == "clock_anomaly" and line.data == step

    def _check_copy(self, line: Line) -> None:
        name = line.data.get("copy")
        if not isinstance(name, str) or layout.copy_number(line.screening, name) is None:
            self._fail("it does not name the copy of the line that was torn")
            return
        try:
            torn = disk.read_file(self.path.with_name(name))
        except OSError as fault:
            cause = f"the copy of the torn line, {name}, cannot be read: {fault.strerror}"
            self._missing.append((name, Finding("warning", self._number, cause)))
            return
        if hashlib.sha256(torn).hexdigest() != line.data.get("sha256"):
            self._fail(f"the copy of the torn line, {name}, was changed after it was made")


def _sha256(tag: bytes, text: str) -> str:
    return hashlib.sha256(tag + text.encode()).hexdigest()
