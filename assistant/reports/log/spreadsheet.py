"""The screening log as CSV: ids rather than words, and no cell that a spreadsheet would obey."""

import csv
import io
from collections.abc import Iterable

from assistant.reports.log.entries import Entry, Reason
from assistant.reports.wording import moment
from assistant.text import visible

COLUMNS = (
    "screening", "folder", "subject", "site", "protocol", "version", "state", "verdict",
    "opened_at", "opened_by", "opened_role", "ended_at", "ended_by", "ended_role",
    "signed_at", "signed_by", "signed_role", "failed", "contested", "missing",
    "not_assessed", "rescreens", "open_queries", "fault",
)  # fmt: skip

# What begins a formula, in any spreadsheet and in full width; and what one may hide it behind.
_FORMULA = tuple("=+-@|%\uff1d\uff0b\uff0d\uff20")
_BLANK = " \t\r\n\u00a0\ufeff\"'"


def spreadsheet(entries: Iterable[Entry]) -> str:
    """Return the entries as CSV, one a line: ids of criteria parted by blanks, times in UTC."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([harmless(cell) for cell in _cells(entry)])
    return text.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe makes it a text."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip(_BLANK).startswith(_FORMULA) else shown


def _cells(entry: Entry) -> tuple[str, ...]:
    """Return the cells of one screening, in the order of `COLUMNS`."""
    return (
        entry.screening,
        entry.folder,
        entry.subject,
        entry.site,
        entry.protocol,
        entry.version,
        entry.state,
        str(entry.verdict or ""),
        moment(entry.opened_at).iso,
        entry.opened_by,
        entry.opened_role,
        moment(entry.ended_at).iso,
        entry.ended_by,
        entry.ended_role,
        moment(entry.signed_at).iso,
        entry.signed_by,
        entry.signed_role,
        _ids(entry.failed),
        _ids(entry.contested),
        _ids(entry.missing),
        " ".join(entry.not_assessed),
        entry.rescreens,
        "" if entry.is_left_out else str(entry.open_queries),
        entry.fault,
    )


def _ids(reasons: Iterable[Reason]) -> str:
    return " ".join(each.criterion for each in reasons)
