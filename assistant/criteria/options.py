"""What the answers that a fact offers are called: no name may mean two of them."""

import re
from collections.abc import Iterator, Mapping

from assistant.criteria.model import Fact
from assistant.criteria.numbers import numeral
from assistant.criteria.words import FactWords
from assistant.text import folded

# What may stand between an option's name and its meaning: "done: surgery …", "borderline (…)".
_EXPLAINED = re.compile(r"\s*[:(]")


def option_ids(fact: Fact) -> tuple[str, ...]:
    """Return the ids of the answers that a fact offers to pick from."""
    if fact.levels and fact.hard is not None:
        return tuple(str(n) for n in range(int(fact.hard.low), int(fact.hard.high) + 1))
    return tuple(option.id for option in fact.options)


def picks(fact: Fact) -> dict[str, str]:
    """Return what key picks which option.

    Where an id is itself a digit, alone or with a sign ("2+"), a digit is the score and never the
    position, and an id that is none is picked by its first letter; elsewhere a digit is the
    position, from 1.
    """
    ids = option_ids(fact)
    if any(_score(id_).isdigit() for id_ in ids):
        return {_score(id_) if _score(id_).isdigit() else id_[0]: id_ for id_ in ids}
    return {str(place): id_ for place, id_ in enumerate(ids, 1)}


def name(meaning: str) -> str:
    """Return the name that an option's meaning begins with: "done" of "done: surgery …"."""
    return _EXPLAINED.split(meaning, maxsplit=1)[0]


def said_for(fact: Fact, words: Mapping[str, FactWords], said: str) -> set[str]:
    """Return the options that some language says so, in another way than its own."""
    ids = option_ids(fact)
    return {id_ for _, id_, way in _ways(words) if folded(way) == said and id_ in ids}


def clashes(fact: Fact, words: Mapping[str, FactWords]) -> Iterator[tuple[str, str, str]]:
    """Yield language, option and text of every other way that is a number or means another."""
    taken: dict[str, set[str]] = {}
    for id_ in option_ids(fact):
        meanings = [each.values.get(id_, "") for each in words.values()]
        for text in (id_, id_.replace("_", " "), *meanings, *map(name, meanings)):
            taken.setdefault(folded(text), set()).add(id_)
    for key, id_ in picks(fact).items():
        taken.setdefault(key, set()).add(id_)
    ways = list(_ways(words))
    for _, id_, way in ways:
        taken.setdefault(folded(way), set()).add(id_)
    for language, id_, way in ways:
        said = folded(way)
        if not said or numeral(said) is not None or taken[said] != {id_}:
            yield language, id_, way


def _ways(words: Mapping[str, FactWords]) -> Iterator[tuple[str, str, str]]:
    """Yield language, option and text of every other way to say an option."""
    for language, each in words.items():
        for id_, ways in each.said.items():
            for way in ways:
                yield language, id_, way


def _score(id_: str) -> str:
    """Return an id without a score's sign: "2" for "2+"."""
    return id_.rstrip("+-")
