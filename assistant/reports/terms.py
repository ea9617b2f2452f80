"""How each term of the protocol is read in this screening, and who decided so."""

from collections.abc import Iterable

from assistant.criteria.model import Decision, Term
from assistant.reports.basis import Basis
from assistant.reports.content import Decided, Terms


def terms(basis: Basis) -> Terms:
    """Return the terms that the sponsor decided, those shipped as decided, and the open ones."""
    decisions = {each.term: each for each in basis.protocol.decisions}
    rest = [term for term in basis.protocol.terms if term.id not in decisions]
    return Terms(
        sponsor=tuple(
            _by_sponsor(basis, decisions[term]) for term in basis.protocol.term if term in decisions
        ),
        shipped=_as_they_are(basis, (term for term in rest if term.decided)),
        undecided=_as_they_are(basis, (term for term in rest if not term.decided)),
    )


def _by_sponsor(basis: Basis, decision: Decision) -> Decided:
    """Return a decision of the sponsor."""
    words = basis.wording.words.terms[decision.term]
    return Decided(
        term=decision.term,
        label=words.label,
        reading=words.readings[decision.reading],
        by=decision.by,
        date=basis.wording.day(decision.date),
        reference=decision.reference,
    )


def _as_they_are(basis: Basis, terms: Iterable[Term]) -> tuple[Decided, ...]:
    """Return terms with their readings in force."""
    words, either = basis.wording.words.terms, basis.wording.say("join.either")
    return tuple(
        Decided(
            term=term.id,
            label=words[term.id].label,
            reading=either.join(words[term.id].readings[each] for each in term.in_force),
        )
        for term in terms
    )
