"""The small language of criteria, read with the standard library's parser through a whitelist.

What is not listed here is refused: no attribute, no index, no call but `in_unit` and `at_least`.
A number keeps the digits it was written with, so 0.85 is exactly 85/100.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.criteria.atoms import Compare, Holds, OneOf, TermIs
from assistant.criteria.kinds import (
    Choice,
    Day,
    Literal,
    Mistyped,
    Number,
    TermKind,
    Typed,
    common,
    node_beside,
)
from assistant.criteria.model import Fact, FactType, Term
from assistant.criteria.tree import And, AtLeast, Node, Not, Or, Rule
from assistant.criteria.units import DAYS, PURE, Scale
from assistant.criteria.values import Arithmetic, Constant, Derived, Either
from assistant.criteria.values import Fact as FactNode

_SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_OPERATIONS: Mapping[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
}  # fmt: skip
# Far beyond what a person would write, far below what recursion over the tree could not bear.
_DEEPEST = 40
_POWERS = tuple("123456789")
# What people write elsewhere, and how it is written here.
_SLIPS = {
    "=>": ">=", "≥": ">=", "=<": "<=", "≤": "<=", "<>": "!=", "≠": "!=", "=": "==",
    "&&": "and", "AND": "and", "||": "or", "OR": "or", "NOT": "not",
}  # fmt: skip
_SLIP = re.compile(r"=>|=<|<>|[≥≤≠]|&&|\|\||\b(?:AND|OR|NOT)\b|(?<![<>=!])=(?!=)")


@dataclass(frozen=True)
class Scope:
    """The names that an expression may use."""

    facts: Mapping[str, Fact]
    terms: Mapping[str, Term] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, tuple[Node, Scale]] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Return every name in the scope."""
        return [*self.facts, *self.terms, *self.constants, *self.derived, *self.rules]


def parse_rule(text: str, scope: Scope) -> Rule:
    """Return the tree of an expression that is true or false.

    Raises Mistyped, saying what is wrong and what to write instead.
    """
    return _Reader(text, scope).whole_rule()


def parse_value(text: str, scope: Scope) -> Typed:
    """Return the tree of an expression that stands for a number or a date, with its kind.

    Raises Mistyped, saying what is wrong and what to write instead.
    """
    return _Reader(text, scope).whole_value()


def _slip(text: str) -> str:
    """Return how a sign that is not known here is written, as the end of a remedy."""
    found = _SLIP.search(text)
    return f"; {found[0]} is written {_SLIPS[found[0]]}" if found else ""


