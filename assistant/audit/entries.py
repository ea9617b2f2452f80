"""The lines of a ledger as they are written: what each says of one event.

Invariant: a line that is not exactly of their form is never read for what it might have said.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.audit import layout
from assistant.audit.events import Event
from assistant.errors import RecordError

_FORM = re.compile(
    rb'\{"hash":"([0-9a-f]{64})","n":(0|[1-9][0-9]*),"screening":"([0-9a-f-]{36})",'
    rb'"seq":(0|[1-9][0-9]*)\}\n'
)


class Entry(NamedTuple):
    """What a line of the ledger says of an event; number counts the ledger's lines from 0."""

    hash: str
    number: int
    seq: int


def encode(events: Sequence[Event], number: int) -> bytes:
    """The lines for events, the first of which gets this number."""
    lines = (
        layout.LEDGER_LINE % (event.hash, at, event.screening, event.seq) + "\n"
        for at, event in enumerate(events, number)
    )
    return "".join(lines).encode()


def decode(line: bytes, path: Path) -> Entry:
    """What a line of a file says; RecordError if it is not one of a ledger."""
    found = _FORM.fullmatch(line)
    if found is None:
        raise RecordError(
            "The ledger is damaged, and is never repaired by guessing",
            where=str(path),
            why=f"This is not a line of it: {line[:40].decode('latin-1')!a}",
            remedy="Put back a sound copy of the folder; `screening verify` lists every fault.",
        )
    return Entry(found[1].decode(), int(found[2]), int(found[4]))


def last_of(screening: str, content: bytes, path: Path) -> Entry | None:
    """The last entry of a screening among the lines of a file, or None if it has none there."""
    at = content.rfind(f'"screening":"{screening}"'.encode())
    if at < 0:
        return None
    start = content.rfind(b"\n", 0, at) + 1
    return decode(content[start : content.find(b"\n", at) + 1], path)
