"""Confirming: an unusual or unlikely answer is recorded only after a second yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.remarks import Remark
from assistant.session.conversation import Tone
from assistant.session.steps.given import Given
from assistant.session.steps.step import YesNoStep

if TYPE_CHECKING:
    from assistant.session.flow import Flow


class ConfirmStep(YesNoStep):
    """Awaits whether a doubtful answer is right."""

    def __init__(self, flow: Flow, given: Given, doubts: tuple[Remark, ...]) -> None:
        super().__init__(flow)
        self._given = given
        self._doubts = doubts
        flow.say(Tone.REPLY, " ".join(given.typed().values()))
        for text in self._texts():
            flow.say(Tone.DOUBT, text)

    @property
    def fact(self) -> str:
        """Return the fact in doubt."""
        return self._given.fact

    @property
    def pending(self) -> Given:
        """Return the answer in doubt."""
        return self._given

    def asking(self) -> str:
        """Return the question whether it is right."""
        return self.phrase("ask.confirm")

    def agreed(self) -> None:
        """Record the answer as confirmed."""
        self.flow.accept(self._given, self._doubts)

    def back(self) -> bool:
        """Record that the answer was taken back, and ask again."""
        self.flow.refuse(self.fact, self._given, self.phrase("say.declined"))
        self.flow.ask_again()
        return True

    def _texts(self) -> list[str]:
        answers = {**self.session.state.answers, self.fact: self._given.answer}
        return [self.session.wording.remark(doubt, answers) for doubt in self._doubts]
