"""Facts as the summary shows them: the answer in force with who gave it, or why there is none."""

from fractions import Fraction

from assistant.criteria.evaluation import fact_value
from assistant.criteria.remarks import Remark, RemarkKind
from assistant.criteria.truth import UNKNOWN
from assistant.reports import addenda
from assistant.reports.basis import Basis
from assistant.reports.content import FactShown
from assistant.reports.material import Document, Given
from assistant.reports.wording import canonical, moment


def fact_shown(basis: Basis, fact: str) -> FactShown:
    """Return one fact as it stands."""
    given = basis.given.get(fact)
    if given is None:
        label = basis.wording.fact(fact)
        return FactShown(fact=fact, label=label, state="not_asked", value=_why_not(basis, fact))
    return given_shown(basis, given)


def given_shown(basis: Basis, given: Given) -> FactShown:
    """Return an answer with who gave it, when, from which document, and what was confirmed."""
    fact = basis.protocol.fact[given.fact]
    answer = given.answer
    return FactShown(
        fact=given.fact,
        label=basis.wording.fact(given.fact),
        state="unknown" if fact_value(fact, answer) is UNKNOWN else "answered",
        value=basis.wording.answer(fact, answer),
        reply=given.reply,
        canonical=canonical(answer),
        unit=fact.scale.unit if answer.value is not None else "",
        by=basis.wording.author(given.by, given.role),
        at=moment(given.at),
        source=_source(basis, given.source),
        verified=_verified(basis, given),
        addenda=addenda.about(basis, given.fact),
        judged=_judged(basis, given),
        confirmations=tuple(remark_text(basis, each) for each in given.confirmed),
    )


def _source(basis: Basis, document: Document | None) -> str:
    """Return a source document in words, "" if none is named."""
    if document is None:
        return ""
    if not document.kind or document.day is None:
        return document.typed
    say, day = basis.wording.say, basis.wording.day(document.day)
    kind = say.table("source.kinds").get(document.kind, document.kind)
    return say("source.document", kind=kind, day=day, where=document.where)


def _verified(basis: Basis, given: Given) -> str:
    """Return who compared an answer with its source document, and when; "" if nobody did."""
    if given.verified is None:
        return ""
    by = basis.wording.author(given.verified.by, given.verified.role)
    return basis.wording.say("source.verified", by=by, at=moment(given.verified.at).text)


def _judged(basis: Basis, given: Given) -> str:
    """Return who judged what no measurement shows; "" for a fact that is not a judgement."""
    if not basis.protocol.fact[given.fact].judgement:
        return ""
    return given.judged_by or basis.wording.author(given.by, given.role)


def remark_text(basis: Basis, remark: Remark) -> str:
    """Return a remark in words; where a unit may be wrong, with the value in every unit."""
    words = basis.wording.words
    match remark.kind:
        case RemarkKind.UNUSUAL:
            given = basis.given.get(remark.id)
            fact = basis.protocol.fact[remark.id]
            value = basis.wording.answer(fact, given.answer) if given else ""
            return basis.wording.say(
                "remark.unusual", fact=words.facts[remark.id].label, value=value
            )
        case RemarkKind.ADVISORY:
            return words.advisories[remark.id].text
    return words.checks[remark.id].text + _in_every_unit(basis, remark)


def _in_every_unit(basis: Basis, remark: Remark) -> str:
    """Return the value that a check doubts in every unit, "" if it doubts no unit."""
    doubted = next(each.every_unit for each in basis.protocol.checks if each.id == remark.id)
    value = basis.answers[doubted].value if doubted in basis.answers else None
    if not isinstance(value, Fraction):
        return ""
    fact = basis.protocol.fact[doubted]
    return " " + basis.wording.say("remark.every_unit", units=basis.wording.every_unit(fact, value))


def _why_not(basis: Basis, fact: str) -> str:
    """Return why a fact has no answer: a gate is not known to be open, or it was not asked."""
    waits_on = _gate_facts(basis, fact)
    if waits_on and fact not in basis.plan.askable:
        names = basis.wording.listed(basis.wording.fact(each) for each in waits_on)
        return basis.wording.say("value.waiting", facts=names)
    return basis.wording.say("value.not_asked")


def _gate_facts(basis: Basis, fact: str) -> tuple[str, ...]:
    """Return the missing facts in the gates that a missing fact waits on."""
    gates: set[str] = set()
    for criterion in basis.plan.movers.get(fact, ()):
        gates |= basis.protocol.criterion[criterion].gate_facts() - {fact}
    return tuple(
        each for each in basis.protocol.fact
        if each in gates and is_missing(basis, each)
    )  # fmt: skip


def is_missing(basis: Basis, fact: str) -> bool:
    """Return whether a fact is unknown or not asked."""
    answer = basis.answers.get(fact)
    return answer is None or fact_value(basis.protocol.fact[fact], answer) is UNKNOWN
