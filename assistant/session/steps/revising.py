"""Revising: which answer is to be changed, and what it should be instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.session.conversation import Choice, Prompt, PromptKind, Tone
from assistant.session.naming import fact_named
from assistant.session.steps.asking import AskStep
from assistant.session.steps.leaving import LeavableStep
from assistant.session.steps.step import Step
from assistant.text import folded

if TYPE_CHECKING:
    from assistant.session.flow import Flow


class PickAnswerStep(LeavableStep):
    """Awaits which answer to change."""

    def prompt(self) -> Prompt:
        """Return the answers on record, the latest first."""
        wording, state = self.session.wording, self.session.state
        choices = tuple(
            Choice(
                reply=str(place),
                label=wording.named(fact, state.answers[fact]),
                key=str(place),
            )
            for place, fact in enumerate(self._facts(), 1)
        )
        return Prompt(
            kind=PromptKind.CHOICE, question=self.phrase("ask.revise_which"),
            hint=self.phrase("hint.revise"), choices=choices,
        )  # fmt: skip

    def take(self, text: str) -> None:
        """Go to the answer that a reply names by number, id or label."""
        fact = named_answer(self, text, self._facts())
        if self.claims(text):
            self.back()
        elif fact is None:
            self.flow.say(Tone.REFUSED, self.phrase("refused.fact"))
        else:
            revise(self.flow, fact)

    def _facts(self) -> list[str]:
        given = self.session.state.given_by
        return sorted(given, key=given.__getitem__, reverse=True)


class ReviseStep(LeavableStep, AskStep):
    """Awaits what an answer on record should be instead."""

    is_revision = True

    def question(self) -> str:
        """Return the question, with the answer on record."""
        wording = self.session.wording
        old = wording.short(self.fact, self.session.state.answers[self.fact])
        asked = wording.say("ask.revise", label=wording.label(self.fact), old=old)
        return f"{asked} {wording.question(self.fact)}"

    def claims(self, text: str) -> bool:
        """Return whether a text names one of the fact's options, or gives the change up."""
        return super().claims(text) or AskStep.claims(self, text)

    def take(self, text: str) -> None:
        """Read the reply as the new answer, unless it gives the change up."""
        if LeavableStep.claims(self, text):
            self.back()
        else:
            super().take(text)


def revise(flow: Flow, fact: str) -> None:
    """Go to changing one answer."""
    flow.withdraw()
    flow.dialog.revise()
    flow.step = ReviseStep(flow, fact)
    flow.say(Tone.QUESTION, flow.step.question())


def named_answer(step: Step, text: str, facts: list[str]) -> str | None:
    """Return the fact among some that a text names by number, id or label, or None."""
    said = folded(text)
    if said.isdigit() and said.isascii() and len(said) < 4 and 0 < int(said) <= len(facts):
        return facts[int(said) - 1]
    fact = fact_named(step.session.protocol, text)
    return fact if fact in facts else None
