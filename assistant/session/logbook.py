"""The screening log's entries, read from the records of one folder or of many; nothing is kept."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assistant.audit.reading import read, screenings
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.errors import AssistantError
from assistant.reports.log.entries import DAMAGED, PRACTICE, Entry, Logbook, entry, left_out
from assistant.session.listing import PRACTICE_FAULT
from assistant.session.materials import material
from assistant.session.protocols import protocol_of


def logbook(folders: Sequence[Path], language: str, made_at: datetime) -> Logbook:
    """Return an entry for every record in some folders, whether it can be read or not."""
    reader = _Reader(language, made_at)
    entries = [reader.entry(folder, each) for folder in folders for each in screenings(folder)]
    return Logbook(folders=tuple(map(str, folders)), entries=tuple(entries))


class _Reader:
    """Reads records; what plans a protocol's questions is made once for all of its records."""

    def __init__(self, language: str, made_at: datetime) -> None:
        self._language = language
        self._made_at = made_at
        self._planners: dict[str, Planner] = {}

    def entry(self, folder: Path, screening: str) -> Entry:
        """Return the entry of one record."""
        try:
            events = read(folder / f"{screening}.jsonl")
            protocol = protocol_of(folder, events[0].protocol.sha256)
            found = material(protocol, events, self._made_at)
        except AssistantError as error:
            return left_out(str(folder), screening, DAMAGED, str(error))
        if found.practice:
            return left_out(str(folder), screening, PRACTICE, PRACTICE_FAULT)
        return entry(str(folder), found, self._planner(protocol), self._language)

    def _planner(self, protocol: StudyProtocol) -> Planner:
        sha256 = protocol.source.sha256
        if sha256 not in self._planners:
            self._planners[sha256] = Planner(protocol)
        return self._planners[sha256]
