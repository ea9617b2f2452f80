"""A protocol as a person reads it: what decides, what is asked, which words are open.

A site prints it, and an ethics committee reads it; all of it comes from the definition.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant.criteria.model import Category, Fact, StudyProtocol, Term
from assistant.criteria.numbers import exact_text
from assistant.criteria.words import Words
from assistant.phrases import phrases
from assistant.reports.escaping import markdown
from assistant.reports.rendering import page
from assistant.reports.wording import ROOM


class Entry(NamedTuple):
    """One thing of a protocol: what is in bold, its id, what follows, further lines, and choices.

    A choice has an id, a meaning, and a mark: "x" or " " where it is in force or not, "" elsewhere.
    """

    head: str
    id: str
    said: str = ""
    lines: tuple[str, ...] = ()
    choices: tuple[tuple[str, str, str], ...] = ()


class Section(NamedTuple):
    """A chapter of the copy."""

    title: str
    entries: tuple[Entry, ...]


class Copy(NamedTuple):
    """The whole copy in one language."""

    language: str
    title: str
    population: str
    warning: str
    sections: tuple[Section, ...]
    reference: str


def reading_copy(
    protocol: StudyProtocol, language: str, format_: Literal["md", "html"] = "md"
) -> str:
    """Return the whole protocol as Markdown or HTML, in one of its languages."""
    found = _copy(protocol, language)
    if format_ == "html":
        return page("protocol", "html", copy=found)
    return "\n".join(_markdown(found)) + "\n"


def _copy(protocol: StudyProtocol, language: str) -> Copy:
    """Return everything that the copy says."""
    words, say = protocol.words_in(language), phrases(ROOM, language)
    sections = [
        *(
            Section(words.categories[category].capitalize(), _criteria(protocol, words, category))
            for category in Category
        ),
        *(
            Section(words.topics[topic], tuple(
                _fact(fact, words) for fact in protocol.facts if fact.topic == topic
            ))
            for topic in protocol.topics
        ),
        Section(say("copy.terms"), tuple(_term(term, words) for term in protocol.terms)),
        Section(say("copy.checks"), tuple(
            Entry(say(f"copy.{check.action}"), check.id, words.checks[check.id].text)
            for check in protocol.checks
        )),
        Section(say("copy.advisories"), tuple(
            Entry("", each.id, words.advisories[each.id].text) for each in protocol.advisories
        )),
        Section(say("copy.dates"), tuple(
            Entry(words.dates[each.id].label, each.id, words.dates[each.id].note)
            for each in protocol.dates
        )),
    ]  # fmt: skip
    registry = f"{protocol.registry}, " if protocol.registry else ""
    return Copy(
        language=language,
        title=words.protocol.title,
        population=words.protocol.population,
        warning=words.protocol.warning,
        sections=tuple(section for section in sections if section.entries),
        reference=f"{registry}{protocol.id} {protocol.version}, sha256 {protocol.source.sha256}",
    )


def _criteria(protocol: StudyProtocol, words: Words, category: Category) -> tuple[Entry, ...]:
    """Return the criteria of a category, each with why it exists where that is written."""
    found = []
    for criterion in protocol.criteria:
        if criterion.category is category:
            said = words.criteria[criterion.id]
            why = (said.rationale,) if said.rationale else ()
            found.append(Entry(f"{criterion.id} {said.label}", "", said.wording, why))
    return tuple(found)


def _fact(fact: Fact, words: Words) -> Entry:
    """Return one fact: its question, what can be answered, and its definition."""
    said = words.facts[fact.id]
    limits = ""
    if fact.hard is not None:
        units = ", ".join(words.unit(unit) for unit in fact.scale.units if unit)
        limits = f"{exact_text(fact.hard.low)} – {exact_text(fact.hard.high)} {units}".rstrip()
    choices = tuple((id_, meaning, "") for id_, meaning in said.values.items())
    return Entry(said.question, fact.id, "", tuple(filter(None, [limits, said.help])), choices)


def _term(term: Term, words: Words) -> Entry:
    """Return one term with its readings; those in force are marked."""
    said = words.terms[term.id]
    choices = tuple(
        (reading.id, said.readings[reading.id], "x" if reading.id in term.in_force else " ")
        for reading in term.readings
    )
    return Entry(said.label, term.id, said.matters, (said.question,), choices)


def _markdown(copy: Copy) -> Iterator[str]:
    """Yield the copy's lines in Markdown."""
    colon = phrases(ROOM, copy.language)("labels.colon")
    yield from (f"# {markdown(copy.title)}", "", markdown(copy.population), "",
                markdown(copy.warning))  # fmt: skip
    for section in copy.sections:
        yield from ("", f"## {markdown(section.title)}", "")
        for entry in section.entries:
            head = f"**{markdown(entry.head)}**" if entry.head else ""
            name = f" (`{entry.id}`)" if entry.id else ""
            text = markdown(entry.said)
            said = f"{colon} {text}" if head and text else text
            yield f"- {head}{name if head else ''}{said}"
            for id_, meaning, mark in entry.choices:
                yield f"  - {f'[{mark}] ' if mark else ''}`{id_}`{colon} {markdown(meaning)}"
            yield from (f"  {markdown(line)}" for line in entry.lines)
    yield from ("", markdown(copy.reference))
