"""The state of a screening: the fold of its record, and nothing else.

Resume, review, replay and verification all come to this one fold, so they cannot disagree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from assistant.audit.events import Event, Json
from assistant.criteria.answers import Answer
from assistant.criteria.model import StudyProtocol
from assistant.session.codec import decoded

ANSWERING = ("answered", "confirmed")


@dataclass(frozen=True)
class State:
    """Where a screening stands after some events.

    `answers` are the answers in force, in the order they were first given, and `given_by` the event
    that gave each. `told` are the failed criteria that the person has been told of.
    """

    subject: str = ""
    site: str = ""
    language: str = "en"
    order: str = "protocol"
    is_script: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    given_by: Mapping[str, int] = field(default_factory=dict)
    deferred: frozenset[str] = frozenset()
    advised: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    stopped: bool = False
    suspended: bool = False
    concluded: bool = False

    @property
    def last_answered(self) -> str | None:
        """Return the fact that was answered or changed last, or None."""
        return max(self.given_by, key=self.given_by.__getitem__, default=None)


def fold(protocol: StudyProtocol, events: Iterable[Event]) -> State:
    """Return the state after some events.

    Raises RecordError if an answer on record is not of its recorded form.
    """
    return reduce(lambda state, event: after(protocol, state, event), events, State())


def after(protocol: StudyProtocol, state: State, event: Event) -> State:
    """Return the state after one more event."""
    data = event.data
    match event.type:
        case "opened":
            return replace(
                state,
                subject=text(data, "subject"),
                site=text(data, "site"),
                language=text(data, "language"),
                order=text(data, "order"),
                is_script=data["scripted"] is True,
            )
        case "answered" | "confirmed":
            return _answered(protocol, state, event, data)
        case "revised":
            new = data["new"]
            assert isinstance(new, Mapping)
            return _answered(protocol, state, event, {**new, "fact": data["fact"]})
        case "erased":
            return _without(state, text(data, "fact"))
        case "skipped":
            return replace(state, deferred=state.deferred | {text(data, "fact")})
        case "reopened":
            facts = frozenset(texts(data, "facts"))
            return replace(state, deferred=state.deferred - facts, stopped=False)
        case "advised":
            return replace(state, advised=state.advised | {text(data, "id")})
        case "acknowledged" if data["what"] == "failure":
            told = state.told | frozenset(texts(data, "criteria"))
            return replace(state, told=told, stopped=data["choice"] == "stop")
        case "language_changed":
            return replace(state, language=text(data, "language"))
        case "paused":
            return replace(state, suspended=True)
        case "resumed":
            return replace(state, suspended=False)
        case "concluded":
            return replace(state, concluded=True)
    return state


def text(data: Mapping[str, Json], key: str) -> str:
    """Return a text of an event's data."""
    value = data[key]
    assert isinstance(value, str)
    return value


def texts(data: Mapping[str, Json], key: str) -> list[str]:
    """Return a list of texts of an event's data."""
    value = data[key]
    assert not isinstance(value, str | bool | int | Mapping | None)
    return [str(each) for each in value]


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
        deferred=state.deferred - {fact},
    )


def _without(state: State, fact: str) -> State:
    """Return the state with an answer set aside."""
    return replace(
        state,
        answers={key: value for key, value in state.answers.items() if key != fact},
        given_by={key: value for key, value in state.given_by.items() if key != fact},
    )
