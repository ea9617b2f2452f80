"""A protocol as a person reads it: what is asked, what decides, and which words are open."""

from collections.abc import Iterator

from assistant.criteria.model import Category, Fact, StudyProtocol
from assistant.criteria.numbers import exact_text
from assistant.criteria.words import Words


def reading_copy(protocol: StudyProtocol, language: str) -> str:
    """Return the whole protocol in Markdown, in one of its languages."""
    words = protocol.words_in(language)
    lines = [f"# {words.protocol.title}", "", words.protocol.population, "", words.protocol.warning]
    for category in Category:
        lines += ["", f"## {words.categories[category].capitalize()}", ""]
        lines += _criteria(protocol, words, category)
    for topic in protocol.topics:
        lines += ["", f"## {words.topics[topic]}", ""]
        for fact in protocol.facts:
            if fact.topic == topic:
                lines += _fact(fact, words)
    lines += ["", *_terms(protocol, words)]
    lines += ["", f"{protocol.id} {protocol.version}, sha256 {protocol.source.sha256}"]
    return "\n".join(lines) + "\n"


def _criteria(protocol: StudyProtocol, words: Words, category: Category) -> Iterator[str]:
    """Yield one line for each criterion of a category."""
    for criterion in protocol.criteria:
        if criterion.category is category:
            said = words.criteria[criterion.id]
            yield f"- **{criterion.id} {said.label}**: {said.wording}"


def _fact(fact: Fact, words: Words) -> Iterator[str]:
    """Yield the lines of one fact: its question, what can be answered, and its definition."""
    said = words.facts[fact.id]
    yield f"- **{said.question}** (`{fact.id}`)"
    if fact.hard is not None:
        units = ", ".join(words.unit(unit) for unit in fact.scale.units if unit)
        yield f"  {exact_text(fact.hard.low)} – {exact_text(fact.hard.high)} {units}".rstrip()
    yield from (f"  - `{id_}`: {meaning}" for id_, meaning in said.values.items())
    yield f"  {said.help}"


def _terms(protocol: StudyProtocol, words: Words) -> Iterator[str]:
    """Yield the terms with their readings; the readings in force are marked."""
    for term in protocol.terms:
        said = words.terms[term.id]
        yield f"## {said.label} (`{term.id}`)"
        yield ""
        yield said.matters
        yield ""
        for reading in term.readings:
            mark = "x" if reading.id in term.in_force else " "
            yield f"- [{mark}] `{reading.id}`: {said.readings[reading.id]}"
        yield ""
