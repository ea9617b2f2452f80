"""What a command has to show, on standard output or in a file that was named."""

import sys
from pathlib import Path

from assistant.errors import BadInput


def write(text: str, output: Path | None) -> None:
    """Write a text to standard output, or to a file.

    Raises BadInput if the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(
            "cannot be written", where=str(output), why=error.strerror or "",
            remedy="Name a file in a folder that you can write to",
        ) from error  # fmt: skip
