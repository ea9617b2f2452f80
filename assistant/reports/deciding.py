"""What decides the verdict: failed criteria, contested ones with questions, and what is missing."""

from assistant.criteria.evaluation import Result, Status, Verdict
from assistant.criteria.model import Criterion
from assistant.reports.basis import Basis
from assistant.reports.content import Contested, Deciding, Missing, Question, ReadingShown, Row
from assistant.reports.facts import fact_shown, is_missing
from assistant.reports.findings import criterion_shown, mark


def deciding(basis: Basis) -> Deciding:
    """Return what decides the verdict, or still leaves it open."""
    unknown = basis.results(Status.UNKNOWN)
    is_settled = basis.assessment.verdict is Verdict.ELIGIBLE
    return Deciding(
        failed=tuple(criterion_shown(basis, each) for each in basis.results(Status.FAILED)),
        contested=tuple(_contested(basis, each) for each in basis.results(Status.CONTESTED)),
        questions=_questions(basis),
        unknown=tuple(
            criterion_shown(basis, each) for each in unknown
            if each.criterion not in basis.not_assessed
        ),
        missing=_missing(basis, unknown),
        not_asked=_not_asked(basis),
        not_assessed=basis.wording.listed(
            each.criterion for each in unknown if each.criterion in basis.not_assessed
        ),
        nothing_open=basis.wording.say("deciding.nothing_open") if is_settled else "",
    )  # fmt: skip


def open_facts(basis: Basis) -> tuple[str, ...]:
    """Return the facts not asked that unknown criteria wait for.

    A screening that goes on waits for what can be asked next; one that was stopped, for nothing.
    """
    waiting = {
        fact
        for result in basis.results(Status.UNKNOWN) if result.criterion not in basis.not_assessed
        for fact in result.facts if fact not in basis.answers
    }  # fmt: skip
    asked_next = () if basis.is_concluded else basis.plan.askable
    return tuple(fact for fact in basis.protocol.fact if fact in waiting or fact in asked_next)


def _not_asked(basis: Basis) -> tuple[Row, ...]:
    """Return the open facts by the reason why they were not asked."""
    by_reason: dict[str, list[str]] = {}
    for fact in (fact_shown(basis, each) for each in open_facts(basis)):
        by_reason.setdefault(fact.value, []).append(fact.label)
    return tuple(
        Row(label=reason, text=basis.wording.listed(facts)) for reason, facts in by_reason.items()
    )


def _contested(basis: Basis, result: Result) -> Contested:
    """Return a contested criterion with its status under each reading of the terms that matter."""
    terms = basis.wording.words.terms
    return Contested(
        criterion=criterion_shown(basis, result),
        terms=basis.wording.listed(terms[term].label for term in result.terms),
        readings=_readings(basis, basis.protocol.criterion[result.criterion], result),
    )


def _readings(basis: Basis, criterion: Criterion, result: Result) -> tuple[ReadingShown, ...]:
    """Return the status under each combination of readings of the terms that matter."""
    terms = basis.wording.words.terms
    statuses = {
        tuple(outcome.readings[term] for term in result.terms): outcome.status
        for outcome in result.outcomes
    }
    return tuple(
        ReadingShown(
            reading=basis.wording.say("join.readings").join(
                terms[term].readings[reading]
                for term, reading in zip(result.terms, readings, strict=True)
            ),
            mark=mark(basis.wording, criterion.category, status),
        )
        for readings, status in statuses.items()
    )


def _questions(basis: Basis) -> tuple[Question, ...]:
    """Return each question for the sponsor once, in the protocol's order of terms."""
    waiting: dict[str, list[str]] = {}
    for result in basis.results(Status.CONTESTED):
        for term in result.terms:
            waiting.setdefault(term, []).append(result.criterion)
    words = basis.wording.words.terms
    return tuple(
        Question(
            term=term,
            label=words[term].label,
            text=words[term].question,
            matters=words[term].matters,
            criteria=basis.wording.listed(waiting[term]),
        )
        for term in basis.protocol.term if term in waiting
    )  # fmt: skip


def _missing(basis: Basis, unknown: tuple[Result, ...]) -> tuple[Missing, ...]:
    """Return the facts answered "unknown" that unknown criteria lack, in asking order."""
    needed: dict[str, list[str]] = {}
    for result in unknown:
        for fact in result.facts:
            if fact in basis.answers and is_missing(basis, fact):
                needed.setdefault(fact, []).append(result.criterion)
    return tuple(
        Missing(fact=fact_shown(basis, fact), criteria=basis.wording.listed(needed[fact]))
        for fact in basis.protocol.fact if fact in needed
    )  # fmt: skip
