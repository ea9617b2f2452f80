"""Values computed from facts, as criteria compare them: exact, and rounded only for the eye."""

from fractions import Fraction

from assistant.criteria.model import Criterion, FactType, StudyProtocol
from assistant.criteria.numbers import exact_text
from assistant.criteria.tree import Case, Node
from assistant.criteria.units import DAYS, PURE, Scale
from assistant.criteria.values import Arithmetic, Derived, Fact
from assistant.criteria.variables import Variable
from assistant.reports.basis import Basis
from assistant.reports.content import Computed

PLACES = 2


def computed(basis: Basis, criterion: Criterion) -> tuple[Computed, ...]:
    """Return the computed values that a criterion compares, as far as they are known."""
    known = (
        (each, _value(basis, each))
        for each in basis.planner.tables[criterion.id].variables if _is_named(basis, each.node)
    )  # fmt: skip
    return tuple(_shown(basis, each, number) for each, number in known if number is not None)


def name(basis: Basis, variable: Variable) -> str:
    """Return the name of a variable: a fact, a derived value, a span between two dates."""
    node, wording = variable.node, basis.wording
    if isinstance(node, Derived):
        return wording.words.derived[node.id].label
    if variable.is_fact:
        return wording.fact(variable.facts[0])
    span = between(basis.protocol, node)
    if span:
        return wording.say("span.label", start=wording.fact(span[0]), end=wording.fact(span[1]))
    return wording.say("formula.label", facts=wording.listed(map(wording.fact, variable.facts)))


def scale(protocol: StudyProtocol, variable: Variable) -> Scale:
    """Return the scale that a variable's numbers are on."""
    if variable.is_fact:
        return protocol.fact[variable.facts[0]].scale
    if isinstance(variable.node, Derived):
        return Scale(variable.node.unit)
    return DAYS if between(protocol, variable.node) else PURE


def is_derived(variable: Variable) -> bool:
    """Return whether a variable is a derived value, which has a name of its own."""
    return isinstance(variable.node, Derived)


def value_text(basis: Basis, variable: Variable) -> str:
    """Return a computed value for the eye, or that a fact that it needs is missing."""
    number = _value(basis, variable)
    if number is None:
        return basis.wording.say("value.not_computed")
    return basis.wording.quantity(number, scale(basis.protocol, variable).unit, PLACES)


def between(protocol: StudyProtocol, node: Node) -> tuple[str, str] | None:
    """Return the earlier and the later date of a span, or None if the node is none."""
    match node:
        case Arithmetic(sign="-", left=Fact(id=end), right=Fact(id=start)):
            if protocol.fact[end].type is FactType.DATE:
                return start, end
    return None


def _is_named(basis: Basis, node: Node) -> bool:
    return isinstance(node, Derived) or between(basis.protocol, node) is not None


def _value(basis: Basis, variable: Variable) -> Fraction | None:
    """Return a computed value, or None while a fact that it needs is missing."""
    value = variable.node.value(Case(basis.values, {}))
    return value if isinstance(value, Fraction) else None


def _shown(basis: Basis, variable: Variable, number: Fraction) -> Computed:
    """Return one computed value."""
    node, text, exact = variable.node, value_text(basis, variable), exact_text(number)
    return Computed(
        label=name(basis, variable),
        value=text,
        exact=exact,
        unit=scale(basis.protocol, variable).unit,
        note=basis.wording.say("value.rounded", exact=exact) if text.startswith("≈") else "",
        formula=basis.wording.words.derived[node.id].help if isinstance(node, Derived) else "",
    )
