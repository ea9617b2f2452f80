"""An expression written out again, as its file would have it; numbers in canonical units."""

from assistant.criteria.atoms import Compare, Holds, OneOf, TermIs
from assistant.criteria.numbers import exact_text
from assistant.criteria.tree import And, AtLeast, Connective, Node, Not, Or, Rule
from assistant.criteria.values import Arithmetic, Constant, Derived, Either, Fact, TermValue

Compound = Connective | Arithmetic | Either


def spelled(node: Node) -> str:
    """Return an expression as text."""
    return _rule(node) if isinstance(node, Rule) else _value(node)


def _rule(node: Rule) -> str:
    """Return a rule as text."""
    if isinstance(node, Compare):
        return f"{spelled(node.left)} {node.sign} {spelled(node.right)}"
    match node:
        case And(rules=rules):
            return " and ".join(map(_within, rules))
        case Or(rules=rules):
            return " or ".join(map(_within, rules))
        case Not(part=part):
            return f"not {_within(part)}"
        case AtLeast(count=count, rules=rules):
            return f"at_least({count}, {', '.join(map(spelled, rules))})"
        case Holds(fact=fact):
            return fact.id
        case OneOf(fact=fact, options=options):
            return f"{fact.id} in {list(options)}"
    assert isinstance(node, TermIs), node
    return f"{node.term} == {node.reading!r}"


def _value(node: Node) -> str:
    """Return a formula as text."""
    match node:
        case Fact(id=id_) | Derived(id=id_):
            return id_
        case Constant(number=number):
            return exact_text(number)
        case TermValue(term=term, limits=limits):
            return f"{term} ({', '.join(f'{name} {exact_text(limit)}' for name, limit in limits)})"
        case Arithmetic(sign=sign, left=left, right=right):
            return f"{_within(left)} {sign} {_within(right)}"
        case Either(rule=rule, then=then, otherwise=otherwise):
            return f"{_within(then)} if {spelled(rule)} else {_within(otherwise)}"
    raise TypeError(f"{type(node).__name__} has no spelling")


def _within(node: Node) -> str:
    """Return a part of a larger expression as text, in brackets if it has parts of its own."""
    return f"({spelled(node)})" if isinstance(node, Compound) else spelled(node)
