"""`screening`, `screening new` and `screening resume`: which front end, and how it ended."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.places import records_folder, screening_named
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.session.conversation import Message
    from assistant.session.live import Session

SUSPENDED = 11


def start(arguments: argparse.Namespace) -> int:
    """Open the terminal interface at its start screen."""
    if is_plain(arguments):
        raise BadInput(
            "the terminal interface needs a terminal",
            remedy="use `screening new --plain`, or `screening --help` for all commands",
        )
    return open_interface(arguments, "start")


def new(arguments: argparse.Namespace) -> int:
    """Start a screening: by prepared replies, line by line, or in the terminal interface."""
    if arguments.replies:
        return _play(arguments)
    if not is_plain(arguments):
        return open_interface(arguments, "new")
    return _converse(_begin(arguments, arguments.subject or _asked("Subject code: ")))


def resume(arguments: argparse.Namespace) -> int:
    """Go on with a screening."""
    folder = records_folder(arguments)
    screening = screening_named(folder, arguments.id)
    if not is_plain(arguments):
        arguments.screening = screening
        return open_interface(arguments, "resume")
    from assistant.session.live import Session
    from assistant.session.opening import login_name

    user = arguments.user or login_name()
    return _converse(Session.resume(folder, screening, user, arguments.role))


def _converse(session: Session) -> int:
    """Talk line by line; however it ends, the screening is let go of and its id told."""
    from assistant.console import converse

    try:
        converse(session, sys.stdin, sys.stdout)
    finally:
        code = _ended(session)
    return code


def _play(arguments: argparse.Namespace) -> int:
    """Screen by prepared replies."""
    from assistant.cli.assessing import text_of
    from assistant.console import printed
    from assistant.session.protocols import packaged
    from assistant.session.scripting import play, script

    name = arguments.replies
    replies = script(packaged(), text_of(Path(name)), name)
    session = _begin(arguments, arguments.subject or "SCRIPTED", is_script=True)

    def show(message: Message) -> None:
        sys.stdout.write(printed(message, with_reply=True))

    try:
        play(session, replies, show)
    finally:
        code = _ended(session)
    return code


def _begin(arguments: argparse.Namespace, subject: str, *, is_script: bool = False) -> Session:
    """Begin a screening as the arguments say."""
    from assistant.session.live import Session
    from assistant.session.opening import DEFAULT_SITE, Opening, login_name

    opening = Opening(
        subject=subject,
        user=arguments.user or login_name(),
        role=arguments.role,
        site=arguments.site or DEFAULT_SITE,
        language=arguments.lang or "en",
        order=arguments.order,
        is_script=is_script,
    )
    return Session.begin(records_folder(arguments), opening)


def _ended(session: Session) -> int:
    """Let go of a screening, print its id, and return how it ended."""
    session.close()
    sys.stdout.write(f"{session.id}\n")
    return code_of(session)


def code_of(session: Session) -> int:
    """Return the exit code that tells how a screening stands."""
    from assistant.cli.assessing import CODES

    return CODES[session.verdict] if session.state.concluded else SUSPENDED


def open_interface(arguments: argparse.Namespace, mode: str) -> int:
    """Open the terminal interface, and tell afterwards what became of the screening."""
    # What is loaded for the first frame stays: looking through it for garbage only delays that
    # frame. The interface turns the collector on again once the screening is open.
    gc.disable()
    from assistant.tui.app import run
    from assistant.tui.launch import Launch

    folder = records_folder(arguments)
    found = run(
        Launch(
            folder=folder,
            mode=mode,
            subject=getattr(arguments, "subject", None),
            user=getattr(arguments, "user", None),
            role=getattr(arguments, "role", None),
            site=getattr(arguments, "site", None),
            language=getattr(arguments, "lang", None),
            order=getattr(arguments, "order", None),
            screening=getattr(arguments, "screening", None),
            case=getattr(arguments, "case", None),
        )
    )
    return _reported(folder, found) if found else 0


def _reported(folder: Path, screening: str) -> int:
    """Print a screening's id, and return how it stands."""
    from assistant.cli.assessing import CODES
    from assistant.reports.material import ENDED
    from assistant.session.listing import one

    sys.stdout.write(f"{screening}\n")
    found = one(folder, screening)
    return CODES[found.verdict] if found.state in ENDED else SUSPENDED


def is_plain(arguments: argparse.Namespace) -> bool:
    """Return whether no screen can or should be drawn."""
    has_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return (
        getattr(arguments, "plain", False) or not has_terminal or os.environ.get("TERM") == "dumb"
    )


def _asked(question: str) -> str:
    """Return one line from the person at the keyboard."""
    sys.stdout.write(question)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise BadInput("no subject code was given", remedy="use --subject, for example SEIN-0042")
    return line.rstrip("\r\n")
