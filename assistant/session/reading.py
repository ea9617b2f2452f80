"""How a reply being typed would be taken: what it means, and what would be said to it on Enter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assistant.criteria.model import FactType, StudyProtocol
from assistant.criteria.remarks import RemarkKind
from assistant.criteria.tree import Atom
from assistant.session.conversation import Message, Tone
from assistant.session.steps.given import Given

if TYPE_CHECKING:
    from assistant.session.flow import Flow


def reading(flow: Flow, given: Given) -> Message:
    """Return what an answer would be taken for: understood, doubted, or refused, and why."""
    session, tentative = flow.session, flow.with_answer(given)
    wording = session.wording
    meaning = wording.display.full(session.protocol.fact[given.fact], given.answer)
    meaning = ", ".join([meaning, *_distances(flow, given)])
    said = wording.say("say.understood", text=meaning)
    refused = flow.new_violations(given)
    if refused:
        why = wording.say("refused.check", text=wording.remark(refused[0], tentative))
        return Message(tone=Tone.REFUSED, text=f"{said}. {why}", fact=given.fact)
    doubts = flow.new_doubts(given)
    if not doubts:
        return Message(tone=Tone.UNDERSTOOD, text=said, fact=given.fact)
    first = doubts[0]  # all of them are told when the answer is to be confirmed
    is_unusual = first.kind is RemarkKind.UNUSUAL
    why = wording.unusual(given.fact) if is_unusual else wording.remark(first, tentative)
    return Message(tone=Tone.DOUBT, text=f"{said}. {why}", fact=given.fact)


def _distances(flow: Flow, given: Given) -> list[str]:
    """Return how far a date is from today, and from the known dates that it is compared with."""
    session, day = flow.session, given.answer.value
    if not isinstance(day, date):
        return []
    say, today = session.wording.say, session.reader().today
    found = [_away(flow, (day - today).days, "")]
    for fact in _compared_with(session.protocol, given.fact):
        answer = session.state.answers.get(fact)
        if answer is not None and isinstance(answer.value, date):
            label = say("reading.quoted", label=session.wording.label(fact))
            found.append(_away(flow, (day - answer.value).days, label))
    return found


def _away(flow: Flow, days: int, label: str) -> str:
    """Return a distance in days in words: from today, or from the fact that a label names."""
    say = flow.session.wording.say
    way = "same" if not days else "after" if days > 0 else "before"
    apart = say("reading.days", count=abs(days))
    return say(f"reading.{way}" if label else f"reading.{way}_today", days=apart, label=label)


def _compared_with(protocol: StudyProtocol, fact: str) -> tuple[str, ...]:
    """Return the dates that a criterion or a cross-check compares a date with, in asking order."""
    rules = (*(each.test for each in protocol.criteria), *(each.when for each in protocol.checks))
    atoms = (node for rule in rules for node in rule.walk() if isinstance(node, Atom))
    facts = {other for atom in atoms if fact in atom.facts() for other in atom.facts() - {fact}}
    return protocol.in_order(other for other in facts if protocol.fact[other].type is FactType.DATE)
