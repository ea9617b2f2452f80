"""A step: one thing that is awaited, and what is done with the reply to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.dialogs.commands import names
from assistant.session.conversation import Choice, Message, Prompt, PromptKind, Tone
from assistant.session.steps.given import Given

if TYPE_CHECKING:
    from assistant.session.flow import Flow
    from assistant.session.live import Session


class Step:
    """What is awaited; a step holds nothing that would be missed after a restart."""

    leaves = False  # whether `back` leaves everything as it is

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    @property
    def session(self) -> Session:
        """Return the screening."""
        return self.flow.session

    @property
    def fact(self) -> str:
        """Return the fact that the step is about, or ""."""
        return ""

    @property
    def pending(self) -> Given | None:
        """Return the reply that waits for something more before it counts, or None."""
        return None

    def prompt(self) -> Prompt:
        """Return what to show."""
        raise NotImplementedError

    def take(self, text: str) -> None:
        """Do what a reply asks for."""
        raise NotImplementedError

    def claims(self, text: str) -> bool:
        """Return whether a reply is the step's own although it is also a command."""
        return False

    def command(self, text: str) -> str:
        """Return the name of the command that a reply picks here, "" if it picks none."""
        return ""

    def preview(self, text: str) -> Message | None:
        """Return what a reply would be taken for, or None."""
        return None

    def back(self) -> bool:
        """Leave the step for the question before it; return False if there is none to go to."""
        return False

    def phrase(self, key: str, **values: object) -> str:
        """Return a phrase in the session's language."""
        return self.session.wording.say(key, **values)

    def refuse_choice(self) -> None:
        """Say that a reply is none of the choices."""
        self.flow.say(Tone.REFUSED, self.phrase("refused.choice"))


class YesNoStep(Step):
    """Awaits a yes or a no; what follows each is all that sets these steps apart."""

    def asking(self) -> str:
        """Return the question."""
        raise NotImplementedError

    def agreed(self) -> None:
        """Do what a yes asks for; a no goes back."""
        raise NotImplementedError

    def prompt(self) -> Prompt:
        """Return the question with its two answers."""
        return yes_no(self, self.asking())

    def take(self, text: str) -> None:
        """Do what was agreed to, or go back."""
        said = self.session.reader().yes_or_no(text)
        if said is None:
            self.flow.say(Tone.REFUSED, self.phrase("refused.bool"))
        elif said:
            self.agreed()
        else:
            self.back()


class Menu:
    """Choices that are picked by number, by word, or by what they say."""

    def __init__(self, step: Step, options: Sequence[tuple[str, str]]) -> None:
        self._step = step
        self._options = options

    def choices(self) -> tuple[Choice, ...]:
        """Return the choices to show."""
        return tuple(
            Choice(reply=str(place), label=label, key=str(place))
            for place, (_, label) in enumerate(self._options, 1)
        )

    def chosen(self, text: str) -> str | None:
        """Return the name of the option that a reply picks, or None."""
        for place, (name, label) in enumerate(self._options, 1):
            if text.casefold() in (str(place), label.casefold()) or self._is_named(text, name):
                return name
        return None

    def _is_named(self, text: str, name: str) -> bool:
        languages = self._step.session.languages.values()
        for key in (f"steps.{name}", f"commands.{name}"):
            try:
                if names(text, key, languages):
                    return True
            except KeyError:
                continue
        return False


def yes_no(step: Step, question: str) -> Prompt:
    """Return the prompt of a question that is answered with yes or no."""
    yes, no = step.phrase("choice.yes"), step.phrase("choice.no")
    return Prompt(
        kind=PromptKind.CHOICE,
        question=question,
        hint=step.phrase("hint.confirm"),
        choices=(
            Choice(reply=yes, label=yes, key=step.phrase("words.yes_key")),
            Choice(reply=no, label=no, key=step.phrase("words.no_key")),
        ),
    )
