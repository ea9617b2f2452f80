"""What a careful reviewer would refuse in a protocol, beyond what its types already exclude."""

from collections import Counter
from collections.abc import Iterable
from itertools import product

from assistant.criteria.atoms import Compare
from assistant.criteria.bounds import Unbounded, bounds
from assistant.criteria.evaluation import Status
from assistant.criteria.faults import Faults
from assistant.criteria.model import Category, FactType, StudyProtocol
from assistant.criteria.sources import FILE
from assistant.criteria.tables import DecisionTable
from assistant.criteria.tree import Node
from assistant.criteria.values import Arithmetic, Derived, Either
from assistant.criteria.variables import Variable
from assistant.criteria.wordcheck import check_ways, check_words


def lint(protocol: StudyProtocol, faults: Faults) -> None:
    """Note what is wrong with a protocol as a whole."""
    _require_use_of_facts(protocol, faults)
    _require_limits(protocol, faults)
    _require_gates_first(protocol, faults)
    tables = [DecisionTable(protocol, criterion) for criterion in protocol.criteria]
    for table in tables:
        _require_decidable(protocol, table, faults)
    _require_priors(protocol, tables, faults)
    for words in protocol.words:
        check_words(protocol, words, faults)
    check_ways(protocol, faults)


def _require_use_of_facts(protocol: StudyProtocol, faults: Faults) -> None:
    """Note every fact that no criterion reads."""
    used = frozenset().union(*(criterion.facts() for criterion in protocol.criteria))
    for fact in protocol.fact:
        if fact not in used:
            faults.add(FILE, f"facts.{fact}", "no criterion uses this fact",
                       "Use it in a criterion, or remove it")  # fmt: skip


def _require_limits(protocol: StudyProtocol, faults: Faults) -> None:
    """Note every number without hard limits."""
    for fact in protocol.facts:
        if fact.is_number and fact.hard is None:
            faults.add(FILE, f"facts.{fact.id}.hard", "a number needs hard limits",
                       "Write hard = ['lowest', 'highest']")  # fmt: skip


def _require_gates_first(protocol: StudyProtocol, faults: Faults) -> None:
    """Note every fact that is asked before a gate that it would wait on."""
    order = {id_: place for place, id_ in enumerate(protocol.fact)}
    gates = frozenset().union(*(criterion.gate_facts() for criterion in protocol.criteria))
    free = gates.union(*(each.facts() for each in protocol.criteria if each.gate is None))
    for criterion in protocol.criteria:
        for fact in sorted(criterion.test.facts() - free, key=order.__getitem__):
            late = [gate for gate in criterion.gate_facts() if order[gate] > order[fact]]
            if late:
                faults.add(FILE, f"facts.{fact}",
                           f"is asked before {late[0]}, the gate of {criterion.id}",
                           f"Move {late[0]} above {fact}")  # fmt: skip


def _require_priors(
    protocol: StudyProtocol, tables: Iterable[DecisionTable], faults: Faults
) -> None:
    """Note every prior of something that no criterion compares, or of a value it cannot have."""
    variables = {each.name: each for table in tables for each in table.variables}
    for name, shares in protocol.priors.answers.items() if protocol.priors else ():
        key = f"priors.answers.{name}"
        if name not in variables:
            faults.add(FILE, key, f"no criterion compares {name}", "Correct the name, or remove it")
            continue
        for value, _ in shares:
            if variables[name].class_named(value) is None:
                faults.add(
                    FILE, key, f"{value} is no value of {name}", "Write one that it can have"
                )


def _require_decidable(protocol: StudyProtocol, table: DecisionTable, faults: Faults) -> None:
    """Note a criterion that can never hold, or whose open facts could not be told exactly."""
    key = f"criteria.{table.criterion.id}"
    counted = Counter(fact for variable in table.variables for fact in variable.facts)
    for fact, times in counted.items():
        if times > 1:
            faults.add(FILE, f"{key}.test", f"reads {fact} both alone and within a formula",
                       "Name the formula as a derived value, and test only that")  # fmt: skip
            return
    for variable in table.variables:
        if not _is_exact(protocol, variable):
            part = "test" if table.criterion.test.facts() & {*variable.facts} else "gate"
            faults.add(FILE, f"{key}.{part}", f"has a formula over {', '.join(variable.facts)} "
                       "whose range cannot be told exactly",
                       "Read each fact once, divide only by what cannot be zero, compare a "
                       "product with one limit by < or >, and write if … else in a derived "
                       "value")  # fmt: skip
            return
    _require_both_ways(table, key, faults)


def _is_exact(protocol: StudyProtocol, variable: Variable) -> bool:
    """Return whether the range of a variable can be told exactly whatever is known of its facts."""
    if variable.is_fact:
        return True
    read = [node for node in variable.node.walk() if not node.parts() and node.facts()]
    try:
        bounds(variable.node, protocol.fact, {})
    except Unbounded:
        return False
    return (
        len(read) == len(variable.facts)
        and not _chooses(variable.node)
        and (_has_one_limit(variable) or not _has_gaps(protocol, variable))
    )


def _chooses(node: Node) -> bool:
    """Return whether a formula picks a branch, and so can be known while one of its facts is not.

    A derived value cannot: it is unknown as soon as one of its inputs is.
    """
    if isinstance(node, Derived):
        return False
    return isinstance(node, Either) or any(_chooses(part) for part in node.parts())


def _has_one_limit(variable: Variable) -> bool:
    """Return whether a formula's least and greatest value tell all that is compared of it."""
    equalities = [each for each in variable.atoms
                  if isinstance(each, Compare) and each.sign in ("==", "!=")]  # fmt: skip
    return len(variable.classes) <= 2 and not equalities


def _has_gaps(protocol: StudyProtocol, variable: Variable) -> bool:
    """Return whether a formula may leave out values that lie within its bounds."""
    types = {protocol.fact[fact].type for fact in variable.facts}
    return not (variable.whole or types == {FactType.QUANTITY}) or any(
        isinstance(part, Either) or (isinstance(part, Arithmetic) and part.sign not in "+-")
        for part in variable.node.walk()
    )


def _require_both_ways(table: DecisionTable, key: str, faults: Faults) -> None:
    """Note a criterion that no answers can fulfil, or that none can fail."""
    reachable = [
        [*variable.reachable(table.protocol.fact, {}), None] for variable in table.variables
    ]
    found: set[Status] = set()
    for place in product(*reachable):
        found.add(table.status(place))
        if Status.CONTESTED in found or found >= {Status.MET, Status.FAILED}:
            return
    inclusion = table.criterion.category is Category.INCLUSION
    for status in (Status.MET, Status.FAILED):
        if status not in found:
            holds = (status is Status.MET) == inclusion
            faults.add(FILE, f"{key}.test", f"this test can never be {str(holds).lower()}",
                       "Compare its parts with one another, "
                       "its gate, and what its facts can be")  # fmt: skip
