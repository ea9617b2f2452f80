"""Replying to a monitor's query: which of the open ones, then the site's reply, on the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.session.conversation import Choice, Prompt, PromptKind, Tone
from assistant.session.queries import number_of, of_query, told
from assistant.session.state import open_queries
from assistant.session.steps.aside import AsideStep
from assistant.session.steps.step import Step
from assistant.text import identifying

if TYPE_CHECKING:
    from assistant.session.live import Session


class PickQueryStep(AsideStep):
    """Awaits which of several open queries to reply to."""

    def prompt(self) -> Prompt:
        """Return the open queries."""
        raised = [of_query(self.session.events, number)[0] for number in self._open()]
        choices = tuple(
            Choice(str(number_of(event)), told(event, self.session.wording), str(number_of(event)))
            for event in raised
        )
        return Prompt(PromptKind.CHOICE, self.phrase("ask.query_which"), choices=choices)

    def take(self, text: str) -> None:
        """Go to the query that was picked."""
        if text in map(str, self._open()):
            self.flow.step = ReplyStep(self.before, int(text))
        else:
            self.refuse_choice()

    def _open(self) -> list[int]:
        return open_queries(self.session.state)


class ReplyStep(AsideStep):
    """Awaits the reply to one query, after all that was said to it."""

    def __init__(self, before: Step, number: int) -> None:
        super().__init__(before)
        self._number = number
        for event in of_query(self.session.events, number):
            self.flow.say(Tone.NOTICE, told(event, self.session.wording))
        self.flow.say(Tone.QUESTION, self._question())

    def prompt(self) -> Prompt:
        """Return the question for the reply."""
        return Prompt(PromptKind.TEXT, self._question(), hint=self.phrase("hint.query_reply"))

    def claims(self, text: str) -> bool:
        """Return whether a text is the reply: any sentence is, even if it starts like a command."""
        return " " in text

    def take(self, text: str) -> None:
        """Record the reply; one that could name the participant is refused."""
        names = identifying(text)
        if names:
            what = self.phrase(f"identifying.{names}")
            self.flow.say(Tone.REFUSED, self.phrase("refused.identifying_reply", what=what))
        elif not text:
            self.flow.say(Tone.REFUSED, self.phrase("refused.query_reply"))
        else:
            self.session.write("query_replied", {"number": self._number}, {"text": text})
            self.go_on()

    def _question(self) -> str:
        return self.phrase("ask.query_reply", number=self._number)


def reply_to_query(session: Session, _argument: str) -> None:
    """Go to replying to an open query; of several, first to picking one."""
    found = open_queries(session.state)
    if not found:
        session.say(Tone.REFUSED, session.wording.say("refused.no_query"))
        return
    before = session.flow.step
    if isinstance(before, AsideStep):
        return
    session.flow.step = ReplyStep(before, found[0]) if len(found) == 1 else PickQueryStep(before)
