"""A monitor's queries and source checks, as the record tells them."""

from collections.abc import Mapping, Sequence

from assistant.audit.events import Event
from assistant.dialogs.wording import Wording
from assistant.reports.material import Query, Turn, Verified
from assistant.session.documents import sources
from assistant.session.shapes import whole
from assistant.session.state import UNSAID, State, text

ACTS = {"query_raised": "raised", "query_replied": "replied", "query_closed": "closed"}


def queries_of(events: Sequence[Event]) -> tuple[Query, ...]:
    """Return every query with all that was said to it, by number."""
    found: dict[int, Query] = {}
    for event in events:
        if event.type in ACTS:
            number = number_of(event)
            query = found.get(number) or Query(number=number, about=about(event), turns=())
            found[number] = query.model_copy(update={"turns": (*query.turns, _turn(event))})
    return tuple(found.values())


def number_of(event: Event) -> int:
    """Return the number of the query that an event belongs to."""
    return whole(event.data["number"])


def about(event: Event) -> str:
    """Return the fact or the criterion that a query was raised on."""
    return text(event.data, "fact" if "fact" in event.data else "criterion")


def of_query(events: Sequence[Event], number: int) -> list[Event]:
    """Return all that was said to one query, the query itself first."""
    return [event for event in events if event.type in ACTS and number_of(event) == number]


def told(event: Event, wording: Wording) -> str:
    """Return in words what was said to a query."""
    on = ""
    if event.type == "query_raised":
        id_ = about(event)
        on = wording.label(id_) if id_ in wording.protocol.fact else id_
    said = {"text": event.private.get("text", "—"), "user": event.author.actor, "on": on}
    return wording.say(f"say.{event.type}", number=number_of(event), **said)


def verified_sources(events: Sequence[Event], state: State) -> Mapping[str, Verified]:
    """Return who compared each answer in force with its source document, and when.

    A check holds for one answer and one document: another of either asks for another check.
    """
    checks = {
        text(event.data, "fact"): event for event in events if event.type == "source_verified"
    }
    named = sources(events)
    return {
        fact: Verified(by=event.author.actor, role=event.author.role, at=event.at)
        for fact, event in checks.items()
        if event.data["answer"] == state.given_by.get(fact)
        and fact in named
        and event.data["source"] == named[fact].event
    }


def _turn(event: Event) -> Turn:
    author = event.author
    return Turn(
        act=ACTS[event.type], at=event.at, by=author.actor, role=author.role,
        text=event.private.get("text", UNSAID if event.redacted else ""),
    )  # fmt: skip
