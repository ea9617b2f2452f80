"""One of a thing and many of it: the number decides, in each language by its own rule."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import assistant
from assistant.phrases import LANGUAGES, phrases
from assistant.text import counted

ROOMS = sorted(path.parent for path in Path(assistant.__file__).parent.glob("*/phrases"))
# English has one of a thing, and many of none; French has no thing in the singular.
ONE = {"en": {0: "many", 1: "one", 2: "many", 21: "many"},
       "fr": {0: "one", 1: "one", 2: "many", 21: "many"}}  # fmt: skip
# These are said of two or more only.
NEVER_OF_ONE = {"say.source_several", "changing.all_failed", "paste.joined", "shelf.days"}


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every phrase with its key, one that knows one and many as the two."""
    for key, value in table.items():
        if isinstance(value, dict) and value.keys() != {"one", "many"}:
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


ALL = [
    (room, language, key, phrase)
    for room in ROOMS
    for language in LANGUAGES
    for key, phrase in leaves(phrases(room, language)._tables)
]


def test_the_number_chooses_the_phrase() -> None:
    chosen = [each for each in ALL if isinstance(each[3], dict)]
    assert len(chosen) >= 16
    for room, language, key, phrase in chosen:
        gaps = {name: "x" for text in phrase.values() for name in re.findall(r"{(\w+)}", text)}
        for number, form in ONE[language].items():
            values = {**gaps, "count": number}
            expected = phrase[form].format(**values)
            assert phrases(room, language)(key, **values) == expected, (language, key, number)


def test_no_phrase_says_a_number_of_things_without_knowing_one_from_many() -> None:
    said = [
        (language, key)
        for _, language, key, phrase in ALL
        if isinstance(phrase, str) and re.search(r"\{(count|size)\} [a-zé]{3}", phrase)
    ]
    assert {key for _, key in said} <= NEVER_OF_ONE | LONG, said


# Bytes of what is too long to be taken, and a ledger that holds a whole screening.
LONG = {"refused.text_long", "converse.cut", "say.signed_ledger"}


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines"), (101, "101 lines")]
)
def test_counted_in_english(number: int, said: str) -> None:
    assert counted(number, "line") == said


def test_counted_with_a_plural_of_its_own() -> None:
    assert [counted(each, "criterion", "criteria") for each in (0, 1, 2)] == [
        "0 criteria", "1 criterion", "2 criteria"
    ]  # fmt: skip
