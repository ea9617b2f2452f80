"""Noting: a remark that could name the participant is recorded only after a second yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.session.conversation import Prompt, Tone
from assistant.session.steps.step import Step, yes_no

if TYPE_CHECKING:
    from assistant.session.flow import Flow


class IdentifyStep(Step):
    """Awaits whether to record a text although it looks as if it named a person."""

    def __init__(self, flow: Flow, kind: str, text: str, names: str) -> None:
        super().__init__(flow)
        self._before = flow.step
        self._kind = kind
        self._text = text
        self._names = names

    @property
    def fact(self) -> str:
        """Return the fact that the text is about."""
        return self._before.fact

    def prompt(self) -> Prompt:
        """Return the question whether to record it."""
        what = self.phrase(f"identifying.{self._names}")
        return yes_no(self, self.phrase("identifying.question", what=what))

    def take(self, text: str) -> None:
        """Record the text or drop it, and go back to where the conversation was."""
        said = self.session.reader().yes_or_no(text)
        if said is None:
            self.flow.say(Tone.REFUSED, self.phrase("refused.bool"))
            return
        self.flow.step = self._before
        if said:
            data = {"kind": self._kind, "fact": self._before.fact}
            self.session.write("noted", data, {"text": self._text})
        else:
            self.flow.say(Tone.NOTICE, self.phrase("identifying.dropped"))

    def back(self) -> bool:
        """Drop the text."""
        self.flow.step = self._before
        self.flow.say(Tone.NOTICE, self.phrase("identifying.dropped"))
        return True
