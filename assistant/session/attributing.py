"""What an answer is owed to: the document it was read in, and who judged what none shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.dialogs.documents import Document, NoDocument, document_named
from assistant.errors import BadInput
from assistant.session.conversation import Tone
from assistant.session.documents import document_data
from assistant.session.naming import fact_named
from assistant.session.steps.noting import note
from assistant.text import folded, identifier

if TYPE_CHECKING:
    from assistant.session.live import Session


def name_source(session: Session, argument: str) -> None:
    """Record the source document of the answer at hand, of one named, or of all without one."""
    facts, typed = _of_what(session, argument)
    if facts:
        name_one(session, facts, typed)


def name_one(session: Session, facts: Sequence[str], typed: str) -> None:
    """Record one source document of some answers; a closed record takes it as said beside it."""
    try:
        document = _read(session, typed)
    except NoDocument as error:
        session.say(Tone.REFUSED, _refusal(session, error.lacks))
        return
    data, private = document_data(document, facts), {"text": typed, "where": document.where}
    if session.state.concluded:
        note(session.flow, data, private, "source_named")
    else:
        note(session.flow, {"kind": "source", **data}, private)


def name_judge(session: Session, argument: str) -> None:
    """Record that somebody else than who answers judged a fact."""
    fact, judge = _addressed(session, argument)
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


def _addressed(session: Session, argument: str) -> tuple[str, str]:
    """Return the fact that a remark is about, and the remark.

    It is the fact at hand, or one answered that the remark begins with: "bilirubin: …".
    """
    name, colon, rest = argument.partition(":")
    fact = fact_named(session.protocol, name.strip()) if colon else None
    if fact is not None and fact in session.state.answers:
        return fact, rest.strip()
    return session.flow.step.fact, argument


def _of_what(session: Session, argument: str) -> tuple[Sequence[str], str]:
    """Return the facts that a document is named for, and its text; what is wrong is said."""
    say, state = session.wording.say, session.state
    name, colon, rest = argument.partition(":")
    spoken = session.languages.values()
    if colon and any(folded(name) in each.table("words")["all_answers"] for each in spoken):
        left = [fact for fact in state.answers if fact not in state.sourced]
        if not left:
            session.say(Tone.REFUSED, say("refused.source_none"))
        return left, rest.strip()
    fact, typed = _addressed(session, argument)
    if not fact:
        session.say(Tone.REFUSED, say("refused.source_of_what", example=_example(session, "_all")))
    return [fact] if fact else [], typed


def _read(session: Session, typed: str) -> Document:
    """Return the document that a text names; NoDocument if it names none."""
    today = session.clock.now().astimezone().date()
    return document_named(typed, today, session.languages.values())


def _refusal(session: Session, lacks: str) -> str:
    """Return what a text lacks to name a document, with an example."""
    say = session.wording.say
    kinds = ", ".join(spellings[0] for spellings in say.table("words.documents").values())
    return say(f"refused.source_{lacks}", example=_example(session), kinds=kinds)


def _example(session: Session, kind: str = "") -> str:
    today = session.clock.now().astimezone().date().isoformat()
    return session.wording.say(f"example.source{kind}", today=today)
