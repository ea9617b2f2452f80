"""`screening query`: a monitor asks, the site replies, the monitor closes; all of it on record."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import write
from assistant.cli.places import records_folder, screening_named

if TYPE_CHECKING:
    from assistant.audit.events import Author


def show(arguments: argparse.Namespace) -> int:
    """List a screening's queries with all that was said to them."""
    from assistant.session.summaries import queries_in

    folder = records_folder(arguments)
    screening = screening_named(folder, arguments.id)
    write(queries_in(folder, screening, arguments.lang, datetime.now(UTC)), None)
    return 0


def raise_(arguments: argparse.Namespace) -> int:
    """Raise a query on an answer or on a criterion."""
    from assistant.session.monitoring import MONITOR, raise_query

    folder, screening, author = _where_and_who(arguments, MONITOR)
    number = raise_query(folder, screening, author, arguments.on, arguments.text)
    write(f"Query {number} is on record.", None)
    return 0


def reply(arguments: argparse.Namespace) -> int:
    """Reply to a query for the site."""
    from assistant.session.monitoring import reply_to_query

    folder, screening, author = _where_and_who(arguments, arguments.role)
    reply_to_query(folder, screening, author, arguments.number, arguments.text)
    write(f"The reply to query {arguments.number} is on record.", None)
    return 0


def close(arguments: argparse.Namespace) -> int:
    """Close a query."""
    from assistant.session.monitoring import MONITOR, close_query

    folder, screening, author = _where_and_who(arguments, MONITOR)
    close_query(folder, screening, author, arguments.number, arguments.text)
    write(f"Query {arguments.number} is closed.", None)
    return 0


def verify_source(arguments: argparse.Namespace) -> int:
    """Record that an answer was compared with its source document."""
    from assistant.session.monitoring import MONITOR
    from assistant.session.monitoring import verify_source as record_check

    folder, screening, author = _where_and_who(arguments, MONITOR)
    record_check(folder, screening, author, arguments.on, arguments.text)
    write("The comparison with the source document is on record.", None)
    return 0


def name_source(arguments: argparse.Namespace) -> int:
    """Name the source document of an answer, once the conversation is over."""
    from assistant.session.monitoring import name_source as record_source

    folder, screening, author = _where_and_who(arguments, arguments.role)
    record_source(folder, screening, author, arguments.on, arguments.text)
    write("The source document is on record.", None)
    return 0


def _where_and_who(arguments: argparse.Namespace, role: str) -> "tuple[Path, str, Author]":
    """Return the folder, the screening and who writes."""
    from assistant.session.monitoring import MONITOR
    from assistant.session.opening import ROLES, author_of, login_name

    folder = records_folder(arguments)
    author = author_of(arguments.user or login_name(), role, (*ROLES, MONITOR))
    return folder, screening_named(folder, arguments.id), author
