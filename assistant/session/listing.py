"""The screenings of a folder, each with how far it is and its verdict so far."""

from datetime import datetime
from pathlib import Path

from assistant.audit.reading import read, screenings
from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import assess
from assistant.criteria.model import Decision, StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.errors import AssistantError
from assistant.session.materials import state_name
from assistant.session.protocols import protocol_of
from assistant.session.state import State, fold, open_queries

# One a protocol, by its hash and the sponsor's decisions in force: they take time to make.
Planners = dict[tuple[str, tuple[Decision, ...]], Planner]


class Listed(Frozen):
    """One screening; `fault` says why its record cannot be read, and then little else is known.

    `last` is when anything was recorded last, `left` how many questions there can be at most,
    `queries` how many of a monitor's are open.
    """

    screening: str
    subject: str = ""
    started: datetime | None = None
    last: datetime | None = None
    state: str = ""
    verdict: str = ""
    verdict_label: str = ""
    answered: int = 0
    queries: int = 0
    left: int = 0
    fault: str = ""


PRACTICE_FAULT = "This is a practice record: no participant is behind it. See `screening practise`."


def listed(folder: Path, language: str = "en") -> tuple[Listed, ...]:
    """Return the screenings recorded in a folder, the latest first, damaged ones last."""
    planners: Planners = {}
    found = [_listed(folder, screening, language, planners) for screening in screenings(folder)]
    return tuple(sorted(found, key=lambda each: (each.started is None, _age(each))))


def one(folder: Path, screening: str, language: str = "en") -> Listed:
    """Return one screening as it stands."""
    return _listed(folder, screening, language, {})


def _age(each: Listed) -> float:
    return -each.started.timestamp() if each.started else 0.0


def _listed(folder: Path, screening: str, language: str, planners: Planners) -> Listed:
    """Return one screening, or the reason why its record cannot be read."""
    try:
        events = read(folder / f"{screening}.jsonl")
        protocol = protocol_of(folder, events[0])
        state = fold(protocol, events)
        if state.practice:
            return Listed(screening=screening, fault=PRACTICE_FAULT)
    except AssistantError as error:
        return Listed(screening=screening, fault=str(error))
    verdict = assess(protocol, state.answers).verdict
    known = language if language in protocol.languages else protocol.languages[0]
    return Listed(
        screening=screening,
        subject=state.subject,
        started=events[0].at,
        last=events[-1].at,
        state=state_name(state),
        verdict=str(verdict),
        verdict_label=protocol.words_in(known).verdicts[verdict],
        answered=len(state.answers),
        queries=len(open_queries(state)),
        left=_left(protocol, state, planners),
    )


def _left(protocol: StudyProtocol, state: State, planners: Planners) -> int:
    """Return how many questions a screening can still ask at most."""
    if state.concluded or state.stopped:
        return 0
    return len(planner_of(protocol, planners).plan(state.answers).open)


def planner_of(protocol: StudyProtocol, planners: Planners) -> Planner:
    """Return what plans a protocol's questions, made once for all of its records."""
    key = (protocol.source.sha256, protocol.decisions)
    if key not in planners:
        planners[key] = Planner(protocol)
    return planners[key]
