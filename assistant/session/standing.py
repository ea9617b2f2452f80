"""Why the verdict is what it is, and the smallest changes of answers that would turn it.

The changes are those of the summary: read from the decision tables, in the summary's own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.evaluation import Result, Status, Verdict

if TYPE_CHECKING:
    from assistant.session.live import Session


def standing(session: Session) -> list[str]:
    """Return the verdict, the criteria that it rests on, and what would turn it."""
    say, assessment = session.wording.say, session.assessment
    key = "why.verdict_given" if session.state.concluded else "why.verdict"
    lines = [say(key, verdict=session.verdict_label)]
    if assessment.verdict is Verdict.ELIGIBLE:
        return [*lines, say("why.eligible")]
    failed = assessment.with_status(Status.FAILED)
    others = assessment.with_status(Status.CONTESTED, Status.UNKNOWN)
    return [*lines, *(_rests_on(session, each) for each in failed or others), *_changes(session)]


def _rests_on(session: Session, result: Result) -> str:
    """Return a criterion's status, with the answers that decide it or are still missing."""
    wording, answers = session.wording, session.state.answers
    facts = "; ".join(wording.named(fact, answers.get(fact)) for fact in result.facts)
    word = wording.status(result.category, result.status)
    label = wording.words.criteria[result.criterion].label
    return wording.say("why.rests_on", id=result.criterion, label=label, status=word, facts=facts)


def _changes(session: Session) -> list[str]:
    """Return what would change the verdict, as the summary says it."""
    from assistant.reports.basis import Basis
    from assistant.reports.changing import changing
    from assistant.reports.wording import Wording
    from assistant.session.materials import material

    made = material(session.protocol, session.events, session.clock.now())
    found = changing(Basis(made, Wording(session.protocol, session.language), session.planner))
    ways = [line for each in found.criteria for line in each.lines]
    return [line for line in (found.rule, *ways, *_needed(session), found.note) if line]


def _needed(session: Session) -> list[str]:
    """Return which answers are unknown, and how many questions were not asked."""
    say, lines = session.wording.say, []
    unknown = [fact for fact, answer in session.state.answers.items() if answer.is_unknown]
    if unknown:
        lines.append(say("ask.review_missing", labels=session.wording.labels(unknown)))
    if session.plan.open:
        lines.append(say("why.not_asked", count=len(session.plan.open)))
    return lines
