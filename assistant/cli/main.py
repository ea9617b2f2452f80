"""Arguments in, exit code out. What a command needs is imported only when it is called.

Exit codes: 0 eligible or done, 10 not eligible, 11 undetermined or suspended, 2 bad input;
`verify`: 0 sound, 1 warning, 2 failed.
"""

import os
import sys
from collections.abc import Sequence

from assistant.cli.complaints import BAD_INPUT, complain
from assistant.cli.parser import parser
from assistant.errors import AssistantError

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except AssistantError as error:
        return complain(str(error))
    except BrokenPipeError:
        # Whoever read the output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    return code
