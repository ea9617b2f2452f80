"""What the benchmarks share: a yardstick, order statistics, and the way a figure is told.

Invariant: a promise is judged on a ratio of two things measured in the same run, or on times of
which the least disturbed of many counts; one disturbed measurement decides nothing.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Promise:
    """A ratio to be kept: at most `limit`, or at least if `is_floor`."""

    what: str
    ratio: float
    limit: float
    is_floor: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the ratio is on the right side of the limit."""
        return self.ratio >= self.limit if self.is_floor else self.ratio <= self.limit

    def __str__(self) -> str:
        bound = "at least" if self.is_floor else "at most"
        verdict = "kept" if self.is_kept else "MISSED"
        return f"{verdict:<7}{self.what}: {self.ratio:.2f} ({bound} {self.limit:g})"


def concluded(*promises: Promise) -> int:
    """Print every promise, and return the exit code: 1 if one is missed."""
    for promise in promises:
        print(promise)
    return int(not all(promise.is_kept for promise in promises))


def seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Return how long some work takes at best, in seconds."""
    return min(_once(work) for _ in range(repeats))


def yardstick() -> float:
    """Return the seconds that a fixed loop takes here: what a time is compared with elsewhere."""
    return seconds(lambda: sum(number * number for number in range(20_000)))


def spread(times: Sequence[float]) -> str:
    """Return the median, the 95th percentile and the greatest of some seconds, as milliseconds."""
    high = quantiles(times, n=20, method="inclusive")[-1]
    figures = {"median": median(times), "p95": high, "max": max(times)}
    return ", ".join(f"{name} {1e3 * figure:.2f} ms" for name, figure in figures.items())


def in_new_process(script: str, *arguments: str) -> dict[str, list[float]]:
    """Run a script of this folder in a process of its own, and return the JSON that it prints."""
    path = Path(__file__).with_name(script)
    done = subprocess.run(
        [sys.executable, str(path), *arguments], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def _once(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
