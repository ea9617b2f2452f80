"""Whether a protocol file's ids are distinct, and whether what it names exists.

This is told before any expression is read, since an expression's names mean nothing until then.
"""

from collections import Counter
from collections.abc import Iterable

from assistant.criteria.faults import Faults
from assistant.criteria.model import FactType
from assistant.criteria.naming import check_names
from assistant.criteria.schema import FactEntry, ProtocolFile, TermEntry
from assistant.criteria.sources import FILE

# What a fact of each type can have; anything else would say nothing, and must be a slip.
_KEYS = {
    FactType.BOOL: (),
    FactType.OPTION: ("options",),
    FactType.INTEGER: ("unit", "hard", "usual", "scale"),
    FactType.QUANTITY: ("unit", "units", "hard", "usual", "ratio"),
    FactType.DATE: (),
}
_COMMON = ("id", "topic", "type", "judgement")


def check_references(file: ProtocolFile, faults: Faults) -> None:
    """Note what is wrong with a file's ids and references; stop at ids that are no names."""
    check_names(file, faults)
    faults.stop_if_any()  # or whatever names such an id would be faulty too
    _require_ids(file, faults)
    _require_outline(file, faults)
    for fact in file.facts:
        _require_keys(fact, faults)
    for term in file.terms:
        _require_readings(term, faults)
    _require_criteria(file, faults)


def _require_ids(file: ProtocolFile, faults: Faults) -> None:
    """Note every id that is used twice where it should name one thing."""
    names: list[tuple[str, str]] = [("constants", name) for name in file.constants]
    for section in ("terms", "facts", "derived", "rules"):
        names += [(section, entry.id) for entry in getattr(file, section)]
    _require_distinct(names, faults)
    for section in ("criteria", "checks", "advisories", "dates"):
        _require_distinct([(section, entry.id) for entry in getattr(file, section)], faults)
    for fact in file.facts:
        options = [(f"facts.{fact.id}.options", option.id) for option in fact.options]
        _require_distinct(options, faults)
    for term in file.terms:
        readings = [(f"terms.{term.id}.readings", reading.id) for reading in term.readings]
        _require_distinct(readings, faults)


def _require_distinct(names: Iterable[tuple[str, str]], faults: Faults) -> None:
    """Note every id that is used twice."""
    names = list(names)
    counted = Counter(name for _, name in names)
    for section, name in names:
        if counted[name] > 1:
            faults.add(FILE, f"{section}.{name}", f"duplicate id {name}", "Give each its own id")
            counted[name] = 0


def _require_outline(file: ProtocolFile, faults: Faults) -> None:
    """Note what is wrong with the languages and the topics."""
    outline = file.protocol
    for key, names in (("languages", outline.languages), ("topics", outline.topics)):
        _require_distinct([(f"protocol.{key}", name) for name in names], faults)
    if not outline.languages:
        faults.add(FILE, "protocol.languages", "there is no language",
                   "Name one or more, for example 'en'")  # fmt: skip
    for fact in file.facts:
        if fact.topic not in outline.topics:
            faults.add(FILE, f"facts.{fact.id}.topic", f"unknown topic {fact.topic}",
                       f"Use one of: {', '.join(outline.topics)}")  # fmt: skip


def _require_keys(fact: FactEntry, faults: Faults) -> None:
    """Note what a fact of its type cannot have, and a choice without options."""
    allowed = (*_COMMON, *_KEYS[fact.type])
    for key in sorted(fact.model_fields_set.difference(allowed)):
        faults.add(FILE, f"facts.{fact.id}.{key}", f"a fact of type {fact.type} has no {key}",
                   "Remove it, or correct the type")  # fmt: skip
    if fact.type is FactType.OPTION and len(fact.options) < 2:
        faults.add(FILE, f"facts.{fact.id}.options", "a choice needs two options or more",
                   "Write options = [{ id = 'one' }, { id = 'other' }]")  # fmt: skip
    if fact.unit in fact.units:
        faults.add(FILE, f"facts.{fact.id}.units", f"{fact.unit} is the fact's own unit already",
                   "Remove it: units lists the further ones")  # fmt: skip


def _require_readings(term: TermEntry, faults: Faults) -> None:
    """Note a term that cannot be read in two ways, or in one of the ways that count."""
    key = f"terms.{term.id}"
    if len(term.readings) < 2:
        faults.add(FILE, f"{key}.readings", "a term needs two readings or more",
                   "Add the other reading, or write what is meant without the term")  # fmt: skip
        return
    values = Counter(reading.value for reading in term.readings if reading.value)
    for value in (value for value, times in values.items() if times > 1):
        faults.add(FILE, f"{key}.readings", f"two readings have the value {value}",
                   "Correct one of them, or write what is meant without the term")  # fmt: skip
    usable = [reading.id for reading in term.readings if not reading.needs]
    if term.decided is not None and term.decided not in usable:
        faults.add(FILE, f"{key}.decided", f"no usable reading {term.decided}",
                   f"Use one of: {', '.join(usable)}")  # fmt: skip
    if term.decided is None and len(usable) < len(term.readings):
        faults.add(FILE, f"{key}.decided", "an undecided term has a reading that cannot be used",
                   "Decide it, or ask for the facts that the reading needs")  # fmt: skip


def _require_criteria(file: ProtocolFile, faults: Faults) -> None:
    """Note every name outside an expression that names nothing."""
    terms = {term.id for term in file.terms}
    for criterion in file.criteria:
        for name in sorted(set(criterion.terms) - terms):
            faults.add(FILE, f"criteria.{criterion.id}.terms", f"unknown term {name}",
                       "Declare it under [[terms]], or correct the name")  # fmt: skip
    criteria = {criterion.id for criterion in file.criteria}
    for section in ("advisories", "dates"):
        for entry in getattr(file, section):
            for name in sorted(set(entry.criteria) - criteria):
                faults.add(FILE, f"{section}.{entry.id}.criteria", f"unknown criterion {name}",
                           "Correct the name, or remove it")  # fmt: skip
    numbers = {fact.id for fact in file.facts if fact.type in ("integer", "quantity")}
    for check in file.checks:
        if check.every_unit and check.every_unit not in numbers:
            faults.add(FILE, f"checks.{check.id}.every_unit",
                       f"{check.every_unit} is not a fact with a unit",
                       "Name the fact whose value is to be shown in every unit")  # fmt: skip
