"""`screening checkpoint`: what vouches for every record of a folder, to be kept elsewhere."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import write
from assistant.cli.places import records_folder
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.audit.checkpoint import Checkpoint


def checkpoint(arguments: argparse.Namespace) -> int:
    """Print a checkpoint, or write it to a file; with an earlier one, prove the growth since."""
    from assistant.audit.anchoring import growth, taken
    from assistant.audit.checkpoint import parsed
    from assistant.cli.assessing import text_of

    folder = records_folder(arguments)
    now = taken(folder)
    if arguments.user:
        now = _signed(now, folder, arguments.user)
    text = now.note
    if arguments.since:
        text = growth(folder, parsed(text_of(Path(arguments.since)), arguments.since), now)
    write(text, arguments.output)
    return 0


def _signed(checkpoint: "Checkpoint", folder: Path, user: str) -> "Checkpoint":
    """Return a checkpoint signed with the key of a user of the register."""
    from assistant.audit import keys
    from assistant.audit.events import Author
    from assistant.audit.layout import CHECKPOINTING
    from assistant.cli.keys import passphrase
    from assistant.session.opening import ROLES
    from assistant.session.signing import holder_here, keys_folder, signed_checkpoint

    now = datetime.now(UTC)
    if not any(holder_here(folder, Author(user, role), CHECKPOINTING, now) for role in ROLES):
        raise BadInput(
            f"{user!r} has no good key here", where=str(folder),
            remedy="`screening keys list` shows the register",
        )  # fmt: skip
    signer = keys.opened(keys_folder(), user, passphrase(f"The passphrase of {user}: "))
    if signer is None:
        raise BadInput("That is not the passphrase of the key", remedy="Try again")
    return signed_checkpoint(checkpoint, user, signer)
