"""What would change the verdict: how it hangs on the criteria, and what would change each one."""

from assistant.criteria.evaluation import Result, Status, Verdict
from assistant.criteria.turning import turns
from assistant.reports.basis import Basis
from assistant.reports.content import Changing, CriterionChange
from assistant.reports.deciding import open_facts
from assistant.reports.facts import is_missing
from assistant.reports.ways import ways

NOTHING = Changing(rule="", criteria=(), answers="", note="")
_WANTED = {
    Status.FAILED: (Status.MET, Status.CONTESTED),
    Status.CONTESTED: (Status.MET,),
}


def changing(basis: Basis) -> Changing:
    """Return what would change the verdict; nothing where the participant is eligible."""
    if basis.assessment.verdict is Verdict.ELIGIBLE:
        return NOTHING
    turned = basis.results(Status.FAILED) + basis.results(Status.CONTESTED)
    return Changing(
        rule=_rule(basis),
        criteria=tuple(_criterion_change(basis, result) for result in turned),
        answers=_answers_needed(basis),
        note=basis.wording.say("changing.note") if turned else "",
    )


def _rule(basis: Basis) -> str:
    """Return how the verdict hangs on the criteria."""
    say, failed = basis.wording.say, basis.results(Status.FAILED)
    if not failed:
        return say("changing.undetermined")
    criteria = basis.wording.listed(result.criterion for result in failed)
    key = "changing.one_failed" if len(failed) == 1 else "changing.all_failed"
    rule = say(key, criteria=criteria, count=len(failed))
    if basis.results(Status.UNKNOWN, Status.CONTESTED):
        rule = f"{rule} {say('changing.others_open')}"
    return rule


def _answers_needed(basis: Basis) -> str:
    """Return the missing answers that unknown criteria wait for, "" if none can be named."""
    unknown = {
        fact for result in basis.results(Status.UNKNOWN)
        for fact in result.facts if fact in basis.answers and is_missing(basis, fact)
    }  # fmt: skip
    needed = [basis.wording.fact(fact) for fact in basis.protocol.fact if fact in unknown]
    count = len(open_facts(basis))
    if count:
        needed.append(basis.wording.say("changing.not_asked", count=count))
    if not needed:
        return ""
    return basis.wording.say("changing.answers", facts=basis.wording.listed(needed))


def _criterion_change(basis: Basis, result: Result) -> CriterionChange:
    """Return what would change one criterion."""
    wanted = _WANTED[result.status]
    found = sorted(
        turns(basis.planner, basis.answers, result.criterion, wanted),
        key=lambda turn: wanted.index(turn.becomes),
    )
    lines = [*_decision(basis, result), *(line for turn in found for line in ways(basis, turn))]
    if not any(turn.becomes is Status.MET for turn in found):
        lines.append(_no_single_change(basis, result))
    return CriterionChange(
        criterion=result.criterion,
        label=basis.wording.words.criteria[result.criterion].label,
        lines=tuple(lines),
    )


def _decision(basis: Basis, result: Result) -> list[str]:
    """Return that a contested criterion waits for the sponsor; nothing for a failed one."""
    if not result.terms:
        return []
    terms = basis.wording.listed(basis.wording.words.terms[term].label for term in result.terms)
    return [basis.wording.say("turn.sponsor", criterion=result.criterion, terms=terms)]


def _no_single_change(basis: Basis, result: Result) -> str:
    """Return that several answers would have to change together, and which."""
    gate = basis.protocol.criterion[result.criterion].gate_facts()
    facts = basis.wording.listed(
        basis.wording.fact(fact) for fact in result.facts if fact not in gate
    )
    return basis.wording.say("turn.none", criterion=result.criterion, facts=facts)
