"""The screening log's entries, read from the records of one folder or of many; nothing is kept."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.audit.anchoring import standing
from assistant.audit.checkpoint import Checkpoint, spoken
from assistant.audit.reading import read, screenings
from assistant.dialogs.days import NoSuchDay, day_named
from assistant.dialogs.wording import ROOM as DIALOGS
from assistant.errors import AssistantError, BadInput
from assistant.phrases import LANGUAGES, phrases
from assistant.reports.log.content import Log
from assistant.reports.log.entries import DAMAGED, PRACTICE, Entry, Ledger, Logbook, entry, left_out
from assistant.reports.log.screening_log import screening_log
from assistant.reports.log.selection import Selection
from assistant.reports.wording import ROOM as REPORTS
from assistant.session.listing import PRACTICE_FAULT, Planners, planner_of
from assistant.session.materials import material
from assistant.session.protocols import protocol_of
from assistant.session.summaries import summary_in
from assistant.text import clean, folded


def logbook(folders: Sequence[Path], language: str, made_at: datetime) -> Logbook:
    """Return an entry for every record in some folders, whether it can be read or not."""
    # Before the records: what it vouches for is among what is then read.
    standing_then = [(folder, standing(folder)) for folder in folders]
    reader = _Reader(language, made_at)
    entries = [reader.entry(folder, each) for folder in folders for each in screenings(folder)]
    ledgers = [_ledger(folder, found) for folder, found in standing_then if found]
    return Logbook(folders=tuple(map(str, folders)), entries=tuple(entries), ledgers=tuple(ledgers))


def _ledger(folder: Path, found: Checkpoint) -> Ledger:
    return Ledger(folder=str(folder), size=found.size, root=spoken(found.root))


class LogView:
    """A log that is looked at: one thing after another is asked of it."""

    def __init__(self, book: Logbook, folder: Path, language: str, made_at: datetime) -> None:
        self._book = book
        self._folder = folder
        self._language = language
        self._made_at = made_at

    def shown(self, asked: Mapping[str, str]) -> Log:
        """Return the log of the screenings asked for, by the names of a `Selection`."""
        return screening_log(
            self._book, Selection.model_validate_strings(asked), self._language, self._made_at
        )

    def choices(self, name: str) -> tuple[str, ...]:
        """Return what can be asked for by a name: all that is on record."""
        sound = [each for each in self._book.entries if not each.is_left_out]
        if name == "criterion":
            found = {reason.criterion for each in sound for reason in each.reasons}
        elif name == "user":
            found = {person for each in sound for person in each.people}
        else:
            found = {str(getattr(each, name)) for each in sound}
        return tuple(sorted(found))

    def dated(self, asked: Mapping[str, str], name: str, typed: str) -> Mapping[str, str]:
        """Return what is asked for with another day as its "since" or "until", none if "" is typed.

        Raises BadInput if that names no day, or a day with which nobody could be listed.
        """
        others = {key: value for key, value in asked.items() if key != name}
        if not typed.strip():
            return others
        found = {**others, name: str(self._day(clean(typed)))}
        require_forwards(Selection.model_validate_strings(found), self._language)
        return found

    def _day(self, typed: str) -> date:
        """Return the day that a text names, written as in a reply; today is the log's, in UTC."""
        say = phrases(DIALOGS, self._language)
        today = self._made_at.astimezone(UTC).date()
        try:
            day = day_named(folded(typed), today, [phrases(DIALOGS, each) for each in LANGUAGES])
        except NoSuchDay as error:
            raise BadInput(say("refused.no_such_day")) from error
        if day is None:
            example = say("refused.try", example=say("example.date"))
            raise BadInput(say("refused.date"), remedy=example)
        return day

    def summary(self, screening: str) -> str:
        """Return the summary of a screening in its own language.

        Raises AssistantError if its record cannot be read.
        """
        return summary_in(self._folder, screening, None, "txt", self._made_at)


def require_forwards(selection: Selection, language: str) -> None:
    """Raise BadInput if the days asked for end before they begin: that would list nobody."""
    since, until = selection.since, selection.until
    if since is not None and until is not None and until < since:
        say = phrases(REPORTS, language)
        raise BadInput(say("log.backwards", since=since, until=until))


class _Reader:
    """Reads records; what plans a protocol's questions is made once for all of its records."""

    def __init__(self, language: str, made_at: datetime) -> None:
        self._language = language
        self._made_at = made_at
        self._planners: Planners = {}

    def entry(self, folder: Path, screening: str) -> Entry:
        """Return the entry of one record."""
        try:
            events = read(folder / f"{screening}.jsonl")
            protocol = protocol_of(folder, events[0])
            found = material(protocol, events, self._made_at)
        except AssistantError as error:
            return left_out(str(folder), screening, DAMAGED, str(error))
        if found.practice:
            return left_out(str(folder), screening, PRACTICE, PRACTICE_FAULT)
        planner = planner_of(protocol, self._planners)
        return entry(str(folder), found, planner, self._language)
