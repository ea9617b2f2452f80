"""A record as a scenario: its answers as typed, and what was said of them, to check by hand."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from assistant.audit.events import Event
from assistant.audit.layout import record_name
from assistant.audit.reading import read
from assistant.criteria.answers import Answer, Answers
from assistant.criteria.evaluation import assess
from assistant.criteria.model import StudyProtocol
from assistant.criteria.numbers import exact_text
from assistant.criteria.relevance import Planner
from assistant.criteria.remarks import advisories, dates, doubts
from assistant.session.protocols import protocol_of, version_of
from assistant.session.state import State, fold, text

_HEAD = """\
# Made of a record: what is expected here is what the program said then.
# Work it out by hand from the protocol before you keep it."""
_OUT_OF_ORDER = frozenset({"revised", "erased", "reopened", "skipped"})


def scenario_of(folder: Path, screening: str) -> str:
    """Return a screening as a scenario in TOML, without whom it was of.

    Raises RecordError if its record cannot be read.
    """
    events = read(folder / record_name(screening))
    protocol = protocol_of(folder, events[0])
    shipped = version_of(folder, events[0].protocol.sha256)
    state = fold(protocol, events)
    found = assess(protocol, state.answers)
    tables: Mapping[str, Mapping[str, str]] = {
        "answers": {fact: _given(protocol, fact, state.answers[fact])
                    for fact in protocol.fact if fact in state.answers},
        "readings": _readings(protocol, shipped),
        "statuses": {each.criterion: json.dumps(each.status) for each in found.results},
        "confirmed": {each.id: "true" for each in doubts(protocol, state.answers)},
        "advised": _advised(protocol, state.answers),
        "dates": _dates(protocol, state.answers),
    }  # fmt: skip
    lines = [_HEAD, "", "[[scenarios]]", f'id = "record_{screening[:8]}"']
    lines.append(f"verdict = {json.dumps(found.verdict)}")
    questions = _asked(protocol, events, state)
    if questions:
        lines.append(f"asked = {json.dumps(questions)}")
    for name, table in tables.items():
        if table:
            lines += [f"[scenarios.{name}]", *(f"{_key(id_)} = {v}" for id_, v in table.items())]
    return "\n".join(lines) + "\n"


def _asked(protocol: StudyProtocol, events: Sequence[Event], state: State) -> list[str]:
    """Return the questions as they were put, none if their order was not the answers' alone."""
    put = list(dict.fromkeys(text(each.data, "fact") for each in events if each.type == "asked"))
    is_plain = state.order == "protocol" and not any(each.type in _OUT_OF_ORDER for each in events)
    # After a criterion has failed, the next question waits until the person wants to go on.
    left = Planner(protocol).plan(state.answers).next
    return put if is_plain and left in (None, *put[-1:]) else []


def _given(protocol: StudyProtocol, fact: str, answer: Answer) -> str:
    """Return an answer as a scenario writes it: as typed, with its unit where it is another."""
    if answer.is_unknown:
        return '"unknown"'
    if isinstance(answer.value, bool):
        return "true" if answer.value else "false"
    if not isinstance(answer.value, Fraction):
        return json.dumps(str(answer.value))
    if answer.unit in ("", protocol.fact[fact].scale.unit) and "/" not in answer.typed:
        return exact_text(answer.value)  # its own unit, so that this is what was typed
    unit = "" if "/" in answer.typed else f" {answer.unit}"
    return json.dumps(f"{answer.typed}{unit}", ensure_ascii=False)


def _readings(protocol: StudyProtocol, shipped: StudyProtocol) -> dict[str, str]:
    """Return the readings that the sponsor had decided, beyond those shipped as decided."""
    decided = {term.id: term.decided for term in protocol.terms}
    return {
        term.id: json.dumps(decided[term.id])
        for term in shipped.terms
        if decided[term.id] != term.decided
    }


def _advised(protocol: StudyProtocol, answers: Answers) -> dict[str, str]:
    shown = {each.id for each in advisories(protocol, answers)}
    return {each.id: "true" if each.id in shown else "false" for each in protocol.advisories}


def _dates(protocol: StudyProtocol, answers: Answers) -> dict[str, str]:
    shown = {each.id: each.day.isoformat() for each in dates(protocol, answers)}
    return {each.id: json.dumps(shown.get(each.id, "")) for each in protocol.dates}


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else json.dumps(name)
