"""A summary written to a file of its own, and opened with what the system has for it."""

import shutil
import subprocess
import sys
from pathlib import Path

from assistant.errors import BadInput

_OPENER = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")


def saved(text: str, folder: Path, name: str, ending: str) -> Path:
    """Return the file that a text was written to; no file that is there already is overwritten.

    Raises BadInput if it cannot be written.
    """
    number = 1
    while True:
        path = folder / (f"{name}.{ending}" if number == 1 else f"{name}-{number}.{ending}")
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            number += 1
        except OSError as error:
            raise BadInput(
                "not saved", where=str(path), why=str(error.strerror),
                remedy="Start the assistant in a folder that can be written, or use "
                "`screening summary ID -o FILE`",
            ) from error  # fmt: skip
        else:
            return path


def opener() -> str | None:
    """Return the program that opens a file with what it belongs to, or None if there is none."""
    return shutil.which(_OPENER)


def opened(path: Path, program: str) -> None:
    """Open a file with a program that goes on by itself, and says nothing in this terminal.

    Raises BadInput if it cannot be started.
    """
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(  # noqa: S603 - no shell, and a path of our own making
            [program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        raise BadInput("not opened", where=program, why=str(error.strerror)) from error
