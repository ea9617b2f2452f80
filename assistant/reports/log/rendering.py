"""The screening log in each of its formats."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from assistant.errors import BadInput
from assistant.phrases import phrases
from assistant.reports.log.entries import Entry, Logbook
from assistant.reports.log.screening_log import screening_log
from assistant.reports.log.selection import Selection
from assistant.reports.log.spreadsheet import spreadsheet
from assistant.reports.log.table import table
from assistant.reports.rendering import as_json, page
from assistant.reports.wording import ROOM
from assistant.text import visible

Format = Literal["table", "csv", "html", "json"]
FORMATS: tuple[Format, ...] = ("table", "csv", "html", "json")


def render(
    book: Logbook,
    selection: Selection,
    language: str,
    format: Format,  # noqa: A002
    made_at: datetime,
) -> str:
    """Return the log of the entries asked for, in a format.

    Raises BadInput if a criterion is asked for that none of their protocols has.
    """
    _require_criterion(selection.criterion, book.entries)
    if format == "csv":
        return spreadsheet(selection.of(book.entries))
    log = screening_log(book, selection, language, made_at)
    match format:
        case "table":
            return table(log)
        case "html":
            say = phrases(ROOM, language)
            words = {**say.table("labels"), **say.table("log.labels")}
            titles = {"flow": say("log.flow.title"), "charts": say("log.charts.title")}
            none = say("log.charts.none")
            return page("log", "html", log=log, words=words, titles=titles, none=none)
    return as_json(log)


def _require_criterion(criterion: str, entries: Iterable[Entry]) -> None:
    """Refuse a criterion that no protocol has: an empty log would read as good news."""
    known = {each for entry in entries for each in entry.criteria}
    if criterion and known and criterion.casefold() not in {each.casefold() for each in known}:
        raise BadInput(
            f"{visible(criterion)!r} is not a criterion of these screenings",
            remedy=f"Use one of: {', '.join(sorted(known))}",
        )
