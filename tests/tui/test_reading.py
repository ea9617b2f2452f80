"""A text read over the chat: searched, copied; the summary saved in each format, and opened."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import LARGE, SMALL, Desktop, run

from assistant.errors import BadInput
from assistant.tui.saving import opened, saved
from assistant.tui.screens import summary as summary_screen
from assistant.tui.widgets.page import Page


def test_what_is_sought_is_marked_and_gone_through() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("f9", "slash")
        await desktop.type("LINE 9")
        assert "line 1 of 11 that hold it" in desktop.text  # 9, and 90 to 99
        await desktop.press("enter", "enter")
        assert "line 3 of 11 that hold it" in desktop.text
        assert "Line 91 of the summary" in desktop.text
        await desktop.pilot.resize_terminal(100, 30)
        await desktop.settle()
        page = desktop.app.screen.query_one(Page)
        assert [y for y, line in enumerate(page._lines) if line[0].look == "marked"] == [90]
        await desktop.type("x")
        assert "It stands nowhere here." in desktop.text
        await desktop.press("escape")
        assert "nowhere" not in desktop.text
        assert "Line 91 of the summary" in desktop.text
        await desktop.press("escape")
        assert "Proven by histology?" in desktop.text

    run(make_app(FakeTalk()), script)


def test_the_mouse_seeks_scrolls_copies_and_closes() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.click("F9 summary")
        await desktop.click("↑ ↓ PgUp PgDn")
        assert "Line 1 of" not in desktop.text
        await desktop.click("/ search")
        await desktop.type("line 50")
        await desktop.click("n next")
        assert "the one line that holds it" in desktop.text
        await desktop.click("c copy")
        assert desktop.app.clipboard.endswith("Line 100 of the summary")
        await desktop.click("Esc close")
        await desktop.click("Esc close")
        assert "Proven by histology?" in desktop.text

    run(make_app(FakeTalk()), script, LARGE)


@pytest.mark.parametrize(("key", "ending"), list(summary_screen.FORMATS.items()))
def test_the_summary_is_saved_where_the_assistant_was_started(
    key: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def script(desktop: Desktop) -> None:
        await desktop.press("f9", key)
        assert "Saved:" in desktop.text
        await desktop.click(f"{key} save {ending.upper()}")

    run(make_app(FakeTalk()), script, LARGE)
    names = {f"SEIN-0042-S-1.{ending}", f"SEIN-0042-S-1-2.{ending}"}
    assert {path.name for path in tmp_path.iterdir()} == names
    for name in names:
        text = (tmp_path / name).read_text("utf-8")
        assert text.startswith("Line 1" if ending == "txt" else f"the summary as {ending}")


def test_what_cannot_be_saved_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> Path:
        raise BadInput("not saved", why="no space left")

    monkeypatch.setattr(summary_screen, "saved", full)

    async def script(desktop: Desktop) -> None:
        await desktop.press("f9", "h")
        assert "no space left" in desktop.text

    run(make_app(FakeTalk()), script, SMALL)


def test_a_summary_is_opened_only_where_something_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    started: list[tuple[Path, str]] = []
    monkeypatch.setattr(summary_screen, "opened", lambda *given: started.append(given))
    for program in (None, "/usr/bin/xdg-open"):
        monkeypatch.setattr(summary_screen, "opener", lambda found=program: found)

        async def script(desktop: Desktop, program: str | None = program) -> None:
            await desktop.press("f9")
            assert ("open in browser" in desktop.text) is (program is not None)
            await desktop.press("o")

        run(make_app(FakeTalk()), script, LARGE)
    assert started == [(tmp_path / "SEIN-0042-S-1.html", "/usr/bin/xdg-open")]


def test_no_file_is_overwritten_and_why_none_was_written_is_told(tmp_path: Path) -> None:
    first, second = (saved(text, tmp_path, "x", "txt") for text in ("one", "two"))
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == ("one", "two")
    with pytest.raises(BadInput, match="not saved"):
        saved("three", tmp_path / "nowhere", "x", "txt")


def test_a_program_that_opens_says_nothing_in_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Any] = []

    def popen(command: Sequence[str], **options: Any) -> None:
        given.append((list(command), options))

    monkeypatch.setattr(subprocess, "Popen", popen)
    opened(tmp_path / "x.html", "open")
    command, options = given[0]
    assert command == ["open", str(tmp_path / "x.html")]
    assert options["stdout"] == options["stderr"] == subprocess.DEVNULL


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not opened"):
        opened(tmp_path / "x.html", str(tmp_path / sys.executable.rpartition("/")[2]))
