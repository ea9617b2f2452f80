"""The dialog as a flat machine of states, generated from the protocol's topics.

A state is where the conversation stands, never what was said: that is the record's. No state can be
reached but by a transition of the table below, which the diagram is drawn from too.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from transitions import Machine

OPENING = "opening"
CONFIRMING = "confirming"
REVISING = "revising"
REVIEWING = "reviewing"
ACKNOWLEDGING = "acknowledging"
COMPLETING = "completing"
SIGNING = "signing"
SUSPENDED = "suspended"
CLOSED = "closed"

Transition = dict[str, Any]


class Situation(Protocol):
    """What the guards ask of the screening."""

    def has_failure_to_tell(self) -> bool:
        """Return whether a criterion has failed that the person has not been told of."""

    def next_topic(self) -> str | None:
        """Return the topic of the question to ask next, or None if none is to be asked."""


class Dialog:
    """Where one conversation stands; each trigger returns whether it moved the conversation."""

    state: str
    advance: Callable[[], bool]
    doubt: Callable[[], bool]
    revise: Callable[[], bool]
    acknowledge: Callable[[], bool]
    complete: Callable[[], bool]
    sign: Callable[[], bool]
    close: Callable[[], bool]
    suspend: Callable[[], bool]

    def __init__(self, topics: Sequence[str], situation: Situation) -> None:
        self.machine = Machine(
            model=self,
            states=states(topics),
            initial=OPENING,
            transitions=transitions(topics, situation),
            auto_transitions=False,
        )


def states(topics: Sequence[str]) -> list[str]:
    """Return every state, in the order of a conversation."""
    ending = [REVIEWING, ACKNOWLEDGING, COMPLETING, SIGNING, SUSPENDED, CLOSED]
    return [OPENING, *topics, CONFIRMING, REVISING, *ending]


def transitions(topics: Sequence[str], situation: Situation) -> list[Transition]:
    """Return the table of transitions; of several for one trigger, the first allowed is taken.

    The guard of a topic is that the next question, one that can still matter, belongs to it.
    """
    asking = [*topics]
    going_on = [OPENING, *asking, CONFIRMING, REVISING, REVIEWING, ACKNOWLEDGING, COMPLETING]
    return [
        _move("advance", going_on, ACKNOWLEDGING, situation.has_failure_to_tell),
        *(_move("advance", going_on, topic, _asks(situation, topic)) for topic in topics),
        _move("advance", going_on, REVIEWING),
        _move("doubt", asking, CONFIRMING),
        _move("revise", [*going_on[1:]], REVISING),
        _move("acknowledge", [REVIEWING], ACKNOWLEDGING),
        _move("complete", [ACKNOWLEDGING], COMPLETING),
        _move("sign", [OPENING, COMPLETING], SIGNING),
        _move("close", [OPENING, COMPLETING, SIGNING], CLOSED),
        _move("suspend", [*going_on], SUSPENDED),
    ]


def _move(
    trigger: str, sources: Sequence[str], dest: str, guard: Callable[[], bool] | None = None
) -> Transition:
    """Return one row of the table."""
    row: Transition = {"trigger": trigger, "source": list(sources), "dest": dest}
    return row if guard is None else {**row, "conditions": [guard]}


def _asks(situation: Situation, topic: str) -> Callable[[], bool]:
    """Return the guard that lets the conversation enter a topic."""

    def asks() -> bool:
        return situation.next_topic() == topic

    return asks
