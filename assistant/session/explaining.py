"""Why a question is asked: read from the same expressions that ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.answers import Answer
from assistant.criteria.evaluation import Status, assess
from assistant.criteria.model import Fact, FactType
from assistant.dialogs.commands import Command

if TYPE_CHECKING:
    from assistant.session.live import Session


def why_lines(session: Session) -> list[str]:
    """Return what the fact at hand can still decide, the path to it, what each reply would do."""
    say, wording = session.wording.say, session.wording
    fact = session.flow.step.fact
    verdict = say("why.verdict", verdict=session.verdict_label)
    if not fact:
        return [say("why.nothing"), verdict]
    movers = session.plan.movers.get(fact, ())
    lines = [wording.words.facts[fact].help]
    if movers:
        lines.append(say("why.criteria", criteria=", ".join(movers)))
        lines += [wording.criterion(criterion) for criterion in movers]
        lines.append(_path(session, movers))
        lines += _effects(session, session.protocol.fact[fact])
    return [*lines, verdict]


def help_lines(session: Session) -> list[str]:
    """Return the commands, one a line, and the definition of the fact at hand."""
    say = session.wording.say
    fact = session.flow.step.fact
    keys = ("why", "back", "revise", "undo", "unknown", *(c for c in Command if c not in _LISTED))
    lines = [say("help.title"), *(f"  {say(f'help.{key}')}" for key in keys)]
    return [*lines, session.wording.words.facts[fact].help] if fact else lines


_LISTED = (Command.WHY, Command.BACK, Command.REVISE, Command.UNDO)


def _path(session: Session, movers: tuple[str, ...]) -> str:
    """Return the answers that opened the way to a question."""
    say, display = session.wording.say, session.wording.display
    answers = session.state.answers
    gates = [session.protocol.criterion[each].gate_facts() for each in movers]
    if not all(gates):
        return say("why.ungated")
    given = [
        fact for fact in session.protocol.fact if fact in answers and any(fact in g for g in gates)
    ]
    path = [display.full(session.protocol.fact[fact], answers[fact]) for fact in given]
    return say("why.gate", path="; ".join(path)) if path else say("why.ungated")


def _effects(session: Session, fact: Fact) -> list[str]:
    """Return what each reply that can be picked would do to the criteria."""
    if fact.type not in (FactType.BOOL, FactType.OPTION):
        return []
    values: list[bool | str] = [True, False]
    if fact.type is FactType.OPTION:
        values = [option.id for option in fact.options]
    display = session.wording.display
    lines = []
    for value in values:
        answer = Answer(value=value, typed=str(value).lower())
        reply = display.meaning(fact, answer)
        effect = _effect(session, fact, answer)
        lines.append(session.wording.say("why.effect", reply=f"“{reply}”", effect=effect))
    return lines


def _effect(session: Session, fact: Fact, answer: Answer) -> str:
    """Return which criteria one reply would make fail or leave to the sponsor."""
    say = session.wording.say
    after = assess(session.protocol, {**session.state.answers, fact.id: answer})
    parts = []
    for status, key in ((Status.FAILED, "effect_fails"), (Status.CONTESTED, "effect_contested")):
        already = {each.criterion for each in session.assessment.with_status(status)}
        turned = [r.criterion for r in after.with_status(status) if r.criterion not in already]
        if turned:
            parts.append(say(f"why.{key}", criteria=", ".join(turned)))
    return "; ".join(parts) or say("why.effect_none")
