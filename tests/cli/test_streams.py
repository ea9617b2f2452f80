"""Streams that are closed, full, cut off or in another encoding end a command decently."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.command import SCREENING, environment, process


def with_closed(stream: str, *arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    line = f'exec "$0" "$@" {stream}'
    return subprocess.run(
        ["/bin/sh", "-c", line, SCREENING, *arguments], capture_output=True, timeout=60,
        check=False, env=environment(),
    )  # fmt: skip


def test_closed_input(tmp_path: Path) -> None:
    done = with_closed("<&-", "assess", "-")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Standard input: holds no line." in done.stderr
    done = with_closed("<&-", "new", "--plain", "--subject", "SEIN-1", "--transcripts", tmp_path)
    assert done.returncode == 11
    assert b"Suspended. Nothing is lost" in done.stdout
    assert done.stderr == b""


def test_closed_output(tmp_path: Path) -> None:
    done = with_closed(">&-", "list", "--transcripts", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    done = with_closed(">&- 2>&-", "assess", "none.json")
    assert done.returncode == 2


@pytest.mark.parametrize(
    "arguments", [["list"], ["protocol", "show"], ["protocol", "diagram"], ["assess", "-"]]
)
def test_output_that_cannot_be_written(tmp_path: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [SCREENING, *arguments], input=b"{}\n" * 50, stdout=full, stderr=subprocess.PIPE,
            timeout=60, check=False, env=environment(SCREENING_TRANSCRIPTS=str(tmp_path)),
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "screening: The output cannot be written. No space left on device.\n"
    )


def test_a_reader_that_has_gone() -> None:
    line = f"{SCREENING} protocol show | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["/bin/bash", "-c", line], capture_output=True, timeout=60, check=False, env=environment()
    )
    assert done.stderr == b""
    assert done.stdout.splitlines()[0].startswith(b"# STEREO-SEIN")
    assert done.stdout.splitlines()[-1] in (b"0", b"2")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_another_encoding(encoding: str) -> None:
    done = subprocess.run(
        [SCREENING, "protocol", "show", "--lang", "fr"], capture_output=True, timeout=60,
        check=False, env=environment(PYTHONIOENCODING=f"{encoding}:strict"),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "µ" in done.stdout.decode(encoding) or "\\xb5" in done.stdout.decode(encoding)


def test_the_module_is_the_command() -> None:
    by_name, by_module = (
        process("--version", prefix=prefix)
        for prefix in ((SCREENING,), (sys.executable, "-m", "assistant"))
    )
    assert by_name == by_module
    assert by_name.out.startswith("screening 0.")
