"""How each term of the protocol is read in this screening, and who decided so."""

from assistant.criteria.model import Term
from assistant.reports.basis import Basis
from assistant.reports.content import Decided


def decided(basis: Basis) -> tuple[Decided, ...]:
    """Return the sponsor's decisions first, then readings shipped as decided, then open terms."""
    order = ("sponsor", "shipped", "undecided")
    rows = (_decided(basis, term) for term in basis.protocol.terms)
    return tuple(sorted(rows, key=lambda row: order.index(row.origin)))


def _decided(basis: Basis, term: Term) -> Decided:
    """Return how one term is read."""
    words = basis.wording.words.terms[term.id]
    decision = next((each for each in basis.protocol.decisions if each.term == term.id), None)
    reading = decision.reading if decision else term.decided
    origin = "sponsor" if decision else "shipped" if term.decided else "undecided"
    readings = [reading] if reading else [each.id for each in term.readings]
    return Decided(
        term=term.id,
        label=words.label,
        origin=origin,
        reading=basis.wording.say("join.readings").join(words.readings[each] for each in readings),
        by=decision.by if decision else basis.wording.say(f"decided.{origin}"),
        date=basis.wording.day(decision.date) if decision else "",
        reference=decision.reference if decision else "",
    )
