"""What can never be: limits that no value reaches, and remarks that no answers bring about."""

from collections.abc import Iterator

from assistant.authoring.equivalence import Unproved, atoms_of, judges
from assistant.authoring.findings import Found
from assistant.authoring.sides import limits_of
from assistant.authoring.spelling import spelled
from assistant.criteria.atoms import Compare
from assistant.criteria.model import Fact, StudyProtocol
from assistant.criteria.numbers import exact_text
from assistant.criteria.tree import Judge, Node, Rule
from assistant.criteria.truth import FALSE, TRUE, Truth
from assistant.criteria.values import Derived
from assistant.criteria.values import Fact as FactNode

_NEVER = "Compare its parts with one another, and with the gates that its facts are asked behind"


def unreachable(protocol: StudyProtocol) -> Iterator[Found]:
    """Yield every limit beyond what its fact can be, and everything that can never show."""
    for fact in protocol.facts:
        yield from _usual(fact)
    for key, node in expressions(protocol):
        if isinstance(node, Rule):
            yield from _limits(protocol, key, node)
            # That a criterion can hold and fail, the loader has seen to.
            if not key.startswith("criteria."):
                if not _can_be(protocol, node, TRUE):
                    yield Found(key, "can never hold, so it can never show", _NEVER, is_slip=True)
            elif key.endswith(".gate") and not _can_be(protocol, node, FALSE):
                yield Found(key, "is never closed, so it keeps nobody out",
                            "Correct it, or remove it", is_slip=True)  # fmt: skip


def expressions(protocol: StudyProtocol) -> Iterator[tuple[str, Node]]:
    """Yield every expression of a protocol with its key."""
    for criterion in protocol.criteria:
        if criterion.gate is not None:
            yield f"criteria.{criterion.id}.gate", criterion.gate
        yield f"criteria.{criterion.id}.test", criterion.test
    for check in protocol.checks:
        yield f"checks.{check.id}.when", check.when
    for advisory in protocol.advisories:
        if advisory.when is not None:
            yield f"advisories.{advisory.id}.when", advisory.when
    for shown in protocol.dates:
        yield f"dates.{shown.id}.value", shown.value
        if shown.gate is not None:
            yield f"dates.{shown.id}.gate", shown.gate


def derived_in(protocol: StudyProtocol) -> Iterator[Derived]:
    """Yield the derived values that expressions read, each as often as it is read."""
    for _, expression in expressions(protocol):
        for node in expression.walk():
            if isinstance(node, Derived):
                yield node


def _usual(fact: Fact) -> Iterator[Found]:
    """Yield a usual range that reaches beyond the hard limits."""
    for span in fact.usual if fact.hard else ():
        assert fact.hard is not None
        if span.low not in fact.hard or span.high not in fact.hard:
            said = f"{exact_text(span.low)} to {exact_text(span.high)}"
            yield Found(f"facts.{fact.id}.usual", f"{said} reaches beyond the hard limits",
                        "Correct one of the two", is_slip=True)  # fmt: skip


def _limits(protocol: StudyProtocol, key: str, rule: Rule) -> Iterator[Found]:
    """Yield every comparison of one fact with a number that the fact cannot be."""
    for atom in atoms_of(rule):
        if isinstance(atom, Compare) and isinstance(atom.left, FactNode):
            hard = protocol.fact[atom.left.id].hard
            for limit in sorted(limits_of(atom)) if not atom.right.facts() else ():
                if hard is not None and limit not in hard:
                    low, high = exact_text(hard.low), exact_text(hard.high)
                    cause = f"{spelled(atom)!r}: {exact_text(limit)} lies outside what "
                    yield Found(key, f"{cause}{atom.left.id} can be ({low} to {high})",
                                "Check the number and its unit, or the hard limits",
                                is_slip=True)  # fmt: skip


def _can_be(protocol: StudyProtocol, rule: Rule, truth: Truth) -> bool:
    """Return whether some answers on the live path give a rule a truth, or it cannot be told.

    An answer is on that path only where some gate that its fact is asked behind is not closed.
    """
    behind = {
        fact: [gate for gate, facts in protocol.gated.items() if fact in facts]
        for fact in rule.facts()
    }
    gates = {gate for found in behind.values() if None not in found for gate in found if gate}

    def is_live(judge: Judge) -> bool:
        return all(
            None in found or any(gate and gate.judge(judge) is not FALSE for gate in found)
            for found in behind.values()
        )

    try:
        return any(
            rule.judge(judge) is truth and is_live(judge)
            for judge in judges(protocol, [rule, *gates])
        )
    except Unproved:
        return True
