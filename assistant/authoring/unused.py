"""What stands in a protocol and does nothing: facts, options, terms, constants, rules, topics."""

from collections.abc import Iterable, Iterator

from assistant.authoring.equivalence import atoms_of, under_every_reading
from assistant.authoring.findings import Found
from assistant.authoring.unreachable import expressions
from assistant.criteria.atoms import OneOf
from assistant.criteria.building import names_in
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.criteria.schema import ProtocolFile
from assistant.criteria.tree import Node, Rule


def unused(protocol: StudyProtocol, file: ProtocolFile) -> Iterator[Found]:
    """Yield everything that could be taken away without any answer coming to something else."""
    yield from _facts(protocol)
    yield from _options(protocol)
    yield from _names(file)
    asked = {fact.topic for fact in protocol.facts}
    for topic in protocol.topics:
        if topic not in asked:
            yield Found(f"protocol.topics.{topic}", "no fact belongs to this topic",
                        "Remove it, or give it facts")  # fmt: skip
    for check in protocol.checks:
        if check.every_unit and len(protocol.fact[check.every_unit].scale.units) < 2:
            yield Found(f"checks.{check.id}.every_unit", f"{check.every_unit} has one unit only: "
                        "there is no conversion to show",
                        f"Give {check.every_unit} further units, or remove every_unit")  # fmt: skip


def _facts(protocol: StudyProtocol) -> Iterator[Found]:
    """Yield every fact that is read, and yet no answer to it can change a status."""
    as_shipped = Planner(protocol).plan({}).movers
    ever = Planner(under_every_reading(protocol)).plan({}).movers
    for fact in protocol.fact:
        if fact not in as_shipped:
            when = "under the readings in force " if fact in ever else ""
            cause = f"never decides: no answer to it {when}can change a status"
            yield Found(f"facts.{fact}", cause, "Correct the criterion that reads it, or remove it")


def _options(protocol: StudyProtocol) -> Iterator[Found]:
    """Yield every option that stands in no rule, and so is only "none of the others"."""
    named: dict[str, set[str]] = {}
    for _, node in expressions(protocol):
        for part in _parts(node):
            if isinstance(part, OneOf):
                named.setdefault(part.fact.id, set()).update(part.options)
    for fact in protocol.facts:
        for option in fact.options:
            if not option.unknown and option.id not in named.get(fact.id, ()):
                yield Found(f"facts.{fact.id}.options.{option.id}",
                            f"no rule mentions the option {option.id}",
                            "Name it in a rule, remove it, or say under [reviewed] what it "
                            "counts as")  # fmt: skip


def _parts(node: Node) -> Iterator[Node]:
    """Yield every node of an expression, and those of the rules that it joins."""
    yield from node.walk()
    if isinstance(node, Rule):
        yield from atoms_of(node)


def _names(file: ProtocolFile) -> Iterator[Found]:
    """Yield every constant, term, derived value and shared rule that nothing names."""
    used = {name for text in _texts(file) for name in names_in(text)}
    listed = {term for criterion in file.criteria for term in criterion.terms}
    named = [
        *(("constants", name) for name in file.constants),
        *(("terms", term.id) for term in file.terms if term.id not in listed),
        *(("derived", value.id) for value in file.derived),
        *(("rules", rule.id) for rule in file.rules),
    ]
    for section, name in named:
        if name not in used:
            yield Found(f"{section}.{name}", "nothing names it", "Use it, or remove it")


def _texts(file: ProtocolFile) -> Iterable[str]:
    """Yield every expression of a file as it is written."""
    yield from (value.value for value in file.derived)
    yield from (rule.test for rule in file.rules)
    for criterion in file.criteria:
        yield from filter(None, (criterion.test, criterion.gate))
    yield from (check.when for check in file.checks)
    yield from (advisory.when for advisory in file.advisories if advisory.when)
    for shown in file.dates:
        yield from filter(None, (shown.value, shown.gate))
