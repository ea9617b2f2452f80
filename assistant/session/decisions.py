"""The sponsor's decisions on terms, as a file gives them; from then on only that reading counts."""

import json
from datetime import date

from pydantic import TypeAdapter, ValidationError

from assistant.criteria.model import Decision, StudyProtocol
from assistant.errors import BadInput


def decided(protocol: StudyProtocol, text: str, where: str) -> StudyProtocol:
    """Return the protocol with the decisions of a JSON text in force.

    The text is a list of objects with term, reading, by, date (ISO) and reference. Raises BadInput
    naming the decision that is faulty, why, and the remedy.
    """
    try:
        decisions = TypeAdapter(tuple[Decision, ...]).validate_json(text, strict=True)
    except (ValidationError, RecursionError) as error:
        detail = error.errors(include_url=False)[0] if isinstance(error, ValidationError) else None
        place = ".".join(str(step) for step in detail["loc"]) if detail else ""
        raise BadInput(
            "is not a list of decisions", where=f"{where}, {place}" if place else where,
            why=detail["msg"] if detail else "It is nested too deeply", remedy=_REMEDY,
        ) from error  # fmt: skip
    for decision in decisions:
        require_usable(protocol, decision, where)
    return protocol.deciding(decisions)


_REMEDY = "Write for example " + json.dumps([{
    "term": "hr_cutoff", "reading": "one_percent", "by": "the sponsor's medical monitor",
    "date": date(2026, 11, 21).isoformat(), "reference": "letter 12",
}])  # fmt: skip


def require_usable(protocol: StudyProtocol, decision: Decision, where: str) -> None:
    """Refuse a decision on no term of the protocol, or for a reading that cannot be used."""
    term = protocol.term.get(decision.term)
    if term is None:
        raise BadInput(
            f"{decision.term!r} is not a term of this protocol", where=where,
            remedy=f"Use one of: {', '.join(protocol.term)}",
        )  # fmt: skip
    reading = {each.id: each for each in term.readings}.get(decision.reading)
    if reading is None:
        raise BadInput(
            f"{decision.reading!r} is not a reading of {term.id}", where=where,
            remedy=f"Use one of: {', '.join(each.id for each in term.readings)}",
        )  # fmt: skip
    if reading.needs:
        raise BadInput(
            f"the reading {reading.id} of {term.id} cannot be used", where=where,
            why=f"It needs what is not asked here: {reading.needs}",
            remedy="Ask for a protocol file that asks for it",
        )  # fmt: skip
