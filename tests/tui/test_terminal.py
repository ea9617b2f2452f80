"""The command in a real terminal, from the first frame to the exit code, as a person sees it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pexpect
import pyte
import pytest

from assistant.audit.reading import read

ROWS, COLUMNS = 24, 80
PATIENCE = 20.0  # seconds: what is waited for comes sooner, or the test fails
SUSPENDED = 11
ENVIRONMENT = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


class Window:
    """A terminal window with the command in it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        command = ["-m", "assistant", "--transcripts", str(folder), *arguments]
        environment: Any = {**os.environ, **ENVIRONMENT}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            environment.pop(name, None)
        self.process: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable, command, dimensions=(ROWS, COLUMNS), env=environment, timeout=PATIENCE
        )

    @property
    def text(self) -> str:
        """What stands in the window."""
        return "\n".join(self.screen.display)

    def until(self, text: str) -> None:
        """Wait until a text stands in the window."""
        end = monotonic() + PATIENCE  # a cursor that blinks goes on for ever
        while text not in self.text:
            came = monotonic() < end and self._takes_more()
            assert came, f"{text!r} never came:\n{self.text}"

    def _takes_more(self) -> bool:
        try:
            data = self.process.read_nonblocking(1 << 16, PATIENCE)
        except (pexpect.EOF, pexpect.TIMEOUT):
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    def type(self, text: str) -> None:
        """Type a text."""
        self.process.send(text)

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size."""
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def end(self) -> int | None:
        """Wait for the command to end, and return its exit code."""
        while self._takes_more():
            pass
        self.process.close()
        return self.process.exitstatus


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    subject = ["--subject", "SEIN-0042", "--user", "ada", "--lang", "en"]
    opened = Window(tmp_path, "new", *subject)
    yield opened
    opened.process.close(force=True)


def test_a_screening_from_the_first_frame_to_the_exit_code(window: Window, tmp_path: Path) -> None:
    window.until("Has breast cancer been proven by histology?")
    window.type("yes\r")
    window.until("= breast cancer proven by histology")
    window.until("Is the metastatic stage confirmed")
    window.type("\x1bOQ")  # F2
    window.until("This can still decide: I1.")
    window.type("n")
    window.until("metastatic stage not confirmed")  # read while it is typed
    window.type("o\r")
    window.until("✗ Not eligible so far")
    window.type("\x14")  # Ctrl+T
    window.until("Inclusion")
    window.until("✗ I1")
    window.type("\x14")
    window.until("= metastatic stage not confirmed")
    window.resize(160, 48)
    window.until("Exclusion")
    window.until("complete the record")
    window.type("\x1b[21~")  # F10
    window.until("Suspended. Nothing is lost")
    window.type("\r")
    assert window.end() == SUSPENDED
    record = next(tmp_path.glob("*-*.jsonl"), None)
    assert record is not None
    assert window.raw.rstrip().endswith(record.stem.encode())
    assert b"\x1b[?1049l" in window.raw  # the terminal is given back as it was
    types = [event.type for event in read(record)]
    assert types.count("answered") == 2
    assert types[-1] == "paused"


def test_what_is_typed_before_the_first_question_is_kept(window: Window) -> None:
    window.until("Opening…")
    window.type("ye")
    window.until("Has breast cancer been proven by histology?")
    window.until("│  ye ")
    window.type("s\r")
    window.until("Is the metastatic stage confirmed")
    window.type("\x11")  # Ctrl+Q
    assert window.end() == SUSPENDED


def test_several_pasted_lines_reach_the_box_whole(window: Window) -> None:
    window.until("Has breast cancer been proven by histology?")
    window.type("\x1b[200~note seen\ron the\rscan\x1b[201~")
    window.until("note seen on the scan")
    window.until("3 pasted lines")
    window.type("\r")
    window.until("Noted.")
    window.type("\x11")
    assert window.end() == SUSPENDED


def test_no_text_of_a_person_reaches_the_terminal_as_a_command(window: Window) -> None:
    window.until("Has breast cancer been proven by histology?")
    window.type("[@click=app.quit]x[/]\\\r")
    window.until("I need a yes or a no.")
    window.until("[@click=app.quit]x[/]\\")
    window.type("\x1b[200~note \u202e\x1b[201~")
    window.until("Not pasted: the text holds U+202E")
    window.type("\x1b]52;c;aGk=\x07")
    window.until("52;c;aGk=")
    assert b"\x1b]52" not in window.raw
    assert "\u202e".encode() not in window.raw
    window.type("\x11")
    assert window.end() == SUSPENDED
