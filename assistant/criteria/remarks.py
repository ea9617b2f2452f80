"""What is to be said of answers beyond the statuses: shown and recorded, it never decides.

Only answers on the live path are read, and a remark applies only where it surely holds.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction

from assistant.criteria.answers import Answers
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import fact_values, holds
from assistant.criteria.live import live
from assistant.criteria.model import StudyProtocol
from assistant.criteria.tree import Case, Value


class RemarkKind(StrEnum):
    """What a remark is about."""

    UNUSUAL = "unusual"
    CHECK = "check"
    ADVISORY = "advisory"


class Remark(Frozen):
    """A remark: an unusual value (its id is the fact's), an unlikely combination, an advisory."""

    kind: RemarkKind
    id: str
    facts: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


class DateShown(Frozen):
    """A date that follows from the answers."""

    id: str
    kind: str
    day: date
    criteria: tuple[str, ...] = ()


def violations(protocol: StudyProtocol, answers: Answers) -> tuple[Remark, ...]:
    """Return the cross-checks that refuse the answers."""
    return _checks(protocol, _live_values(protocol, answers), "refuse")


def doubts(protocol: StudyProtocol, answers: Answers) -> tuple[Remark, ...]:
    """Return what needs a confirmation: unusual values first, then unlikely combinations."""
    values = _live_values(protocol, answers)
    unusual = tuple(
        Remark(kind=RemarkKind.UNUSUAL, id=fact.id, facts=(fact.id,))
        for fact in protocol.facts
        if fact.usual
        and isinstance(value := values.get(fact.id), Fraction)
        and not fact.is_usual(value)
    )
    return unusual + _checks(protocol, values, "confirm")


def raised(
    protocol: StudyProtocol, before: Answers, after: Answers, changed: str = ""
) -> tuple[Remark, ...]:
    """Return what needs a confirmation after one more answer and did not before.

    Where an answer is `changed`, everything that speaks of it is to be confirmed anew.
    """
    found = doubts(protocol, after)
    known = doubts(protocol, before) if found else ()
    return tuple(each for each in found if each not in known or changed in each.facts)


def advisories(protocol: StudyProtocol, answers: Answers) -> tuple[Remark, ...]:
    """Return the advisories that apply."""
    values = _live_values(protocol, answers)
    return tuple(
        Remark(
            kind=RemarkKind.ADVISORY,
            id=each.id,
            facts=protocol.in_order(each.when.facts()) if each.when else (),
            criteria=each.criteria,
        )
        for each in protocol.advisories
        if each.when is None or holds(protocol, each.when, values)
    )


def dates(protocol: StudyProtocol, answers: Answers) -> tuple[DateShown, ...]:
    """Return the dates to show, as far as they are known."""
    values = _live_values(protocol, answers)
    shown = []
    for each in protocol.dates:
        day = each.value.value(Case(values, {}))
        if isinstance(day, date) and (each.gate is None or holds(protocol, each.gate, values)):
            shown.append(DateShown(id=each.id, kind=each.kind, day=day, criteria=each.criteria))
    return tuple(shown)


def valid_until(shown: tuple[DateShown, ...]) -> date | None:
    """Return the day on which the first of some dates lapses, or None if none does."""
    return min((each.day for each in shown if each.kind == "lapses"), default=None)


def _live_values(protocol: StudyProtocol, answers: Answers) -> dict[str, Value]:
    """Return what the rules of remarks read of the answers on the live path."""
    kept = live(protocol, answers)
    return fact_values(protocol, {fact: kept[fact] for fact in protocol.remarked if fact in kept})


def _checks(protocol: StudyProtocol, values: dict[str, Value], action: str) -> tuple[Remark, ...]:
    """Return the cross-checks of one kind that hold."""
    return tuple(
        Remark(kind=RemarkKind.CHECK, id=each.id, facts=protocol.in_order(each.when.facts()))
        for each in protocol.checks
        if each.action == action and holds(protocol, each.when, values)
    )
