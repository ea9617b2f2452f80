"""What follows from an answer, and is recorded with it: nobody has to ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.criteria.live import live
from assistant.criteria.remarks import advisories
from assistant.session.codec import encoded

if TYPE_CHECKING:
    from assistant.session.live import Session


def set_aside(session: Session) -> None:
    """Record every answer that has left the live path as erased, with what caused it."""
    answers = session.state.answers
    kept = live(session.protocol, answers)
    for fact, answer in answers.items():
        if fact not in kept:
            cause = _cause(session, fact)
            session.write("erased", {"fact": fact, "old": encoded(answer), "cause": cause})


def advise(session: Session) -> None:
    """Record and show every advisory that has come to apply."""
    for remark in advisories(session.protocol, session.state.answers):
        if remark.id not in session.state.advised:
            session.write("advised", {"id": remark.id, "facts": list(remark.facts)})


def bring_back(session: Session) -> None:
    """Record what the last change brings back, where a failed write left that out."""
    events = session.events
    last = next((event for event in reversed(events) if event.type == "revised"), None)
    announced = last.data.get("announced") if last else None
    if last is None or not isinstance(announced, Mapping) or not announced["reopened"]:
        return
    after = (event for event in events[last.seq :] if event.type == "reopened")
    if not any(event.data["cause"] == last.seq for event in after):
        session.write("reopened", {"facts": announced["reopened"], "cause": last.seq})


def _cause(session: Session, fact: str) -> int:
    """Return the event that closed the way to a fact: the last answer to one of its gates."""
    criteria, given = session.protocol.criteria, session.state.given_by
    gates = {g for each in criteria if fact in each.test.facts() for g in each.gate_facts()}
    return max(given[gate] for gate in gates if gate in given)
