"""How soon a new screening stands on the screen, compared with the least Textual application.

The promises, against the first frame of `minimal_app.py` in the same run: the first frame of
`screening new` at most 1.1 times as late, the first question ready for its reply at most 1.5 times.
Both programs start in turns in a real pseudo-terminal, each time in a new process. A question
counts as ready when it is shown; that it was is proved by a reply typed at once, which is taken.
What Python compiles is compiled before, as `make` does: a machine may be set not to keep it.
With `--callgrind` (which needs valgrind, and a minute) the same is judged on counted instructions
as well: they repeat where times do not.
"""

import sys
from collections.abc import Sequence
from compileall import compile_dir
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory

import assistant
from assistant.session.protocols import packaged
from benchmarks.measuring import Promise, concluded, spread
from benchmarks.terminal import Terminal

ROUNDS = 15
WARMING = 2  # rounds that only bring files into memory
MINIMAL = [sys.executable, str(Path(__file__).with_name("minimal_app.py"))]
SCREENING = [sys.executable, "-m", "assistant", "new", "--subject", "SEIN-0042", "--lang", "en",
             "--user", "coordinator", "--transcripts"]  # fmt: skip
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
    with Terminal([*SCREENING, folder]) as terminal:
        frame = terminal.until(FRAME)
        question = terminal.until(FIRST)
        terminal.type("yes\r")
        return frame, question, terminal.until(SECOND)


def timed(folder: str) -> list[Promise]:
    """Print the times, and return the promises."""
    rounds = [(*minimal(), *screening(folder)) for _ in range(WARMING + ROUNDS)][WARMING:]
    least, least_taken, frame, question, taken = zip(*rounds, strict=True)
    print(f"{ROUNDS} rounds in turns")
    print(f"  minimal application, first frame  {spread(least)}")
    print(f"  minimal application, reply taken  {spread(least_taken)}")
    print(f"  screening, first frame            {spread(frame)}")
    print(f"  screening, first question         {spread(question)}")
    print(f"  screening, its reply taken        {spread(taken)}")
    return [
        Promise("first frame / the minimal application's", _ratio(frame, least), 1.1),
        Promise("first question / the minimal application's frame", _ratio(question, least), 1.5),
    ]


def counted(folder: str) -> list[Promise]:
    """Print how many instructions it takes to the same moments, and return the promises."""
    least = _instructions(MINIMAL, FRAME, folder)
    frame = _instructions([*SCREENING, folder], FRAME, folder)
    question = _instructions([*SCREENING, folder], FIRST, folder)
    print("instructions")
    print(f"  minimal application, first frame  {least / 1e6:.0f} million")
    print(f"  screening, first frame            {frame / 1e6:.0f} million")
    print(f"  screening, first question         {question / 1e6:.0f} million")
    return [
        Promise("first frame, in instructions", frame / least, 1.1),
        Promise("first question, in instructions", question / least, 1.5),
    ]


def _instructions(command: list[str], mark: str, folder: str) -> int:
    """Return the instructions of a program until a text is on the screen."""
    found = Path(folder) / "callgrind"
    valgrind = which("valgrind")
    if valgrind is None:
        sys.exit("--callgrind needs valgrind: install it, or leave the option out")
    options = ["--tool=callgrind", f"--callgrind-out-file={found}", f"--log-file={found}.log"]
    with Terminal([valgrind, *options, *command]) as terminal:
        terminal.until(mark, patience=300)
    return int(found.read_text("utf-8").rsplit("totals:", 1)[1])


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of the ratios, turn by turn: what slows the machine slows both."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def main() -> int:
    """Print the figures, and return the exit code."""
    compile_dir(str(Path(assistant.__file__).parent), quiet=1)
    with TemporaryDirectory() as folder:
        promises = timed(folder)
        if "--callgrind" in sys.argv:
            promises += counted(folder)
    return concluded(*promises)


if __name__ == "__main__":
    sys.exit(main())
