"""The summary of a record, rendered: the record's own protocol version, the language asked for."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from assistant.audit.events import Event
from assistant.errors import BadInput
from assistant.reports.rendering import render
from assistant.reports.summary import summarise
from assistant.session.materials import material
from assistant.session.protocols import protocol_of

Format = Literal["html", "md", "txt", "json"]


def summary_of(
    folder: Path, events: Sequence[Event], language: str, format_: str, made_at: datetime
) -> str:
    """Return a record's summary in one of the formats."""
    protocol = protocol_of(folder, events[0].protocol.sha256)
    if language not in protocol.languages:
        raise BadInput(
            f"no words in {language!r}", remedy=f"use one of: {', '.join(protocol.languages)}"
        )
    found: list[Format] = [each for each in get_args(Format) if each == format_]
    if not found:
        raise BadInput(f"{format_!r} is not a format", remedy="use html, md, txt or json")
    return render(summarise(material(protocol, events, made_at), language), found[0])
