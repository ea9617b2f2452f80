"""Why a question is asked: read from the same expressions that ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.answers import Answers
from assistant.criteria.leading import led_by
from assistant.dialogs.commands import Command
from assistant.session.foreseeing import foreseen
from assistant.session.standing import standing

if TYPE_CHECKING:
    from assistant.session.live import Session


def why_lines(session: Session) -> list[str]:
    """Return what the fact at hand can decide, the path to it, and what each reply would do.

    Where no question is open, return why the verdict is what it is, and what would turn it.
    """
    fact = session.flow.step.fact
    if not fact:
        return standing(session)
    say, wording = session.wording.say, session.wording
    # Of an answer that is being changed: what it decided, and what led to it.
    others = {id_: answer for id_, answer in session.state.answers.items() if id_ != fact}
    movers = session.planner.plan(others).movers.get(fact, ())
    lines = [wording.words.facts[fact].help]
    if movers:
        lines += [_path(session, others, fact), say("why.criteria", criteria=", ".join(movers))]
        lines += [line for each in movers for line in _criterion(session, each)]
        lines += foreseen(session, fact)
    return [*lines, say("why.verdict", verdict=session.verdict_label)]


def _path(session: Session, others: Answers, fact: str) -> str:
    """Return the answers that led to a question."""
    wording = session.wording
    path = "; ".join(
        wording.named(each, others[each]) for each in led_by(session.planner, others, fact)
    )
    return wording.say("why.path", path=path) if path else wording.say("why.ungated")


def _criterion(session: Session, criterion: str) -> list[str]:
    """Return a criterion's wording, and why it exists where the protocol says."""
    wording = session.wording
    rationale = " ".join(wording.words.criteria[criterion].rationale.split())
    lines = [wording.criterion(criterion)]
    return [*lines, wording.say("why.rationale", text=rationale)] if rationale else lines


def help_lines(session: Session) -> list[str]:
    """Return the commands, one a line, and the definition of the fact at hand."""
    say = session.wording.say
    fact = session.flow.step.fact
    keys = ("why", "back", "revise", "undo", "unknown", *(c for c in Command if c not in _LISTED))
    lines = [say("help.title"), *(f"  {say(f'help.{key}')}" for key in keys)]
    return [*lines, session.wording.words.facts[fact].help] if fact else lines


_LISTED = (Command.WHY, Command.BACK, Command.REVISE, Command.UNDO)
