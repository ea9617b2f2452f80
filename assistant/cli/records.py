"""`screening list`, `show` and `summary`: records are only read here."""

import argparse
import sys
from datetime import UTC, datetime

from assistant.cli.output import write
from assistant.cli.places import records_folder, screening_named
from assistant.text import visible


def list_(arguments: argparse.Namespace) -> int:
    """List the screenings of a folder, the latest first."""
    from assistant.phrases import phrases
    from assistant.reports.wording import ROOM
    from assistant.session.listing import listed

    folder, language = records_folder(arguments), arguments.lang
    say = phrases(ROOM, language)
    found = listed(folder, language)
    if not found:
        _print(say("listing.none", folder=folder))
    for each in found:
        if each.started is None:
            _print(f"{each.screening}  {each.fault}")
            continue
        queries = f"  {say('listing.queries', count=each.queries)}" if each.queries else ""
        started = each.started.strftime("%Y-%m-%d %H:%M UTC")
        _print(
            f"{each.screening}  {each.subject:<20}  {started}  "
            f"{say(f'log.states.{each.state}'):<9}  "
            f"{say('listing.answers', count=each.answered):>11}  {each.verdict_label}{queries}"
        )
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Show a screening's conversation as it went."""
    from assistant.console import printed
    from assistant.session.retelling import retold

    folder = records_folder(arguments)
    for message in retold(folder, screening_named(folder, arguments.id)):
        sys.stdout.write(printed(message, with_reply=True))
    return 0


def summary(arguments: argparse.Namespace) -> int:
    """Write a screening's summary to standard output, or to a file."""
    from assistant.session.summaries import summary_in

    folder = records_folder(arguments)
    screening = screening_named(folder, arguments.id)
    text = summary_in(folder, screening, arguments.lang, arguments.format, datetime.now(UTC))
    write(text, arguments.output)
    return 0


def history(arguments: argparse.Namespace) -> int:
    """Show every change of a screening, with what it did, and every refusal and confirmation."""
    from assistant.session.summaries import history_in

    folder = records_folder(arguments)
    screening = screening_named(folder, arguments.id)
    write(history_in(folder, screening, arguments.lang, arguments.format, datetime.now(UTC)), None)
    return 0


def _print(line: str) -> None:
    """Print one line that is safe on any terminal, whatever a record or a name may hold."""
    sys.stdout.write(f"{visible(line)}\n")
