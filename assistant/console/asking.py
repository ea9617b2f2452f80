"""Asking a person at the keyboard, one line a question: a text, or one of several by its number."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from assistant.errors import BadInput
from assistant.phrases import Phrases
from assistant.text import visible

ROOM = Path(__file__).parent


class NoReply(Exception):
    """The replies have come to their end."""


class Asker:
    """Asks in one language; what cannot be accepted is said, and asked again."""

    def __init__(self, words: Phrases, replies: TextIO, out: TextIO) -> None:
        self.words = words
        self._replies = replies
        self._out = out

    def say(self, text: str) -> None:
        """Say something."""
        self._out.write(f"{text}\n")

    def text(self, question: str, check: Callable[[str], str], usual: str = "") -> str:
        """Return a text that a check accepts; an empty line takes the usual one.

        Raises NoReply at the end of the replies.
        """
        while True:
            hint = f" [{usual}]" if usual else ""
            typed = self._line(f"{question}{hint}: ") or usual
            try:
                return check(typed)
            except BadInput as error:
                self.say(f"! {visible(str(error))}")

    def choice(self, question: str, options: Mapping[str, str], usual: str = "") -> str:
        """Return the name of the option picked, by its number or its label.

        Raises NoReply at the end of the replies.
        """
        self.say(f"\n{question}")
        for place, label in enumerate(options.values(), 1):
            self.say(f"  {place}  {visible(label)}")
        hint = f"[{options[usual]}] " if usual else ""
        while True:
            typed = self._line(f"{hint}> ").casefold()
            if not typed and usual:
                return usual
            for place, (name, label) in enumerate(options.items(), 1):
                if typed in (str(place), name, label.casefold()):
                    return name
            self.say(f"! {self.words('ask.choice', most=len(options))}")

    def _line(self, prompt: str) -> str:
        self._out.write(prompt)
        self._out.flush()
        line = self._replies.readline()
        if not line:
            raise NoReply
        if not self._replies.isatty():
            self._out.write(f"{visible(line.strip()[:80])}\n")
        return line.strip()
