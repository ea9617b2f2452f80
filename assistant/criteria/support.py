"""Which facts a rule's truth rests on: those that would have to change for it to change."""

from functools import reduce
from operator import or_

from assistant.criteria.tree import And, AtLeast, Case, Not, Or, Rule
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth


def supporting(rule: Rule, case: Case) -> frozenset[str]:
    """Return the facts that a rule's truth on a case rests on.

    A false *and* rests on its false parts, a true *or* on its true ones, an unknown rule on its
    unknown parts; otherwise every part counts.
    """
    match rule:
        case Not(part=part):
            return supporting(part, case)
        case And(rules=rules):
            return _of_parts(rules, rule.value(case), FALSE, case)
        case Or(rules=rules):
            return _of_parts(rules, rule.value(case), TRUE, case)
        case AtLeast(rules=rules):
            return _union(rules, case)
    return rule.facts()


def _of_parts(rules: tuple[Rule, ...], whole: Truth, settling: Truth, case: Case) -> frozenset[str]:
    """Return the support of the parts that settle the whole, or leave it unknown, or of all."""
    if whole is settling or whole is UNKNOWN:
        rules = tuple(rule for rule in rules if rule.value(case) is whole)
    return _union(rules, case)


def _union(rules: tuple[Rule, ...], case: Case) -> frozenset[str]:
    """Return the support of several rules together."""
    return reduce(or_, (supporting(rule, case) for rule in rules), frozenset())
