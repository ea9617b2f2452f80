"""A reply's own work: from the text typed to the next question ready, the disk left out.

The promise: parsing, assessing and planning take under 2 ms for every reply of a typical screening,
and of a long one (liver and spine). Each screening runs in a new process, cold as a person meets
it. Everything that `Session.submit` does counts, but for the record: its lines are really written
and synced, and that time is taken off; the making of the lines (canonical form, hashes, reading
back) is told apart. A reply counts with its best over the processes, since what else runs on the
machine only ever adds; the slowest reply must keep the promise.
"""

import gc
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from assistant.audit import disk
from assistant.audit.store import Record
from assistant.session.conversation import Message
from assistant.session.live import Session
from assistant.session.opening import Opening
from assistant.session.scripting import play
from benchmarks.measuring import Promise, concluded, in_new_process, spread, yardstick
from benchmarks.participants import PATHS

P = ParamSpec("P")
R = TypeVar("R")
LIMIT = 0.002  # seconds
PROCESSES = 15


class Stopwatch:
    """The seconds spent in one function."""

    def __init__(self) -> None:
        self._spent = 0.0

    def timing(self, work: Callable[P, R]) -> Callable[P, R]:
        """Return a function that does the same, its time noted here."""

        def timed(*arguments: P.args, **named: P.kwargs) -> R:
            start = perf_counter()
            try:
                return work(*arguments, **named)
            finally:
                self._spent += perf_counter() - start

        return timed

    def take(self) -> float:
        """Return the seconds spent since this was last asked."""
        spent, self._spent = self._spent, 0.0
        return spent


def screen(path: str) -> dict[str, list[float]]:
    """Return, in seconds for each reply: its own work, and the making of the record's lines."""
    written, recorded, submitted = Stopwatch(), Stopwatch(), Stopwatch()
    own, lines = [], []
    with TemporaryDirectory() as folder:
        session = Session.begin(Path(folder), Opening(subject="SEIN-0042", user="coordinator"))
        gc.freeze()  # as the terminal interface does once a screening is open

        submits = submitted.timing(session.submit)

        def submit(text: str) -> tuple[Message, ...]:
            said = submits(text)
            on_record, on_disk = recorded.take(), written.take()
            own.append(submitted.take() - on_record)
            lines.append(on_record - on_disk)
            return said

        with (
            patch.object(disk, "write", written.timing(disk.write)),
            patch.object(Record, "append", recorded.timing(Record.append)),
            patch.object(session, "submit", submit),
        ):
            play(session, PATHS[path], lambda _: None)
        session.close()
    assert session.state.concluded, "the screening was not complete"
    return {"own": own, "lines": lines, "yardstick": [yardstick()]}


def measured(path: str) -> Promise:
    """Print the figures of one path, and return its promise."""
    runs = [in_new_process("bench_turn.py", path) for _ in range(PROCESSES)]
    own, lines = _best(run["own"] for run in runs), _best(run["lines"] for run in runs)
    loop = min(run["yardstick"][0] for run in runs)
    print(f"{path}: {len(own)} replies, each the best of {PROCESSES} processes")
    print(f"  own work              {spread(own)}")
    print(f"  the record's lines    {spread(lines)}")
    print(f"  own work, every time  {spread([time for run in runs for time in run['own']])}")
    print(f"  slowest own work / yardstick ({1e3 * loop:.2f} ms): {max(own) / loop:.2f}")
    return Promise(f"slowest reply of the {path} screening / 2 ms", max(own) / LIMIT, 1)


def _best(runs: Iterable[list[float]]) -> list[float]:
    return [min(times) for times in zip(*runs, strict=True)]


if __name__ == "__main__":
    if sys.argv[-1] in PATHS:  # the process of one screening
        print(json.dumps(screen(sys.argv[-1])))
    else:
        sys.exit(concluded(*(measured(path) for path in PATHS)))
