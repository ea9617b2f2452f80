"""How fast `screening assess` goes through a cohort: lines a second, and where the time goes.

No promise: the figures are there to compare versions by. Each step is also told as a multiple of
what `json.loads` takes for the same lines in the same run.
"""

import json
import os
import random
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from assistant.cli.main import main as screening
from assistant.criteria.answers import Answers
from assistant.criteria.entry import entered
from assistant.criteria.evaluation import assess
from assistant.criteria.model import Fact
from assistant.criteria.relevance import Planner
from assistant.criteria.remarks import advisories, doubts, violations
from assistant.session.cohort import facts_in
from assistant.session.protocols import packaged
from benchmarks.measuring import seconds
from benchmarks.participants import PATHS

T = TypeVar("T")
LINES = 2000
PROTOCOL = packaged()


def cohort() -> list[str]:
    """Return synthetic participants as lines: each path, with facts missing or unknown."""
    chance = random.Random(20_260_101)  # noqa: S311 - the same cohort in every run
    return [json.dumps(_gapped(PATHS[chance.choice(list(PATHS))], chance)) for _ in range(LINES)]


def _gapped(replies: dict[str, str], chance: random.Random) -> dict[str, object]:
    share = chance.random()
    return {
        fact: None if chance.random() < 0.05 else _value(PROTOCOL.fact[fact], reply)
        for fact, reply in replies.items()
        if chance.random() < share
    }


def _value(fact: Fact, reply: str) -> object:
    """Return a reply as `assess` takes it."""
    if reply in ("yes", "no"):
        return reply == "yes"
    return int(reply) if fact.is_number and reply.isdigit() else reply


def answers_in(line: str) -> Answers:
    """Return the answers that a line gives."""
    return {id_: entered(PROTOCOL.fact[id_], value) for id_, value in facts_in(line, "").items()}


def remark(answers: Answers) -> None:
    """Work out every remark on some answers."""
    for kind in (violations, doubts, advisories):
        kind(PROTOCOL, answers)


def command(lines: Sequence[str]) -> float:
    """Return the seconds of the whole command, the start of a process left out."""
    with TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        path = Path(folder) / "cohort.jsonl"
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        with redirect_stdout(nowhere):
            return seconds(lambda: screening(["assess", str(path), "--format", "json"]))


def each(work: Callable[[T], object], given: Sequence[T]) -> float:
    """Return the seconds that some work takes for all that is given."""

    def done() -> None:
        for one in given:
            work(one)

    return seconds(done)


def main() -> None:
    """Print the figures."""
    lines = cohort()
    answers = [answers_in(line) for line in lines]
    plain = each(json.loads, lines)
    steps = {
        "json.loads": plain,
        "parse": each(answers_in, lines),
        "assess": each(lambda given: assess(PROTOCOL, given), answers),
        "plan": each(Planner(PROTOCOL).plan, answers),
        "remarks": each(remark, answers),
        "whole command": command(lines),
    }
    print(f"{LINES} lines of {sum(map(len, answers)) / LINES:.0f} facts, the best of 5 rounds")
    for name, time in steps.items():
        print(
            f"  {name:<14}{1e6 * time / LINES:>7.0f} µs a patient {time / plain:>7.1f} × json.loads"
        )
    print(f"  {LINES / steps['whole command']:.0f} lines a second")


if __name__ == "__main__":
    main()
