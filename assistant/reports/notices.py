"""What is said beside the statuses: advisories, unlikely answers, dates; none of it decides."""

from assistant.criteria.evaluation import Verdict
from assistant.criteria.remarks import Remark, advisories, dates, doubts, valid_until
from assistant.reports.basis import Basis
from assistant.reports.content import AdvisoryShown, DateRow
from assistant.reports.facts import remark_text


def advisories_shown(basis: Basis) -> tuple[AdvisoryShown, ...]:
    """Return the advisories that apply, then unusual and unlikely answers in force."""
    told = advisories(basis.protocol, basis.answers)
    doubted = doubts(basis.protocol, basis.answers)
    return tuple(_advisory(basis, each) for each in told) + tuple(
        _doubt(basis, each) for each in doubted
    )


def dates_shown(basis: Basis) -> tuple[DateRow, ...]:
    """Return the dates to show."""
    words = basis.wording.words.dates
    return tuple(
        DateRow(
            label=words[each.id].label,
            iso=each.day.isoformat(),
            text=basis.wording.day(each.day),
            note=words[each.id].note,
        )
        for each in dates(basis.protocol, basis.answers)
    )


def validity(basis: Basis) -> str:
    """Return until when the verdict holds; "" unless it is "eligible", which alone can lapse."""
    if basis.assessment.verdict is not Verdict.ELIGIBLE:
        return ""
    last = valid_until(dates(basis.protocol, basis.answers))
    if last is None:
        return basis.wording.say("validity.recheck")
    lapsed = basis.material.made_at.date() > last
    return basis.wording.say("validity.lapsed" if lapsed else "validity.until",
                             day=basis.wording.day(last))  # fmt: skip


def _advisory(basis: Basis, remark: Remark) -> AdvisoryShown:
    is_read = remark.id in basis.material.acknowledged
    return AdvisoryShown(
        id=remark.id,
        text=remark_text(basis, remark),
        criteria=basis.wording.listed(remark.criteria),
        noted=basis.wording.say("noted.acknowledged") if is_read else "",
    )


def _doubt(basis: Basis, remark: Remark) -> AdvisoryShown:
    """Return an unusual or unlikely answer, with who confirmed it."""
    by = next((each for each in basis.material.given if remark in each.confirmed), None)
    who = basis.wording.author(by.by, by.role) if by else ""
    say = basis.wording.say
    return AdvisoryShown(
        id=remark.id,
        text=remark_text(basis, remark),
        criteria="",
        noted=say("noted.confirmed", by=who) if who else say("noted.not_confirmed"),
    )
