"""What the assistant says exists in every language, with the same gaps to fill."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

from assistant.dialogs.wording import ROOM
from assistant.phrases import LANGUAGES, phrases

TABLES = {language: phrases(ROOM, language)._tables for language in LANGUAGES}


def leaves(table: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every phrase with its key; words that are only understood may differ in number."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        elif isinstance(value, str):
            yield f"{path}{key}", value


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_same_keys_and_gaps_in_every_language() -> None:
    english, french = (dict(leaves(TABLES[language])) for language in ("en", "fr"))
    relative = re.compile(r"words\.days\.relative")
    assert {k for k in english if not relative.match(k)} == {
        k for k in french if not relative.match(k)
    }
    for key, text in english.items():
        if not key.startswith("words."):
            assert gaps(text) == gaps(french[key]), key


def test_lists_of_the_calendar_are_complete() -> None:
    for table in TABLES.values():
        days = table["words"]["days"]
        assert len(days["months"]) == 24  # in full, then shortened
