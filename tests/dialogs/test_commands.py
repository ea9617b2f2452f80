"""Commands are known by their words in every language, and a reply that only begins so is none."""

import pytest

from assistant.dialogs.commands import Command, command_in, names
from assistant.dialogs.wording import languages
from assistant.session.protocols import packaged

BOTH = list(languages(packaged()).values())


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("why", Command.WHY, ""),
        ("?", Command.WHY, ""),
        ("Pourquoi ?", Command.WHY, ""),
        ("back", Command.BACK, ""),
        ("retour.", Command.BACK, ""),
        ("revise", Command.REVISE, ""),
        ("revise age", Command.REVISE, "age"),
        ("Modifier  âge ", Command.REVISE, "âge"),
        ("réviser", Command.REVISE, ""),
        ("note", Command.NOTE, ""),
        ("note seen by Dr A", Command.NOTE, "seen by Dr A"),
        ("Note: seen", Command.NOTE, "seen"),
        ("note  two  blanks", Command.NOTE, "two  blanks"),
        ("source CT of 3 May", Command.SOURCE, "CT of 3 May"),
        ("skip", Command.SKIP, ""),
        ("plus tard", Command.SKIP, ""),
        ("summary", Command.SUMMARY, ""),
        ("Résumé", Command.SUMMARY, ""),
        ("synthèse", Command.SUMMARY, ""),
        ("suspend", Command.SUSPEND, ""),
        ("EXIT", Command.SUSPEND, ""),
        ("quitter", Command.SUSPEND, ""),
        ("help", Command.HELP, ""),
        ("aide", Command.HELP, ""),
        ("language", Command.LANGUAGE, ""),
        ("langue en", Command.LANGUAGE, "en"),
    ],
)
def test_commands(text: str, command: Command, rest: str) -> None:
    assert command_in(text, BOTH) == (command, rest)


@pytest.mark.parametrize(
    "text",
    ["", "yes", "no", "2+", "28 mg/L", "unknown", "whyever", "why not", "back pain", "skip it",
     "suspend me", "summary please", "noted", "notebook 3", "help me", "today"],
)  # fmt: skip
def test_no_commands(text: str) -> None:
    assert command_in(text, BOTH) is None


def test_every_command_has_words_in_every_language() -> None:
    for phrases in BOTH:
        assert set(phrases.table("words.commands")) == set(Command)
        assert all(phrases.table("words.commands").values())


def test_no_word_means_two_commands_or_a_yes() -> None:
    spellings = [
        (word, command)
        for phrases in BOTH
        for command, words in phrases.table("words.commands").items()
        for word in words
    ]
    taken = dict(spellings)
    assert all(taken[word] == command for word, command in spellings)
    answers = {
        word
        for phrases in BOTH
        for key in ("yes", "no", "unknown")
        for word in phrases.table("words")[key]
    }
    assert answers.isdisjoint(taken)


def test_steps_are_named_in_every_language() -> None:
    for text in ("stop", "Arrêter"):
        assert names(text, "steps.stop", BOTH)
    assert not names("stop it", "steps.stop", BOTH)
    with pytest.raises(KeyError):
        names("stop", "steps.nothing", BOTH)
