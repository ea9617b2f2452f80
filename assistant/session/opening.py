"""What a screening starts with: whom, by whom, where, in which language and order."""

import getpass
import re
from collections.abc import Mapping

from assistant.audit.events import Author, Json
from assistant.criteria.base import Frozen
from assistant.errors import BadInput
from assistant.text import identifier, subject_code

ROLES = ("coordinator", "investigator")
ORDERS = ("protocol",)
DEFAULT_SITE = "site"


class Opening(Frozen):
    """A screening's head; `is_script` says that prepared replies stand in for a person."""

    subject: str
    user: str
    role: str = "coordinator"
    site: str = DEFAULT_SITE
    language: str = "en"
    order: str = "protocol"
    is_script: bool = False

    @property
    def author(self) -> Author:
        """Return who screens."""
        return Author(self.user, self.role)

    def checked(self) -> "Opening":
        """Return the opening with its texts in their recorded form.

        Raises BadInput naming what cannot be accepted, and why.
        """
        if self.role not in ROLES:
            raise BadInput(f"{self.role!r} is not a role", remedy=f"use one of: {', '.join(ROLES)}")
        if self.order not in ORDERS:
            raise BadInput(
                f"{self.order!r} is not an order", remedy=f"use one of: {', '.join(ORDERS)}"
            )
        return self.model_copy(
            update={
                "subject": subject_code(self.subject),
                "user": identifier(self.user, "user's id"),
                "site": identifier(self.site, "site's id"),
            }
        )

    def data(self) -> Mapping[str, Json]:
        """Return what the record's first event says."""
        return {
            "subject": self.subject,
            "site": self.site,
            "language": self.language,
            "order": self.order,
            "scripted": self.is_script,
        }


def login_name() -> str:
    """Return the name that this computer knows the user by, as an id."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        name = ""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name).strip("-._")[:32] or "user"
