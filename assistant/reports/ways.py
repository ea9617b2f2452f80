"""One way of changing a criterion, in words, read from the decision tables and never reckoned anew.

An option that would make another criterion fail says so: it helps nobody to hear only half.
"""

from datetime import date

from assistant.criteria.answers import Answer
from assistant.criteria.evaluation import Status, assess
from assistant.criteria.turning import Turn
from assistant.criteria.variables import Variable
from assistant.reports import computed
from assistant.reports.basis import Basis
from assistant.reports.conditions import condition, days
from assistant.reports.findings import mark


def ways(basis: Basis, turn: Turn) -> list[str]:
    """Return a turn in words, a line for each of its consequences."""
    return _option_lines(basis, turn) if turn.options else [_number_line(basis, turn)]


def _number_line(basis: Basis, turn: Turn) -> str:
    """Return where a number, or the span between two dates, would have to lie."""
    variable = _variable(basis, turn)
    scale = computed.scale(basis.protocol, variable)
    answer = basis.answers.get(turn.subject)
    typed_unit = answer.unit if answer else ""
    line = _said(
        basis, turn, "turn.number",
        subject=computed.name(basis, variable),
        condition=condition(
            turn.stretches,
            basis.protocol.fact[turn.subject].hard if variable.is_fact else None,
            lambda number: basis.wording.limit(scale, number, typed_unit),
            basis.wording.say,
        ),
        now=_now(basis, variable),
    )  # fmt: skip
    allowed = _allowed_days(basis, variable, turn)
    return f"{line} {allowed}" if allowed else line


def _option_lines(basis: Basis, turn: Turn) -> list[str]:
    """Return a line for all options with the same consequence for the other criteria."""
    by_cost: dict[str, list[str]] = {}
    for option in turn.options:
        by_cost.setdefault(_would_fail(basis, turn.subject, option), []).append(option)
    return [_option_line(basis, turn, by_cost[cost], cost) for cost in sorted(by_cost)]


def _option_line(basis: Basis, turn: Turn, options: list[str], cost: str) -> str:
    """Return what another option, or the other of yes and no, would change."""
    say, words = basis.wording.say, basis.wording.words.facts[turn.subject]
    if options in (["true"], ["false"]):
        line = _said(
            basis, turn, "turn.bool", clause=words.yes if options == ["true"] else words.no
        )
    else:
        fact = basis.protocol.fact[turn.subject]
        named = (basis.wording.answer(fact, Answer(value=option)) for option in options)
        line = _said(
            basis, turn, "turn.option",
            subject=basis.wording.fact(turn.subject),
            condition=say("join.or").join(say("turn.quoted", option=each) for each in named),
            now=_now(basis, _variable(basis, turn)),
        )  # fmt: skip
    return f"{line} {say('turn.cost', criteria=cost)}" if cost else line


def _would_fail(basis: Basis, fact: str, option: str) -> str:
    """Return the criteria that another option would make fail, "" if none."""
    value = option == "true" if option in ("true", "false") else option
    changed = assess(basis.protocol, {**basis.answers, fact: Answer(value=value)})
    before = {result.criterion for result in basis.results(Status.FAILED)}
    after = (result.criterion for result in changed.with_status(Status.FAILED))
    return basis.wording.listed(each for each in after if each not in before)


def _said(basis: Basis, turn: Turn, key: str, **values: str) -> str:
    """Return a phrase on what a criterion would become."""
    category = basis.protocol.criterion[turn.criterion].category
    word = mark(basis.wording, category, turn.becomes).word
    return basis.wording.say(key, criterion=turn.criterion, status=word, **values)


def _variable(basis: Basis, turn: Turn) -> Variable:
    """Return the variable that a turn is about."""
    variables = basis.planner.tables[turn.criterion].variables
    return next(each for each in variables if _is_about(turn, each))


def _is_about(turn: Turn, variable: Variable) -> bool:
    named = variable.is_fact or computed.is_derived(variable)
    return turn.facts == variable.facts and named == bool(turn.subject)


def _now(basis: Basis, variable: Variable) -> str:
    """Return what a variable is now, or that it is not known."""
    wording = basis.wording
    if not variable.is_fact:
        return computed.value_text(basis, variable)
    fact = variable.facts[0]
    answer = basis.answers.get(fact)
    known = wording.answer(basis.protocol.fact[fact], answer) if answer else ""
    return known or wording.say("value.not_asked")


def _allowed_days(basis: Basis, variable: Variable, turn: Turn) -> str:
    """Return the days that would do, where the subject is a span between two known dates."""
    span = computed.between(basis.protocol, variable.node)
    if span is None:
        return ""
    start, end = (basis.values.get(fact) for fact in span)
    if not isinstance(start, date) or not isinstance(end, date):
        return ""
    wording, names = basis.wording, dict(zip(("start", "end"), span, strict=True))
    said = [
        wording.say(f"day.{bound}", fact=wording.fact(names[which]), day=wording.day(day))
        for stretch in turn.stretches for which, bound, day in days(stretch, start, end)
    ]  # fmt: skip
    return wording.say("day.that_is", days=wording.say("join.or").join(said)) if said else ""
