"""What durability and verification cost.

The promise: a durable append (a line made, hashed, written and synced) is at least 0.15 times as
fast as a bare write and fsync of as many bytes. Both are measured turn by turn on the disk of this
checkout. Verification of a folder of records with its ledger is at least as fast as hashlib and
json.loads on the same bytes. EVENTS in the environment sets how many: a million takes minutes.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch
from uuid import uuid4

from assistant import __version__
from assistant.audit.chain import encode_line
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Json, Origin, ProtocolRef
from assistant.audit.folders import verify_folder
from assistant.audit.layout import GENESIS, LEDGER, LEDGER_LINE, record_name
from assistant.audit.store import Record
from benchmarks.measuring import Promise, concluded

APPENDS = 2000
FLOOR = 0.15
VERIFYING = 1.0
ROUNDS = 3
EVENTS = int(os.environ.get("EVENTS", "200000"))
EXAMPLES = Path(__file__).parent.parent / "docs" / "examples" / "transcripts"
SCREENING = next(path for path in EXAMPLES.glob("*-*.jsonl") if b"SEIN-0101" in path.read_bytes())
AUTHOR = Author("coordinator", "coordinator")
DATA: dict[str, Json] = {
    "fact": "bilirubin", "value": "0.8", "typed": "8", "unit": "mg/L", "unknown": None,
    "reasons": [],
}  # fmt: skip


def begun(folder: Path) -> Record:
    """Return a new record."""
    origin = Origin(str(uuid4()), ProtocolRef("trial", "1", "0" * 64), __version__)
    data: dict[str, Json] = {"subject": "SEIN-0042", "site": "site", "scripted": False}
    return Record.create(folder, origin, data, author=AUTHOR, clock=Clock())


def fill(record: Record, beside: Path) -> Promise:
    """Append to a record, each time after a bare write beside it, and return the promise."""
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def bare() -> None:
        os.write(descriptor, b"x" * size)
        os.fsync(descriptor)

    def durable() -> None:
        record.append("answered", DATA, author=AUTHOR, private={"reply": "8 mg/L"})

    size = record.path.stat().st_size
    durable()
    size = record.path.stat().st_size - size
    pairs = [(_timed(bare), _timed(durable)) for _ in range(APPENDS)]
    os.close(descriptor)
    plain, whole = (1e6 * median(times) for times in zip(*pairs, strict=True))
    print(f"lines of {size} bytes, {APPENDS} of them, medians")
    print(f"  bare write and fsync  {plain:>6.0f} µs")
    print(f"  durable append        {whole:>6.0f} µs")
    return Promise("speed of a durable append / bare write and fsync", plain / whole, FLOOR, True)


def copies_of_a_screening(folder: Path) -> int:
    """Fill a folder with records like one that a person made, and return how many lines there are.

    Only the ids, and so the hashes, differ; the ledger has every line.
    """
    events = [json.loads(line) for line in SCREENING.read_bytes().splitlines()]
    entries: list[str] = []
    for _ in range(-(-EVENTS // len(events))):
        screening, head, lines = str(uuid4()), GENESIS, []
        for seq, line in enumerate(events):
            event = {**line["e"], "screening": screening, "prev": head}
            event.pop("pc", None)
            lines.append(encode_line(event, line["p"]))
            head = json.loads(lines[-1])["h"]
            entries.append(LEDGER_LINE % (head, len(entries), screening, seq))
        (folder / record_name(screening)).write_bytes(b"".join(lines))
    (folder / LEDGER).write_text("".join(f"{entry}\n" for entry in entries))
    return len(entries)


def read_through(folder: Path) -> Promise:
    """Print how fast a folder is verified without replay, and return the promise.

    Time is taken in turns, and each way counts with its best round: as it passes, with as many
    processors as verification uses, and also that of one processor, which does all the work alone.
    """
    count = copies_of_a_screening(folder)
    lines = [line for path in folder.glob("*.jsonl") for line in path.read_bytes().splitlines()]

    def plain() -> None:
        for line in lines:
            hashlib.sha256(line).digest()
            json.loads(line)

    def checked() -> None:
        found = [each for report in verify_folder(folder) for each in report.findings]
        assert len(found) == 1, "more than that there is no checkpoint"

    def alone() -> None:
        with patch("assistant.audit.examining.MANY", sys.maxsize):
            checked()

    rounds = [(_timed(plain), _timed(checked), _timed(alone)) for _ in range(ROUNDS)]
    base, whole, single = (min(times) for times in zip(*rounds, strict=True))
    print(f"verifying {count} events in records and ledger, the best of {ROUNDS} rounds")
    print(f"  hashlib and json.loads    {1e6 * base / count:>6.1f} µs an event")
    print(f"  verify                    {1e6 * whole / count:>6.1f} µs an event")
    print(f"  verify, on one processor  {1e6 * single / count:>6.1f} µs an event")
    return Promise("speed of verify / hashlib and json.loads", base / whole, VERIFYING, True)


def main() -> int:
    """Print the figures, and return the exit code."""
    # Where a checkout's records go; a folder for temporary files may be no disk at all.
    records = Path(__file__).parent.parent / "transcripts"
    with TemporaryDirectory(prefix=".bench-", dir=records) as folder:
        place = Path(folder)
        with begun(place) as record:
            append = fill(record, place / "bare")
        (place / "read").mkdir()
        return concluded(append, read_through(place / "read"))


def _timed(work: Callable[[], None]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
