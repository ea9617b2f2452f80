"""`screening protocol`: whether its files are sound, what they say, how the dialog runs."""

import argparse
import sys

from assistant.criteria.loader import load
from assistant.criteria.sources import folder_named
from assistant.errors import BadInput
from assistant.text import counted, visible


def check(arguments: argparse.Namespace) -> int:
    """Check a protocol's files: what must be mended, and what a reviewer would ask about."""
    from assistant.authoring.reviewing import review
    from assistant.authoring.scenarios import FOLDER, scenarios_in

    folder = folder_named(arguments.path)
    protocol = load(folder)
    slips, remarks = review(protocol)
    slips.stop_if_any()
    for remark in remarks.found:
        sys.stdout.write(f"{visible(f'remark: {remark}')}\n")
    if any((folder / FOLDER).glob("*.toml")):  # an author writes them after this check
        scenarios_in(folder, protocol)
    undecided = sum(len(term.in_force) > 1 for term in protocol.terms)
    sys.stdout.write(
        f"{protocol.id} {protocol.version} is sound: {counted(len(protocol.facts), 'fact')}, "
        f"{counted(len(protocol.criteria), 'criterion', 'criteria')}, "
        f"{counted(len(protocol.terms), 'term')} "
        f"({undecided} undecided), words in {', '.join(protocol.languages)}.\n"
        f"sha256 {protocol.source.sha256}\n"
    )
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Show a protocol as a person reads it."""
    from assistant.reports.reading_copy import reading_copy

    protocol = load(folder_named(arguments.path))
    language = arguments.lang or protocol.languages[0]
    if language not in protocol.languages:
        raise BadInput(
            f"no words in {language!r}", where=protocol.id,
            remedy=f"Use one of: {', '.join(protocol.languages)}",
        )  # fmt: skip
    sys.stdout.write(reading_copy(protocol, language, arguments.format))
    return 0


def diagram(arguments: argparse.Namespace) -> int:
    """Draw the states of a protocol's dialog."""
    from assistant.dialogs.diagram import mermaid

    sys.stdout.write(mermaid(load(folder_named(arguments.path)).topics))
    return 0
