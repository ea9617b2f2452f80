"""What happened to the answers after they were given, and what was acknowledged."""

from assistant.criteria.answers import Answer
from assistant.reports.basis import Basis
from assistant.reports.content import Acknowledged, ChangeShown, Row
from assistant.reports.material import Change
from assistant.reports.wording import moment

# Free text of these kinds is what a person typed: it is never taken for an id.
_TYPED = frozenset({"refused", "revised", "noted"})


def history(basis: Basis) -> tuple[ChangeShown, ...]:
    """Return every change on record, in the record's order."""
    return tuple(_change(basis, each) for each in basis.material.changes)


def acknowledged(basis: Basis) -> tuple[Acknowledged, ...]:
    """Return what was acknowledged, by whom and when."""
    return tuple(_acknowledged(basis, each) for each in basis.material.acknowledged)


def _change(basis: Basis, change: Change) -> ChangeShown:
    """Return one line of the history."""
    kinds = basis.wording.say.table("history.kinds")
    return ChangeShown(
        at=moment(change.at),
        by=basis.wording.author(change.by, change.role),
        what=kinds.get(change.kind, change.kind),
        fact=basis.wording.fact(change.fact) if change.fact else "",
        details=tuple(row for row in _details(basis, change) if row.text),
    )


def _details(basis: Basis, change: Change) -> list[Row]:
    """Return what a change says beyond its kind; texts that it lacks are ""."""
    wording = basis.wording
    labels = wording.say.table("history.labels")
    text = change.text if change.kind in _TYPED else wording.named(change.text)
    return [
        Row(label=labels["old"], text=_answer(basis, change.fact, change.old)),
        Row(label=labels["new"], text=_answer(basis, change.fact, change.new)),
        Row(label=wording.say.table("history.text").get(change.kind, labels["text"]), text=text),
        Row(label=labels["facts"], text=wording.listed(map(wording.named, change.facts))),
        Row(label=labels["cause"], text=wording.named(change.cause)),
    ]


def _answer(basis: Basis, fact: str, answer: Answer | None) -> str:
    """Return an answer in words, "" if there is none."""
    return basis.wording.answer(basis.protocol.fact[fact], answer) if answer else ""


def _acknowledged(basis: Basis, id_: str) -> Acknowledged:
    """Return one acknowledged thing, with the event that names it if the record has one."""
    event = next((each for each in basis.material.changes if _names(each, id_)), None)
    return Acknowledged(
        id=id_,
        text=basis.wording.named(id_),
        by=basis.wording.author(event.by, event.role) if event else "",
        at=moment(event.at if event else None),
    )


def _names(change: Change, id_: str) -> bool:
    """Return whether a change is the acknowledgement of something."""
    return change.kind == "acknowledged" and id_ in (change.text, change.cause, *change.facts)
