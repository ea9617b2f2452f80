"""The summary of a record, rendered: the record's own protocol version, the language asked for."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from assistant.audit.anchoring import standing
from assistant.audit.events import Event
from assistant.audit.reading import read
from assistant.errors import BadInput
from assistant.reports.content import Summary
from assistant.reports.rendering import history_json, part, render
from assistant.reports.summary import summarise
from assistant.session.materials import material
from assistant.session.protocols import protocol_of
from assistant.session.state import fold

Format = Literal["html", "md", "txt", "json"]


def summary_of(
    folder: Path, events: Sequence[Event], language: str, format_: str, made_at: datetime
) -> str:
    """Return a record's summary in one of the formats."""
    protocol = protocol_of(folder, events[0])
    if language not in protocol.languages:
        raise BadInput(
            f"No words in {language!r}", remedy=f"Use one of: {', '.join(protocol.languages)}"
        )
    found: list[Format] = [each for each in get_args(Format) if each == format_]
    if not found:
        raise BadInput(f"{format_!r} is not a format", remedy="Use html, md, txt or json")
    return render(
        summarise(material(protocol, events, made_at, standing(folder)), language), found[0]
    )


def summary_in(
    folder: Path, screening: str, language: str | None, format_: str, made_at: datetime
) -> str:
    """Return the summary of a screening on the disk, in its own language if none is asked for."""
    events = read(folder / f"{screening}.jsonl")
    state = fold(protocol_of(folder, events[0]), events)
    return summary_of(folder, events, language or state.language, format_, made_at)


def history_in(
    folder: Path, screening: str, language: str | None, format_: str, made_at: datetime
) -> str:
    """Return all that happened in a screening beyond its first answers, as text or as JSON."""
    summary = summary_shown(folder, screening, language, made_at)
    return history_json(summary) if format_ == "json" else part(summary, "history")


def queries_in(folder: Path, screening: str, language: str | None, made_at: datetime) -> str:
    """Return a screening's queries with all that was said to them."""
    return part(summary_shown(folder, screening, language, made_at), "queries")


def summary_shown(folder: Path, screening: str, language: str | None, made_at: datetime) -> Summary:
    """Return the summary of a screening on the disk."""
    events = read(folder / f"{screening}.jsonl")
    protocol = protocol_of(folder, events[0])
    return summarise(
        material(protocol, events, made_at), language or fold(protocol, events).language
    )
