"""The dialog's machine against a table of its moves written by hand: nothing else moves."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from transitions import MachineError

from assistant.criteria.naming import PLACES
from assistant.dialogs.chart import QUESTIONS
from assistant.dialogs.diagram import NEXT
from assistant.dialogs.machine import Dialog, states
from assistant.session.protocols import packaged

TOPICS = ("alpha", "beta")
STATES = [
    "opening", "alpha", "beta", "confirming", "revising", "reviewing", "acknowledging",
    "completing", "signing", "suspended", "closed",
]  # fmt: skip
GOING_ON = STATES[:8]


def test_no_topic_can_be_named_as_a_state_of_the_dialog_itself() -> None:
    assert {*states(()), QUESTIONS, NEXT} == PLACES


# Trigger -> state before -> state after; `advance` follows its guards and is told of below.
MOVES: dict[str, dict[str, str]] = {
    "doubt": dict.fromkeys(["alpha", "beta"], "confirming"),
    "revise": dict.fromkeys(GOING_ON[1:], "revising"),
    "acknowledge": {"reviewing": "acknowledging"},
    "complete": {"acknowledging": "completing"},
    "sign": dict.fromkeys(["opening", "completing"], "signing"),
    "close": dict.fromkeys(["opening", "completing", "signing"], "closed"),
    "suspend": dict.fromkeys(GOING_ON, "suspended"),
}


@dataclass
class Situation:
    """What the guards are told."""

    failure: bool = False
    topic: str | None = None

    def has_failure_to_tell(self) -> bool:
        return self.failure

    def next_topic(self) -> str | None:
        return self.topic


def dialog_in(state: str, situation: Situation | None = None) -> Dialog:
    dialog = Dialog(TOPICS, situation or Situation())
    dialog.machine.set_state(state)
    return dialog


def fire(dialog: Dialog, trigger: str) -> bool:
    moved = getattr(dialog, trigger)()
    assert isinstance(moved, bool)
    return moved


def test_the_states() -> None:
    assert states(TOPICS) == STATES
    assert Dialog(TOPICS, Situation()).state == "opening"


def test_the_states_of_the_packaged_protocol() -> None:
    topics = packaged().topics
    assert list(topics) == [
        "disease", "patient", "treatment", "extent", "hepatic", "renal", "brain", "vertebral",
        "commitment", "general",
    ]  # fmt: skip
    assert states(topics) == ["opening", *topics, *STATES[3:]]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("trigger", MOVES)
def test_each_trigger_in_each_state(trigger: str, state: str) -> None:
    dialog = dialog_in(state)
    expected = MOVES[trigger].get(state)
    if expected is None:
        with pytest.raises(MachineError):
            fire(dialog, trigger)
        assert dialog.state == state
    else:
        assert fire(dialog, trigger)
        assert dialog.state == expected


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (Situation(), "reviewing"),
        (Situation(topic="alpha"), "alpha"),
        (Situation(topic="beta"), "beta"),
        (Situation(failure=True), "acknowledging"),
        # a failure is told before anything more is asked
        (Situation(failure=True, topic="beta"), "acknowledging"),
    ],
    ids=["nothing left", "alpha", "beta", "failure", "failure first"],
)
def test_advance_follows_its_guards(state: str, situation: Situation, expected: str) -> None:
    dialog = dialog_in(state, situation)
    if state in GOING_ON:
        assert dialog.advance()
        assert dialog.state == expected
    else:
        with pytest.raises(MachineError):
            dialog.advance()
        assert dialog.state == state


def test_no_state_can_be_reached_but_by_a_trigger() -> None:
    dialog = Dialog(TOPICS, Situation())
    triggers = {"advance", *MOVES}
    assert set(dialog.machine.get_triggers(*STATES)) == triggers
    for state in STATES:
        assert not hasattr(dialog, f"to_{state}")
    assert not hasattr(dialog, "to")


def reached() -> Iterator[str]:
    """Every state that some situation leads to, from the opening on."""
    situations = [
        Situation(failure, topic) for failure in (False, True) for topic in (None, *TOPICS)
    ]
    known, waiting = {"opening"}, ["opening"]
    while waiting:
        state = waiting.pop()
        yield state
        for trigger in ("advance", *MOVES):
            for situation in situations:
                dialog = dialog_in(state, situation)
                try:
                    fire(dialog, trigger)
                except MachineError:
                    continue
                if dialog.state not in known:
                    known.add(dialog.state)
                    waiting.append(dialog.state)


def test_every_state_can_be_reached() -> None:
    assert sorted(reached()) == sorted(STATES)


def test_the_end_is_the_end() -> None:
    for state in ("suspended", "closed"):
        assert Dialog(TOPICS, Situation()).machine.get_triggers(state) == []
