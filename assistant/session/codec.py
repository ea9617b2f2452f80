"""Answers as the record holds them; what is read back is worked out anew from what was typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from assistant.audit.events import Json
from assistant.criteria.answers import Answer, UnknownReason, unknown
from assistant.criteria.entry import measured
from assistant.criteria.model import Fact, FactType
from assistant.criteria.numbers import exact_text, rational
from assistant.criteria.remarks import Remark, RemarkKind
from assistant.errors import RecordError
from assistant.session.shapes import items


def encoded(answer: Answer) -> dict[str, Json]:
    """Return an answer as plain JSON: the canonical value, and the value and unit as typed."""
    value = answer.value
    canonical: Json = None
    if isinstance(value, Fraction):
        canonical = exact_text(value)
    elif isinstance(value, date):
        canonical = value.isoformat()
    else:
        canonical = value
    return {
        "value": canonical,
        "typed": answer.typed,
        "unit": answer.unit,
        "unknown": str(answer.unknown) if answer.unknown else None,
    }


def decoded(fact: Fact, data: Mapping[str, Json]) -> Answer:
    """Return the answer that recorded data hold.

    Raises RecordError if the canonical value is not what the typed one comes to.
    """
    try:
        answer = _decoded(fact, data)
    except (KeyError, ValueError, TypeError) as error:
        raise _faulty(fact, "It is not an answer of the recorded form") from error
    if encoded(answer) != {key: data[key] for key in encoded(answer)}:
        raise _faulty(fact, "The value does not follow from what was typed")
    return answer


def recorded(remarks: Iterable[Remark]) -> list[Json]:
    """Return what was confirmed as plain JSON."""
    return [{"kind": str(each.kind), "id": each.id} for each in remarks]


def confirmed(data: Mapping[str, Json]) -> tuple[Remark, ...]:
    """Return what an event says was confirmed."""
    found = items(data["reasons"])
    return tuple(
        Remark(kind=RemarkKind(str(each["kind"])), id=str(each["id"]))
        for each in found
        if isinstance(each, Mapping)
    )


def _decoded(fact: Fact, data: Mapping[str, Json]) -> Answer:
    """Return the answer, as far as its form allows."""
    value, typed = data["value"], data["typed"]
    if not isinstance(typed, str):
        raise TypeError("typed")
    if value is None:
        return unknown(UnknownReason(str(data["unknown"])))
    match fact.type:
        case FactType.BOOL if isinstance(value, bool):
            return Answer(value=value, typed=typed)
        case FactType.OPTION if value in {option.id for option in fact.options}:
            return Answer(value=str(value), typed=typed)
        case FactType.DATE if isinstance(value, str):
            return Answer(value=date.fromisoformat(value), typed=typed)
    number = rational(typed)
    if not fact.is_number or number is None:
        raise ValueError(typed)
    return measured(fact, number, typed, str(data["unit"]))


def _faulty(fact: Fact, why: str) -> RecordError:
    return RecordError(
        f"The recorded answer to {fact.id} cannot be read", why=why,
        remedy="`screening verify` names the line",
    )  # fmt: skip
