"""The way that a session has gone through the dialog's states, as its record tells."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from assistant.audit.events import Event
from assistant.audit.reading import read
from assistant.criteria.model import StudyProtocol
from assistant.dialogs.machine import (
    ACKNOWLEDGING,
    CLOSED,
    COMPLETING,
    CONFIRMING,
    OPENING,
    REVIEWING,
    REVISING,
    SIGNING,
    SUSPENDED,
)
from assistant.session.protocols import protocol_of
from assistant.session.state import text

_STATES = {
    "opened": (OPENING,),
    "confirmed": (CONFIRMING,),
    "revised": (REVISING,),
    "completed": (COMPLETING,),
    "concluded": (CLOSED,),
    "signed": (SIGNING, CLOSED),
    "paused": (SUSPENDED,),
}


def pathway(protocol: StudyProtocol, events: Sequence[Event]) -> tuple[str, ...]:
    """Return the states that a session has been in, in order, none twice in a row."""
    return tuple(state for state, _ in groupby(_states(protocol, events)))


def pathway_in(folder: Path, screening: str) -> tuple[StudyProtocol, tuple[str, ...]]:
    """Return the protocol of a record, and the states that its session has been in."""
    events = read(folder / f"{screening}.jsonl")
    protocol = protocol_of(folder, events[0])
    return protocol, pathway(protocol, events)


def _states(protocol: StudyProtocol, events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        if event.type == "asked":
            yield protocol.fact[text(event.data, "fact")].topic
        elif event.type == "acknowledged":
            # What is noted at the end is noted after the review; a failure, wherever it comes.
            yield from (ACKNOWLEDGING,) if event.data["what"] == "failure" else (
                REVIEWING, ACKNOWLEDGING,
            )  # fmt: skip
        else:
            yield from _STATES.get(event.type, ())
