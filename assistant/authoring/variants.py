"""Every small change of an expression: one comparison, limit, option or connective at a time."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from assistant.authoring.spelling import spelled
from assistant.criteria.atoms import COMPARISONS, Compare, OneOf, TermIs
from assistant.criteria.bounds import is_whole
from assistant.criteria.model import FactType, StudyProtocol
from assistant.criteria.tree import And, AtLeast, Node, Not, Or, Rule
from assistant.criteria.values import Arithmetic, Constant, Derived, Either, TermValue
from assistant.criteria.values import Fact as FactNode

N = TypeVar("N", bound=Node)
Variant = tuple[N, str]  # the whole expression with one change, and what was changed

_SIGNS = {"+": "-", "-": "+", "*": "/", "/": "*"}
_HUNDREDTH = Fraction(1, 100)


def step(number: Fraction, *, whole: bool) -> Fraction:
    """Return by how little a limit is moved: by one, or by one part in a hundred."""
    return Fraction(1) if whole else abs(number) * _HUNDREDTH or _HUNDREDTH


class Variants:
    """Makes the variants of a protocol's expressions."""

    def __init__(self, protocol: StudyProtocol) -> None:
        self._protocol = protocol

    def of(self, rule: Rule) -> Iterator[Variant[Rule]]:
        """Yield every variant of a rule."""
        if isinstance(rule, Not):
            yield _said(rule, rule.part)
            yield from ((Not(changed), what) for changed, what in self.of(rule.part))
            return
        yield _said(rule, Not(rule))
        match rule:
            case And() | Or():
                yield from self._connected(rule)
            case AtLeast(count=count):
                yield from (_said(rule, replace(rule, count=n)) for n in (count - 1, count + 1))
                yield from self._within(rule)
            case OneOf():
                yield from self._options(rule)
            case TermIs():
                yield from self._other_readings(rule)
            case Compare():
                yield from self._compared(rule)

    def of_value(self, node: Node, *, whole: bool = False) -> Iterator[Variant[Node]]:
        """Yield every variant of a formula; in a whole one, numbers are moved by one."""
        match node:
            case Constant(number=number):
                by = step(number, whole=whole)
                yield from (_said(node, Constant(moved)) for moved in (number - by, number + by))
            case TermValue():
                yield from self._readings(node, whole=whole)
            case Derived(body=body):
                yield from (
                    (replace(node, body=changed), f"{node.id}: {what}")
                    for changed, what in self.of_value(body)
                )
            case Arithmetic(left=left, right=right):
                yield from self._computed(node, left, right)
            case Either(rule=rule, then=then, otherwise=otherwise):
                yield _said(node, replace(node, then=otherwise, otherwise=then))
                yield from ((replace(node, rule=each), what) for each, what in self.of(rule))
                yield from ((replace(node, then=v), what) for v, what in self.of_value(then))
                yield from ((replace(node, otherwise=v), w) for v, w in self.of_value(otherwise))

    def _connected(self, rule: And | Or) -> Iterator[Variant[Rule]]:
        """Yield the other connective, each part left out, and each part's own variants."""
        rules = rule.rules
        yield _said(rule, (Or if isinstance(rule, And) else And)(rules))
        for place in range(len(rules)):
            rest = (*rules[:place], *rules[place + 1 :])
            fewer = rest[0] if len(rest) == 1 else replace(rule, rules=rest)
            yield _said(rule, fewer)
        yield from self._within(rule)

    def _within(self, rule: And | Or | AtLeast) -> Iterator[Variant[Rule]]:
        """Yield each part's own variants, the others kept."""
        rules = rule.rules
        for place, part in enumerate(rules):
            for changed, what in self.of(part):
                yield replace(rule, rules=(*rules[:place], changed, *rules[place + 1 :])), what

    def _other_readings(self, rule: TermIs) -> Iterator[Variant[Rule]]:
        """Yield the other readings of the term."""
        for reading in self._protocol.term[rule.term].usable:
            if reading != rule.reading:
                yield _said(rule, replace(rule, reading=reading))

    def _options(self, rule: OneOf) -> Iterator[Variant[Rule]]:
        """Yield one option fewer, and one more."""
        for option in rule.options:
            rest = tuple(each for each in rule.options if each != option)
            yield _said(rule, replace(rule, options=rest))
        fact = self._protocol.fact[rule.fact.id]
        for more in fact.options:
            if more.id not in rule.options and not more.unknown:
                yield _said(rule, replace(rule, options=(*rule.options, more.id)))

    def _compared(self, rule: Compare) -> Iterator[Variant[Rule]]:
        """Yield every other sign, and every variant of both sides."""
        for sign in COMPARISONS:
            if sign != rule.sign:
                yield _said(rule, replace(rule, sign=sign))
        whole = is_whole(rule.left, self._protocol.fact)
        for left, what in self.of_value(rule.left, whole=whole):
            after = replace(rule, left=left)
            # A derived value is spelled by its name, which a change within it does not show.
            yield after, what if spelled(after) == spelled(rule) else _change(rule, after)
        for right, _ in self.of_value(rule.right, whole=whole):
            yield _said(rule, replace(rule, right=right))

    def _computed(self, node: Arithmetic, left: Node, right: Node) -> Iterator[Variant[Node]]:
        """Yield the opposite operation, and every variant of both sides."""
        moves_a_day = self._is_day(left)
        if node.sign in _SIGNS and not (moves_a_day and self._is_day(right)):
            yield _said(node, replace(node, sign=_SIGNS[node.sign]))
        whole = moves_a_day or node.sign == "**"
        yield from ((replace(node, left=each), what) for each, what in self.of_value(left))
        yield from (
            (replace(node, right=each), what) for each, what in self.of_value(right, whole=whole)
        )

    def _readings(self, node: TermValue, *, whole: bool) -> Iterator[Variant[Node]]:
        """Yield each reading's limit moved a little down, and up."""
        for place, (reading, limit) in enumerate(node.limits):
            by = step(limit, whole=whole)
            for moved in (limit - by, limit + by):
                limits = (*node.limits[:place], (reading, moved), *node.limits[place + 1 :])
                yield _said(node, replace(node, limits=limits))

    def _is_day(self, node: Node) -> bool:
        """Return whether a formula stands for a date."""
        if isinstance(node, FactNode):
            return self._protocol.fact[node.id].type is FactType.DATE
        return (
            isinstance(node, Arithmetic)
            and self._is_day(node.left)
            and not (self._is_day(node.right))
        )


def _said(before: Node, after: N) -> Variant[N]:
    return after, _change(before, after)


def _change(before: Node, after: Node) -> str:
    return f"{spelled(before)}  →  {spelled(after)}"
