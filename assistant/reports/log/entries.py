"""Entries of the screening log: one for each record, sound or damaged, and nothing identifying."""

from datetime import datetime

from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Status, Verdict
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.reports.basis import Basis
from assistant.reports.material import Material
from assistant.reports.wording import Wording

DAMAGED, PRACTICE = "damaged", "practice"


class Reason(Frozen):
    """A criterion that keeps a participant out, or may: its trial, its id, its name."""

    trial: str
    criterion: str
    label: str


class Entry(Frozen):
    """One screening as far as its record goes; of one left out, little but the fault is known.

    `folder` is where the record lies, `people` everybody who wrote in it, `criteria` are those of
    its protocol. `verdict` is the one so
    far until the screening has ended. `rescreens` is an earlier screening of the same participant.
    """

    folder: str
    screening: str
    state: str
    events: int = 0
    protocol: str = ""
    version: str = ""
    trial: str = ""
    subject: str = ""
    site: str = ""
    opened_at: datetime | None = None
    opened_by: str = ""
    opened_role: str = ""
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_role: str = ""
    signed_at: datetime | None = None
    signed_by: str = ""
    signed_role: str = ""
    people: frozenset[str] = frozenset()
    criteria: tuple[str, ...] = ()
    verdict: Verdict | None = None
    verdict_word: str = ""
    is_concluded: bool = False
    failed: tuple[Reason, ...] = ()
    contested: tuple[Reason, ...] = ()
    missing: tuple[Reason, ...] = ()
    not_assessed: tuple[str, ...] = ()
    rescreens: str = ""
    open_queries: int = 0
    fault: str = ""

    @property
    def is_left_out(self) -> bool:
        """Return whether the record counts nowhere: it cannot be read, or is of nobody."""
        return self.state in (DAMAGED, PRACTICE)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return every criterion that is not settled in the participant's favour."""
        return self.failed + self.contested + self.missing


class Ledger(Frozen):
    """How many lines the ledger of a folder had when the log was made, and its tree's hash."""

    folder: str
    size: int
    root: str


class Logbook(Frozen):
    """The entries of every record in some folders; one without any stays named."""

    folders: tuple[str, ...]
    entries: tuple[Entry, ...]
    ledgers: tuple[Ledger, ...] = ()


def left_out(folder: str, screening: str, state: str, fault: str) -> Entry:
    """Return the entry of a record that counts nowhere: it is listed, with the reason."""
    return Entry(folder=folder, screening=screening, state=state, fault=fault)


def entry(folder: str, material: Material, planner: Planner, language: str) -> Entry:
    """Return the entry of a screening, its criteria named in a language.

    A protocol that lacks the language names them in its first. `planner` must plan this protocol.
    """
    wording = _wording(material.protocol, language)
    signed = material.signatures[-1] if material.signatures else None
    basis = Basis(material, wording, planner)
    missing = [
        each.criterion
        for each in basis.results(Status.UNKNOWN)
        if each.criterion not in basis.not_assessed
    ]
    return Entry(
        folder=folder,
        screening=material.screening,
        state=material.state,
        events=material.events,
        protocol=basis.protocol.id,
        version=basis.protocol.version,
        trial=wording.words.protocol.short_title,
        subject=material.subject,
        site=material.site,
        opened_at=material.opened_at,
        opened_by=material.opened_by,
        opened_role=material.opened_role,
        ended_at=material.concluded_at,
        ended_by=material.concluded_by,
        ended_role=material.concluded_role,
        signed_at=signed.at if signed else None,
        signed_by=signed.by if signed else "",
        signed_role=signed.role if signed else "",
        people=frozenset(_people(material)),
        criteria=tuple(basis.protocol.criterion),
        verdict=basis.assessment.verdict,
        verdict_word=wording.words.verdicts[basis.assessment.verdict],
        is_concluded=basis.is_concluded,
        failed=_reasons(wording, [each.criterion for each in basis.results(Status.FAILED)]),
        contested=_reasons(wording, [each.criterion for each in basis.results(Status.CONTESTED)]),
        missing=_reasons(wording, missing),
        rescreens=material.rescreens,
        open_queries=sum(each.is_open for each in material.queries),
        not_assessed=tuple(each for each in basis.protocol.criterion if each in basis.not_assessed),
    )


def _reasons(wording: Wording, criteria: list[str]) -> tuple[Reason, ...]:
    """Return criteria by their names."""
    trial, labels = wording.words.protocol.short_title, wording.words.criteria
    return tuple(Reason(trial=trial, criterion=each, label=labels[each].label) for each in criteria)


def _people(material: Material) -> set[str]:
    """Return the ids of all who wrote in a record."""
    answered = {each.by for each in material.given}
    changed = {each.by for each in material.changes if each.role != "system"}
    signed = {each.by for each in material.signatures}
    ends = {material.opened_by, material.concluded_by}
    return (answered | changed | signed | ends) - {""}


def _wording(protocol: StudyProtocol, language: str) -> Wording:
    """Return a protocol's words in a language, or in its first where it lacks that."""
    return Wording(protocol, language if language in protocol.languages else protocol.languages[0])
