"""Noting: a remark that could name the participant is recorded only after a second yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.audit.events import Json
from assistant.session.conversation import Tone
from assistant.session.steps.given import Given
from assistant.session.steps.step import YesNoStep
from assistant.text import identifying

if TYPE_CHECKING:
    from assistant.session.flow import Flow


def note(
    flow: Flow, data: Mapping[str, Json], private: Mapping[str, str], kind: str = "noted"
) -> None:
    """Record a remark; ask first if its text could name the participant."""
    names = identifying(private["text"])
    if names:
        flow.step = IdentifyStep(flow, (kind, data, private), names)
    else:
        flow.session.write(kind, data, private)


class IdentifyStep(YesNoStep):
    """Awaits whether to record a text although it looks as if it named a person."""

    def __init__(
        self,
        flow: Flow,
        remark: tuple[str, Mapping[str, Json], Mapping[str, str]],
        names: str,
    ) -> None:
        super().__init__(flow)
        self._before = flow.step
        self._remark = remark
        self._names = names

    @property
    def fact(self) -> str:
        """Return the fact that the text is about."""
        return self._before.fact

    @property
    def pending(self) -> Given | None:
        """Return the reply that waited before."""
        return self._before.pending

    def asking(self) -> str:
        """Return the question whether to record it."""
        what = self.phrase(f"identifying.{self._names}")
        return self.phrase("identifying.question", what=what)

    def agreed(self) -> None:
        """Record the text, and go back to where the conversation was."""
        self.flow.step = self._before
        self.session.write(*self._remark)

    def back(self) -> bool:
        """Drop the text, and go back to where the conversation was."""
        self.flow.step = self._before
        self.flow.say(Tone.NOTICE, self.phrase("identifying.dropped"))
        return True
