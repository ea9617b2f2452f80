"""What is wrong, on standard error: one readable line each, never a traceback."""

import sys

from assistant.text import visible

BAD_INPUT = 2


def complain(text: str) -> int:
    """Say what is wrong, line by line, and return the exit code for bad input."""
    for line in text.splitlines() or [""]:
        sys.stderr.write(f"screening: {visible(line)}\n")
    return BAD_INPUT
