"""A reply on its way to becoming an answer."""

from dataclasses import dataclass, replace
from typing import Self

from assistant.criteria.answers import Answer


@dataclass(frozen=True)
class Given:
    """A reply as typed, what was added when asked (`then`: a unit, a reason), and its meaning.

    `origin` is the event that gave the answer first, where one that was set aside is given again.
    Of a change, `reason` says why, and `undoes` which event it takes back, if it takes one back.
    """

    fact: str
    answer: Answer
    reply: str
    then: str = ""
    is_revision: bool = False
    reason: str = ""
    undoes: int | None = None
    origin: int | None = None

    def because(self, reason: str) -> Self:
        """Return the same change with its reason."""
        return replace(self, reason=reason)

    def typed(self) -> dict[str, str]:
        """Return what was typed, for the record's private part."""
        typed = {"reply": self.reply, "then": self.then, "reason": self.reason}
        return {key: text for key, text in typed.items() if text}
