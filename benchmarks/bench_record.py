"""What durability and verification cost.

The promise: a durable append (line made, hashed, written and synced) goes at 0.15 times the speed of
a bare write and fsync of as many bytes, or faster. Both are measured in turns on one disk, in the
same run. Verification is told as a multiple of the speed of hashlib and json.loads on the same
bytes; its own promise is for a folder with a ledger, which this one is not yet.
"""

import hashlib
import json
import os
import sys
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

APPENDS = 400
COPIES = 50  # so many times is a record read for one measurement of verification
FLOOR = 0.15
AUTHOR = Author("coordinator", "coordinator")
DATA: dict[str, Json] = {
    "fact": "bilirubin", "value": "0.8", "typed": "8", "unit": "mg/L", "unknown": None, "reasons": [],
}  # fmt: skip


def begun(folder: Path) -> Record:
    """Return a new record."""
    protocol = ProtocolRef("stereo_sein", "1", "0" * 64)
    opened: dict[str, Json] = {"subject": "SEIN-0042", "site": "site", "scripted": False}
    origin = Origin(str(uuid4()), protocol, __version__)
    return Record.create(folder, origin, opened, author=AUTHOR, clock=Clock())


def appended(folder: Path) -> tuple[Path, float]:
    """Fill a record, and return it with the ratio of bare to durable writing, turn by turn."""
    durable, bare = [], []
    beside = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with begun(folder) as record:
        for _ in range(APPENDS):
            before = record.path.stat().st_size
            durable.append(_timed(lambda: record.append("answered", DATA, author=AUTHOR, private={"reply": "8 mg/L"})))
            line = b"x" * (record.path.stat().st_size - before)
            bare.append(_timed(lambda: (os.write(beside, line), os.fsync(beside))))
    os.close(beside)
