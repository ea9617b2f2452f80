"""What a screening starts with: whom, by whom, where, in which language and order."""

import getpass
import re
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant import __version__
from assistant.audit import copies
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Json, Origin, ProtocolRef
from assistant.audit.layout import PRACTICE, RESCREENS, SITE_RECORD, record_name
from assistant.audit.store import Record
from assistant.errors import BadInput
from assistant.text import identifier, subject_code, visible

ROLES = ("coordinator", "investigator")
PROTOCOL, QUICKEST = "protocol", "quickest"
ORDERS = (PROTOCOL, QUICKEST)
DEFAULT_SITE = "site"


class Opening(NamedTuple):
    """A screening's head; `is_script` says that prepared replies stand in for a person.

    `practice` is the practice case that stands in for a participant, "" in a real screening.
    """

    subject: str
    user: str
    role: str = "coordinator"
    site: str = DEFAULT_SITE
    language: str = "en"
    order: str = "protocol"
    is_script: bool = False
    practice: str = ""
    is_exam: bool = False
    rescreens: Mapping[str, Json] | None = None

    @property
    def author(self) -> Author:
        """Return who screens."""
        return Author(self.user, self.role)

    def checked(self, languages: Sequence[str]) -> "Opening":
        """Return the opening with its texts in their recorded form.

        Raises BadInput naming what cannot be accepted, and why.
        """
        _require_one_of(self.order, ORDERS, "an order")
        _require_one_of(self.language, languages, "a language of this protocol")
        author = author_of(self.user, self.role)
        return self._replace(
            subject=subject_code(self.subject),
            user=author.actor,
            site=identifier(self.site, "site's id"),
        )

    def data(self) -> Mapping[str, Json]:
        """Return what the record's first event says of it."""
        marked: dict[str, Json] = {}
        if self.practice:
            marked = {PRACTICE: {"case": self.practice, "exam": self.is_exam}}
        if self.rescreens:
            marked[RESCREENS] = self.rescreens
        return {
            "subject": self.subject,
            "site": self.site,
            "language": self.language,
            "order": self.order,
            "scripted": self.is_script,
            **marked,
        }


class Trial(NamedTuple):
    """A protocol's version, the readings of its terms in force, and its files to keep a copy of.

    `decisions` are the sponsor's that are in force: term, reading, by, date and reference of each.
    """

    reference: ProtocolRef
    readings: Mapping[str, Json]
    files: Mapping[str, bytes]
    decisions: tuple[Mapping[str, str], ...] = ()


def begun(folder: Path, opening: Opening, trial: Trial, clock: Clock) -> Record:
    """Return the record of a new screening, its first event on the disk; the opening is checked.

    Raises RecordError if no record could be begun.
    """
    copies.keep(folder, trial.reference.sha256, trial.files)
    origin = Origin(str(uuid.uuid4()), trial.reference, __version__)
    data, private = first_data(opening, trial), first_private(trial)
    return Record.create(folder, origin, data, author=opening.author, clock=clock, private=private)


def first_data(opening: Opening, trial: Trial) -> Mapping[str, Json]:
    """Return what a record's first event says."""
    decided: list[Json] = [
        {key: each[key] for key in ("term", "reading", "date")} for each in trial.decisions
    ]
    in_force = {"decisions": decided} if decided else {}
    return {**opening.data(), "readings": trial.readings, **in_force}


def first_private(trial: Trial) -> Mapping[str, str]:
    """Return the free text of a record's first event: who decided on each term, and where."""
    return {
        f"{key} {each['term']}": each[key]
        for each in trial.decisions
        for key in ("by", "reference")
    }


def has_site_record(folder: Path) -> bool:
    """Return whether a site has recorded decisions of the sponsor beside its screenings."""
    return (folder / record_name(SITE_RECORD)).exists()


def author_of(user: str, role: str, roles: Sequence[str] = ROLES) -> Author:
    """Return who does something, in one of some roles.

    Raises BadInput if the user's id or the role cannot be accepted.
    """
    _require_one_of(role, roles, "a role")
    return Author(identifier(user, "user's id"), role)


def _require_one_of(text: str, known: Sequence[str], what: str) -> None:
    if text not in known:
        raise BadInput(f"{visible(text)!r} is not {what}", remedy=f"Use one of: {', '.join(known)}")


def login_name() -> str:
    """Return the name that this computer knows the user by, as an id."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name).strip("-._")[:32] or "user"
