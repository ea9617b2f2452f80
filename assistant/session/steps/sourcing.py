"""Naming the source document of the answers that a site demands one for, before the end."""

from __future__ import annotations

from assistant.dialogs.commands import Command, command_in
from assistant.session.attributing import name_one, name_source
from assistant.session.conversation import Prompt, PromptKind, Tone
from assistant.session.steps.aside import AsideStep
from assistant.session.steps.step import Step


class SourceStep(AsideStep):
    """Awaits one document for all of these answers, or `source` with one answer after another."""

    def __init__(self, before: Step, refusal: str) -> None:
        super().__init__(before)
        words, today = self.session.wording, self.session.clock.now().astimezone().date()
        facts = self.flow.unsourced()
        labels, first = words.labels(facts), words.label(facts[0])
        self.flow.say(Tone.REFUSED, words.say(refusal, labels=labels, first=first, today=today))
        self.flow.say(Tone.QUESTION, self._question())

    def prompt(self) -> Prompt:
        """Return the question for the document."""
        today = self.session.clock.now().astimezone().date()
        hint = self.phrase("hint.source", today=today)
        return Prompt(PromptKind.TEXT, self._question(), hint=hint)

    def claims(self, text: str) -> bool:
        """Return whether a text names a source with the word for it."""
        found = command_in(text, self.session.languages.values())
        return found is not None and found[0] is Command.SOURCE

    def take(self, text: str) -> None:
        """Name the document; stay until every answer that needs one has it."""
        found = command_in(text, self.session.languages.values())
        named = text if found is None else found[1]
        self.flow.step = self.before
        if found is not None and ":" in named:  # which answer it is of, or all
            name_source(self.session, named)
        else:
            name_one(self.session, self.flow.unsourced(), named)
        if self.flow.step is self.before and self.flow.unsourced():
            self.flow.step = self
            self.flow.say(Tone.QUESTION, self._question())

    def _question(self) -> str:
        return self.phrase("ask.source", count=len(self.flow.unsourced()))
