"""Beginning a screening line by line: of whom, and whether of somebody screened before."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.cli.places import records_folder, screening_named
from assistant.errors import BadInput
from assistant.text import visible

if TYPE_CHECKING:
    from assistant.session.live import Session
    from assistant.session.opening import Opening


def begin(arguments: argparse.Namespace) -> Session:
    """Begin a screening line by line; the subject's code is asked for where it is not given."""
    from assistant.session.live import Session
    from assistant.session.protocols import chosen

    subject = arguments.subject or ""
    if not subject and not arguments.rescreens:
        subject = _asked("Subject code: ", "No subject code was given")
    opening = _opening(arguments, subject)
    if not arguments.rescreens:
        opening = _linked(arguments, opening)
    protocol, policy = chosen(arguments.protocol), arguments.policy
    return Session.begin(records_folder(arguments), opening, protocol=protocol, policy=policy)


def begin_script(arguments: argparse.Namespace) -> Session:
    """Begin a screening by prepared replies; of a subject on record it is only said."""
    from assistant.session.live import Session
    from assistant.session.protocols import chosen

    subject = arguments.subject or ("" if arguments.rescreens else "SCRIPTED")
    opening = _opening(arguments, subject)._replace(is_script=True)
    if arguments.subject and not arguments.rescreens:
        _told_of_duplicate(arguments, opening)
    protocol, policy = chosen(arguments.protocol), arguments.policy
    return Session.begin(records_folder(arguments), opening, protocol=protocol, policy=policy)


def _opening(arguments: argparse.Namespace, subject: str) -> Opening:
    """Return how the arguments say that a screening opens."""
    from assistant.session.opening import DEFAULT_SITE, ORDERS, ROLES, Opening, login_name
    from assistant.session.protocols import chosen

    languages = chosen(arguments.protocol).languages

    opening = Opening(
        subject=subject,
        user=arguments.user or login_name(),
        role=arguments.role or ROLES[0],
        site=arguments.site or ("" if arguments.rescreens else DEFAULT_SITE),
        language=arguments.lang or ("en" if "en" in languages else languages[0]),
        order=arguments.order or ORDERS[0],
    )
    return _rescreening(arguments, opening, arguments.rescreens) if arguments.rescreens else opening


def _rescreening(arguments: argparse.Namespace, opening: Opening, before: str) -> Opening:
    from assistant.session.protocols import chosen
    from assistant.session.rescreening import rescreening

    folder = records_folder(arguments)
    protocol = chosen(arguments.protocol)
    return rescreening(folder, screening_named(folder, before), opening, protocol)


def _linked(arguments: argparse.Namespace, opening: Opening) -> Opening:
    """Return the opening, linked to an earlier screening if the person at the keyboard says so."""
    before = _told_of_duplicate(arguments, opening)
    if not before or not sys.stdin.isatty():
        return opening
    return _rescreening(arguments, opening, before) if _is_the_same(opening.language) else opening


def _told_of_duplicate(arguments: argparse.Namespace, opening: Opening) -> str:
    """Say that a subject is on record already, and return the last screening, "" if it is not."""
    from assistant.session.rescreening import notice, on_record, remedy

    folder = records_folder(arguments)
    found = on_record(folder, opening.subject, opening.site, opening.language)
    if not found:
        return ""
    sys.stdout.write(f"{visible(notice(found, opening.language))}\n")
    if opening.is_script or not sys.stdin.isatty():
        sys.stdout.write(f"{visible(remedy(found, opening.language))}\n")
    return found[0].screening


def _is_the_same(language: str) -> bool:
    """Return whether the person says that this is the same participant, screened again."""
    from assistant.session.rescreening import is_the_same, question

    while True:
        said = is_the_same(_asked(question(language)), language)
        if said is not None:
            return said


def _asked(question: str, missing: str = "No reply was given") -> str:
    """Return one line from the person at the keyboard."""
    sys.stdout.write(question)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise BadInput(missing, remedy="Use --subject, for example SEIN-0042, or --rescreens ID")
    return line.rstrip("\r\n")
