"""`screening practise`: cases to practise on, how one is doing, and the certificate."""

import argparse
import sys
from datetime import UTC, datetime
from textwrap import wrap

from assistant.cli.output import write
from assistant.cli.places import records_folder
from assistant.cli.screenings import SUSPENDED, is_plain, open_interface
from assistant.session.opening import login_name
from assistant.session.protocols import packaged
from assistant.text import visible
from assistant.tui.launch import spoken

WIDTH = 96  # columns of a text that is read


def practise(arguments: argparse.Namespace) -> int:
    """Practise on a case, or show the cases, one's progress, or the certificate."""
    from assistant.training.folders import practice_folder
    from assistant.training.progress import progress_of, report

    folder = records_folder(arguments)
    user, language = arguments.user or login_name(), arguments.lang or spoken()
    if arguments.certificate:
        from assistant.training.certificate import certificate_of

        progress = progress_of(practice_folder(folder), user)
        write(certificate_of(progress, language, datetime.now(UTC)), arguments.output)
        return 0
    if arguments.list:
        from assistant.training.catalogue import catalogue, headings

        progress = progress_of(practice_folder(folder), user)
        for row in (headings(language), *catalogue(progress, language)):
            _print(f"{row.number:<4}{row.title:<48}{row.score:<16}{row.mode}".rstrip())
        return 0
    if arguments.progress:
        progress = progress_of(practice_folder(folder), user)
        _print(*report(progress, packaged(), language).split("\n"))
        return 0
    return _begin(arguments, user, language)


def learn(arguments: argparse.Namespace) -> int:
    """Show a lesson, or what lessons there are."""
    from assistant.training.learning import Lessons

    lessons = Lessons(packaged(), arguments.lang or spoken())
    text = lessons.read(arguments.name) if arguments.name else lessons.index()
    _print(*(part for line in text.split("\n") for part in _wrapped(line)))
    return 0


def _wrapped(line: str) -> list[str]:
    """Return a line in as many as its words need; what follows a dash stays under it."""
    under = "  " if line.startswith("- ") else ""
    return wrap(line, WIDTH, break_on_hyphens=False, subsequent_indent=under) or [""]


def _begin(arguments: argparse.Namespace, user: str, language: str) -> int:
    """Practise on the case asked for, or on the next, line by line or in the full interface."""
    if not is_plain(arguments):
        return open_interface(arguments, "exam" if arguments.exam else "practise")
    from assistant.console import converse
    from assistant.training.catalogue import chosen
    from assistant.training.practice import Practice

    folder = records_folder(arguments)
    case = chosen(folder, user, arguments.case)
    session = Practice.go_on(
        folder, case, user, language, is_exam=arguments.exam, is_anew=arguments.anew
    )
    try:
        converse(session, sys.stdin, sys.stdout)
    finally:
        session.close()
    return 0 if session.state.concluded else SUSPENDED


def _print(*lines: str) -> None:
    sys.stdout.write("".join(f"{visible(line)}\n" for line in lines))
