"""From Enter to the next question painted, at the beginning of a chat and after 2,000 turns.

The promises: at most 1.5 times the mounting of one bubble in a bare Textual application
(`bubble_app.py`), and turn 2,000 at most 1.5 times turn 10. The chat is that of a stress protocol:
2,000 yes/no questions in 100 criteria. All programs run in real pseudo-terminals and are asked in
turns; a time counts from the byte of the key Enter to the byte that completes what it brings.
The disk's time is apart: records are written, but not waited for.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.measuring import Promise, concluded, spread
from benchmarks.terminal import Terminal

QUESTIONS = 2000
EARLY, LATE = 10, QUESTIONS - 40  # questions answered before the first that is measured
ROUNDS = 30
WARMING = 3
PATIENCE = 600.0  # seconds from the start: the late chat answers most questions before it opens


def command(script: str, *numbers: int) -> list[str]:
    """Return the command that runs a script of this folder."""
    path = Path(__file__).with_name(script)
    return [sys.executable, str(path), *map(str, numbers)]


def turns(terminal: Terminal, answered: int) -> Iterator[float]:
    """Yield how long each next question takes, from Enter on."""
    terminal.until(f"Is fact_{answered + 1} so?", PATIENCE)
    while True:
        answered += 1
        terminal.type("yes")
        terminal.until(f"= fact_{answered} is so", PATIENCE)
        yield terminal.taken("\r", f"Is fact_{answered + 1} so?")


def bubbles(terminal: Terminal) -> Iterator[float]:
    """Yield how long the mounting of each next bubble takes, from Enter on."""
    terminal.until("\x1b[1;1H", PATIENCE)
    count = 0
    while True:
        count += 1
        terminal.type("yes")
        terminal.until("yes", PATIENCE)
        yield terminal.taken("\r", f"this is bubble {count}.")


def main() -> int:
    """Print the figures, and return the exit code."""
    with ExitStack() as stack:
        early, late, bare = (
            stack.enter_context(Terminal(each))
            for each in (
                command("chat_app.py", QUESTIONS, EARLY),
                command("chat_app.py", QUESTIONS, LATE),
                command("bubble_app.py"),
            )
        )
        each = zip(turns(early, EARLY), turns(late, LATE), bubbles(bare), strict=True)
        times = [next(each) for _ in range(WARMING + ROUNDS)][WARMING:]
    first, last, bubble = (list(column) for column in zip(*times, strict=True))
    print(f"{ROUNDS} rounds in turns")
    print(f"  a bubble in a bare application  {spread(bubble)}")
    print(f"  a turn after {EARLY:>5}              {spread(first)}")
    print(f"  a turn after {LATE:>5}              {spread(last)}")
    return concluded(
        Promise("a turn / a bubble in a bare application", median(first) / median(bubble), 1.5),
        Promise("turn 2,000 / turn 10", median(last) / median(first), 1.5),
    )


if __name__ == "__main__":
    sys.exit(main())
