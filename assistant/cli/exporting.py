"""`screening export`: a copy of all records that needs nothing else."""

import argparse
import sys
from datetime import UTC, datetime

from assistant.cli.places import records_folder
from assistant.text import counted


def export(arguments: argparse.Namespace) -> int:
    """Copy the records with all that is needed to read, check and restore them."""
    from assistant.session.exporting import CHECKPOINT, CHECKSUMS, export

    count = export(records_folder(arguments), arguments.folder, datetime.now(UTC))
    target = arguments.folder
    sys.stdout.write(
        f"{counted(count, 'record')} copied to {target}. Check the copy there with:\n"
        f"    sha256sum -c {CHECKSUMS}\n"
        f"    screening verify records --checkpoint {CHECKPOINT}\n"
    )
    return 0
