"""Addenda: each named where the record is identified, and again at the answer that it is about."""

from assistant.reports.basis import Basis


def listed(basis: Basis) -> list[str]:
    """Return the addenda, each by its number, the event that holds it and what it is about."""
    return [
        basis.wording.say("addendum", number=number, event=event, on=on).rstrip(" :,")
        for number, event, _, on in _numbered(basis)
    ]


def about(basis: Basis, fact: str) -> tuple[str, ...]:
    """Return which addenda to look at for an answer."""
    return tuple(
        basis.wording.say("see_addendum", number=number, event=event)
        for number, event, about, _ in _numbered(basis)
        if about == fact
    )


def _numbered(basis: Basis) -> list[tuple[int, int, str, str]]:
    """Return the number, event, fact ("" if it is on none) and matter of each addendum."""
    found = [each for each in basis.material.changes if each.kind == "addendum"]
    return [
        (
            number,
            each.number,
            each.fact,
            basis.wording.fact(each.fact) if each.fact else ", ".join(each.facts),
        )
        for number, each in enumerate(found, 1)
    ]
