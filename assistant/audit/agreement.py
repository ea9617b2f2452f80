"""Whether a record and what the ledger has of it can both be as they were left.

Invariant: a record is taken up only if it holds all that the ledger vouches for, and at most one
event more: the one whose writer was stopped before it could tell anyone.
"""

from collections.abc import Sequence
from pathlib import Path

from assistant.audit.entries import Entry
from assistant.audit.events import Event
from assistant.errors import RecordError
from assistant.text import counted


def not_entered(path: Path, events: Sequence[Event], last: Entry | None) -> Sequence[Event]:
    """The events that the ledger still lacks, one at most; RecordError if the two disagree."""
    known = last.seq + 1 if last else 0
    if len(events) < known:
        raise _at_odds(
            path, f"the ledger has {counted(known, 'line')} of it, and it holds {len(events)}"
        )
    if last and events[last.seq].hash != last.hash:
        raise _at_odds(path, f"line {known} is not the one that the ledger has")
    if len(events) > known + 1:
        raise _at_odds(
            path, f"it holds {counted(len(events), 'line')}, and the ledger has {known} of them"
        )
    return events[known:]


def _at_odds(path: Path, why: str) -> RecordError:
    return RecordError(
        "This record and the ledger do not agree, and neither is repaired by guessing",
        where=str(path),
        why=f"One of them was changed or put back from another time: {why}",
        remedy="Put back one sound copy of the whole folder; `screening verify` lists every fault.",
    )
