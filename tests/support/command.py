"""The command `screening`, run in this process or in another; what it printed and how it ended."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from support.sentences import slips

from assistant.cli import main

SCREENING = str(Path(sys.executable).with_name("screening"))
CONTROLS = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))} - {"\n"}


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    def assert_clean(self) -> "Outcome":
        """Nothing in it is for a programmer, and nothing could steer a terminal."""
        for text in (self.out, self.err):
            assert "Traceback" not in text, text
            assert not CONTROLS & set(text), text
        for line in self.err.splitlines():
            assert line.startswith("screening: "), self.err
            assert slips(line.removeprefix("screening: ")) == [], line
        return self

    def assert_refused(self, *parts: str) -> "Outcome":
        """It ended as bad input does, and the one message holds these."""
        self.assert_clean()
        assert self.code == 2, (self.code, self.out, self.err)
        assert self.err.count("\n") == 1, self.err
        assert all(part in self.err for part in parts), self.err
        return self


def command(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
    """Run a command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with ExitStack() as streams:
        streams.enter_context(redirect_stdout(out))
        streams.enter_context(redirect_stderr(err))
        streams.enter_context(patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8")))
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return Outcome(code, written(out), written(err))


def anchored(folder: Path, *arguments: str | Path) -> Outcome:
    """Verify a folder, or what is named, against a checkpoint taken just before."""
    with TemporaryDirectory() as elsewhere:
        note = Path(elsewhere) / "checkpoint"
        assert command("checkpoint", "-o", note, "--transcripts", folder).code == 0
        options = ("--checkpoint", note, "--transcripts", folder)
        return command("verify", *arguments, *options).assert_clean()


def written(stream: io.TextIOWrapper) -> str:
    """Everything that was written to a stream made here."""
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def environment(**changes: str) -> dict[str, str]:
    """This process's environment, without what would lead a command to real records."""
    kept = {key: value for key, value in os.environ.items() if key != "SCREENING_TRANSCRIPTS"}
    return {**kept, **changes}


def process(
    *arguments: str | Path | bytes,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    prefix: Sequence[str] = (SCREENING,),
) -> Outcome:
    """Run a command in another process."""
    done = subprocess.run(
        [*prefix, *arguments], input=stdin, capture_output=True, timeout=60, check=False,
        env=environment(**(env or {})),
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
