"""What the terminal interface is started with: plain tuples, which load in no time."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROLES = ("coordinator", "investigator")
MONITOR = "monitor"  # who asks the site, and screens nobody
LANGUAGES = ("en", "fr")
ORDERS = ("protocol", "quickest")
CHOICES = {"role": ROLES, "language": LANGUAGES, "order": ORDERS}


class Launch(NamedTuple):
    """How to begin: `mode` is "start", "new", "resume", "practise" or "exam".

    None leaves open what it stands for.
    """

    folder: Path
    mode: str = "start"
    subject: str | None = None
    user: str | None = None
    role: str | None = None
    site: str | None = None
    language: str | None = None
    order: str | None = None
    screening: str | None = None
    case: str | None = None
    is_anew: bool = False
    rescreens: str | None = None
    protocol: str | None = None
    policy: str | None = None


class Details(NamedTuple):
    """What a new screening is opened with; `rescreens` is an earlier one of the participant."""

    subject: str
    user: str
    role: str
    site: str
    language: str
    order: str
    rescreens: str = ""

    @classmethod
    def of(cls, launch: Launch, remembered: Mapping[str, str] | None = None) -> "Details":
        """Return what a launch gives, and for the rest what is remembered, or what is usual."""
        from assistant.session.opening import DEFAULT_SITE

        known = remembered or {}
        return cls(
            subject=launch.subject or "",
            user=launch.user or known.get("user") or login(),
            role=launch.role or known.get("role", ROLES[0]),
            site=launch.site or known.get("site", DEFAULT_SITE),
            language=launch.language or known.get("language") or spoken(),
            order=launch.order or known.get("order", ORDERS[0]),
            rescreens=launch.rescreens or "",
        )


def login() -> str:
    """Return the name that this computer knows the person by, as an id."""
    from assistant.session.opening import login_name

    return login_name()


def spoken() -> str:
    """Return the language that the environment asks for, English unless it is one we speak."""
    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next((setting for setting in settings if setting), "")[:2].lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]
