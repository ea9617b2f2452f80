"""`screening checkpoint`: what vouches for every record of a folder, to be kept elsewhere."""

import argparse
from pathlib import Path

from assistant.cli.output import write
from assistant.cli.places import records_folder


def checkpoint(arguments: argparse.Namespace) -> int:
    """Print a checkpoint, or write it to a file; with an earlier one, prove the growth since."""
    from assistant.audit.anchoring import growth, taken
    from assistant.audit.checkpoint import parsed
    from assistant.cli.assessing import text_of

    folder = records_folder(arguments)
    now = taken(folder)
    text = now.note
    if arguments.since:
        text = growth(folder, parsed(text_of(Path(arguments.since)), arguments.since), now)
    write(text, arguments.output)
    return 0
