"""From a file's entries to a `StudyProtocol`: every name resolved, every expression typed."""

import ast
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from assistant.criteria.expressions import Scope, parse_rule, parse_value
from assistant.criteria.faults import Faults
from assistant.criteria.kinds import Day, Mistyped, Number
from assistant.criteria.model import (
    Advisory,
    Check,
    Criterion,
    Fact,
    Priors,
    ShownDate,
    Source,
    Span,
    StudyProtocol,
    Term,
)
from assistant.criteria.numbers import rational
from assistant.criteria.schema import DerivedEntry, FactEntry, ProtocolFile, RuleEntry
from assistant.criteria.sources import FILE
from assistant.criteria.tree import Node, Rule
from assistant.criteria.units import PURE, Scale
from assistant.criteria.words import Words

E = TypeVar("E", DerivedEntry, RuleEntry)


def build(file: ProtocolFile, words: tuple[Words, ...], source: Source) -> StudyProtocol:
    """Return the protocol that a file's entries describe.

    Raises ProtocolError with every fault of its expressions, limits and units.
    """
    faults = Faults(dict(source.files))
    scope = _scope(file, faults)
    faults.stop_if_any()
    protocol = StudyProtocol(
        id=file.protocol.id,
        version=file.protocol.version,
        registry=file.protocol.registry,
        topics=file.protocol.topics,
        facts=tuple(scope.facts.values()),
        terms=tuple(scope.terms.values()),
        criteria=_criteria(file, scope, faults),
        checks=_checks(file, scope, faults),
        advisories=_advisories(file, scope, faults),
        dates=_dates(file, scope, faults),
        words=words,
        source=source,
        priors=_priors(file, faults),
    )
    faults.stop_if_any()
    return protocol


def _scope(file: ProtocolFile, faults: Faults) -> Scope:
    """Return everything that an expression of the file may name."""
    facts = {}
    for entry in file.facts:
        with faults.at(FILE, f"facts.{entry.id}"):
            facts[entry.id] = _fact(entry)
    faults.stop_if_any()  # or every expression that names a faulty fact would be faulty too
    terms = {
        entry.id: Term(id=entry.id, readings=entry.readings, decided=entry.decided)
        for entry in file.terms
    }
    scope = Scope(facts=facts, terms=terms, constants=file.constants)
    for value in _in_order(file.derived, faults, lambda e: e.value):
        with faults.at(FILE, f"derived.{value.id}.value"):
            body = _number(value.value, scope)
            scope = _with(scope, derived={**scope.derived, value.id: (body, Scale(value.unit))})
    faults.stop_if_any()
    for rule in _in_order(file.rules, faults, lambda e: e.test):
        with faults.at(FILE, f"rules.{rule.id}.test"):
            scope = _with(scope, rules={**scope.rules, rule.id: parse_rule(rule.test, scope)})
    return scope


def _with(
    scope: Scope,
    derived: Mapping[str, tuple[Node, Scale]] | None = None,
    rules: Mapping[str, Rule] | None = None,
) -> Scope:
    """Return a scope with more derived values or rules."""
    return Scope(
        scope.facts, scope.terms, scope.constants, derived or scope.derived, rules or scope.rules
    )


def _number(text: str, scope: Scope) -> Node:
    """Return the tree of an expression that stands for a number."""
    typed = parse_value(text, scope)
    if typed.node is None or not isinstance(typed.kind, Number):
        raise Mistyped(f"{text.strip()!r} is {typed.kind}", "Write a formula that gives a number")
    return typed.node


def _in_order(entries: Iterable[E], faults: Faults, text: Callable[[E], str]) -> list[E]:
    """Return entries so that each stands after those that it names; note any circle."""
    waiting = {entry.id: entry for entry in entries}
    section = "derived" if any(isinstance(e, DerivedEntry) for e in waiting.values()) else "rules"
    ordered: list[E] = []
    while waiting:
        ready = [e for e in waiting.values() if not (names_in(text(e)) & waiting.keys())]
        if not ready:
            how = "are defined by one another" if len(waiting) > 1 else "names itself"
            key = "value" if section == "derived" else "test"
            faults.add(FILE, f"{section}.{next(iter(waiting))}.{key}",
                       f"circular: {' and '.join(waiting)} {how}",
                       "Define one of them from facts alone")  # fmt: skip
            return ordered
        ordered += [waiting.pop(entry.id) for entry in ready]
    return ordered


