"""Whether each language says the same: nothing left untranslated, no number changed."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from assistant.authoring.findings import Found
from assistant.authoring.unreachable import derived_in
from assistant.criteria.base import Frozen
from assistant.criteria.model import StudyProtocol
from assistant.criteria.words import Words

_NUMBER = re.compile(r"(?<![^\W\d_])\d+(?:[.,]\d+)?")  # not the 2 of HER2
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNWRITTEN = re.compile(r"\b(?:TODO|FIXME|XXX)\b|^\W*$")
_FEWEST = 4  # fewer words may well be the same in two languages: names, scores, abbreviations


def wordings(protocol: StudyProtocol) -> Iterator[Found]:
    """Yield every text that is not yet written, not translated, or has other numbers."""
    for words in protocol.words:
        for key, text in texts_of(words):
            if _UNWRITTEN.search(text):
                yield Found(key, f"is not written yet: {text.strip()[:40]}",
                            "Write it in this language", file=f"{words.language}.toml")  # fmt: skip
    for one, other in pairwise(protocol.words):
        yield from _compared(one, other)
    yield from _units(protocol)


def _compared(one: Words, other: Words) -> Iterator[Found]:
    """Yield what differs between two languages, or should."""
    of_one, file = dict(texts_of(one)), f"{other.language}.toml"
    for key, text in texts_of(other):
        same = of_one.get(key, "")
        if text == same and len(_WORD.findall(text)) >= _FEWEST:
            yield Found(key, f"says word for word what {one.language}.toml says",
                        "Translate it", file=file)  # fmt: skip
        elif same and numbers_in(text) != numbers_in(same):
            here, there = numbers_in(text), numbers_in(same)
            more = [f"{number} here" for number in (here - there).elements()]
            less = [f"{number} there" for number in (there - here).elements()]
            cause = f"has other numbers than {one.language}.toml: {', '.join([*more, *less])}"
            yield Found(key, cause, "Numbers never change: correct one of the two", file=file)


def numbers_in(text: str) -> Counter[str]:
    """Return the numbers of a text, a decimal comma read as a point."""
    return Counter(number.replace(",", ".") for number in _NUMBER.findall(text))


def texts_of(words: Frozen, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a language with its key."""
    for name in type(words).model_fields:
        value = getattr(words, name)
        if not prefix and name in ("language", "name"):
            continue
        yield from _texts(value, f"{prefix}{name}")


def _texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield from ((key, value),) if value else ()
    elif isinstance(value, tuple):
        yield key, ", ".join(value)
    elif isinstance(value, Frozen):
        yield from texts_of(value, f"{key}.")
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each, f"{key}.{name}")


def _units(protocol: StudyProtocol) -> Iterator[Found]:
    """Yield words for a unit that nothing is measured in."""
    known = {unit for fact in protocol.facts for unit in fact.scale.units}
    known |= {node.unit for node in derived_in(protocol)}
    for words in protocol.words:
        for unit in words.units:
            if unit not in known:
                yield Found(f"units.{unit}", f"nothing is measured in {unit}",
                            "Give a fact this unit with its factor, or remove the word",
                            file=f"{words.language}.toml")  # fmt: skip
