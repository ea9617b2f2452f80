"""A little world for expressions: facts of every type, two terms, constants, a formula, a rule."""

from datetime import date
from fractions import Fraction

from assistant.criteria.expressions import Scope, parse_rule, parse_value
from assistant.criteria.model import Fact, FactType, Option, Reading, Term
from assistant.criteria.tree import Case, Value
from assistant.criteria.truth import Truth, truth
from assistant.criteria.units import PURE, Scale

CM = Scale("cm", (("mm", Fraction(1, 10)),))


def fact(id_: str, type_: FactType, scale: Scale = PURE, *options: str) -> Fact:
    chosen = tuple(Option(id=option) for option in options)
    return Fact(id=id_, topic="any", type=type_, scale=scale, options=chosen)


FACTS = {
    each.id: each
    for each in (
        fact("ill", FactType.BOOL),
        fact("tired", FactType.BOOL),
        fact("count", FactType.INTEGER),
        fact("size", FactType.QUANTITY, CM),
        fact("share", FactType.QUANTITY, Scale("%")),
        fact("colour", FactType.OPTION, PURE, "red", "green", "blue", "7"),
        fact("start", FactType.DATE),
        fact("end", FactType.DATE),
    )
}
TERMS = {
    "cutoff": Term(
        id="cutoff",
        readings=(Reading(id="high", value="10 %"), Reading(id="low", value="1 %")),
    ),
    "manner": Term(id="manner", readings=(Reading(id="strict"), Reading(id="mild"))),
}
BARE = Scope(FACTS, TERMS, {"widest": "7 cm", "week": "7 days", "few": "5", "third": "1/3"})
AREA = parse_value("in_unit(size, 'cm') ** 2", BARE).node
assert AREA is not None
SCOPE = Scope(
    FACTS,
    TERMS,
    BARE.constants,
    derived={"area": (AREA, Scale("cm²"))},
    rules={"unwell": parse_rule("ill or tired", BARE)},
)


def known(**facts: object) -> dict[str, Value]:
    """Fact values as expressions read them: True, 3, "2.5", a date; None for unknown."""
    return {id_: _value(id_, value) for id_, value in facts.items()}


def _value(id_: str, value: object) -> Value:
    if value is None:
        return Truth.UNKNOWN
    if isinstance(value, bool):
        return truth(value)
    if isinstance(value, date):
        return value
    return str(value) if id_ == "colour" else Fraction(str(value))


def truth_of(text: str, readings: dict[str, str] | None = None, /, **facts: object) -> Truth:
    """What a rule comes to on some facts."""
    return parse_rule(text, SCOPE).value(Case(known(**facts), readings or {}))


def value_of(text: str, readings: dict[str, str] | None = None, /, **facts: object) -> Value:
    """What a formula comes to on some facts."""
    node = parse_value(text, SCOPE).node
    assert node is not None
    return node.value(Case(known(**facts), readings or {}))
