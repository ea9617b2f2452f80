"""The screening log's entries, read from the records of one folder or of many; nothing is kept."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from assistant.audit.reading import read, screenings
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.errors import AssistantError
from assistant.reports.log.entries import Entry, Logbook, damaged, entry
from assistant.session.materials import material
from assistant.session.protocols import protocol_of


def logbook(folders: Sequence[Path], language: str, made_at: datetime) -> Logbook:
    """Return an entry for every record in some folders, whether it can be read or not."""
    entries = tuple(_entries(folders, language, made_at))
    return Logbook(folders=tuple(map(str, folders)), entries=entries)


def _entries(folders: Iterable[Path], language: str, made_at: datetime) -> Iterator[Entry]:
    """Yield an entry for every record."""
    planners: dict[str, Planner] = {}
    for folder in folders:
        for screening in screenings(folder):
            try:
                events = read(folder / f"{screening}.jsonl")
                protocol = protocol_of(folder, events[0].protocol.sha256)
                found = material(protocol, events, made_at)
                yield entry(str(folder), found, _planner(planners, protocol), language)
            except AssistantError as error:
                yield damaged(str(folder), screening, str(error))


def _planner(planners: dict[str, Planner], protocol: StudyProtocol) -> Planner:
    """Return what plans a protocol's questions, made once for all of its records."""
    return planners.setdefault(protocol.source.sha256, Planner(protocol))
