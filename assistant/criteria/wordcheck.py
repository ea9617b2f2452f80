"""Whether the words of a language cover a protocol: nothing missing, nothing left over."""

from collections.abc import Iterable, Iterator, Mapping

from assistant.criteria.answers import UnknownReason
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Status, Verdict
from assistant.criteria.faults import Faults
from assistant.criteria.model import Category, FactType, StudyProtocol
from assistant.criteria.options import clashes, option_ids
from assistant.criteria.tree import Node
from assistant.criteria.values import Derived
from assistant.criteria.words import Words


def check_words(protocol: StudyProtocol, words: Words, faults: Faults) -> None:
    """Note every word that is missing in a language, and every one that belongs to nothing."""
    file = f"{words.language}.toml"
    sections: list[tuple[str, Mapping[str, object], Iterable[str]]] = [
        ("topics", words.topics, protocol.topics),
        ("facts", words.facts, protocol.fact),
        ("criteria", words.criteria, protocol.criterion),
        ("terms", words.terms, protocol.term),
        ("checks", words.checks, [check.id for check in protocol.checks]),
        ("advisories", words.advisories, [each.id for each in protocol.advisories]),
        ("dates", words.dates, [each.id for each in protocol.dates]),
        ("verdicts", words.verdicts, Verdict),
        ("verdict_notes", words.verdict_notes, Verdict),
        ("statuses", words.statuses, Status),
        ("statuses_exclusion", words.statuses_exclusion, Status),
        ("unknown_reasons", words.unknown_reasons, UnknownReason),
        ("categories", words.categories, Category),
    ]
    # A derived value that no criterion compares is never shown, and may have words or none.
    derived = _derived(protocol)
    shown = {id_: words.derived[id_] for id_ in derived if id_ in words.derived}
    sections.append(("derived", shown, derived))
    for term in protocol.terms:
        if term.id in words.terms:
            readings = words.terms[term.id].readings
            sections.append((f"terms.{term.id}.readings", readings, [r.id for r in term.readings]))
    for fact in protocol.facts:
        if fact.id in words.facts:
            values, said = words.facts[fact.id].values, words.facts[fact.id].said
            sections.append((f"facts.{fact.id}.values", values, option_ids(fact)))
            known = [id_ for id_ in option_ids(fact) if id_ in said]
            sections.append((f"facts.{fact.id}.said", said, known))
            if fact.type is FactType.BOOL and not (
                words.facts[fact.id].yes and words.facts[fact.id].no
            ):
                faults.add(file, f"facts.{fact.id}", "no words for yes or no",
                           "Write yes = '…' and no = '…'")  # fmt: skip
    for key in (*_empty("name", words.name), *_empty("protocol", words.protocol)):
        faults.add(file, key, "words are empty", "Write them in this language")
    for key, given, wanted in sections:
        _compare(file, key, given, [str(each) for each in wanted], faults)


def check_ways(protocol: StudyProtocol, faults: Faults) -> None:
    """Note every other way to say an option that could be understood as something else."""
    for fact in protocol.facts:
        words = {w.language: w.facts[fact.id] for w in protocol.words if fact.id in w.facts}
        for language, option, way in clashes(fact, words):
            faults.add(f"{language}.toml", f"facts.{fact.id}.said.{option}",
                       f"{way!r} means something else as well",
                       "Remove it, or write another way to say it")  # fmt: skip


def _derived(protocol: StudyProtocol) -> list[str]:
    """Return the ids of the derived values that criteria compare."""
    rules = [rule for each in protocol.criteria for rule in (each.gate, each.test) if rule]
    return sorted({id_ for rule in rules for id_ in _named_in(rule)})


def _named_in(node: Node) -> Iterator[str]:
    """Yield the derived values in an expression, but for those that others are computed from."""
    if isinstance(node, Derived):
        yield node.id
    else:
        for part in node.parts():
            yield from _named_in(part)


def _compare(
    file: str, key: str, given: Mapping[str, object], wanted: list[str], faults: Faults
) -> None:
    """Note what one section of words lacks, leaves empty, or has too much."""
    for name in wanted:
        if name not in given:
            faults.add(file, f"{key}.{name}", "words are missing", "Write them in this language")
    for name, text in given.items():
        if name not in wanted:
            faults.add(file, f"{key}.{name}", "words for something that the protocol lacks",
                       "Remove them, or correct the name")  # fmt: skip
            continue
        for place in _empty(f"{key}.{name}", text):
            faults.add(file, place, "words are empty", "Write them in this language")


def _empty(key: str, words: object) -> Iterator[str]:
    """Yield the key of every text that says nothing although it must say something."""
    if isinstance(words, str) and not words.strip():
        yield key
    if isinstance(words, Frozen):
        for name, field in type(words).model_fields.items():
            if field.is_required():
                yield from _empty(f"{key}.{name}", getattr(words, name))
