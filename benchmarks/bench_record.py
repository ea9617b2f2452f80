"""What durability and verification cost.

The promise: a durable append (a line made, hashed, written and synced) is at least 0.15 times as
fast as a bare write and fsync of as many bytes. Both are measured turn by turn on the disk of this
checkout. Verification is told as a multiple of the speed of hashlib and json.loads on the same
bytes; its promise is one for whole folders with a ledger, and is not judged here.
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
from uuid import uuid4

from assistant import __version__
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Json, Origin, ProtocolRef
from assistant.audit.store import Record
from assistant.audit.verifying import verify
from benchmarks.measuring import Promise, concluded, seconds

APPENDS = 2000
FLOOR = 0.15
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


def read_through(path: Path) -> None:
    """Print how fast the filled record is verified."""
    content = path.read_bytes()
    lines = content.splitlines()

    def plain() -> None:
        for line in lines:
            hashlib.sha256(line).digest()
            json.loads(line)

    def checked() -> None:
        assert not verify(path).findings

    base, whole = seconds(plain), seconds(checked)
    print(f"verifying {len(lines)} lines without replay, the best of 5 rounds")
    print(f"  hashlib and json.loads  {1e6 * base / len(lines):>6.1f} µs a line")
    print(f"  verify                  {1e6 * whole / len(lines):>6.1f} µs a line")
    print(f"  speed of verify / hashlib and json.loads: {base / whole:.2f}")


def main() -> int:
    """Print the figures, and return the exit code."""
    # Where a checkout's records go; a folder for temporary files may be no disk at all.
    records = Path(__file__).parent.parent / "transcripts"
    with TemporaryDirectory(prefix=".bench-", dir=records) as folder:
        place = Path(folder)
        with begun(place) as record:
            promise = fill(record, place / "bare")
            read_through(record.path)
    return concluded(promise)


def _timed(work: Callable[[], None]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
