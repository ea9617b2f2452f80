"""The diagram shows every move that the machine can make, and none that it cannot."""

import re

from assistant.dialogs.diagram import mermaid
from assistant.dialogs.machine import Dialog
from assistant.session.protocols import packaged

SMALL = """\
stateDiagram-v2
    state what_comes_next <<choice>>
    [*] --> opening
    opening --> what_comes_next: advance
    alpha --> what_comes_next: advance
    confirming --> what_comes_next: advance
    revising --> what_comes_next: advance
    reviewing --> what_comes_next: advance
    acknowledging --> what_comes_next: advance
    completing --> what_comes_next: advance
    what_comes_next --> acknowledging: a criterion has failed, and it was not told yet
    what_comes_next --> alpha: the next question that can matter is of alpha
    what_comes_next --> reviewing: no question is left to ask
    alpha --> confirming: doubt
    alpha --> revising: revise
    confirming --> revising: revise
    revising --> revising: revise
    reviewing --> revising: revise
    acknowledging --> revising: revise
    completing --> revising: revise
    reviewing --> acknowledging: acknowledge
    acknowledging --> completing: complete
    opening --> signing: sign
    completing --> signing: sign
    opening --> closed: close
    completing --> closed: close
    signing --> closed: close
    opening --> suspended: suspend
    alpha --> suspended: suspend
    confirming --> suspended: suspend
    revising --> suspended: suspend
    reviewing --> suspended: suspend
    acknowledging --> suspended: suspend
    completing --> suspended: suspend
    closed --> [*]
    suspended --> [*]
"""


class Nowhere:
    def has_failure_to_tell(self) -> bool:
        return False

    def next_topic(self) -> str | None:
        return None


def test_a_small_protocol() -> None:
    assert mermaid(["alpha"]) == SMALL


def test_each_move_of_the_machine_is_drawn_and_no_other() -> None:
    topics = packaged().topics
    arrows = re.findall(r"^ +(\S+) --> (\S+?)(?:: (.*))?$", mermaid(topics), re.MULTILINE)
    into = {source for source, dest, _ in arrows if dest == "what_comes_next"}
    onward = {dest for source, dest, _ in arrows if source == "what_comes_next"}
    drawn = {("advance", source, dest) for source in into for dest in onward} | {
        (label, source, dest)
        for source, dest, label in arrows
        if "[*]" not in (source, dest) and "what_comes_next" not in (source, dest)
    }
    events = Dialog(topics, Nowhere()).machine.events
    moves = {
        (name, source, each.dest)
        for name, event in events.items()
        for source, possible in event.transitions.items()
        for each in possible
    }
    assert drawn == moves
    assert len(moves) == 240
