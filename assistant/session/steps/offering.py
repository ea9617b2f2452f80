"""Offering again: an answer that was set aside is asked for with the answer itself, for one key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.audit.events import Json
from assistant.session.codec import decoded
from assistant.session.conversation import Message, Prompt
from assistant.session.earlier import given_at
from assistant.session.reading import reading
from assistant.session.shapes import mapping
from assistant.session.steps.asking import AskStep
from assistant.session.steps.given import Given
from assistant.session.steps.step import yes_no

if TYPE_CHECKING:
    from assistant.session.flow import Flow


class OfferStep(AskStep):
    """Awaits whether an answer given before is still right, or another answer."""

    def __init__(self, flow: Flow, fact: str) -> None:
        super().__init__(flow, fact)
        self._before = flow.session.state.erased[fact]

    def prompt(self) -> Prompt:
        """Return the question with the answer given before: it takes a yes, a no, or another."""
        choices = yes_no(self, self.question()).choices
        return super().prompt()._replace(choices=choices, hint=self.phrase("hint.offer"))

    def question(self) -> str:
        """Return the question, the answer given before, and whether it is still right."""
        wording = self.session.wording
        old = wording.short(self.fact, self._before.answer)
        if self._before.is_earlier:
            day = given_at(self.session.events, self.fact)[:10]
            return f"{super().question()} {wording.say('ask.offer_earlier', old=old, day=day)}"
        label, now = self._cause()
        offer = wording.say("ask.offer", old=old, label=label, now=now)
        return f"{super().question()} {offer}"

    def _cause(self) -> tuple[str, str]:
        """Return what closed the way to the question then: a fact's name, and its answer."""
        event, wording = self.session.events[self._before.cause], self.session.wording
        data = mapping(event.data["new"]) if event.type == "revised" else event.data
        fact = self.session.protocol.fact[str(event.data["fact"])]
        return wording.label(fact.id), wording.short(fact.id, decoded(fact, data))

    def offered(self) -> Mapping[str, Json]:
        """Return which answer is offered: the event that gave it."""
        return {"offered": self._before.given_by}

    def take(self, text: str) -> None:
        """Give the answer again, ask for it anew, or read another answer."""
        match self.session.reader().yes_or_no(text):
            case True:
                self.flow.offer(self._again(text))
            case False:
                self.flow.step = AskStep(self.flow, self.fact)
                self.flow.record_question(self.flow.step)
            case None:
                super().take(text)

    def preview(self, text: str) -> Message | None:
        """Return what a reply would be taken for: a yes for the answer given before."""
        match self.session.reader().yes_or_no(text):
            case True:
                return reading(self.flow, self._again(text))
            case False:
                return None
        return super().preview(text)

    def _again(self, text: str) -> Given:
        before = self._before
        return Given(self.fact, before.answer, text, origin=before.given_by)
