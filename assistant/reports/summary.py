"""The eligibility summary: all that a monitor reads, decided here so that templates only speak."""

from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.reports.basis import Basis
from assistant.reports.changing import changing
from assistant.reports.content import Summary
from assistant.reports.deciding import deciding
from assistant.reports.facts import given_shown
from assistant.reports.findings import groups, tally
from assistant.reports.history import acknowledged, history
from assistant.reports.identity import identity, provenance, verdict_shown
from assistant.reports.material import Material
from assistant.reports.notices import advisories_shown, dates_shown
from assistant.reports.queries import queries
from assistant.reports.terms import terms
from assistant.reports.wording import Wording


def summarise(material: Material, language: str, planner: Planner | None = None) -> Summary:
    """Return the summary of a screening in a language.

    `planner`, if given, saves making one; it must plan this very protocol. Raises BadInput if the
    protocol has no words in the language.
    """
    protocol = material.protocol
    if planner is not None and not _is_for(planner, protocol):
        raise ValueError("the planner plans another protocol, or other decisions")
    wording = Wording(protocol, language)
    basis = Basis(material, wording, planner or Planner(protocol))
    heading = wording.words.protocol
    return Summary(
        language=language,
        title=wording.say("title_practice" if material.practice else "title"),
        trial=heading.short_title,
        trial_title=heading.title,
        subject=material.subject,
        screening=material.screening,
        verdict=verdict_shown(basis),
        tally=tally(basis),
        identity=identity(basis),
        deciding=deciding(basis),
        changing=changing(basis),
        advisories=advisories_shown(basis),
        dates=dates_shown(basis),
        groups=groups(basis),
        answers=tuple(given_shown(basis, given) for given in material.given),
        queries=queries(basis),
        history=history(basis),
        acknowledged=acknowledged(basis),
        terms=terms(basis),
        provenance=provenance(basis),
    )


def _is_for(planner: Planner, protocol: StudyProtocol) -> bool:
    """Return whether a planner plans a protocol, with the same readings in force."""
    planned = planner.protocol
    return planned.source.sha256 == protocol.source.sha256 and planned.terms == protocol.terms
