"""Scenarios: answers to a protocol, and what its author expects of them, kept beside its files.

What is expected was worked out by a person; nothing here asks the engine what to expect. A
scenario that is `like` another has its answers and expectations, but for those that it gives.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from assistant.authoring.expecting import TABLES, check_expectations
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Status, Verdict
from assistant.criteria.faults import Faults
from assistant.criteria.loader import parsed, shaped
from assistant.criteria.model import StudyProtocol
from assistant.criteria.sources import bytes_of
from assistant.errors import BadInput

FOLDER = "scenarios"
Given = bool | str
Table = Literal["statuses", "refused", "confirmed", "advised", "dates"]


class ScenarioEntry(Frozen):
    """One scenario as its file has it."""

    id: str
    about: str = ""
    like: str | None = None
    answers: dict[str, bool | int | float | str] = {}  # a fraction is read as its digits
    without: tuple[str, ...] = ()
    readings: dict[str, str] = {}
    verdict: Verdict | None = None
    statuses: dict[str, Status] = {}
    refused: dict[str, bool] = {}
    confirmed: dict[str, bool] = {}
    advised: dict[str, bool] = {}
    dates: dict[str, str] = {}
    asked: tuple[str, ...] | None = None


class ScenarioFile(Frozen):
    """A file of scenarios."""

    scenarios: tuple[ScenarioEntry, ...]


class Scenario(Frozen):
    """A scenario with all that it has from those it is like; `changed` are the facts of its own.

    `expected` maps a table to what is expected there, by id; what is not named is left open.
    """

    id: str
    file: str
    answers: dict[str, bool | str]
    readings: dict[str, str]
    verdict: Verdict | None
    expected: dict[str, dict[str, bool | str]]
    asked: tuple[str, ...] | None
    changed: frozenset[str]


def scenarios_in(folder: Path, protocol: StudyProtocol) -> tuple[Scenario, ...]:
    """Return the scenarios kept in a protocol's folder, in the order of their files.

    Raises ProtocolError naming file, line, key, cause and remedy of every fault found, BadInput if
    there are none.
    """
    paths = sorted((folder / FOLDER).glob("*.toml"))
    files = {f"{FOLDER}/{path.name}": bytes_of(path) for path in paths}
    found = scenarios_of(files, protocol)
    if not found:
        raise BadInput(
            "there are no scenarios", where=str(folder / FOLDER),
            remedy="Write some, or make one of a record: screening protocol scenario ID",
        )  # fmt: skip
    return found


def scenarios_of(files: Mapping[str, bytes], protocol: StudyProtocol) -> tuple[Scenario, ...]:
    """Return the scenarios of some files' bytes; raises ProtocolError as `scenarios_in` does."""
    faults = Faults(dict(files))
    entries = [
        (name, entry)
        for name, data in files.items()
        for entry in shaped(ScenarioFile, parsed(data, name, str), name, data).scenarios
    ]
    _require_distinct(entries, faults)
    found: dict[str, Scenario] = {}
    for name, entry in entries:
        base = found.get(entry.like) if entry.like else None
        if entry.like and base is None:
            faults.add(name, f"scenarios.{entry.id}.like", f"no scenario {entry.like} stands above",
                       "Correct the name, or move that scenario up")  # fmt: skip
        found[entry.id] = _resolved(name, entry, base)
        check_expectations(protocol, name, entry, faults)
    faults.stop_if_any()
    return tuple(found.values())


def _resolved(file: str, entry: ScenarioEntry, base: Scenario | None) -> Scenario:
    """Return a scenario with what it has from the one that it is like."""
    own = {fact: as_given(value) for fact, value in entry.answers.items()}
    answers = {**(base.answers if base else {}), **own}
    return Scenario(
        id=entry.id,
        file=file,
        answers={fact: given for fact, given in answers.items() if fact not in entry.without},
        readings={**(base.readings if base else {}), **entry.readings},
        verdict=entry.verdict or (base.verdict if base else None),
        expected={
            table: {**(base.expected[table] if base else {}), **getattr(entry, table)}
            for table in TABLES
        },
        asked=entry.asked,
        changed=frozenset((*own, *entry.without)),
    )


def as_given(value: bool | int | float | str) -> Given:
    """Return a value as it was written; a number keeps its digits."""
    return value if isinstance(value, bool) else str(value)


def _require_distinct(entries: Iterable[tuple[str, ScenarioEntry]], faults: Faults) -> None:
    """Note every id that two scenarios share."""
    seen: set[str] = set()
    for name, entry in entries:
        if entry.id in seen:
            faults.add(name, f"scenarios.{entry.id}", f"duplicate id {entry.id}",
                       "Give each scenario its own id")  # fmt: skip
        seen.add(entry.id)
