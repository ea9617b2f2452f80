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
    if not is_plain(arguments):
        return open_interface(arguments, "start")
    if not (arguments.plain or sys.stdin.isatty()):
        raise BadInput(
            "The terminal interface needs a terminal",
            remedy="Use `screening new --plain`, or `screening --help` for all commands",
        )
    from assistant.cli.plain import start as offer

    return offer(arguments)


def new(arguments: argparse.Namespace) -> int:
    """Start a screening: by prepared replies, line by line, or in the terminal interface."""
    if arguments.replies:
        return _play(arguments)
    if not is_plain(arguments):
        if arguments.rescreens:
            _fill_in_earlier(arguments)
        return open_interface(arguments, "new")
    from assistant.cli.beginning import begin

    if sys.stdin.isatty() and not arguments.rescreens:
        from assistant.cli.plain import fill

        fill(arguments)
    return _converse(begin(arguments), colour=arguments.colour)


def _fill_in_earlier(arguments: argparse.Namespace) -> None:
    """Let a participant screened again keep code and site, unless others are given."""
    from assistant.session.rescreening import whom

    folder = records_folder(arguments)
    arguments.rescreens = screening_named(folder, arguments.rescreens)
    subject, site = whom(folder, arguments.rescreens) or (None, None)
    arguments.subject, arguments.site = arguments.subject or subject, arguments.site or site


def resume(arguments: argparse.Namespace) -> int:
    """Go on with a screening."""
    folder = records_folder(arguments)
    screening = screening_named(folder, arguments.id)
    if not is_plain(arguments):
        arguments.screening = screening
        return open_interface(arguments, "resume")
    from assistant.session.live import Session
    from assistant.session.opening import ROLES, login_name

    user = arguments.user or login_name()
    role, policy = arguments.role or ROLES[0], arguments.policy
    session = Session.resume(folder, screening, user, role, policy=policy)
    return _converse(session, colour=arguments.colour)


def _converse(session: Session, *, colour: bool) -> int:
    """Talk line by line; however it ends, the screening is let go of and its id told."""
    from assistant.console import converse

    try:
        converse(session, sys.stdin, sys.stdout, colour=colour)
    finally:
        code = _ended(session)
    return code


def _play(arguments: argparse.Namespace) -> int:
    """Screen by prepared replies."""
    from assistant.cli.assessing import text_of
    from assistant.cli.beginning import begin_script
    from assistant.console import printed
    from assistant.session.protocols import chosen
    from assistant.session.scripting import play, script

    name = arguments.replies
    replies = script(chosen(arguments.protocol), text_of(Path(name)), name)
    session = begin_script(arguments)

    def show(message: Message) -> None:
        sys.stdout.write(printed(message, with_reply=True))

    try:
        play(session, replies, show)
    finally:
        code = _ended(session)
    return code


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
            is_anew=getattr(arguments, "anew", False),
            rescreens=getattr(arguments, "rescreens", None),
            protocol=str(arguments.protocol) if getattr(arguments, "protocol", None) else None,
            policy=str(arguments.policy) if getattr(arguments, "policy", None) else None,
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
