"""Whether a scenario speaks of things that its protocol has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from assistant.criteria.entry import Numeral, OutOfRange, entered
from assistant.criteria.faults import Faults
from assistant.criteria.model import Fact, StudyProtocol
from assistant.criteria.numbers import rational
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.authoring.scenarios import ScenarioEntry

TABLES = ("statuses", "refused", "confirmed", "advised", "dates")


def check_expectations(
    protocol: StudyProtocol, file: str, entry: ScenarioEntry, faults: Faults
) -> None:
    """Note every name in a scenario that the protocol does not have."""
    facts = list(protocol.fact)
    checks = {
        action: [each.id for each in protocol.checks if each.action == action]
        for action in ("refuse", "confirm")
    }
    known: dict[str, Iterable[str]] = {
        "answers": facts,
        "without": facts,
        "readings": protocol.term,
        "statuses": protocol.criterion,
        "refused": [*facts, *checks["refuse"]],
        "confirmed": [*facts, *checks["confirm"]],
        "advised": [each.id for each in protocol.advisories],
        "dates": [each.id for each in protocol.dates],
        "asked": facts,
    }
    for section, names in known.items():
        for name in getattr(entry, section) or ():
            if name not in names:
                faults.add(file, f"scenarios.{entry.id}.{section}.{name}",
                           f"{name} is unknown to the protocol", _nearest(name, names))  # fmt: skip
    for name, value in entry.answers.items():
        if name in protocol.fact:
            _check_answer(protocol.fact[name], file, entry, value, faults)
    _check_dates(file, entry, faults)
    for term, reading in entry.readings.items():
        if term in protocol.term and reading not in protocol.term[term].usable:
            faults.add(file, f"scenarios.{entry.id}.readings.{term}",
                       f"{reading} is no reading that can be used",
                       f"Use one of: {', '.join(protocol.term[term].usable)}")  # fmt: skip


def as_json(fact: Fact, given: bool | str) -> object:
    """Return an answer as a JSON file would give it: a number alone is in the canonical unit."""
    is_bare = isinstance(given, str) and fact.is_number and "/" not in given
    return Numeral(given) if is_bare and rational(str(given)) is not None else given


def _check_answer(
    fact: Fact, file: str, entry: ScenarioEntry, value: bool | int | float | str, faults: Faults
) -> None:
    """Note an answer that is none; one outside the hard limits may be what is expected."""
    try:
        entered(fact, as_json(fact, value if isinstance(value, bool) else str(value)))
    except OutOfRange:
        pass
    except BadInput as error:
        faults.add(file, f"scenarios.{entry.id}.answers.{fact.id}", error.what, error.remedy)


def _check_dates(file: str, entry: ScenarioEntry, faults: Faults) -> None:
    """Note a date that is none."""
    for name, day in entry.dates.items():
        if day and not _is_day(day):
            faults.add(file, f"scenarios.{entry.id}.dates.{name}", f"{day!r} is not a date",
                       'Write it so: "2026-11-21", or "" for a date that is not shown')  # fmt: skip


def _is_day(text: str) -> bool:
    """Return whether a text is a day as a scenario writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return a remedy for a name that is unknown."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else "Correct the name, or remove it"
