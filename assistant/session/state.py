"""The state of a screening: the fold of its record, and nothing else.

Resume, review, replay and verification all come to this one fold, so they cannot disagree.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, NamedTuple

from assistant.audit.events import Event, Json
from assistant.audit.layout import PRACTICE, RESCREENS
from assistant.criteria.answers import Answer
from assistant.criteria.model import StudyProtocol
from assistant.errors import RecordError
from assistant.session.codec import decoded
from assistant.session.shapes import items, mapping, whole, words

UNSAID = "—"  # stands for a text that was redacted
ANSWERING = ("answered", "confirmed")
Data = Mapping[str, Json]


class SetAside(NamedTuple):
    """An answer off the live path: the event that gave it, and the one that closed its way.

    Both are the first event for an answer of an earlier screening.
    """

    answer: Answer
    given_by: int
    cause: int

    @property
    def is_earlier(self) -> bool:
        """Return whether it was given in an earlier screening."""
        return self.given_by == 0


@dataclass(frozen=True)
class State:
    """Where a screening stands after some events.

    `answers` are the answers in force, in the order they were first given, and `given_by` the event
    that gave each; `erased` are those set aside, until their facts are asked anew. `told` are the
    failed criteria that the person has been told of. `practice` is the practice case that stands in
    for a participant, "" in a real screening. `queries` tells of each query, by number from 1,
    whether it is open. `sourced` are the facts for which a source document is named.
    """

    subject: str = ""
    site: str = ""
    language: str = "en"
    order: str = "protocol"
    is_script: bool = False
    practice: str = ""
    rescreens: str = ""
    is_exam: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    given_by: Mapping[str, int] = field(default_factory=dict)
    erased: Mapping[str, SetAside] = field(default_factory=dict)
    deferred: frozenset[str] = frozenset()
    advised: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    stopped: bool = False
    suspended: bool = False
    concluded: bool = False
    signed: bool = False
    queries: tuple[bool, ...] = ()
    sourced: frozenset[str] = frozenset()

    @property
    def last_answered(self) -> str | None:
        """Return the fact that was answered or changed last, or None."""
        return max(self.given_by, key=self.given_by.__getitem__, default=None)


def fold(protocol: StudyProtocol, events: Iterable[Event]) -> State:
    """Return the state after some events.

    Raises RecordError if an event is not of its recorded form.
    """
    return reduce(lambda state, event: after(protocol, state, event), events, State())


def after(protocol: StudyProtocol, state: State, event: Event) -> State:
    """Return the state after one more event.

    Raises RecordError if it is not of its recorded form.
    """
    with well_formed(event):
        return _after(protocol, state, event)


@contextmanager
def well_formed(event: Event) -> Iterator[None]:
    """Turn what comes of reading an event that lacks what its kind needs into a RecordError."""
    try:
        yield
    except (LookupError, ValueError, TypeError) as error:
        raise RecordError(
            f"the event `{event.type}` lacks what its kind needs", where=f"line {event.seq + 1}",
            why="This program does not write such events",
            remedy="`screening verify` checks the whole record",
        ) from error  # fmt: skip


def _after(protocol: StudyProtocol, state: State, event: Event) -> State:
    """Return the state after one more event of its recorded form."""
    if event.type == "opened":
        return _opened(protocol, state, event.data)
    if event.type in ANSWERING:
        return _answered(protocol, state, event, event.data)
    if event.type == "revised":
        new = mapping(event.data["new"])
        changed = _answered(protocol, state, event, {**new, "fact": event.data["fact"]})
        return _as_announced(changed, event.data.get("announced"))
    fold_one = _FOLDS.get(event.type)
    return fold_one(state, event.data) if fold_one else state


def text(data: Mapping[str, Json], key: str) -> str:
    """Return a text of an event's data."""
    return words(data[key])


def texts(data: Mapping[str, Json], key: str) -> list[str]:
    """Return a list of texts of an event's data."""
    return [str(each) for each in items(data[key])]


def _answered(
    protocol: StudyProtocol, state: State, event: Event, data: Mapping[str, Json]
) -> State:
    """Return the state with an answer given or changed."""
    fact = text(data, "fact")
    answer = decoded(protocol.fact[fact], data)
    return replace(
        state,
        answers={**state.answers, fact: answer},
        given_by={**state.given_by, fact: event.seq},
        erased=_others(state.erased, fact),
    )


def _as_announced(state: State, announced: Json) -> State:
    """Return the state after a change of which the record says what it does.

    Once no criterion fails any more, no stop is left, and the next failure is told anew.
    """
    if announced is None:  # records of earlier versions do not say
        return state
    said = mapping(announced)
    verdict = mapping(said["verdict"])
    deferred = state.deferred - {*texts(said, "reopened")}
    if verdict["new"] == "not_eligible":
        return replace(state, deferred=deferred)
    return replace(state, deferred=deferred, stopped=False, told=frozenset())


