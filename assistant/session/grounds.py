"""What an event says besides answers, against what follows from the answers before and after it.

The readings noted at the opening, what was confirmed, what a change was said to do, where an answer
that was given again comes from, and that the site's demands were met.
"""

from collections.abc import Iterator

from assistant.audit.events import Event
from assistant.criteria.evaluation import assess
from assistant.criteria.live import live
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.criteria.remarks import raised
from assistant.session.codec import recorded
from assistant.session.documents import unsourced
from assistant.session.effect import effect
from assistant.session.policy import policy_of
from assistant.session.state import ANSWERING, State, text


def ungrounded(planner: Planner, before: State, after: State, event: Event) -> Iterator[str]:
    """Yield what an event says that does not follow, given the states before and after it."""
    if event.type == "opened":
        yield from _readings(planner.protocol, event)
    if event.type in (*ANSWERING, "revised"):
        yield from _confirmed(planner.protocol, before, after, event)
    if "announced" in event.data:  # records of earlier versions do not say
        yield from _announced(planner, before, after, event)
    if event.type == "completed" and "policy" in event.data:
        yield from _policy(planner.protocol, before, event)
    if "origin" in event.data:
        yield from _origin(before, after, event)


def _readings(protocol: StudyProtocol, event: Event) -> Iterator[str]:
    if event.data["readings"] != {term.id: list(term.in_force) for term in protocol.terms}:
        yield "the readings in force are not those of the protocol"


def _confirmed(protocol: StudyProtocol, before: State, after: State, event: Event) -> Iterator[str]:
    fact = text(event.data, "fact")
    changed = fact if event.type == "revised" else ""
    doubted = raised(protocol, before.answers, live(protocol, after.answers), changed)
    if event.data["reasons"] != recorded(doubted):
        yield f"what was confirmed of {fact} is not what was doubtful about it"


def _announced(planner: Planner, before: State, after: State, event: Event) -> Iterator[str]:
    fact = text(event.data, "fact")
    if event.data["announced"] != effect(planner, before, fact, after.answers[fact]).data():
        yield "what the change was said to do is not what it does"


def _policy(protocol: StudyProtocol, state: State, event: Event) -> Iterator[str]:
    policy, found = policy_of(event.data["policy"]), assess(protocol, state.answers)
    left = unsourced(protocol, state.answers, found, state.sourced, policy)
    if left:
        yield f"it was completed although no source document is named for {', '.join(left)}"


def _origin(before: State, after: State, event: Event) -> Iterator[str]:
    fact = text(event.data, "fact")
    aside = before.erased.get(fact)
    if aside is None or (aside.given_by, aside.answer) != (
        event.data["origin"],
        after.answers[fact],
    ):
        yield f"the answer to {fact} is not the one that was set aside"
