"""`screening log`: everybody who was screened, in one folder or in many; nobody is named."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.cli.output import write
from assistant.cli.places import records_folder
from assistant.errors import BadInput
from assistant.text import visible


def log(arguments: argparse.Namespace) -> int:
    """Write the screening log to standard output, or to a file."""
    from assistant.reports.log.rendering import render
    from assistant.reports.log.selection import Selection
    from assistant.session.logbook import logbook, require_forwards
    from assistant.session.sites import record_folders

    usual = records_folder(arguments)
    places = [Path(each) for each in arguments.places] or [usual] * usual.is_dir()
    folders = record_folders(places) or (usual,)
    selection = Selection(
        site=arguments.site or "",
        protocol=arguments.protocol or "",
        state=arguments.state or "",
        verdict=arguments.verdict or "",
        criterion=arguments.criterion or "",
        since=_day(arguments.since, "--from"),
        until=_day(arguments.until, "--to"),
        user=arguments.user or "",
    )
    require_forwards(selection, arguments.lang)
    made_at = datetime.now(UTC)
    book = logbook(folders, arguments.lang, made_at)
    text = render(book, selection, arguments.lang, arguments.format, made_at)
    write(text, arguments.output)
    return 0


def _day(text: str | None, option: str) -> date | None:
    """Return the day that an option names."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"{visible(text)!r} is not a day", where=option, remedy="Write for example 2026-11-21"
        ) from error
