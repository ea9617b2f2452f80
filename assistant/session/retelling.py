"""A recorded conversation, told again as it went."""

from collections.abc import Iterator
from pathlib import Path

from assistant.audit.reading import read
from assistant.session.conversation import Message
from assistant.session.narration import Narrator
from assistant.session.protocols import protocol_of
from assistant.session.state import State, after


def retold(folder: Path, screening: str) -> Iterator[Message]:
    """Yield everything that was said in a screening."""
    events = read(folder / f"{screening}.jsonl")
    protocol = protocol_of(folder, events[0])
    narrator, state = Narrator(protocol), State()
    for event in events:
        state = after(protocol, state, event)
        yield from narrator.tell(event, state)
