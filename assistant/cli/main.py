"""Arguments in, exit code out. What a command needs is imported only when it is called.

Exit codes: 0 eligible or done, 10 not eligible, 11 undetermined or suspended, 2 bad input;
`verify`: 0 sound, 1 warning, 2 failed.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from assistant.cli.complaints import BAD_INPUT, complain
from assistant.cli.parser import parser
from assistant.errors import AssistantError

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _prepare_streams()
    given = sys.argv[1:] if argv is None else argv
    arguments = parser(*given[:1]).parse_args(given)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except AssistantError as error:
        return complain(str(error))
    except BrokenPipeError:
        # Whoever read the output has gone; there is nobody left to tell.
        _drop_output()
        return BAD_INPUT
    except OSError as error:
        _drop_output()
        named = error.filename
        what = f"{named}: cannot be used" if named else "The output cannot be written"
        return complain(f"{what}. {error.strerror}.")
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _prepare_streams() -> None:
    """Make every stream one that cannot fail on a character, even if it was closed before."""
    for name, mode, errors in _STREAMS:
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - for good
            setattr(sys, name, nowhere)
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


# Bytes that are no text come in as marks that a reply may not hold; what a terminal's own encoding
# lacks goes out as its code.
_STREAMS = (
    ("stdin", "r", "surrogateescape"),
    ("stdout", "w", "backslashreplace"),
    ("stderr", "w", "backslashreplace"),
)


def _drop_output() -> None:
    """Let what is still to be written go nowhere: writing it at the end would fail again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
