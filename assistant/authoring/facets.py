"""A protocol as flat texts, id by id: what two versions are compared by."""

from collections.abc import Iterator, Mapping

from assistant.authoring.spelling import spelled
from assistant.authoring.unreachable import derived_in
from assistant.authoring.wordings import texts_of
from assistant.criteria.model import (
    Advisory,
    Check,
    Criterion,
    Fact,
    Reading,
    ShownDate,
    Span,
    StudyProtocol,
    Term,
)
from assistant.criteria.numbers import exact_text
from assistant.criteria.tree import Node
from assistant.criteria.values import Derived

Facets = Mapping[str, str]
Entry = tuple[str, str]  # a section and an id within it


def facets(protocol: StudyProtocol, language: str) -> dict[Entry, Facets]:
    """Return every entry of a protocol, each with its facets in asking or file order."""
    found: dict[Entry, dict[str, str]] = {
        ("protocol", protocol.id): {
            "version": protocol.version,
            "registry": protocol.registry,
            "topics": ", ".join(protocol.topics),
            "languages": ", ".join(protocol.languages),
            "order": ", ".join(protocol.fact),
        }
    }
    found |= {("terms", each.id): _term(each) for each in protocol.terms}
    found |= {("facts", each.id): _fact(each) for each in protocol.facts}
    found |= {("derived", each.id): _derived(each) for each in derived_in(protocol)}
    found |= {("criteria", each.id): _criterion(each) for each in protocol.criteria}
    found |= {("checks", each.id): _check(each) for each in protocol.checks}
    found |= {("advisories", each.id): _advisory(each) for each in protocol.advisories}
    found |= {("dates", each.id): _date(each) for each in protocol.dates}
    for name, shares in protocol.priors.answers.items() if protocol.priors else ():
        found["priors", name] = {"shares": ", ".join(f"{v}: {exact_text(s)}" for v, s in shares)}
    for entry, name, text in _words(protocol, language):
        if entry in found:
            found[entry][name] = text
    return {entry: {k: v for k, v in each.items() if v} for entry, each in found.items()}


def other_words(protocol: StudyProtocol, language: str) -> dict[str, str]:
    """Return the words that belong to no entry: verdicts, statuses, units, the heading."""
    sections = ("facts", "derived", "criteria", "terms", "checks", "advisories", "dates")
    words = protocol.words_in(language)
    return {key: text for key, text in texts_of(words) if key.split(".")[0] not in sections}


def _term(term: Term) -> dict[str, str]:
    return {"readings": ", ".join(map(_reading, term.readings)), "decided": term.decided or ""}


def _reading(reading: Reading) -> str:
    value = f" = {reading.value}" if reading.value else ""
    return f"{reading.id}{value} (needs {reading.needs})" if reading.needs else reading.id + value


def _fact(fact: Fact) -> dict[str, str]:
    units = (f"1 {unit} = {exact_text(worth)}" for unit, worth in fact.scale.factors)
    options = (f"{o.id} (unknown)" if o.unknown else o.id for o in fact.options)
    return {
        "type": str(fact.type),
        "topic": fact.topic,
        "unit": fact.scale.unit,
        "units": ", ".join(units),
        "options": ", ".join(options),
        "hard": _span(fact.hard) if fact.hard else "",
        "usual": ", ".join(map(_span, fact.usual)),
        "ratio": "yes" if fact.ratio else "",
        "scale": "yes" if fact.levels else "",
        "judgement": "yes" if fact.judgement else "",
    }


def _derived(derived: Derived) -> dict[str, str]:
    return {"unit": derived.unit, "value": spelled(derived.body)}


def _criterion(criterion: Criterion) -> dict[str, str]:
    return {
        "category": str(criterion.category),
        "gate": _text(criterion.gate),
        "test": spelled(criterion.test),
        "terms": ", ".join(criterion.terms),
    }


def _check(check: Check) -> dict[str, str]:
    return {"action": check.action, "when": spelled(check.when), "every_unit": check.every_unit}


def _advisory(advisory: Advisory) -> dict[str, str]:
    return {"when": _text(advisory.when), "criteria": ", ".join(advisory.criteria)}


def _date(shown: ShownDate) -> dict[str, str]:
    return {
        "kind": shown.kind,
        "value": spelled(shown.value),
        "gate": _text(shown.gate),
        "criteria": ", ".join(shown.criteria),
    }


def _words(protocol: StudyProtocol, language: str) -> Iterator[tuple[Entry, str, str]]:
    """Yield the words of each entry, under the name that they have in their file."""
    for key, text in texts_of(protocol.words_in(language)):
        section, _, rest = key.partition(".")
        id_, _, name = rest.partition(".")
        yield (section, id_), f"words.{name}" if name else "words", text


def _text(node: Node | None) -> str:
    return spelled(node) if node is not None else ""


def _span(span: Span) -> str:
    return f"{exact_text(span.low)} – {exact_text(span.high)}"
