"""Learning the protocol: its criteria, its terms, and what one has to know to answer.

A criterion's wording, its rationale and the readings of its terms are the protocol's own words;
only what these leave out stands in `lessons/`.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from assistant.criteria.model import Criterion, StudyProtocol, Term
from assistant.errors import BadInput
from assistant.text import visible
from assistant.training.cases import cases
from assistant.training.worked_example import worked_example

_FOLDER = Path(__file__).parent / "lessons"


class Lesson(NamedTuple):
    """Something to learn, by the name it is called by; `group` is the heading it stands under."""

    name: str
    title: str
    group: str


class Lessons:
    """All there is to learn of a protocol, in one language."""

    def __init__(self, protocol: StudyProtocol, language: str) -> None:
        self._protocol = protocol
        self._words = protocol.words_in(language)
        self._language = language
        self._tables = _tables(language)
        self._labels: dict[str, str] = self._tables["labels"]

    def all(self) -> tuple[Lesson, ...]:
        """Return topics, criteria and terms, in the order in which to read them."""
        labels, words, protocol = self._labels, self._words, self._protocol
        topics = [
            Lesson(name, topic["title"], labels["topics"])
            for name, topic in self._tables["topics"].items()
        ]
        criteria = [
            Lesson(each.id, words.criteria[each.id].label, labels[str(each.category)])
            for each in protocol.criteria
        ]
        terms = [
            Lesson(each.id, words.terms[each.id].label, labels["term_list"])
            for each in protocol.terms
        ]
        return (*topics, *criteria, *terms)

    def index(self) -> str:
        """Return the list of all there is to learn."""
        lines, group = [self._labels["title"]], ""
        for lesson in self.all():
            if lesson.group != group:
                group = lesson.group
                lines += ["", group]
            lines.append(f"  {lesson.name:<37} {lesson.title}")
        return "\n".join([*lines, "", self._labels["how"]])

    def read(self, name: str) -> str:
        """Return the lesson with a name, whatever its case.

        Raises BadInput if there is none.
        """
        wanted = name.strip().casefold()
        found = next((each.name for each in self.all() if each.name.casefold() == wanted), None)
        if found is None:
            raise BadInput(
                f"{visible(name[:40])!r} {self._labels['unknown_name']}",
                remedy=self._labels["unknown_remedy"],
            )
        if found in self._protocol.criterion:
            return self._criterion(self._protocol.criterion[found])
        if found in self._protocol.term:
            return self._term(self._protocol.term[found])
        return self._topic(found)

    # ---------------------------------------------------------------- the three kinds

    def _topic(self, name: str) -> str:
        topic = self._tables["topics"][name]
        example = worked_example(self._protocol, self._tables["example"], self._language)
        text = topic["text"].format(levels=self._levels(), **example)
        return f"{topic['title']}\n\n{text}"

    def _criterion(self, criterion: Criterion) -> str:
        labels, words = self._labels, self._words.criteria[criterion.id]
        kind = labels[f"category_{criterion.category}"]
        facts = [fact.id for fact in self._protocol.facts if fact.id in criterion.facts()]
        terms = [each for each in self._protocol.terms if each.id in criterion.terms_read()]
        sections = {
            "wording": [words.wording],
            "plain": [self._tables["plain"].get(criterion.id, "")],
            "asked": [f"- {self._words.facts[fact].question}" for fact in facts],
            "terms": [
                line for term in terms for line in (f"- {self._name(term)}", self._now(term))
            ],
            "rationale": [words.rationale],
            "see": [
                f"- {name}{labels['colon']} {topic['title']}"
                for name, topic in self._tables["topics"].items()
                if criterion.id in topic.get("criteria", ())
            ],
            "practise": self._cases(criterion=criterion.id),
        }
        return _page(f"{criterion.id}  {words.label} ({kind})", labels, sections)

    def _term(self, term: Term) -> str:
        words = self._words.terms[term.id]
        using = [each for each in self._protocol.criteria if term.id in each.terms_read()]
        sections = {
            "question": [words.question],
            "matters": [words.matters],
            "readings": [f"- {words.readings[each.id]}" for each in term.readings],
            "in_force": [self._now(term)],
            "criteria": [f"- {each.id} {self._words.criteria[each.id].label}" for each in using],
            "done": [self._labels["doing"]] if len(term.in_force) > 1 else [],
            "practise": self._cases(term=term.id),
        }
        return _page(f"{words.label} ({term.id})", self._labels, sections)

    # ---------------------------------------------------------------- what they are made of

    def _name(self, term: Term) -> str:
        words = self._words.terms[term.id]
        readings = " / ".join(words.readings[each.id] for each in term.readings)
        return f"{words.label}{self._labels['colon']} {readings}"

    def _now(self, term: Term) -> str:
        """Return how a term is read today."""
        if len(term.in_force) > 1:
            return f"  {self._labels['undecided']}"
        reading = self._words.terms[term.id].readings[term.in_force[0]]
        return f"  {self._labels['decided'].format(reading=reading)}"

    def _levels(self) -> str:
        """Return the levels of every scale of the protocol, one a line."""
        scales = [self._words.facts[fact.id].values for fact in self._protocol.facts if fact.levels]
        return "\n".join(f"{level} – {words}" for scale in scales for level, words in scale.items())

    def _cases(self, *, criterion: str = "", term: str = "") -> list[str]:
        """Return the practice cases that turn on a criterion or a term."""
        lines = [
            "- " + self._labels["case"].format(
                number=case.number, who=case.text(self._language).who
            )
            for case in cases().values()
            if criterion in case.decisive or term in case.terms
        ]  # fmt: skip
        return lines or [f"- {self._labels['none']}"]


def _page(title: str, labels: dict[str, str], sections: dict[str, list[str]]) -> str:
    """Return a title and its sections; those that say nothing are left out."""
    return "\n".join([title, *_lines(labels, sections)])


def _lines(labels: dict[str, str], sections: dict[str, list[str]]) -> Iterator[str]:
    for key, lines in sections.items():
        said = [line for line in lines if line]
        if said:
            yield from ("", labels[key].upper(), *said)


@cache
def _tables(language: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
