"""The criteria as a front end shows them: each as a row, or one of them looked at closely."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.criteria.evaluation import Result, Status
from assistant.session.conversation import Detail, Message, Row, Tone

if TYPE_CHECKING:
    from assistant.session.live import Session


def rows(session: Session) -> tuple[Row, ...]:
    """Return every criterion as it stands, inclusion before exclusion."""
    labels = session.wording.words.criteria
    moved = {criterion for criteria in session.plan.movers.values() for criterion in criteria}
    results = session.assessment.results
    # A failure that no answer can mend settles the verdict, whatever else is still open.
    is_settled = any(r.status is Status.FAILED and r.criterion not in moved for r in results)
    return tuple(
        Row(
            criterion=result.criterion,
            category=str(result.category),
            label=labels[result.criterion].label,
            status=str(result.status),
            word=session.wording.status(result.category, result.status),
            open=result.criterion in moved,
            turns=result.criterion in moved and not is_settled,
        )
        for result in results
    )


def listed(session: Session) -> list[str]:
    """Return every criterion in a line, and which can still turn the verdict."""
    shown = rows(session)
    say, turning = session.wording.say, ", ".join(row.criterion for row in shown if row.turns)
    still = say("detail.criteria", criteria=turning) if turning else say("detail.criteria_none")
    verdict = say("why.verdict", verdict=session.verdict_label)
    lines = (
        say("detail.fact", label=f"{row.criterion} {row.word}", answer=row.label) for row in shown
    )
    return [*lines, still, verdict]


def detail(session: Session, criterion: str) -> Detail:
    """Return one criterion with its wording, what decides it and why, and what can change it."""
    result = session.assessment.of(criterion)
    words = session.wording.words.criteria[criterion]
    say = session.wording.say
    lines = [_said(words.wording), *_deciding(session, result), *_readings(session, result)]
    changing = [fact for fact, criteria in session.plan.movers.items() if criterion in criteria]
    if changing:
        labels = [session.wording.label(fact) for fact in changing]
        lines += [_headed(say("detail.changing")), *_listed(labels)]
    else:
        lines.append(_headed(say("detail.settled")))
    if words.rationale:
        lines += [_headed(say("detail.rationale")), _said(words.rationale)]
    return Detail(
        criterion=criterion,
        title=f"{criterion} – {words.label}",
        lines=tuple(lines),
    )


def _deciding(session: Session, result: Result) -> list[Message]:
    """Return the answers that the status rests on, or what is still missing for one."""
    wording, answers = session.wording, session.state.answers
    key = "missing" if result.status is Status.UNKNOWN else "deciding"
    facts = [
        wording.say(
            "detail.fact",
            label=wording.label(fact),
            answer=wording.whole(fact, answers[fact])
            if fact in answers
            else wording.say("detail.not_asked"),
        )
        for fact in result.facts
    ]
    return [_headed(wording.say(f"detail.{key}")), *_listed(facts)] if facts else []


def _readings(session: Session, result: Result) -> list[Message]:
    """Return what a contested criterion comes to under each reading, and the sponsor's question."""
    words = session.wording.words
    lines: list[Message] = []
    for term in result.terms:
        lines.append(_headed(words.terms[term].label))
        for reading, text in words.terms[term].readings.items():
            statuses = dict.fromkeys(
                session.wording.status(result.category, outcome.status)
                for outcome in result.outcomes
                if outcome.readings.get(term) == reading
            )
            if statuses:
                said = " / ".join(statuses)
                lines += _listed([session.wording.say("detail.fact", label=text, answer=said)])
        lines.append(_said(words.terms[term].question))
    return lines


def _said(text: str) -> Message:
    return Message(tone=Tone.HELP, text=text)


def _headed(text: str) -> Message:
    return Message(tone=Tone.HEADING, text=text)


def _listed(texts: Iterable[str]) -> list[Message]:
    return [Message(tone=Tone.NOTICE, text=text) for text in texts]
