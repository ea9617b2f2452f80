"""Criteria that contradict or contain one another, found by going through all they tell apart."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations

from assistant.authoring.equivalence import Unproved, judges, status_under
from assistant.authoring.findings import Found
from assistant.criteria.evaluation import Status
from assistant.criteria.model import Criterion, StudyProtocol

_PASSED = (Status.MET, Status.NOT_APPLICABLE)


def overlaps(protocol: StudyProtocol) -> Iterator[Found]:
    """Yield every pair of criteria that no one can pass both, or of which one decides nothing."""
    for one, other in combinations(protocol.criteria, 2):
        if one.test.facts() & other.facts() or other.test.facts() & one.facts():
            with suppress(Unproved):
                yield from _compared(protocol, one, other)


def _compared(protocol: StudyProtocol, one: Criterion, other: Criterion) -> Iterator[Found]:
    """Yield what is to be said of two criteria that read a fact in common."""
    rules = [rule for each in (one, other) for rule in (each.gate, each.test) if rule]
    both_passed = False
    one_within = other_within = True  # it fails only where the other one fails
    for judge in judges(protocol, rules, known=True):
        first, second = status_under(one, judge), status_under(other, judge)
        both_passed |= first in _PASSED and second in _PASSED
        one_within &= first is not Status.FAILED or second is Status.FAILED
        other_within &= second is not Status.FAILED or first is Status.FAILED
    if not both_passed:
        yield Found(f"criteria.{other.id}.test", f"contradicts {one.id}: nobody can pass both",
                    "Correct one of the two", is_slip=True)  # fmt: skip
    elif one_within and other_within:
        yield Found(f"criteria.{other.id}.test", f"says the same as {one.id}",
                    "Remove one of the two, or say under [reviewed] why both stand")  # fmt: skip
    elif one_within or other_within:
        inner, outer = (one, other) if one_within else (other, one)
        yield Found(f"criteria.{inner.id}.test", f"fails only where {outer.id} fails: it decides "
                    "nothing of its own",
                    "Correct its limits, or say under [reviewed] why it stands")  # fmt: skip
