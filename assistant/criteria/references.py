"""Whether a protocol file's ids are distinct, and whether what it names exists.

This is told before any expression is read, since an expression's names mean nothing until then.
"""

from collections import Counter
from collections.abc import Iterable

from assistant.criteria.faults import Faults
from assistant.criteria.schema import ProtocolFile, TermEntry
from assistant.criteria.sources import FILE


def check_references(file: ProtocolFile, faults: Faults) -> None:
    """Note what is wrong with a file's ids and references."""
    _require_ids(file, faults)
    _require_outline(file, faults)
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
            faults.add(FILE, f"{section}.{name}", f"duplicate id {name}", "give each its own id")
            counted[name] = 0


def _require_outline(file: ProtocolFile, faults: Faults) -> None:
    """Note what is wrong with the languages and the topics."""
    outline = file.protocol
    for key, names in (("languages", outline.languages), ("topics", outline.topics)):
        _require_distinct([(f"protocol.{key}", name) for name in names], faults)
    if not outline.languages:
        faults.add(FILE, "protocol.languages", "there is no language",
                   "name one or more, for example 'en'")  # fmt: skip
    for fact in file.facts:
        if fact.topic not in outline.topics:
            faults.add(FILE, f"facts.{fact.id}.topic", f"unknown topic {fact.topic}",
                       f"use one of: {', '.join(outline.topics)}")  # fmt: skip


def _require_readings(term: TermEntry, faults: Faults) -> None:
    """Note a term that cannot be read in two ways, or in one of the ways that count."""
    key = f"terms.{term.id}"
    if len(term.readings) < 2:
        faults.add(FILE, f"{key}.readings", "a term needs two readings or more",
                   "add the other reading, or write what is meant without the term")  # fmt: skip
        return
    usable = [reading.id for reading in term.readings if not reading.needs]
    if term.decided is not None and term.decided not in usable:
        faults.add(FILE, f"{key}.decided", f"no usable reading {term.decided}",
                   f"use one of: {', '.join(usable)}")  # fmt: skip
    if term.decided is None and len(usable) < len(term.readings):
        faults.add(FILE, f"{key}.decided", "an undecided term has a reading that cannot be used",
                   "decide it, or ask for the facts that the reading needs")  # fmt: skip


def _require_criteria(file: ProtocolFile, faults: Faults) -> None:
    """Note every name outside an expression that names nothing."""
    terms = {term.id for term in file.terms}
    for criterion in file.criteria:
        for name in sorted(set(criterion.terms) - terms):
            faults.add(FILE, f"criteria.{criterion.id}.terms", f"unknown term {name}",
                       "declare it under [[terms]], or correct the name")  # fmt: skip
    criteria = {criterion.id for criterion in file.criteria}
    for section in ("advisories", "dates"):
        for entry in getattr(file, section):
            for name in sorted(set(entry.criteria) - criteria):
                faults.add(FILE, f"{section}.{entry.id}.criteria", f"unknown criterion {name}",
                           "correct the name, or remove it")  # fmt: skip
    numbers = {fact.id for fact in file.facts if fact.type in ("integer", "quantity")}
    for check in file.checks:
        if check.every_unit and check.every_unit not in numbers:
            faults.add(FILE, f"checks.{check.id}.every_unit",
                       f"{check.every_unit} is not a fact with a unit",
                       "name the fact whose value is to be shown in every unit")  # fmt: skip
