"""A step beside the conversation, which then goes on where it was."""

from __future__ import annotations

from assistant.session.conversation import Tone
from assistant.session.steps.given import Given
from assistant.session.steps.step import Step


class AsideStep(Step):
    """Awaits something that is no answer; `before` is the step that it came between."""

    leaves = True

    def __init__(self, before: Step) -> None:
        super().__init__(before.flow)
        self.before = before

    @property
    def fact(self) -> str:
        """Return the fact that the conversation is at."""
        return self.before.fact

    @property
    def pending(self) -> Given | None:
        """Return the reply that waited before."""
        return self.before.pending

    def back(self) -> bool:
        """Go on where the conversation was."""
        self.flow.say(Tone.NOTICE, self.phrase("say.cancelled"))
        self.go_on()
        return True

    def go_on(self) -> None:
        """Take up the step before, and say its question once more."""
        self.flow.step = self.before
        if self.before.fact:
            self.flow.say(Tone.QUESTION, self.before.prompt().question)
