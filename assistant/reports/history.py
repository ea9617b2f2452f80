"""What happened to the answers after they were given, and what was acknowledged."""

from assistant.criteria.answers import Answer
from assistant.reports.basis import Basis
from assistant.reports.content import Acknowledged, ChangeShown, Row
from assistant.reports.material import Change
from assistant.reports.wording import moment

_ACKNOWLEDGED = "acknowledged"


def history(basis: Basis) -> tuple[ChangeShown, ...]:
    """Return every change on record, in the record's order."""
    return tuple(_change(basis, each) for each in basis.material.changes)


def acknowledged(basis: Basis) -> tuple[Acknowledged, ...]:
    """Return what was acknowledged last, by whom and when.

    An acknowledgement with a choice is that of a failed criterion, and stands in the history.
    """
    events = [each for each in basis.material.changes if each.kind == _ACKNOWLEDGED]
    event = next((each for each in reversed(events) if not each.cause), None)
    return tuple(
        Acknowledged(
            id=id_,
            text=basis.wording.named(id_),
            by=basis.wording.author(event.by, event.role) if event else "",
            at=moment(event.at if event else None),
        )
        for id_ in basis.material.acknowledged
    )


def _change(basis: Basis, change: Change) -> ChangeShown:
    """Return one line of the history."""
    return ChangeShown(
        number=str(change.number),
        at=moment(change.at),
        by=basis.wording.author(change.by, change.role),
        what=_what(basis, change),
        fact=basis.wording.fact(change.fact) if change.fact else "",
        details=tuple(row for row in _details(basis, change) if row.text),
    )


def _what(basis: Basis, change: Change) -> str:
    """Return what kind of change it is; a kind that has no words yet keeps its name."""
    kinds = basis.wording.say.table("history.kinds")
    return str(kinds.get(f"{change.kind}_{change.cause}", kinds.get(change.kind, change.kind)))


def _details(basis: Basis, change: Change) -> list[Row]:
    """Return what a change says beyond its kind; texts that it lacks are ""."""
    wording = basis.wording
    labels = wording.say.table("history.labels")
    texts = wording.say.table("history.text")
    typed = texts.get(f"{change.kind}_{change.cause}", texts.get(change.kind, labels["text"]))
    erased = (f"{wording.fact(fact)} ({_answer(basis, fact, old)})" for fact, old in change.erased)
    return [
        Row(label=labels["old"], text=_answer(basis, change.fact, change.old)),
        Row(label=labels["new"], text=_answer(basis, change.fact, change.new)),
        Row(label=typed, text=change.text),
        Row(label=labels["facts"], text=wording.listed(map(wording.named, change.facts))),
        Row(label=labels["erased"], text=wording.listed(erased)),
        Row(label=labels["cause"], text=_cause(basis, change)),
        Row(label=labels["query"], text=change.query),
    ]


def _cause(basis: Basis, change: Change) -> str:
    """Return the event that a change came of, with what was answered there; "" if there is none."""
    if not change.cause.isdecimal():
        return ""
    event = basis.wording.say("history.event", number=change.cause)
    return f"{basis.wording.fact(change.cause_fact)}, {event}" if change.cause_fact else event


def _answer(basis: Basis, fact: str, answer: Answer | None) -> str:
    """Return an answer in words, "" if there is none."""
    return basis.wording.answer(basis.protocol.fact[fact], answer) if answer else ""
