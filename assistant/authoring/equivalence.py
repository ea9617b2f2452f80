"""Whether a change makes no difference: proved by going through everything that can be told apart.

The values of each fact are cut into the parts that neither rule can tell apart, inside the hard
limits, with "unknown" beside them. All combinations are compared, under all readings that could
ever be in force. If none differs, no answers whatever can show the change.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import prod

from assistant.authoring.mutants import Mutant, with_
from assistant.criteria.bounds import Unbounded
from assistant.criteria.evaluation import Status, status_in
from assistant.criteria.model import Advisory, Check, Criterion, Fact, FactType, StudyProtocol, Term
from assistant.criteria.regions import regions
from assistant.criteria.tree import Atom, Case, Judge, Rule
from assistant.criteria.truth import TRUE, UNKNOWN, Truth
from assistant.criteria.variables import Variable, variables

_MOST = 200_000  # cases; more than a person's criteria ever tell apart, and a few seconds


class Unproved(Exception):
    """There are too many cases to go through, or a formula has no bounds: nothing can be told."""


def proved_equivalent(protocol: StudyProtocol, mutant: Mutant) -> int:
    """Return how many cases prove that a mutant comes to the same as its original, 0 if none do."""
    one, other = mutant.before, mutant.after
    if isinstance(one, Criterion) and isinstance(other, Criterion):
        return _same_statuses(protocol, one, other)
    if isinstance(one, Check | Advisory) and isinstance(other, Check | Advisory):
        return _same_remarks(protocol, one, other)
    if isinstance(one, Fact) and isinstance(other, Fact):
        return _same_limits(one, other)
    return 0


def _same_statuses(protocol: StudyProtocol, one: Criterion, other: Criterion) -> int:
    rules = [rule for each in (one, other) for rule in (each.gate, each.test) if rule]
    return _compared(
        protocol, rules, lambda told: status_under(one, told) is status_under(other, told)
    )


def _same_remarks(protocol: StudyProtocol, one: Check | Advisory, other: Check | Advisory) -> int:
    before, after = one.when, other.when
    if before is None or after is None or with_(other, when=before) != one:
        return 0
    return _compared(
        protocol, [before, after],
        lambda told: (before.judge(told) is TRUE) is (after.judge(told) is TRUE),
    )  # fmt: skip


def _compared(
    protocol: StudyProtocol, rules: Sequence[Rule], agree: Callable[[Judge], bool]
) -> int:
    """Return in how many cases, that is in all, two rules agree; 0 if they do not."""
    cases = 0
    try:
        for judge in judges(protocol, rules):
            cases += 1
            if not agree(judge):
                return 0
    except Unproved:
        return 0
    return cases


def _same_limits(one: Fact, other: Fact) -> int:
    """Return how many stretches of numbers two facts treat alike, that is all; 0 if not so."""
    if one.hard is None or with_(other, usual=one.usual) != one:
        return 0
    ends = {end for fact in (one, other) for span in fact.usual for end in (span.low, span.high)}
    inside = [
        region for region in regions(ends)
        if region.meets(one.hard.low, one.hard.high, whole=one.type is FactType.INTEGER)
    ]  # fmt: skip
    alike = all(one.is_usual(each.sample) == other.is_usual(each.sample) for each in inside)
    return len(inside) if alike else 0


def judges(
    protocol: StudyProtocol, rules: Sequence[Rule], *, known: bool = False
) -> Iterator[Judge]:
    """Yield, for every case that some rules can tell apart, what tells the truth of each atom.

    With `known`, only the cases in which nothing is unknown. Raises Unproved before the first if
    they cannot all be gone through.
    """
    protocol = under_every_reading(protocol)
    atoms = tuple(dict.fromkeys(atom for rule in rules for atom in atoms_of(rule)))
    combinations = protocol.readings(frozenset().union(*(rule.terms() for rule in rules)))
    # Formulas over the same facts are known, or not known, together.
    together: dict[tuple[str, ...], list[Variable]] = {}
    try:
        for variable in variables(protocol, atoms, combinations):
            together.setdefault(variable.facts, []).append(variable)
        ways = [_ways(protocol, each)[: -1 if known else None] for each in together.values()]
    except (Unbounded, AssertionError) as error:  # a changed formula may have no bounds
        raise Unproved from error
    if prod(map(len, ways)) * len(combinations) > _MOST:
        raise Unproved
    for chosen in product(*ways):
        for number, readings in enumerate(combinations):
            told: dict[Atom, Truth] = {}
            for variable, reached in (pair for way in chosen for pair in way):
                for order, atom in enumerate(variable.atoms):
                    told[atom] = (
                        UNKNOWN if reached is None
                        else variable.classes[reached].truths[order * len(combinations) + number]
                    )  # fmt: skip
            yield _judge(told, Case({}, readings))


def _ways(
    protocol: StudyProtocol, found: Sequence[Variable]
) -> list[tuple[tuple[Variable, int | None], ...]]:
    """Return every way in which variables over the same facts can lie, all unknown last."""
    reached = [[(each, n) for n in each.reachable(protocol.fact, {})] for each in found]
    return [*product(*reached), tuple((each, None) for each in found)]


def atoms_of(rule: Rule) -> tuple[Atom, ...]:
    """Return the atoms of a rule, those of its formulas' own rules left aside."""
    met: list[Atom] = []

    def noted(atom: Atom) -> Truth:
        met.append(atom)
        return UNKNOWN  # which stops no connective short, so that every atom is met

    rule.judge(noted)
    return tuple(met)


def under_every_reading(protocol: StudyProtocol) -> StudyProtocol:
    """Return a protocol with every reading in force that can be used."""
    terms = tuple(
        Term(id=term.id, readings=tuple(r for r in term.readings if r.id in term.usable))
        for term in protocol.terms
    )
    return with_(protocol, terms=terms)


def _judge(told: dict[Atom, Truth], case: Case) -> Judge:
    def judge(atom: Atom) -> Truth:
        known = told.get(atom)
        return atom.value(case) if known is None else known

    return judge


def status_under(criterion: Criterion, judge: Judge) -> Status:
    """Return a criterion's status under one reading, given the truth of its atoms."""
    gate = criterion.gate.judge(judge) if criterion.gate else TRUE
    return status_in(criterion, gate, criterion.test.judge(judge))
