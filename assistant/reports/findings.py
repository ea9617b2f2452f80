"""Criteria as the summary shows them: status with glyph and word, wording, and what decides."""

from collections import Counter

from assistant.criteria.evaluation import Result, Status
from assistant.criteria.model import Category
from assistant.reports.basis import Basis
from assistant.reports.computed import computed
from assistant.reports.content import CriterionShown, Group, Mark, Row
from assistant.reports.facts import fact_shown
from assistant.reports.wording import Wording

GLYPHS = {
    Status.MET: "✓",
    Status.FAILED: "✗",
    Status.UNKNOWN: "?",
    Status.CONTESTED: "≠",
    Status.NOT_APPLICABLE: "–",
}
# The order of urgency, for counting.
_URGENCY = (
    Status.FAILED, Status.CONTESTED, Status.UNKNOWN, Status.MET, Status.NOT_APPLICABLE,
)  # fmt: skip


def mark(wording: Wording, category: Category, status: Status) -> Mark:
    """Return a status as a criterion of a category shows it."""
    words = wording.words
    table = words.statuses if category is Category.INCLUSION else words.statuses_exclusion
    return Mark(status=status, glyph=GLYPHS[status], word=table[status])


def criterion_shown(basis: Basis, result: Result) -> CriterionShown:
    """Return a criterion with its status and what decides it."""
    criterion = basis.protocol.criterion[result.criterion]
    words = basis.wording.words.criteria[criterion.id]
    facts = [fact_shown(basis, fact) for fact in result.facts]
    is_left = criterion.id in basis.not_assessed
    left = [fact for fact in facts if is_left and fact.state == "not_asked"]
    shown = mark(basis.wording, criterion.category, result.status)
    return CriterionShown(
        id=criterion.id,
        category=str(criterion.category),
        label=words.label,
        wording=words.wording,
        mark=shown.model_copy(update={"word": not_assessed(basis)}) if is_left else shown,
        facts=tuple(fact for fact in facts if fact not in left),
        computed=() if result.status is Status.NOT_APPLICABLE else computed(basis, criterion),
        not_asked=basis.wording.listed(fact.label for fact in left),
    )


def not_assessed(basis: Basis) -> str:
    """Return the words for a criterion that was not, or not yet, assessed."""
    return basis.wording.say("status.not_assessed" if basis.is_concluded else "status.not_yet")


def groups(basis: Basis) -> tuple[Group, ...]:
    """Return all criteria in the protocol's order, inclusion before exclusion."""
    return tuple(
        Group(
            category=str(category),
            title=basis.wording.say(f"group.{category}"),
            criteria=tuple(
                criterion_shown(basis, result)
                for result in basis.assessment.results if result.category is category
            ),
        )
        for category in Category
    )  # fmt: skip


def tally(basis: Basis) -> tuple[Row, ...]:
    """Return how many criteria have each status, the most urgent first."""
    say = basis.wording.say
    counts = Counter(result.status for result in basis.assessment.results)
    counts[Status.UNKNOWN] -= len(basis.not_assessed)
    rows = [
        Row(label=f"{GLYPHS[status]} {say(f'tally.{status}')}", text=str(counts[status]))
        for status in _URGENCY
    ]
    if basis.not_assessed:
        row = Row(label=f"? {not_assessed(basis)}", text=str(len(basis.not_assessed)))
        rows.insert(3, row)
    return tuple(rows)
