"""`screening addendum` and `screening redact`: what a closed record still takes."""

import argparse
import sys

from assistant.cli.places import records_folder, screening_named
from assistant.text import visible

_SHOWN = 60  # characters of a text, to know it by


def addendum(arguments: argparse.Namespace) -> int:
    """Add to a completed screening what is to be corrected."""
    from assistant.session.correcting import add
    from assistant.session.opening import author_of, login_name

    folder = records_folder(arguments)
    screening = screening_named(folder, arguments.id)
    author = author_of(arguments.user or login_name(), arguments.role)
    number = add(folder, screening, author, arguments.text, arguments.on or "")
    sys.stdout.write(f"Addendum {number} is on record.\n")
    return 0


def redact(arguments: argparse.Namespace) -> int:
    """List the texts of a record, or take one out, signed and with the reason."""
    from assistant import __version__
    from assistant.audit.clock import Clock
    from assistant.audit.reading import read
    from assistant.audit.store import Record
    from assistant.cli.keys import passphrase
    from assistant.session.correcting import Redaction, texts_of
    from assistant.session.opening import author_of, login_name

    folder = records_folder(arguments)
    screening = screening_named(folder, arguments.id)
    if arguments.event is None:
        for event in texts_of(read(folder / f"{screening}.jsonl")):
            said = " / ".join(event.private.values())
            at = f"{event.at:%Y-%m-%d %H:%M}"
            line = f"{event.seq:>5}  {at}  {event.author.actor:<12}  {event.type:<10}  {said}"
            sys.stdout.write(f"{visible(line[: 44 + _SHOWN])}\n")
        return 0
    author, clock = author_of(arguments.user or login_name(), arguments.role), Clock()
    with Record.open(folder, screening, software=__version__, clock=clock) as record:
        redaction = Redaction(
            folder, record, author, arguments.event, arguments.reason or "", clock
        )
        sys.stdout.write(f"Exactly this text will be signed:\n\n{visible_lines(redaction.text)}\n")
        redaction.sign(passphrase("Your passphrase signs it, and removes the text for good: "))
    sys.stdout.write(f"The text of event {arguments.event} is removed. Copies and backups made "
                     "before still hold it.\n")  # fmt: skip
    return 0


def visible_lines(text: str) -> str:
    """Return a text of several lines, safe on any terminal."""
    return "".join(f"{visible(line)}\n" for line in text.splitlines())
