"""The command in a real terminal, from the first frame to the exit code, as a person sees it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL
from time import monotonic
from typing import Any

import pexpect
import pyte
import pytest
from support.conversation import Talk

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
        environment["XDG_CONFIG_HOME"] = str(folder / "settings")  # what the form remembers
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

    def click(self, text: str) -> None:
        """Click where a text stands, as a terminal reports it (SGR)."""
        self.until(text)
        row = next(y for y, line in enumerate(self.screen.display) if text in line)
        column = self.screen.display[row].index(text)
        for end in "Mm":
            self.type(f"\x1b[<0;{column + 1};{row + 1}{end}")

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


def test_a_question_that_is_shown_is_on_record(window: Window, tmp_path: Path) -> None:
    window.until("Has breast cancer been proven by histology?")
    window.process.kill(SIGKILL)
    (record,) = tmp_path.glob("*-*.jsonl")
    *_, asked = events = read(record)
    assert (events[0].type, asked.type) == ("opened", "asked")
    assert asked.data["question"] == "Has breast cancer been proven by histology?"


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


def test_with_the_mouse_alone_but_for_what_must_be_typed(tmp_path: Path) -> None:
    window = Window(tmp_path)
    window.click("new screening")
    window.until("Subject code")
    window.type("SEIN-0042")
    window.click("investigator")
    window.click("quickest to a verdict")
    window.click("as in the protocol")
    window.click("Enter begin")
    window.until("Undetermined so far")
    window.click(" y  yes")
    window.until("1 answered")
    window.click("^T criteria")
    window.click("Over 18")
    window.until("I2 – Over 18")
    window.click("Esc reply")
    window.click("= ")  # the answer, which marks it
    window.click("Enter revise")
    window.until("What should it be?")
    window.click("F3 back")
    window.until("Nothing was changed.")
    window.click("F9 summary")
    window.click("/ search")
    window.click("Esc close")
    window.click("Esc close")
    window.click("^P all")
    window.until("What would you like to do?")
    window.click("Suspend the screening")
    window.click("Enter leave  F1")
    assert window.end() == SUSPENDED
    record = next(tmp_path.glob("*-*.jsonl"))
    assert [e.type for e in read(record) if e.type in ("answered", "revised")] == ["answered"]
    assert '"order": "protocol"' in (tmp_path / "settings/stereo-screening/form.json").read_text()


HOSTILE = "[@click=app.quit]x[/] [/ \u0301\u202e \U0001f600 \\"
SEQUENCES = (b"\x1b]52", "\u202e".encode(), b"\x1b]0;")


def test_no_field_lets_a_text_reach_the_terminal_as_a_command(tmp_path: Path) -> None:
    window = Window(tmp_path)
    window.until("new screening")
    window.type("n")
    window.until("Subject code")
    for _ in range(3):  # subject, user, site: one line each, what could control spelt out
        window.type(f"\x1b[200~{HOSTILE}\x1b]52;c;aGk=\x07\x1b[201~")
        window.until("<U+202E>")
        window.type("\t")
    window.type("\r")
    window.until("A code has 2 to 20 letters")
    window.type("\x1b")
    window.until("new screening")
    window.type("q")
    assert window.end() == 0
    assert not any(sequence in window.raw for sequence in SEQUENCES)
    assert not list(tmp_path.glob("*.jsonl"))


def test_what_is_pasted_where_one_searches_or_picks_is_text_or_nothing(tmp_path: Path) -> None:
    Talk.begin(tmp_path, subject="SEIN-0007").session.close()
    window = Window(tmp_path)
    hostile = f"{HOSTILE}\x1b]52;c;aGk=\x07"
    window.until("new screening")
    window.type("r")
    window.until("SEIN-0007")
    window.type(f"\x1b[200~{hostile}{'x' * (1 << 20)}\x1b[201~")
    window.until("None of them holds all that.")
    window.type("\x1b[H")  # the start of the box, which shows no more than it has room for
    window.until("[@click=app.quit]x[/] [/")
    window.type("\x1b")
    window.until("SEIN-0007")
    window.type("\x1b")
    # The log, practice, learning: nothing to type in, so that a paste is nothing.
    for before, key, after in (
        ("new screening", "l", "Participants: 1"), ("Participants: 1", "\x1b", "new screening"),
        ("new screening", "p", "Next: case 01"), ("Next: case 01", "l", "Learn the protocol"),
    ):  # fmt: skip
        window.until(before)
        window.type(f"\x1b[200~{hostile}\x1b[201~{key}")
        window.until(after)
    window.type("\r")
    window.until("/ search")
    window.type("/")
    window.until("What are you looking for?")
    window.type(f"\x1b[200~{hostile}\x1b[201~")
    window.until("It stands nowhere here.")
    window.type("\x11")
    assert window.end() == 0
    assert not any(sequence in window.raw for sequence in SEQUENCES)


def test_keys_do_what_they_do_in_the_order_in_which_they_came(
    window: Window, tmp_path: Path
) -> None:
    """All at once, as a slow line delivers them: nothing goes to another question, or is lost."""
    window.until("Has breast cancer been proven by histology?")
    f4, f10, down, backspace = "\x1bOS", "\x1b[21~", "\x1b[B", "\x7f"
    window.type(
        f"yes\rno{backspace}{backspace}yes\r"  # the second of these corrected before Enter
        f"{f4}{down}{down}\r"  # unknown, for the second of its reasons: not done
        f"1{backspace}58\r{f10}"
    )
    window.until("Suspended. Nothing is lost")
    window.type("\r")
    assert window.end() == SUSPENDED
    events = read(next(tmp_path.glob("*-*.jsonl")))
    given = [
        (event.data["fact"], event.data["value"], event.data["unknown"])
        for event in events if event.type == "answered"
    ]  # fmt: skip
    assert given == [
        ("histology_confirmed", True, None),
        ("stage_iv_confirmed", True, None),
        ("er_percent", None, "not_done"),
        ("pr_percent", "58", None),
    ]
    assert {"refused", "revised"}.isdisjoint(event.type for event in events)
