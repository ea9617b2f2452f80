"""What a cut of power left at a record's end, set aside before it is removed.

Invariant: torn bytes leave the record only once a durable copy exists, and every copy is owed one
`recovered` event; so recovery can be killed anywhere, and the next opening takes it up again.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.audit import disk
from assistant.audit.events import Event, Json
from assistant.audit.layout import copy_name, copy_number


def set_aside(folder: Path, screening: str, torn: bytes, events: Sequence[Event]) -> None:
    """Keep a durable copy of torn bytes, unless an interrupted recovery has already made it."""
    copies = _copies(folder, screening)
    if any(disk.read_file(copies[number]) == torn for number in _owed(copies, events)):
        return
    number = max(copies, default=0) + 1
    disk.place(folder / copy_name(screening, number), torn)


def owed(folder: Path, screening: str, events: Sequence[Event]) -> Iterator[Mapping[str, Json]]:
    """The data of each `recovered` event that the record still lacks, oldest copy first."""
    copies = _copies(folder, screening)
    for number in _owed(copies, events):
        torn = disk.read_file(copies[number])
        yield {
            "bytes": len(torn),
            "copy": copies[number].name,
            "sha256": hashlib.sha256(torn).hexdigest(),
        }


def _copies(folder: Path, screening: str) -> dict[int, Path]:
    numbered = ((copy_number(screening, name), name) for name in disk.names(folder))
    return {number: folder / name for number, name in numbered if number is not None}


def _owed(copies: Mapping[int, Path], events: Sequence[Event]) -> list[int]:
    told = {event.data.get("copy") for event in events if event.type == "recovered"}
    return sorted(number for number, copy in copies.items() if copy.name not in told)
