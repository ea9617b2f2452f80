"""How soon a new screening stands on the screen, compared with the least Textual application.

The promises, against the first frame of `minimal_app.py` in the same run: the first frame of
`screening new` at most 1.1 times as late, the first question ready for its reply at most 1.5 times.
Both programs start in turns in a real pseudo-terminal, each time in a new process. A question counts
as ready when it is shown; that it was is proved by a reply typed at once, which must be taken.
With `--callgrind`, instructions are counted as well, which repeat where times do not; it is slow.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assistant.session.protocols import packaged
from benchmarks.measuring import Promise, concluded, spread
from benchmarks.terminal import Terminal

ROUNDS = 15
WARMING = 2  # rounds that only bring files into memory
MINIMAL = [sys.executable, str(Path(__file__).with_name("minimal_app.py"))]
FRAME = "\x1b[1;1H"  # where every frame of Textual begins
FACTS = packaged().words_in("en").facts
FIRST, SECOND = (" ".join(FACTS[fact.id].question.split()[:3]) for fact in packaged().facts[:2])


def minimal() -> tuple[float, float]:
    """Return when the minimal application shows its frame, and when it has taken a reply."""
    with Terminal(MINIMAL) as terminal:
        frame = terminal.until(FRAME)
        terminal.until("minimal question")
        terminal.type("yes\r")
        return frame, terminal.until("accepted yes")


def screening(folder: str) -> tuple[float, float, float]:
    """Return when a new screening shows its frame and first question, and has taken a reply."""
    subject = ["--subject", "SEIN-0042", "--user", "coordinator", "--lang", "en"]
    with Terminal(
        [sys.executable, "-m", "assistant", "new", *subject, "--transcripts", folder]
    ) as terminal:
        frame = terminal.until(FRAME)
        question = terminal.until(FIRST)
        terminal.type("yes\r")
        return frame, question, terminal.until(SECOND)


def main() -> int:
    """Print the figures, and return the exit code."""
    with TemporaryDirectory() as folder:
        rounds = [(*minimal(), *screening(folder)) for _ in range(WARMING + ROUNDS)][WARMING:]
    least, least_reply, frame, question, reply = zip(*rounds, strict=True)
    print(f"{ROUNDS} rounds in turns")
    print(f"  minimal application, first frame  {spread(least)}")
    print(f"  minimal application, reply taken  {spread(least_reply)}")
    print(f"  screening, first frame            {spread(frame)}")
    print(f"  screening, first question         {spread(question)}")
    print(f"  screening, its reply taken        {spread(reply)}")
    return concluded(
        Promise("first frame / minimal application's", _ratio(frame, least), 1.1),
        Promise(
            "first question ready / minimal application's first frame", _ratio(question, least), 1.5
        ),
    )


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios, turn by turn: what slows the machine slows both."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


if __name__ == "__main__":
    sys.exit(main())
