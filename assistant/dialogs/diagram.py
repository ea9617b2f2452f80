"""The dialog as a Mermaid state diagram, drawn from the very table that the machine runs on."""

from collections.abc import Sequence

from assistant.dialogs.chart import Nowhere
from assistant.dialogs.machine import (
    ACKNOWLEDGING,
    CLOSED,
    OPENING,
    REVIEWING,
    SUSPENDED,
    Transition,
    transitions,
)

_ADVANCE = "advance"
NEXT = "what_comes_next"


def mermaid(topics: Sequence[str], path: Sequence[str] = ()) -> str:
    """Return the diagram; `advance` runs through one point, from which its guards lead on.

    The states of `path`, those that a session has been in, are set off.
    """
    rows = transitions(topics, Nowhere())
    onward = [row for row in rows if row["trigger"] == _ADVANCE]
    others = [row for row in rows if row["trigger"] != _ADVANCE]
    sources = dict.fromkeys(source for row in onward for source in row["source"])
    lines = [
        f"state {NEXT} <<choice>>",
        f"[*] --> {OPENING}",
        *(f"{source} --> {NEXT}: {_ADVANCE}" for source in sources),
        *(f"{NEXT} --> {row['dest']}: {_guard(row)}" for row in onward),
        *(
            f"{source} --> {row['dest']}: {row['trigger']}"
            for row in others
            for source in row["source"]
        ),
        f"{CLOSED} --> [*]",
        f"{SUSPENDED} --> [*]",
        *_set_off(path),
    ]
    return "".join(f"{line}\n" for line in ("stateDiagram-v2", *(f"    {line}" for line in lines)))


def _set_off(path: Sequence[str]) -> list[str]:
    """Return the lines that set off the states of a path."""
    if not path:
        return []
    states = ", ".join(dict.fromkeys(path))
    return ["classDef been fill:#cfe1f4,stroke:#0b5cad", f"class {states} been"]


def _guard(row: Transition) -> str:
    """Return in words when `advance` leads to a state; it takes the first that it can."""
    if row["dest"] == ACKNOWLEDGING:
        return "a criterion has failed, and it was not told yet"
    if row["dest"] == REVIEWING:
        return "no question is left to ask"
    return f"the next question that can matter is of {row['dest']}"
