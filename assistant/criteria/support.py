"""Which facts a rule's truth rests on: those that would have to change for it to change."""

from collections.abc import Mapping

from assistant.criteria.tree import And, Case, Connective, Or, Rule
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth

_SETTLING: Mapping[type[Rule], Truth] = {And: FALSE, Or: TRUE}


def grounded(rule: Rule, case: Case) -> tuple[Truth, frozenset[str]]:
    """Return a rule's truth on a case, and the facts that it rests on.

    A false *and* rests on its false parts, a true *or* on its true ones, either on its unknown
    parts if it is unknown; otherwise every part counts.
    """
    if not isinstance(rule, Connective):
        return rule.value(case), rule.facts()
    parts = [grounded(part, case) for part in rule.parts()]
    whole = rule.joined(truth for truth, _ in parts)
    settling = _SETTLING.get(type(rule))
    if settling is not None and whole in (settling, UNKNOWN):
        parts = [part for part in parts if part[0] is whole]
    return whole, frozenset().union(*(facts for _, facts in parts))
