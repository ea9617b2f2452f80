"""A reply on its way to becoming an answer."""

from dataclasses import dataclass

from assistant.criteria.answers import Answer


@dataclass(frozen=True)
class Given:
    """A reply as typed, what was added when asked (`then`: a unit, a reason), and its meaning."""

    fact: str
    answer: Answer
    reply: str
    then: str = ""
    is_revision: bool = False

    def typed(self) -> dict[str, str]:
        """Return what was typed, for the record's private part."""
        typed = {"reply": self.reply, "then": self.then}
        return {key: text for key, text in typed.items() if text}
