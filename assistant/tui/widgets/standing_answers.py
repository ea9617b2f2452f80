"""Which messages of a conversation hold an answer that stands, and which one that does not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.session.conversation import Message

TAKEN = ("understood", "notice")  # what is said to a reply that became an answer


class StandingAnswers:
    """Follows a conversation message by message; an answer is a reply and what was said to it.

    `given` are the places of the replies that became answers, `gone` those of what no longer
    stands.
    """

    def __init__(self) -> None:
        self.given: set[int] = set()
        self.gone: set[int] = set()
        self._standing: dict[str, tuple[int, ...]] = {}

    def follow(self, messages: "Sequence[Message]") -> tuple[int, ...]:
        """Take in the last message, and return the places of those that no longer stand by it."""
        last = len(messages) - 1
        message, before = messages[last], messages[last - 1]
        is_answer = last > 0 and _is_answer(before, message)
        if not message.fact or not (is_answer or message.tone == "erased"):
            return ()
        fallen = self._standing.pop(message.fact, ())
        self.gone.update(fallen)
        if is_answer:
            self.given.add(last - 1)
            self._standing[message.fact] = (last - 1, last)
        return fallen

    def fact_at(self, messages: "Sequence[Message]", place: int) -> str:
        """Return the fact whose standing answer a message is part of, "" if there is none."""
        fact = messages[place].fact
        return fact if place in self._standing.get(fact, ()) else ""


def _is_answer(reply: "Message", said: "Message") -> bool:
    """Return whether a reply and what was said to it are an answer."""
    return reply.tone == "reply" and said.tone in TAKEN and reply.fact == said.fact
