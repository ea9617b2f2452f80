"""Mutants: a protocol with one small change; scenarios are good if they notice every one.

Changed are expressions, gates, limits of what a fact can be and usually is, units' worth, options
that leave a fact undecided, what a check does, and which readings are in force.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple, TypeVar

from assistant.authoring.outcomes import Part
from assistant.authoring.variants import Variants, step
from assistant.criteria.base import Frozen
from assistant.criteria.model import (
    Advisory,
    Check,
    Criterion,
    Fact,
    Option,
    ShownDate,
    Span,
    StudyProtocol,
    Term,
)
from assistant.criteria.numbers import exact_text
from assistant.criteria.tree import Rule
from assistant.criteria.units import Scale

F = TypeVar("F", bound=Frozen)


class Mutant(NamedTuple):
    """One change: where, what, the part before it and the part after it."""

    where: str
    change: str
    before: Part | Term
    after: Part | Term


def mutants(protocol: StudyProtocol) -> Iterator[Mutant]:
    """Yield every mutant of a protocol, in the order of its file."""
    variants = Variants(protocol)
    for term in protocol.terms:
        yield from _terms(term)
    for fact in protocol.facts:
        yield from _facts(fact)
    for criterion in protocol.criteria:
        where = f"criteria.{criterion.id}"
        yield from _rules(variants, where, criterion, "test")
        yield from _gates(variants, where, criterion)
    for check in protocol.checks:
        yield from _checks(variants, check)
    for advisory in protocol.advisories:
        if advisory.when is not None:
            yield from _rules(variants, f"advisories.{advisory.id}", advisory, "when")
    for shown in protocol.dates:
        yield from _dates(variants, shown)


def with_(part: F, **changes: object) -> F:
    """Return a part of a protocol with something else in it, made anew: nothing cached stays."""
    values = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part)(**{**values, **changes})


def _rules(
    variants: Variants, where: str, part: Criterion | Check | Advisory | ShownDate, key: str
) -> Iterator[Mutant]:
    """Yield the mutants of one rule of a part."""
    rule: Rule = getattr(part, key)
    for changed, what in variants.of(rule):
        yield Mutant(f"{where}.{key}", what, part, with_(part, **{key: changed}))


def _gates(variants: Variants, where: str, part: Criterion | ShownDate) -> Iterator[Mutant]:
    """Yield a part without its gate, and with each variant of it."""
    if part.gate is not None:
        yield Mutant(f"{where}.gate", "left out", part, with_(part, gate=None))
        yield from _rules(variants, where, part, "gate")


def _checks(variants: Variants, check: Check) -> Iterator[Mutant]:
    """Yield a check that holds otherwise, and one that does the other thing."""
    where = f"checks.{check.id}"
    yield from _rules(variants, where, check, "when")
    other = "confirm" if check.action == "refuse" else "refuse"
    changed = with_(check, action=other)
    yield Mutant(f"{where}.action", f"{check.action}  →  {other}", check, changed)


def _dates(variants: Variants, shown: ShownDate) -> Iterator[Mutant]:
    """Yield a date that is computed otherwise, or shown where it was not."""
    where = f"dates.{shown.id}"
    for value, what in variants.of_value(shown.value):
        yield Mutant(f"{where}.value", what, shown, with_(shown, value=value))
    yield from _gates(variants, where, shown)


def _terms(term: Term) -> Iterator[Mutant]:
    """Yield a term decided otherwise, or left open."""
    before = term.decided or "undecided"
    for reading in term.usable:
        if reading != term.decided and len(term.usable) > 1:
            changed = with_(term, decided=reading)
            yield Mutant(f"terms.{term.id}.decided", f"{before}  →  {reading}", term, changed)
    if term.decided and len(term.usable) == len(term.readings):
        changed = with_(term, decided=None)
        yield Mutant(f"terms.{term.id}.decided", f"{before}  →  undecided", term, changed)


def _facts(fact: Fact) -> Iterator[Mutant]:
    """Yield a fact with one limit moved, one unit worth another amount, or one option changed."""
    where = f"facts.{fact.id}"
    if fact.hard is not None:
        for span, what in _spans(fact.hard, fact):
            yield Mutant(f"{where}.hard", what, fact, with_(fact, hard=span))
    for place, usual in enumerate(fact.usual):
        for span, what in _spans(usual, fact):
            spans = (*fact.usual[:place], span, *fact.usual[place + 1 :])
            yield Mutant(f"{where}.usual", what, fact, with_(fact, usual=spans))
    for unit, worth in fact.scale.factors:
        for moved in (worth * Fraction(99, 100), worth * Fraction(101, 100)):
            factors = {**dict(fact.scale.factors), unit: moved}
            scale = Scale(fact.scale.unit, tuple(factors.items()))
            what = f"{unit} = {exact_text(worth)}  →  {exact_text(moved)}"
            yield Mutant(f"{where}.units", what, fact, with_(fact, scale=scale))
    for option in fact.options:
        changed = tuple(
            Option(id=each.id, unknown=not each.unknown) if each is option else each
            for each in fact.options
        )
        what = f"{option.id}: unknown = {option.unknown}  →  {not option.unknown}".lower()
        yield Mutant(f"{where}.options", what, fact, with_(fact, options=changed))


def _spans(span: Span, fact: Fact) -> Iterator[tuple[Span, str]]:
    """Yield a span with either end a little lower, and a little higher."""
    whole = fact.type == "integer"
    for end in ("low", "high"):
        number: Fraction = getattr(span, end)
        by = step(number, whole=whole)
        for moved in (number - by, number + by):
            what = f"{end} {exact_text(number)}  →  {exact_text(moved)}"
            yield with_(span, **{end: moved}), what
