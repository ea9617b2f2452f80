"""Where records lie, and which of them a command means."""

import argparse
import os
from pathlib import Path

from assistant.errors import BadInput

_LEAST = 4


def records_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder of records: as asked for, else the checkout's, else the user's own."""
    given = getattr(arguments, "transcripts", None) or os.environ.get("SCREENING_TRANSCRIPTS")
    if given:
        return Path(given)
    here = Path.cwd()
    if (here / "pyproject.toml").is_file() and (here / "assistant" / "criteria").is_dir():
        return here / "transcripts"
    from platformdirs import user_data_path

    return user_data_path("stereo-screening") / "transcripts"


def screening_named(folder: Path, text: str) -> str:
    """Return the id of the one screening in a folder whose id begins so.

    Raises BadInput if there is none, or more than one.
    """
    from assistant.audit.reading import screenings

    found = [id_ for id_ in screenings(folder) if id_.startswith(text.lower())]
    if len(found) == 1 and len(text) >= _LEAST:
        return found[0]
    raise BadInput(
        f"{text!r} names {len(found) if len(text) >= _LEAST else 'too many'} screenings",
        where=str(folder), remedy="`screening list` shows their ids; four characters may be enough",
    )  # fmt: skip
