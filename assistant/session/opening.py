"""What a screening starts with: whom, by whom, where, in which language and order."""

import getpass
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.audit.events import Author, Json
from assistant.audit.layout import PRACTICE
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
        """Return what the record's first event says."""
        marked: dict[str, Json] = {}
        if self.practice:
            marked = {PRACTICE: {"case": self.practice, "exam": self.is_exam}}
        return {
            "subject": self.subject,
            "site": self.site,
            "language": self.language,
            "order": self.order,
            "scripted": self.is_script,
            **marked,
        }


def author_of(user: str, role: str) -> Author:
    """Return who screens.

    Raises BadInput if the user's id or the role cannot be accepted.
    """
    _require_one_of(role, ROLES, "a role")
    return Author(identifier(user, "user's id"), role)


def _require_one_of(text: str, known: Sequence[str], what: str) -> None:
    if text not in known:
        raise BadInput(f"{visible(text)!r} is not {what}", remedy=f"use one of: {', '.join(known)}")


def login_name() -> str:
    """Return the name that this computer knows the user by, as an id."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name).strip("-._")[:32] or "user"
