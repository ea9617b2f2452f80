"""Killed at any moment: every answer that was acknowledged on the screen is on record."""

import subprocess
import time
from pathlib import Path

import pytest
from support.command import SCREENING, anchored, command, environment
from support.conversation import BONE, SPINE, merged

from assistant.audit.reading import read, screenings
from assistant.criteria.answers import Answer
from assistant.session.protocols import packaged
from assistant.session.state import fold

PATH = merged(BONE, SPINE)
ORDER = [*list(BONE)[:18], *list(SPINE)[1:], *list(BONE)[18:]]


def started(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [SCREENING, "new", "--plain", "--subject", "SEIN-1", "--transcripts", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env=environment(),
    )  # fmt: skip


def acknowledged(child: "subprocess.Popen[str]") -> str:
    """Read on to the line that says what was understood."""
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith("  = "):
            return line
    raise AssertionError("the command ended")


def answers(folder: Path) -> dict[str, Answer]:
    (screening,) = screenings(folder)
    return dict(fold(packaged(), read(folder / f"{screening}.jsonl")).answers)


@pytest.mark.parametrize(
    ("count", "delay"),
    # killed once so many answers were acknowledged, or so long after one more was sent
    [(1, None), (18, None), (33, None), (1, 0), (5, 0.001), (18, 0.002), (23, 0.004), (33, 0.008)],
)
def test_every_acknowledged_answer_survives(
    tmp_path: Path, count: int, delay: float | None
) -> None:
    child = started(tmp_path)
    assert child.stdin is not None
    for fact in ORDER[:count]:
        child.stdin.write(f"{PATH[fact]}\n")
        child.stdin.flush()
        acknowledged(child)
    if delay is not None:
        child.stdin.write(f"{PATH[ORDER[count]]}\n")
        child.stdin.flush()
        time.sleep(delay)
    child.kill()
    child.communicate()
    kept = answers(tmp_path)
    assert list(kept)[:count] == ORDER[:count]
    assert len(kept) <= count + (delay is not None)
    assert command("verify", "--transcripts", tmp_path).assert_clean().code in (0, 1)

    left = [PATH[fact] for fact in ORDER[len(kept) :]]
    stdin = "".join(f"{text}\n" for text in [*left, "conclude", "yes", "yes"]).encode()
    (screening,) = screenings(tmp_path)
    done = command("resume", screening, "--plain", "--transcripts", tmp_path, stdin=stdin)
    assert done.assert_clean().code == 0, done.out
    assert list(answers(tmp_path)) == ORDER
    assert {fact: answer for fact, answer in answers(tmp_path).items() if fact in kept} == kept
    assert anchored(tmp_path).code == 0


def test_killed_before_anything_was_asked(tmp_path: Path) -> None:
    child = started(tmp_path)
    child.kill()
    child.communicate()
    assert command("list", "--transcripts", tmp_path).assert_clean().code == 0
