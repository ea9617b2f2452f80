"""A monitor's queries as the summary shows them."""

from assistant.reports.basis import Basis
from assistant.reports.content import QueryShown, TurnShown
from assistant.reports.material import Query, Turn
from assistant.reports.wording import moment


def queries(basis: Basis) -> tuple[QueryShown, ...]:
    """Return every query, by number."""
    return tuple(_query(basis, each) for each in basis.material.queries)


def _query(basis: Basis, query: Query) -> QueryShown:
    """Return one query with all that was said to it."""
    state = "open" if query.is_open else "closed"
    return QueryShown(
        number=str(query.number),
        about=_about(basis, query.about),
        state_id=state,
        state=basis.wording.say(f"query.{state}"),
        turns=tuple(_turn(basis, each) for each in query.turns),
    )


def _about(basis: Basis, id_: str) -> str:
    """Return the name of what a query is on."""
    criteria = basis.wording.words.criteria
    return f"{id_} – {criteria[id_].label}" if id_ in criteria else basis.wording.named(id_)


def _turn(basis: Basis, turn: Turn) -> TurnShown:
    return TurnShown(
        at=moment(turn.at),
        by=basis.wording.author(turn.by, turn.role),
        what=basis.wording.say(f"query.{turn.act}"),
        text=turn.text,
    )
