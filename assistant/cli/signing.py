"""`screening sign`: the investigator's act, in either front end, once it is sure to be possible."""

import argparse
from pathlib import Path

from assistant.cli.places import records_folder, screening_named
from assistant.cli.screenings import SUSPENDED, resume
from assistant.errors import BadInput

SIGNED = 0


def sign(arguments: argparse.Namespace) -> int:
    """Sign a completed screening; 0 if it is signed in the end, 11 if it was left unsigned."""
    from assistant.session.listing import one

    folder = records_folder(arguments)
    arguments.id = screening_named(folder, arguments.id)
    arguments.role, arguments.policy = "investigator", None  # completed: nothing more is demanded
    _require_signable(arguments, folder)
    resume(arguments)
    return SIGNED if one(folder, arguments.id).state == "signed" else SUSPENDED


def _require_signable(arguments: argparse.Namespace, folder: Path) -> None:
    """Refuse what cannot be signed, or by whom it cannot be."""
    from datetime import UTC, datetime

    from assistant.audit.layout import SIGNING
    from assistant.session.listing import one
    from assistant.session.opening import author_of, login_name
    from assistant.session.signing import holder_here, keys_folder

    found = one(folder, arguments.id)
    if found.fault:
        raise BadInput(found.fault)
    author = author_of(arguments.user or login_name(), arguments.role)
    match found.state:
        case "signed":
            raise BadInput(
                "this screening is signed already", where=arguments.id,
                remedy="`screening addendum` corrects a signed screening",
            )  # fmt: skip
        case "open" | "suspended":
            raise BadInput(
                "this screening is not completed", where=arguments.id, why=f"It is {found.state}",
                remedy=f"Complete it first: screening resume {arguments.id}",
            )  # fmt: skip
    if holder_here(folder, author, SIGNING, datetime.now(UTC)) is None:
        raise BadInput(
            f"{author.actor!r} cannot sign here as an investigator", where=str(folder),
            why=f"No good key of theirs is both in the register and in {keys_folder()}",
            remedy=f"`screening keys list` shows the register; "
                   f"`screening keys create --user {author.actor}` makes a key",
        )  # fmt: skip