def names_in(text: str) -> set[str]:
    """Return the names in an expression; none if it cannot be read, which is reported later."""
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _fact(entry: FactEntry) -> Fact:
    """Return a fact, its limits as exact numbers."""
    factors = tuple((unit, _worth(unit, worth)) for unit, worth in entry.units.items())
    return Fact(
        id=entry.id,
        topic=entry.topic,
        type=entry.type,
        scale=Scale(entry.unit, factors) if entry.unit else PURE,
        options=entry.options,
        hard=_span(entry.hard, "hard") if entry.hard else None,
        usual=tuple(_span(pair, "usual") for pair in entry.usual),
        ratio=entry.ratio,
        levels=entry.scale,
        judgement=entry.judgement,
    )


def _span(pair: tuple[str, str], key: str) -> Span:
    """Return a span of numbers, its ends in order."""
    low, high = _exact(pair[0], key), _exact(pair[1], key)
    if low > high:
        raise Mistyped(f"limits {pair[0]} to {pair[1]} are in the wrong order", "Swap them", key)
    return Span(low=low, high=high)


def _exact(text: str, key: str = "") -> Fraction:
    """Return the number that a text of the file stands for."""
    number = rational(text)
    if number is None:
        remedy = "Write digits, or a quotient such as '1/17.1'"
        raise Mistyped(f"{text!r} is not a number", remedy, key)
    return number


def _worth(unit: str, text: str) -> Fraction:
    """Return how many canonical units one unit is."""
    worth = _exact(text, "units")
    if worth <= 0:
        raise Mistyped(f"one {unit} is worth {text}", "Write a number above 0", "units")
    return worth


def _criteria(file: ProtocolFile, scope: Scope, faults: Faults) -> tuple[Criterion, ...]:
    """Return the criteria with their trees."""
    criteria = []
    for entry in file.criteria:
        gate = _rule(entry.gate, f"criteria.{entry.id}.gate", scope, faults)
        test = _rule(entry.test, f"criteria.{entry.id}.test", scope, faults)
        if test is not None:
            criteria.append(
                Criterion(id=entry.id, category=entry.category, test=test, gate=gate,
                          terms=entry.terms)
            )  # fmt: skip
    return tuple(criteria)


def _checks(file: ProtocolFile, scope: Scope, faults: Faults) -> tuple[Check, ...]:
    """Return the cross-checks with their trees."""
    checks = []
    for entry in file.checks:
        when = _rule(entry.when, f"checks.{entry.id}.when", scope, faults)
        if when is not None:
            checks.append(
                Check(id=entry.id, action=entry.action, when=when, every_unit=entry.every_unit)
            )
    return tuple(checks)


def _advisories(file: ProtocolFile, scope: Scope, faults: Faults) -> tuple[Advisory, ...]:
    """Return the advisories with their trees."""
    return tuple(
        Advisory(
            id=entry.id,
            when=_rule(entry.when, f"advisories.{entry.id}.when", scope, faults),
            criteria=entry.criteria,
        )
        for entry in file.advisories
    )


def _dates(file: ProtocolFile, scope: Scope, faults: Faults) -> tuple[ShownDate, ...]:
    """Return the dates to show with their trees."""
    dates = []
    for entry in file.dates:
        with faults.at(FILE, f"dates.{entry.id}.value"):
            typed = parse_value(entry.value, scope)
            if typed.node is None or not isinstance(typed.kind, Day) or typed.node.terms():
                raise Mistyped(
                    f"{entry.value!r} is not a date, or not the same under every reading",
                    "Write: a date fact + '7 days'",
                )
            gate = _rule(entry.gate, f"dates.{entry.id}.gate", scope, faults)
            dates.append(
                ShownDate(id=entry.id, kind=entry.kind, value=typed.node, gate=gate,
                          criteria=entry.criteria)
            )  # fmt: skip
    return tuple(dates)


def _priors(file: ProtocolFile, faults: Faults) -> Priors | None:
    """Return the priors, their probabilities as exact numbers that add up to one."""
    if file.priors is None:
        return None
    answers = {}
    for name, expected in file.priors.answers.items():
        with faults.at(FILE, f"priors.answers.{name}"):
            shares = tuple((value, _exact(share)) for value, share in expected.items())
            if sum(share for _, share in shares) != 1 or any(share < 0 for _, share in shares):
                raise Mistyped("the probabilities do not add up to 1", "Correct one of them")
            answers[name] = shares
    return Priors(source=file.priors.source, answers=answers)


def _rule(text: str | None, key: str, scope: Scope, faults: Faults) -> Rule | None:
    """Return the tree of a rule, or None if there is none or it is faulty, which is noted."""
    rule = None
    if text is not None:
        with faults.at(FILE, key):
            rule = parse_rule(text, scope)
    return rule
