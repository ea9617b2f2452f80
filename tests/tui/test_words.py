"""The interface's own words: the same in every language, and commands that the session knows."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import SMALL, Desktop, run

from assistant.criteria.loader import load
from assistant.dialogs.commands import Command, command_in
from assistant.dialogs.wording import languages
from assistant.phrases import LANGUAGES, phrases
from assistant.text import folded
from assistant.tui.app import ROOM
from assistant.tui.screens.chat_keys import ASKED, keys_of, offered
from assistant.tui.screens.help import help_text

COMMANDS = ["help", "why", "back", "note", "source", "skip", "revise", "undo", "summary", "suspend"]


def keys_in(table: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys_in(value, f"{path}{key}.")
        else:
            yield f"{path}{key}"


def test_every_language_says_the_same() -> None:
    english, *others = (sorted(keys_in(phrases(ROOM, name)._tables)) for name in LANGUAGES)
    assert all(other == english for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_label_is_the_command_that_its_key_gives(language: str, command: str) -> None:
    words = phrases(ROOM, language)
    known = languages(load()).values()
    text = " x" if command in ("note", "source") else ""
    found = command_in(f"{words(f'keys.{command}')}{text}", known)
    assert found == (Command(command), text.strip())


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_is_a_reply_that_every_question_takes(language: str) -> None:
    spellings = languages(load())[language].table("words")["unknown"]
    assert folded(phrases(ROOM, language)("keys.unknown")) in spellings


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_that_is_named_is_bound(language: str) -> None:
    words = phrases(ROOM, language)
    named = {key.word for key in keys_of(words, ASKED)} | {words("keys.undo")}
    assert {words(f"keys.{command}") for command in COMMANDS} <= named
    assert {each.word for each in offered(ASKED)} >= set(COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_fit_on_two_rows_of_the_smallest_terminal(language: str) -> None:
    talk = FakeTalk()
    talk.language = language

    async def script(desktop: Desktop) -> None:
        assert desktop.rows[-2].lstrip().startswith("F1 ")
        assert "^P" in desktop.rows[-1]

    run(make_app(talk), script, SMALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_fits_the_smallest_terminal_line_by_line(language: str) -> None:
    lines = help_text(phrases(ROOM, language)).split("\n")
    assert [line for line in lines if len(line) > SMALL[0]] == []
