"""The dialog's table as a chart to draw: its topics as one place, its moves folded together.

It is read from the table that the machine runs on, so that no drawing can part from the machine.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

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
    transitions,
)

QUESTIONS = "questions"  # every topic's state, drawn as one place
NEXT = "next"  # where `advance` leads on by its guards
PLACES = (OPENING, NEXT, QUESTIONS, CONFIRMING, REVISING, REVIEWING, ACKNOWLEDGING, COMPLETING,
          SIGNING, SUSPENDED, CLOSED)  # fmt: skip
_ADVANCE = "advance"


class Move(NamedTuple):
    """A way from one place to another; `why` names the trigger, or the guard that leads on."""

    source: str
    dest: str
    why: str


class Nowhere:
    """A situation for drawing: the guards are named, never asked."""

    def has_failure_to_tell(self) -> bool:
        """Return nothing that is looked at."""
        return False

    def next_topic(self) -> str | None:
        """Return nothing that is looked at."""
        return None


def moves(topics: Sequence[str]) -> tuple[Move, ...]:
    """Return every move, those of the topics folded into one; `advance` goes through one point."""
    found: dict[Move, None] = {}
    for row in transitions(topics, Nowhere()):
        dest = _place(row["dest"], topics)
        is_advance = row["trigger"] == _ADVANCE
        for source in row["source"]:
            via = NEXT if is_advance else dest
            found[Move(_place(source, topics), via, row["trigger"])] = None
        if is_advance:
            found[Move(NEXT, dest, _guard(dest))] = None
    return tuple(found)


def places(topics: Sequence[str], path: Sequence[str]) -> Mapping[str, bool]:
    """Return for each place and topic whether a path has been there."""
    been = {_place(state, topics) for state in path} | {*path}
    return {place: place in been for place in (*PLACES, *topics)}


def _place(state: str, topics: Sequence[str]) -> str:
    return QUESTIONS if state in topics else state


def _guard(dest: str) -> str:
    """Return the name of the guard that lets `advance` go somewhere; it takes the first it can."""
    return {ACKNOWLEDGING: "failed", REVIEWING: "none_left"}.get(dest, "can_matter")
