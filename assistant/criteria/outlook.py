"""What each possible reply to a question would do now, all other answers kept.

Numbers and dates are cut at the very limits that relevance reads, so that within one stretch no two
replies differ, and each stretch is assessed, not reckoned.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from assistant.criteria.answers import Answer, Answers
from assistant.criteria.evaluation import Status, Verdict, assess, fact_values
from assistant.criteria.model import Fact, FactType
from assistant.criteria.regions import Region, regions
from assistant.criteria.relevance import Planner
from assistant.criteria.solving import solution
from assistant.criteria.tree import Value
from assistant.criteria.turning import Stretch, stretches

_Consequences = tuple[tuple[tuple[str, Status], ...], Verdict, tuple[str, ...]]
_CALENDAR = (Fraction(date.min.toordinal()), Fraction(date.max.toordinal()))
_WIDEST = (Fraction(-(10**30)), Fraction(10**30))


class Outlook(NamedTuple):
    """Replies that come to the same: the criteria whose status they would change, and the verdict.

    Either `options` (ids; "true" and "false" for yes/no) or `stretches` is filled: numbers in the
    canonical unit, dates as days from the origin of `date.toordinal`. `opens` are the questions
    that could be asked next, and could not before.
    """

    options: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    becomes: tuple[tuple[str, Status], ...]
    verdict: Verdict
    opens: tuple[str, ...]


def outlooks(planner: Planner, answers: Answers, fact: str) -> tuple[Outlook, ...]:
    """Return what every reply to a fact would do; an answer that it has already is not counted."""
    protocol = planner.protocol
    others = {id_: answer for id_, answer in answers.items() if id_ != fact}
    before = assess(protocol, others)
    known = {fact, *planner.plan(others).askable}
    found: dict[_Consequences, list[str | Region]] = {}
    for cell, answer in _replies(planner, protocol.fact[fact], fact_values(protocol, others)):
        after = assess(protocol, {**others, fact: answer})
        becomes = tuple(
            (now.criterion, now.status)
            for was, now in zip(before.results, after.results, strict=True)
            if was.status is not now.status
        )
        askable = planner.plan({**others, fact: answer}).askable
        opens = tuple(each for each in askable if each not in known)
        found.setdefault((becomes, after.verdict, opens), []).append(cell)
    return tuple(_outlook(cells, *comes_to) for comes_to, cells in found.items())


def _replies(
    planner: Planner, fact: Fact, values: dict[str, Value]
) -> Iterator[tuple[str | Region, Answer]]:
    """Yield every reply that is to be told apart, with an answer that stands for it."""
    if fact.type is FactType.BOOL:
        yield from ((str(told).lower(), Answer(value=told)) for told in (True, False))
    elif fact.type is FactType.OPTION:
        yield from ((each.id, Answer(value=each.id)) for each in fact.options if not each.unknown)
    else:
        whole = fact.type in (FactType.INTEGER, FactType.DATE)
        low, high = _bounds(fact)
        for region in regions(_limits(planner, fact.id, values)):
            if region.meets(low, high, whole=whole):
                number = _sample(region, low, high, whole=whole)
                is_date = fact.type is FactType.DATE
                value = date.fromordinal(int(number)) if is_date else number
                yield region, Answer(value=value)


def _bounds(fact: Fact) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest number that a fact can be."""
    if fact.type is FactType.DATE:
        return _CALENDAR
    return (fact.hard.low, fact.hard.high) if fact.hard else _WIDEST


def _limits(planner: Planner, fact: str, values: dict[str, Value]) -> set[Fraction]:
    """Return where comparisons cut what a fact can be, as far as the other facts tell."""
    found: set[Fraction] = set()
    for table in planner.tables.values():
        for variable in table.variables:
            if fact in variable.facts:
                ends = {end for each in variable.classes for cell in each.cells
                        if isinstance(cell, Region) for end in (cell.low, cell.high)}  # fmt: skip
                solved = (solution(variable.node, fact, e, values) for e in ends if e is not None)
                found |= {limit for limit in solved if limit is not None}
    return found


def _sample(region: Region, low: Fraction, high: Fraction, *, whole: bool) -> Fraction:
    """Return a number of a region within bounds that it meets."""
    if region.low is not None and region.low == region.high:
        return region.low
    first = low if region.low is None else max(low, region.low)
    last = high if region.high is None else min(high, region.high)
    if not whole:
        return (first + last) / 2
    return Fraction(floor(first) + 1 if first == region.low else ceil(first))


def _outlook(
    cells: list[str | Region],
    becomes: tuple[tuple[str, Status], ...],
    verdict: Verdict,
    opens: tuple[str, ...],
) -> Outlook:
    """Return an outlook, its regions joined where they touch."""
    return Outlook(
        options=tuple(cell for cell in cells if isinstance(cell, str)),
        stretches=tuple(stretches(cell for cell in cells if isinstance(cell, Region))),
        becomes=becomes,
        verdict=verdict,
        opens=opens,
    )
