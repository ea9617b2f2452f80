"""A source document as people name one: its kind, its date, and where it is kept."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from assistant.dialogs.days import NoSuchDay, day_named
from assistant.phrases import Phrases
from assistant.text import folded

_LONGEST_DATE = 4  # words: "le 14 novembre 2026"


class Document(NamedTuple):
    """A document: the id of its kind, its day, and where it is kept."""

    kind: str
    day: date
    where: str


class NoDocument(Exception):
    """A text that names no document; `lacks` is "kind", "day", "past_day" or "where"."""

    def __init__(self, lacks: str) -> None:
        super().__init__(lacks)
        self.lacks = lacks


def document_named(text: str, today: date, languages: Iterable[Phrases]) -> Document:
    """Return the document that a text names: "lab report, 14/11/2026, hospital system 4711".

    Raises NoDocument naming the first thing that it lacks.
    """
    spoken = tuple(languages)
    first, *others = [part.strip() for part in text.replace(";", ",").split(",")]
    kind, rest = _kind(first, spoken)
    parts = [part for part in (rest, *others) if part]
    day, left = _day(parts, today, spoken)
    if day > today:
        raise NoDocument("past_day")
    where = ", ".join(left)
    if not where:
        raise NoDocument("where")
    return Document(kind, day, where)


def _kind(text: str, languages: Iterable[Phrases]) -> tuple[str, str]:
    """Return the kind that a text begins with, the longest that fits, and what follows it."""
    words = text.split()
    spellings = {
        spelling: kind
        for phrases in languages
        for kind, known in phrases.table("words.documents").items()
        for spelling in known
    }
    for count in range(len(words), 0, -1):
        kind = spellings.get(folded(" ".join(words[:count])))
        if kind is not None:
            return kind, " ".join(words[count:])
    raise NoDocument("kind")


def _day(
    parts: Iterable[str], today: date, languages: tuple[Phrases, ...]
) -> tuple[date, list[str]]:
    """Return the first day that a part begins with, and all else."""
    left = list(parts)
    for place, part in enumerate(left):
        for said, rest in _beginnings(part, languages):
            try:
                day = day_named(said, today, languages)
            except NoSuchDay as error:
                raise NoDocument("day") from error
            if day is not None:
                left[place] = rest
                return day, [each for each in left if each]
    raise NoDocument("day")


def _beginnings(part: str, languages: Iterable[Phrases]) -> Iterator[tuple[str, str]]:
    """Yield what a part may begin with as a date, without "of" or "du", and what follows it."""
    words = part.split()
    joining = {word for phrases in languages for word in phrases.table("words")["of"]}
    while words and folded(words[0]) in joining:
        words = words[1:]
    for count in range(min(len(words), _LONGEST_DATE), 0, -1):
        yield folded(" ".join(words[:count])), " ".join(words[count:])
