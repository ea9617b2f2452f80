"""What an earlier screening of a participant answered, as the later one's first event holds it."""

from collections.abc import Mapping, Sequence

from assistant.audit.events import Event
from assistant.audit.layout import RESCREENS


def given_at(events: Sequence[Event], fact: str) -> str:
    """Return when the earlier screening was given the answer to a fact (UTC, RFC 3339)."""
    link = events[0].data[RESCREENS]
    assert isinstance(link, Mapping)
    answers = link["answers"]
    assert isinstance(answers, Mapping)
    answer = answers[fact]
    assert isinstance(answer, Mapping)
    return str(answer["at"])
