"""Records for the tests of the audit room: made through its own code, and by hand without it."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import assistant
from assistant.audit import layout
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Origin, ProtocolRef
from assistant.audit.folders import verify_folder
from assistant.audit.store import Record
from assistant.audit.tracing import Finding

SCREENING = "0b6f1c1e-5d5b-4d0a-9a37-6f3a1f2f9b11"
OTHER_SCREENING = "7d2d9d57-0c1f-4a44-8f0e-2a6c0b5b7f02"
AUTHOR = Author("mmartin", "coordinator")
PROTOCOL = ProtocolRef("stereo_sein", "1.0", "ab" * 32)
ORIGIN = Origin(SCREENING, PROTOCOL, "0.1.0")
START = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ZEROS = "0" * 64


@dataclass
class Ticking:
    """A clock that moves on by a second each time it is read, with salts 00…, 01…, 02…."""

    at: datetime = START
    salts: int = field(default=-1)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def monotonic_ns(self) -> int:
        return 5_000_000_999

    def salt(self) -> bytes:
        self.salts += 1
        return bytes([self.salts]) * 16


def clock() -> Clock:
    ticking = Ticking()
    return Clock(ticking.now, ticking.monotonic_ns, ticking.salt)


def clock_reading(*moments: datetime) -> Clock:
    """A clock that shows these moments, one a reading."""
    left = iter(moments)
    return Clock(lambda: next(left), lambda: 0, lambda: bytes(16))


def begin(folder: Path, reader: Clock | None = None) -> Record:
    return Record.create(
        folder, ORIGIN, {"subject": "S-001"}, author=AUTHOR, clock=reader or clock()
    )


def reopen(folder: Path) -> Record:
    later = Ticking(START + timedelta(days=1))
    return Record.open(
        folder,
        SCREENING,
        software="0.1.0",
        clock=Clock(later.now, later.monotonic_ns, later.salt),
    )


def answer(record: Record, value: str = "28") -> None:
    record.append(
        "answered", {"fact": "bilirubin", "value": value}, author=AUTHOR, private={"reply": value}
    )


def small_record(folder: Path, answers: int = 2) -> Path:
    """A closed file with `opened` and some answers."""
    with begin(folder) as record:
        for number in range(answers):
            answer(record, str(number))
    return record.path


def faults_in(folder: Path) -> list[Finding]:
    """All that is wrong in a folder, but that no checkpoint vouches for it."""
    return [
        finding
        for report in verify_folder(folder)
        for finding in report.findings
        if not finding.cause.startswith("unanchored")
    ]


def rebegin(folder: Path) -> None:
    """Take the ledger away, so that the next to write begins another."""
    (folder / "ledger.jsonl").unlink()


# By hand: the format as an auditor would read it, with nothing but hashlib and json.


def packed(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(tag: bytes, value: object) -> str:
    return hashlib.sha256(tag + packed(value)).hexdigest()


def event(seq: int, prev: str, /, **changes: object) -> dict[str, object]:
    return {
        "v": 1,
        "screening": SCREENING,
        "seq": seq,
        "prev": prev,
        "at": f"2026-11-21T09:{seq:02}:00.000000Z",
        "mono": 5_000_000,
        "actor": "mmartin",
        "role": "coordinator",
        "type": "noted" if seq else "opened",
        "protocol": {"id": "stereo_sein", "version": "1.0", "sha256": "ab" * 32},
        "software": "0.1.0",
        "data": {},
        **changes,
    }


def sealed(values: Mapping[str, object], private: object = None) -> bytes:
    """The line of an event, with its hash; private is the whole of p, {} if None is given."""
    text = {} if private is None else private
    line = {"e": values, "h": digest(b"screening-record/1/event\n", values), "p": text}
    return packed(line) + b"\n"


def head_of(line: bytes) -> str:
    value = json.loads(line)["h"]
    assert isinstance(value, str)
    return value


def forged(*changes: Mapping[str, object]) -> list[bytes]:
    """A chain whose hashes are all right, with these changes to its events."""
    lines: list[bytes] = []
    for seq, change in enumerate(changes):
        prev = head_of(lines[-1]) if lines else ZEROS
        lines.append(sealed(event(seq, prev, **change)))
    return lines


def put(folder: Path, lines: Sequence[bytes]) -> Path:
    """A record's file with these bytes."""
    path = folder / f"{SCREENING}.jsonl"
    path.write_bytes(b"".join(lines))
    return path


class Killed(BaseException):
    """The process ends here, as far as the code under test can tell."""


class Faults:
    """System calls that can be made to fail; calls are counted from 1 over all of those watched."""

    def __init__(self, patch: Callable[[str, object], None], names: Sequence[str]) -> None:
        self.calls: list[str] = []
        self.at = 0
        self.error: BaseException | None = None
        for name in names:
            patch(f"os.{name}", self._watched(name, getattr(os, name)))

    def _watched(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            self.calls.append(name)
            if self.error is not None and len(self.calls) == self.at:
                raise self.error
            return real(*arguments, **options)

        return call

    def arm(self, at: int, error: BaseException | None) -> None:
        """Count anew, and fail the call of this number."""
        self.calls.clear()
        self.at, self.error = at, error


def child(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process that runs this code, with this module at hand and pipes to talk through."""
    roots = (Path(assistant.__file__).parents[1], Path(__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, roots))},
    )


_SAVING_TOGETHER = """
import os, sys
from dataclasses import replace
from pathlib import Path
from uuid import uuid4
from assistant.audit import layout
from assistant.audit.store import Record
from support.audit_records import AUTHOR, ORIGIN, answer, clock
processes, events, layout.SEGMENT = map(int, sys.argv[2:])
saving = [uuid4() for _ in range(processes)]
for screening in saving:
    if os.fork() == 0:
        origin = replace(ORIGIN, screening=str(screening))
        record = Record.create(Path(sys.argv[1]), origin, {}, author=AUTHOR, clock=clock())
        while len(record.events) < events:
            answer(record)
        os._exit(len(record.events))
print(*(os.waitstatus_to_exitcode(os.wait()[1]) for _ in saving))
"""


def saving_together(
    folder: Path, *, processes: int, events: int, segment: int = layout.SEGMENT
) -> subprocess.Popen[str]:
    """Processes that save events in one folder, a record each; what it prints is how many each."""
    numbers = map(str, (processes, events, segment))
    return child(_SAVING_TOGETHER, str(folder), *numbers)