def _others(erased: Mapping[str, SetAside], fact: str) -> Mapping[str, SetAside]:
    """Return what was set aside of all facts but one."""
    if fact not in erased:
        return erased
    return {key: value for key, value in erased.items() if key != fact}


def _asked(state: State, data: Data) -> State:
    """Return the state after a question; one asked without the answer set aside forgets it."""
    if "offered" in data:
        return state
    erased = _others(state.erased, text(data, "fact"))
    return state if erased is state.erased else replace(state, erased=erased)


def _without(state: State, data: Data) -> State:
    """Return the state with an answer set aside."""
    fact, cause = text(data, "fact"), whole(data["cause"])
    if fact not in state.answers:  # which verification tells of
        return state
    aside = SetAside(state.answers[fact], state.given_by[fact], cause)
    return replace(
        state,
        erased={**state.erased, fact: aside},
        answers={key: value for key, value in state.answers.items() if key != fact},
        given_by={key: value for key, value in state.given_by.items() if key != fact},
    )


def _opened(protocol: StudyProtocol, state: State, data: Data) -> State:
    """Return the state that a screening opens with; what an earlier one offers is as set aside."""
    practice = mapping(data.get(PRACTICE, {"case": "", "exam": False}))
    return replace(
        state,
        subject=text(data, "subject"),
        site=text(data, "site"),
        language=text(data, "language"),
        order=text(data, "order"),
        is_script=data["scripted"] is True,
        practice=text(practice, "case"),
        is_exam=practice["exam"] is True,
        **_earlier(protocol, data.get(RESCREENS)),
    )


def _earlier(protocol: StudyProtocol, data: Json) -> dict[str, Any]:
    """Return which earlier screening this one is linked to, and its answers as set aside."""
    if data is None:
        return {}
    link = mapping(data)
    offered = {
        fact: SetAside(decoded(protocol.fact[fact], mapping(answer)), 0, 0)
        for fact, answer in mapping(link["answers"]).items()
    }
    return {"rescreens": text(link, "screening"), "erased": offered}


def _reopened(state: State, data: Data) -> State:
    """Return the state with facts no longer left for later, and questions going on."""
    return replace(state, deferred=state.deferred - {*texts(data, "facts")}, stopped=False)


def _acknowledged(state: State, data: Data) -> State:
    """Return the state after a person has been told of failed criteria, or has read remarks."""
    if data["what"] != "failure":
        return state
    told = state.told | {*texts(data, "criteria")}
    return replace(state, told=told, stopped=data["choice"] == "stop")


def _noted(state: State, data: Data) -> State:
    """Return the state after a note; one that names a source document is of one fact or several."""
    if data["kind"] != "source":
        return state
    return _sourced(state, data)


def _sourced(state: State, data: Data) -> State:
    """Return the state with a source document named for one fact or for several."""
    facts = texts(data, "facts") if "facts" in data else [text(data, "fact")]
    return replace(state, sourced=state.sourced | {fact for fact in facts if fact})


def open_queries(state: State) -> list[int]:
    """Return the numbers of the queries that are open."""
    return [number for number, is_open in enumerate(state.queries, 1) if is_open]


def _query_raised(state: State, data: Data) -> State:
    """Return the state with one more open query, on a fact or on a criterion."""
    if data["number"] != len(state.queries) + 1:
        raise ValueError("queries are numbered in their order")
    text(data, "fact" if "fact" in data else "criterion")
    return replace(state, queries=(*state.queries, True))


def _query_replied(state: State, data: Data) -> State:
    """Return the state unchanged: only an open query is replied to."""
    _open_place(state, data)
    return state


def _query_closed(state: State, data: Data) -> State:
    """Return the state with an open query closed."""
    place = _open_place(state, data)
    return replace(state, queries=(*state.queries[:place], False, *state.queries[place + 1 :]))


def _open_place(state: State, data: Data) -> int:
    """Return where an open query stands among all, by its number."""
    number = whole(data["number"])
    if number < 1 or not state.queries[number - 1]:
        raise ValueError("only an open query is replied to or closed")
    return number - 1


_FOLDS: Mapping[str, Callable[[State, Data], State]] = {
    "asked": _asked,
    "erased": _without,
    "skipped": lambda state, data: replace(state, deferred=state.deferred | {text(data, "fact")}),
    "reopened": _reopened,
    "advised": lambda state, data: replace(state, advised=state.advised | {text(data, "id")}),
    "acknowledged": _acknowledged,
    "language_changed": lambda state, data: replace(state, language=text(data, "language")),
    "paused": lambda state, _: replace(state, suspended=True),
    # Only a person resumes: a script ends where its replies do.
    "resumed": lambda state, _: replace(state, suspended=False, is_script=False),
    "concluded": lambda state, _: replace(state, concluded=True),
    "signed": lambda state, _: replace(state, signed=True),
    "noted": _noted,
    "source_named": _sourced,
    "query_raised": _query_raised,
    "query_replied": _query_replied,
    "query_closed": _query_closed,
}
