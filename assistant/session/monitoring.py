"""What is said about a record beside the conversation: queries, replies, and source documents.

A closed record takes them as well: they say something about it, and change nothing in it.
"""

from collections.abc import Callable
from pathlib import Path

from assistant import __version__
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Json
from assistant.audit.store import Record
from assistant.criteria.model import StudyProtocol
from assistant.dialogs.documents import NoDocument, document_named
from assistant.dialogs.wording import ROOM as DIALOGS
from assistant.errors import BadInput
from assistant.phrases import LANGUAGES, phrases
from assistant.session.documents import document_data, sources
from assistant.session.naming import fact_named
from assistant.session.policy import ALL
from assistant.session.protocols import protocol_of
from assistant.session.state import State, fold, open_queries
from assistant.text import clean, identifying, visible

MONITOR = "monitor"
_CLOCK = Clock()
Deed = Callable[[Record, StudyProtocol, State], tuple[str, dict[str, Json]]]


def raise_query(
    folder: Path, screening: str, author: Author, on: str, text: str, *, clock: Clock = _CLOCK
) -> int:
    """Record a query on a fact or a criterion, and return its number.

    Raises BadInput if there is no such fact or criterion, or the text is none that may be recorded.
    """

    def deed(_record: Record, protocol: StudyProtocol, state: State) -> tuple[str, dict[str, Json]]:
        key, id_ = named(protocol, on)
        return "query_raised", {"number": len(state.queries) + 1, key: id_}

    data = _do(folder, screening, author, deed, fit(text, "What is asked"), clock)
    assert isinstance(data["number"], int)
    return data["number"]


def reply_to_query(
    folder: Path, screening: str, author: Author, number: int, text: str, *, clock: Clock = _CLOCK
) -> None:
    """Record the site's reply to an open query.

    Raises BadInput if there is no such open query, or the text is none that may be recorded.
    """
    deed = _to_open("query_replied", number)
    _do(folder, screening, author, deed, fit(text, "The reply"), clock)


def close_query(
    folder: Path, screening: str, author: Author, number: int, text: str, *, clock: Clock = _CLOCK
) -> None:
    """Record that an open query is settled; the text may be empty.

    Raises BadInput if there is no such open query, or the text is none that may be recorded.
    """
    deed = _to_open("query_closed", number)
    _do(folder, screening, author, deed, fit(text, "") if text else "", clock)


def verify_source(
    folder: Path, screening: str, author: Author, on: str, text: str, *, clock: Clock = _CLOCK
) -> None:
    """Record that the answer in force to a fact was compared with its source document.

    Raises BadInput if there is no such answer, or no document is named for it.
    """

    def deed(record: Record, protocol: StudyProtocol, state: State) -> tuple[str, dict[str, Json]]:
        key, fact = named(protocol, on)
        source = sources(record.events).get(fact)
        if key != "fact" or fact not in state.answers or source is None:
            raise BadInput(
                f"Nothing can be compared for {visible(on)!r}",
                why="There is no answer in force, or no source document is named for it",
                remedy="`screening summary` shows every answer with its source",
            )
        data: dict[str, Json] = {
            "fact": fact,
            "answer": state.given_by[fact],
            "source": source.event,
        }
        return "source_verified", data

    _do(folder, screening, author, deed, fit(text, "") if text else "", clock)


def name_source(
    folder: Path, screening: str, author: Author, on: str, text: str, *, clock: Clock = _CLOCK
) -> None:
    """Record the source document of an answer, or with "all" of every answer that names none.

    Raises BadInput if there is no such answer, or the text names no kind, date and place.
    """
    fit(text, "The document")

    def deed(_record: Record, protocol: StudyProtocol, state: State) -> tuple[str, dict[str, Json]]:
        facts = [fact for fact in state.answers if fact not in state.sourced]
        if on.casefold() != ALL:
            facts = [fact for key, fact in [named(protocol, on)] if fact in state.answers]
        if not facts:
            raise BadInput(
                f"No answer is waiting for a document: {visible(on)!r}",
                remedy="`screening summary` shows every answer with its source",
            )
        return "source_named", document_data(document, facts)

    spoken = [phrases(DIALOGS, language) for language in LANGUAGES]
    try:
        document = document_named(clean(text), clock.now().astimezone().date(), spoken)
    except NoDocument as error:
        raise BadInput(
            "That names no source document", why=f"It lacks {_LACKS[error.lacks]}",
            remedy='Write a kind, a date and a place: "lab report, 14/11/2026, hospital system"',
        ) from error  # fmt: skip
    _do(folder, screening, author, deed, clean(text), clock, document.where)


_LACKS = {
    "kind": "a kind of document that is known, such as lab report",
    "day": "its date",
    "past_day": "a date that is not in the future",
    "where": "the place where it is kept",
}


def _do(
    folder: Path,
    screening: str,
    author: Author,
    deed: Deed,
    text: str,
    clock: Clock,
    where: str = "",
) -> dict[str, Json]:
    """Record one deed; the record is let go of whatever comes of it."""
    record = Record.open(folder, screening, software=__version__, clock=clock)
    try:
        protocol = protocol_of(folder, record.events[0])
        state = fold(protocol, record.events)
        if state.practice:
            raise BadInput("is a practice record", where=screening, remedy="Name a real screening")
        kind, data = deed(record, protocol, state)
        private = {key: said for key, said in (("text", text), ("where", where)) if said}
        record.append(kind, data, author=author, private=private)
    finally:
        record.close()
    return data


def named(protocol: StudyProtocol, on: str) -> tuple[str, str]:
    """Return "fact" or "criterion", and the id of what a text names: an id, or a fact's label."""
    criteria = {each.casefold(): each for each in protocol.criterion}
    if on.casefold() in criteria:
        return "criterion", criteria[on.casefold()]
    fact = fact_named(protocol, on)
    if fact is not None:
        return "fact", fact
    raise BadInput(
        f"{visible(on[:60])!r} is no fact and no criterion of this screening's protocol",
        remedy="Name one by its id: `screening protocol show` lists them",
    )


def _to_open(kind: str, number: int) -> Deed:
    """Return what is recorded of an open query, by its number."""

    def deed(
        _record: Record, _protocol: StudyProtocol, state: State
    ) -> tuple[str, dict[str, Json]]:
        _require_open(state, number)
        return kind, {"number": number}

    return deed


def _require_open(state: State, number: int) -> None:
    """Refuse a number that no open query has."""
    is_open = open_queries(state)
    if number not in is_open:
        known = ", ".join(map(str, is_open)) or "none"
        raise BadInput(
            f"There is no open query {number}", why=f"Open queries: {known}",
            remedy="`screening query ID` shows all of them",
        )  # fmt: skip


def fit(text: str, what: str) -> str:
    """Return a text as it may be recorded; one that could name the participant may not."""
    cleaned = clean(text)
    names = identifying(cleaned)
    if names:
        held = phrases(DIALOGS, LANGUAGES[0])(f"identifying.{names}")
        raise BadInput(
            "This text looks as if it named the participant", why=f"It holds {held}",
            remedy="Say it without: the record must name nobody",
        )  # fmt: skip
    if what and not cleaned:
        raise BadInput(f"{what} is missing", remedy="Write it after the command, in quotes")
    return cleaned
