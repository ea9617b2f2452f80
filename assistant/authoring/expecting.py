"""Whether a scenario speaks of things that its protocol has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.criteria.faults import Faults
from assistant.criteria.model import StudyProtocol, Term

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
    for term, reading in entry.readings.items():
        if term in protocol.term and reading not in usable(protocol.term[term]):
            faults.add(file, f"scenarios.{entry.id}.readings.{term}",
                       f"{reading} is no reading that can be used",
                       f"use one of: {', '.join(usable(protocol.term[term]))}")  # fmt: skip


def usable(term: Term) -> tuple[str, ...]:
    """Return the readings of a term that the facts asked are enough for."""
    return tuple(reading.id for reading in term.readings if not reading.needs)


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return a remedy for a name that is unknown."""
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]}?" if near else "correct the name, or remove it"
