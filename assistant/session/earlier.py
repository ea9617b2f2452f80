"""What an earlier screening of a participant answered, as the later one's first event holds it."""

from collections.abc import Sequence

from assistant.audit.events import Event
from assistant.audit.layout import RESCREENS
from assistant.session.shapes import mapping


def given_at(events: Sequence[Event], fact: str) -> str:
    """Return when the earlier screening was given the answer to a fact (UTC, RFC 3339)."""
    link = mapping(events[0].data[RESCREENS])
    return str(mapping(mapping(link["answers"])[fact])["at"])
