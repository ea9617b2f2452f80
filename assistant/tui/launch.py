"""What the terminal interface is started with: plain values, so that starting stays quick."""

import getpass
import os
import re
from dataclasses import dataclass
from pathlib import Path

MODES = ("start", "new", "resume")
ROLES = ("coordinator", "investigator")
LANGUAGES = ("en", "fr")
_FOREIGN = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Launch:
    """How to begin: `mode` is one of MODES, `screening` the one to resume; None leaves it open."""

    folder: Path
    mode: str = "start"
    subject: str | None = None
    user: str | None = None
    role: str | None = None
    site: str | None = None
    language: str | None = None
    order: str | None = None
    screening: str | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What a new screening is opened with."""

    subject: str
    user: str
    role: str
    site: str
    language: str
    order: str

    @classmethod
    def of(cls, launch: Launch) -> "Details":
        """Return what a launch gives, and the usual values for what it leaves open."""
        return cls(
            subject=launch.subject or "",
            user=launch.user or login(),
            role=launch.role or ROLES[0],
            site=launch.site or "site",
            language=launch.language or spoken(),
            order=launch.order or "protocol",
        )


def login() -> str:
    """Return the name of the person logged in, as a record can carry it."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account: a container, or another platform
        name = ""
    return _FOREIGN.sub("", name).lstrip("._-")[:32] or "user"


def spoken() -> str:
    """Return the language that the environment asks for, English unless it is one we speak."""
    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next((setting for setting in settings if setting), "")[:2].lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]
