"""Whom an answer is owed to: who judged what no measurement shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import BadInput
from assistant.session.conversation import Tone
from assistant.session.naming import fact_named
from assistant.text import identifier

if TYPE_CHECKING:
    from assistant.session.live import Session


def name_judge(session: Session, argument: str) -> None:
    """Record that somebody else than who answers judged a fact."""
    fact, judge = addressed(session, argument)
    if not fact or not session.protocol.fact[fact].judgement:
        session.say(Tone.REFUSED, session.wording.say("refused.no_judgement"))
        return
    try:
        judge = identifier(judge, "user's id")
    except BadInput:
        session.say(Tone.REFUSED, session.wording.say("refused.judge_id"))
        return
    at_hand = fact == session.flow.step.fact
    answer = None if at_hand else session.state.given_by[fact]
    session.write("noted", {"kind": "judge", "fact": fact, "answer": answer}, {"text": judge})


def addressed(session: Session, argument: str) -> tuple[str, str]:
    """Return the fact that a remark is about, and the remark.

    It is the fact at hand, or one answered that the remark begins with: "bilirubin: …".
    """
    name, colon, rest = argument.partition(":")
    fact = fact_named(session.protocol, name.strip()) if colon else None
    if fact is not None and fact in session.state.answers:
        return fact, rest.strip()
    return session.flow.step.fact, argument