class _Reader:
    """Reads one expression."""

    def __init__(self, text: str, scope: Scope) -> None:
        self._text = " ".join(text.split())
        self._scope = scope

    def whole_rule(self) -> Rule:
        return self._rule(self._parsed())

    def whole_value(self) -> Typed:
        return self._value(self._parsed())

    def _parsed(self) -> ast.expr:
        try:
            tree = ast.parse(self._text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Mistyped(
                f"{self._text!r} is not an expression",
                "Write comparisons joined by and, or, not, for example: age > 18 and not pregnant"
                + _slip(self._text),
            ) from error
        if _is_deeper(tree, _DEEPEST):
            raise Mistyped(
                f"the expression is nested more than {_DEEPEST} deep", "Split it into [[rules]]"
            )
        return tree

    # ---------------------------------------------------------------- rules

    def _rule(self, node: ast.expr) -> Rule:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return And(tuple(self._rule(value) for value in values))
            case ast.BoolOp(values=values):
                return Or(tuple(self._rule(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self._rule(operand))
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._comparison(left, operator, right)
            case ast.Name(id=name):
                return self._named_rule(name)
            case ast.Call(func=ast.Name(id="at_least"), args=[count, *rules], keywords=[]):
                return AtLeast(self._whole(count), tuple(self._rule(rule) for rule in rules))
        raise Mistyped(
            f"{self._source(node)!r} is not something that holds or does not",
            "Write a yes/no fact, a comparison, or several joined by and, or, not",
        )

    def _named_rule(self, name: str) -> Rule:
        if name in self._scope.rules:
            return self._scope.rules[name]
        fact = self._scope.facts.get(name)
        if fact is not None and fact.type is FactType.BOOL:
            return Holds(FactNode(name))
        self._require_known(name)
        raise Mistyped(f"{name} is not a yes/no fact", f"Compare it, for example: {name} == …")

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Rule:
        if isinstance(operator, ast.In | ast.NotIn):
            chosen = self._membership(self._value(left), right)
            return Not(chosen) if isinstance(operator, ast.NotIn) else chosen
        sign = _SIGNS.get(type(operator))
        if sign is None:
            raise Mistyped(
                f"{self._source(left)!r} is compared in a way that is not allowed",
                "Use <, <=, >, >=, ==, != or in",
            )
        return self._compared(sign, self._value(left), self._value(right))

    def _compared(self, sign: str, left: Typed, right: Typed) -> Rule:
        if isinstance(left.kind, Literal) and not isinstance(right.kind, Literal):
            left, right, sign = (
                right,
                left,
                {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign),
            )
        if isinstance(right.kind, Literal) and sign in ("==", "!="):
            named = _named_choice(left, right.kind)
            if named is not None:
                return named if sign == "==" else Not(named)
        if isinstance(left.kind, TermKind):
            raise Mistyped(f"{left.kind} stands on the left", "Write the fact first: fact < term")
        if isinstance(left.kind, Choice) or isinstance(right.kind, Choice):
            raise Mistyped(
                f"{left.kind} cannot be compared with {right.kind}",
                "Compare a choice with one of its options by == or in",
            )
        found = Compare(sign, node_beside(left, right), node_beside(right, left))
        if not found.facts():
            raise Mistyped("a comparison speaks of no fact", "Name a fact on one of its sides")
        return found

    def _membership(self, left: Typed, right: ast.expr) -> OneOf:
        if not isinstance(left.kind, Choice) or not isinstance(right, ast.List | ast.Tuple):
            raise Mistyped(
                f"{self._source(right)!r} is not a list of options",
                "Write: fact in ['option', 'option']",
            )
        options = []
        for element in right.elts:
            kind = self._value(element).kind
            options.append(_option(left.kind, kind))
        return OneOf(FactNode(left.kind.fact), tuple(options))

    # ---------------------------------------------------------------- values

    def _value(self, node: ast.expr) -> Typed:
        match node:
            case ast.Name(id=name):
                return self._named_value(name)
            case ast.Constant(value=str() as text):
                return Typed(None, Literal(text, is_number=False))
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() | float()):
                return Typed(None, Literal(self._source(node), is_number=True))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATIONS:
                sign = _OPERATIONS[type(operator)]
                return _computed(sign, self._value(left), self._value(right))
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                return self._either(test, body, otherwise)
            case ast.Call(func=ast.Name(id="in_unit"), args=[what, unit], keywords=[]):
                return self._in_unit(self._value(what), unit)
        raise Mistyped(
            f"{self._source(node)!r} is not a value",
            "Write a fact, a number, a text in quotes, or a sum of such",
        )

    def _named_value(self, name: str) -> Typed:
        scope = self._scope
        if name in scope.facts:
            return _fact_value(scope.facts[name])
        if name in scope.derived:
            body, scale = scope.derived[name]
            return Typed(Derived(name, body, scale.unit), Number(scale))
        if name in scope.constants:
            return Typed(None, Literal(scope.constants[name], is_number=False))
        if name in scope.terms:
            readings = scope.terms[name].readings
            ids, values = tuple(r.id for r in readings), tuple(r.value for r in readings)
            return Typed(None, TermKind(name, ids, values))
        self._require_known(name)
        raise Mistyped(f"{name} is a rule, not a value", "Join it with and, or, not")

    def _either(self, test: ast.expr, body: ast.expr, otherwise: ast.expr) -> Typed:
        then, other = self._value(body), self._value(otherwise)
        kind = common(then, other)
        branches = (node_beside(then, Typed(None, kind)), node_beside(other, Typed(None, kind)))
        return Typed(Either(self._rule(test), *branches), kind)

    def _in_unit(self, what: Typed, unit: ast.expr) -> Typed:
        named = unit.value if isinstance(unit, ast.Constant) else None
        if not isinstance(what.kind, Number) or what.node is None or not isinstance(named, str):
            raise Mistyped("in_unit needs a quantity and a unit", "Write: in_unit(weight, 'kg')")
        if named not in what.kind.scale.units:
            units = ", ".join(what.kind.scale.units)
            raise Mistyped(f"unknown unit {named!r}", f"Use one of: {units}")
        factor = what.kind.scale.factor(named)
        node = what.node if factor == 1 else Arithmetic("/", what.node, Constant(factor))
        return Typed(node, Number(PURE))

    def _whole(self, node: ast.expr) -> int:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        raise Mistyped(f"{self._source(node)!r} is not a whole number", "Write at_least(2, …)")

    def _require_known(self, name: str) -> None:
        if name not in self._scope.names():
            from difflib import get_close_matches  # only a faulty protocol pays for it

            near = get_close_matches(name, self._scope.names(), n=1)
            hint = f"Did you mean {near[0]}?" if near else "Declare it, or correct the name"
            raise Mistyped(f"unknown name {name}", hint)

    def _source(self, node: ast.expr) -> str:
        return ast.get_source_segment(self._text, node) or ast.unparse(node)


def _is_deeper(tree: ast.expr, levels: int) -> bool:
    """Return whether a tree has more levels than so many."""
    level: list[ast.AST] = [tree]
    for _ in range(levels):
        level = [below for node in level for below in ast.iter_child_nodes(node)]
    return bool(level)


def _fact_value(fact: Fact) -> Typed:
    """Return a fact as a value; a yes/no fact is none."""
    node = FactNode(fact.id)
    match fact.type:
        case FactType.INTEGER | FactType.QUANTITY:
            return Typed(node, Number(fact.scale))
        case FactType.DATE:
            return Typed(node, Day())
        case FactType.OPTION:
            return Typed(node, Choice(fact.id, tuple(option.id for option in fact.options)))
    raise Mistyped(f"{fact.id} is a yes/no fact", f"Write {fact.id}, or not {fact.id}")


def _named_choice(left: Typed, literal: Literal) -> Rule | None:
    """Return "this option is chosen" or "this reading is taken", where that is what is meant."""
    if isinstance(left.kind, Choice):
        return OneOf(FactNode(left.kind.fact), (_option(left.kind, literal),))
    if isinstance(left.kind, TermKind):
        if literal.text not in left.kind.readings:
            readings = ", ".join(left.kind.readings)
            raise Mistyped(
                f"{left.kind} has no reading {literal.text!r}", f"Use one of: {readings}"
            )
        return TermIs(left.kind.term, literal.text)
    return None


def _option(choice: Choice, kind: object) -> str:
    """Return the id of an option, or refuse what is none."""
    if isinstance(kind, Literal) and not kind.is_number and kind.text in choice.options:
        return kind.text
    raise Mistyped(f"{kind} is not {choice}", f"Use one of: {', '.join(choice.options)}")


def _computed(sign: str, left: Typed, right: Typed) -> Typed:
    """Return the value of an operation: dates differ and move by days, numbers give numbers."""
    if isinstance(left.kind, Day):
        if isinstance(right.kind, Day) and sign == "-":
            return Typed(Arithmetic(sign, node_beside(left), node_beside(right)), Number(DAYS))
        if sign in ("+", "-"):
            days = node_beside(right, Typed(None, Number(DAYS)))
            return Typed(Arithmetic(sign, node_beside(left), days), Day())
    if sign == "**" and not (isinstance(right.kind, Literal) and right.kind.text in _POWERS):
        raise Mistyped("a power must be a whole number from 1 to 9", "Write for example: x ** 3")
    return Typed(Arithmetic(sign, _pure(left), _pure(right)), Number(PURE))


def _pure(operand: Typed) -> Node:
    """Return an operand as a pure number; a quantity with several units must name one."""
    if isinstance(operand.kind, Number) and len(operand.kind.scale.units) > 1:
        raise Mistyped(f"{operand.kind} has several units", "Name one: in_unit(…, 'mg/dL')")
    if isinstance(operand.kind, Number):
        return node_beside(operand)
    if isinstance(operand.kind, Literal):
        return node_beside(operand, Typed(None, Number(PURE)))
    raise Mistyped(f"cannot calculate with {operand.kind}", "Use numbers, or dates and days")
