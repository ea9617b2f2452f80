"""Commands: words that steer the conversation instead of answering, in every language."""

from collections.abc import Iterable
from enum import StrEnum

from assistant.phrases import Phrases
from assistant.text import folded


class Command(StrEnum):
    """What a person can do at any question besides answering it."""

    WHY = "why"
    BACK = "back"
    REVISE = "revise"
    UNDO = "undo"
    NOTE = "note"
    SOURCE = "source"
    JUDGE = "judge"
    QUERY = "query"
    CRITERIA = "criteria"
    SKIP = "skip"
    SUMMARY = "summary"
    SUSPEND = "suspend"
    HELP = "help"
    LANGUAGE = "language"


WITH_TEXT = frozenset({
    Command.REVISE, Command.NOTE, Command.SOURCE, Command.JUDGE, Command.CRITERIA, Command.LANGUAGE,
})  # fmt: skip


def command_in(text: str, languages: Iterable[Phrases]) -> tuple[Command, str] | None:
    """Return the command that a reply gives, and the text after it, or None if it gives none."""
    said = folded(text)
    first, _, rest = text.strip().partition(" ")
    for phrases in languages:
        for command, spellings in phrases.table("words.commands").items():
            if said in spellings:
                return Command(command), ""
            if Command(command) in WITH_TEXT and folded(first.rstrip(":")) in spellings:
                return Command(command), rest.strip()
    return None


def names(text: str, key: str, languages: Iterable[Phrases]) -> bool:
    """Return whether a reply is one of the words that a key ("steps.stop") stands for."""
    said = folded(text)
    found: list[list[str]] = []
    for phrases in languages:
        table = phrases.table("words")
        for step in key.split(".")[:-1]:
            table = table[step]
        found.append(table[key.rsplit(".", 1)[-1]])
    return any(said in spellings for spellings in found)
