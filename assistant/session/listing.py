"""The screenings of a folder, each with how far it is and its verdict so far."""

from datetime import datetime
from pathlib import Path

from assistant.audit.reading import read, screenings
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import assess
from assistant.errors import AssistantError
from assistant.session.materials import state_name
from assistant.session.protocols import protocol_of
from assistant.session.state import fold


class Listed(Frozen):
    """One screening; `fault` says why its record cannot be read, and then little else is known."""

    screening: str
    subject: str = ""
    started: datetime | None = None
    state: str = ""
    verdict: str = ""
    verdict_label: str = ""
    answered: int = 0
    fault: str = ""


PRACTICE_FAULT = "This is a practice record: no participant is behind it. See `screening practise`."


def listed(folder: Path, language: str = "en") -> tuple[Listed, ...]:
    """Return the screenings recorded in a folder, the latest first, damaged ones last."""
    found = [_listed(folder, screening, language) for screening in screenings(folder)]
    return tuple(sorted(found, key=lambda each: (each.started is None, _age(each))))


def one(folder: Path, screening: str, language: str = "en") -> Listed:
    """Return one screening as it stands."""
    return _listed(folder, screening, language)


def _age(each: Listed) -> float:
    return -each.started.timestamp() if each.started else 0.0


def _listed(folder: Path, screening: str, language: str) -> Listed:
    """Return one screening, or the reason why its record cannot be read."""
    try:
        events = read(folder / f"{screening}.jsonl")
        protocol = protocol_of(folder, events[0].protocol.sha256)
        state = fold(protocol, events)
        if state.practice:
            return Listed(screening=screening, fault=PRACTICE_FAULT)
    except AssistantError as error:
        return Listed(screening=screening, fault=str(error))
    verdict = assess(protocol, state.answers).verdict
    return Listed(
        screening=screening,
        subject=state.subject,
        started=events[0].at,
        state=state_name(state),
        verdict=str(verdict),
        verdict_label=protocol.words_in(language).verdicts[verdict],
        answered=len(state.answers),
    )
