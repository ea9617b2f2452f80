"""What each possible reply to a question would do, in words: a line for those that do the same."""

from __future__ import annotations

from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING

from assistant.criteria.answers import Answer
from assistant.criteria.model import Fact, FactType
from assistant.criteria.outlook import Outlook, outlooks
from assistant.criteria.turning import Stretch

if TYPE_CHECKING:
    from assistant.session.live import Session


def foreseen(session: Session, fact: str) -> list[str]:
    """Return what every reply would do to the criteria and to the verdict."""
    say, verdicts = session.wording.say, session.wording.words.verdicts
    lines = [
        say(
            "why.effect",
            reply=_reply(session, session.protocol.fact[fact], each),
            effect=_becomes(session, each) or say("why.effect_none"),
            verdict=verdicts[each.verdict],
        )
        for each in outlooks(session.planner, session.state.answers, fact)
    ]
    return [*lines, say("why.effect_unknown")]


def _becomes(session: Session, outlook: Outlook) -> str:
    """Return what becomes of the criteria, those of one status together."""
    wording, criteria = session.wording, session.protocol.criterion
    by_word: dict[str, list[str]] = {}
    for id_, status in outlook.becomes:
        by_word.setdefault(wording.status(criteria[id_].category, status), []).append(id_)
    parts = [f"{', '.join(ids)} {word}" for word, ids in by_word.items()]
    if outlook.opens:
        labels = wording.labels(outlook.opens)
        parts.append(wording.say("why.effect_opens", labels=labels))
    return "; ".join(parts)


def _reply(session: Session, fact: Fact, outlook: Outlook) -> str:
    """Return the replies that an outlook is about."""
    say = session.wording.say
    either = say("why.or")
    if outlook.options:
        display, is_bool = session.wording.display, fact.type is FactType.BOOL
        answers = (Answer(value=id_ == "true" if is_bool else id_) for id_ in outlook.options)
        meanings = (display.meaning(fact, each) for each in answers)
        return either.join(say("reading.quoted", label=each) for each in meanings)
    if fact.type is FactType.DATE:
        return either.join(_days(session, each) for each in outlook.stretches)
    return _numbers(session, fact, outlook)


def _numbers(session: Session, fact: Fact, outlook: Outlook) -> str:
    """Return where a number would lie, in the unit that its limits are exact in."""
    from assistant.reports.conditions import condition
    from assistant.reports.wording import Wording

    words = Wording(session.protocol, session.language)
    return condition(
        outlook.stretches, fact.hard, lambda number: words.limit(fact.scale, number), words.say
    )


def _days(session: Session, stretch: Stretch) -> str:
    """Return the days of a stretch, its first and its last among them."""
    say, low, high = session.wording.say, stretch.low, stretch.high
    first = last = ""
    if low is not None:
        whole = ceil(low) if stretch.low_included else floor(low) + 1
        first = date.fromordinal(whole).isoformat()
    if high is not None:
        whole = floor(high) if stretch.high_included else ceil(high) - 1
        last = date.fromordinal(whole).isoformat()
    if not first and not last:
        return say("why.any_day")
    if not last:
        return say("why.day_from", day=first)
    return say("why.days", first=first, last=last) if first else say("why.day_until", day=last)
