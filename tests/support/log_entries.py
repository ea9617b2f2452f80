"""Entries of a screening log, made by hand: who failed what, and when."""

from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.criteria.evaluation import Verdict
from assistant.reports.log.entries import Entry, Logbook, Reason

FIRST = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MADE = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LABELS = {"I9a": "Liver function", "E5b": "Neuro exam over 7 days old", "I4": "Receptors positive"}
FOLDER = "/records/site-01"


def reasons(*criteria: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(trial="STEREO-SEIN", criterion=each, label=LABELS.get(each, each))
        for each in criteria
    )


def entry(number: int, verdict: str = "undetermined", **changed: Any) -> Entry:
    """The screening of this number, opened on this day of the month: completed if not said so."""
    values: dict[str, Any] = {
        "folder": FOLDER,
        "screening": f"{number:08d}-0000-4000-8000-000000000000",
        "state": "completed",
        "protocol": "stereo_sein",
        "version": "1.0.0",
        "trial": "STEREO-SEIN",
        "subject": f"SEIN-{number:04d}",
        "site": "site-01",
        "opened_at": FIRST + timedelta(days=number - 1),
        "opened_by": "anna.k",
        "opened_role": "coordinator",
        "ended_at": FIRST + timedelta(days=number - 1, hours=1),
        "ended_by": "dr.leroy",
        "ended_role": "investigator",
        "people": frozenset({"anna.k", "dr.leroy"}),
        "criteria": tuple(LABELS),
        "verdict": Verdict(verdict),
        "verdict_word": verdict.replace("_", " "),
        "is_concluded": True,
    }
    return Entry(**{**values, **changed})


def unfinished(number: int, verdict: str = "undetermined", **changed: Any) -> Entry:
    """A screening that has not ended."""
    ended = {"ended_at": None, "ended_by": "", "ended_role": "", "is_concluded": False}
    return entry(number, verdict, **{"state": "suspended", **ended, **changed})


def book(*entries: Entry) -> Logbook:
    folders = tuple(dict.fromkeys(each.folder for each in entries)) or (FOLDER,)
    return Logbook(folders=folders, entries=entries)
