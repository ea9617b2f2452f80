"""Before a screening: the start, the form, the shelf; what is wrong is said in its place."""

import gc
from functools import partialmethod
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from support.tui_fake import SHELVED, FakeDesk, FakeTalk, make_app
from support.tui_screen import LARGE, SMALL, Desktop, run
from textual.app import App
from textual.widgets import Input

from assistant.errors import AssistantError, Busy, RecordError
from assistant.tui.app import ScreeningApp
from assistant.tui.app import run as run_app
from assistant.tui.launch import Details, Launch, spoken
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.screens.form import FormScreen

NOWHERE = Path("nowhere")


def started(desk: FakeDesk, mode: str = "start", **given: Any) -> ScreeningApp:
    given = {"user": "ada", "language": "en", **given}
    return make_app(desk.talk, Launch(NOWHERE, mode=mode, **given), desk)


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("language", "word"), [("en", "new screening"), ("fr", "nouvelle sélection")]
)
def test_the_start_says_what_can_be_done(size: tuple[int, int], language: str, word: str) -> None:
    async def script(desktop: Desktop) -> None:
        assert word in desktop.text
        assert "…" not in desktop.text  # nothing is cut
        assert "synopsis" in desktop.text

    run(started(FakeDesk(FakeTalk()), language=language), script, size, chats=False)


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q"])
def test_the_start_is_left_with_one_key(key: str) -> None:
    app = started(FakeDesk(FakeTalk()))

    async def script(desktop: Desktop) -> None:
        await desktop.press(key)

    run(app, script, chats=False)
    assert app.return_value is None
    assert app.return_code == 0


def test_a_filled_form_begins_a_screening() -> None:
    desk = FakeDesk(FakeTalk())

    async def script(desktop: Desktop) -> None:
        await desktop.press("n")
        await desktop.type("sein-0042")
        await desktop.press("tab", "tab", "down", "right", "tab", "space", "enter")
        await desktop.opened()
        assert "Proven by histology?" in desktop.text

    run(started(desk), script, chats=False)
    assert desk.begun == [Details("SEIN-0042", "ada", "investigator", "site", "fr", "protocol")]


def test_a_form_can_be_filled_with_the_mouse() -> None:
    desk = FakeDesk(FakeTalk())

    async def script(desktop: Desktop) -> None:
        await desktop.click("new screening")
        await desktop.type("sein-0042")
        await desktop.click("investigator")
        await desktop.click("français")
        await desktop.click("Entrée commencer")
        await desktop.opened()

    run(started(desk), script, chats=False)
    assert desk.begun == [Details("SEIN-0042", "ada", "investigator", "site", "fr", "protocol")]


def test_the_form_speaks_the_language_that_is_chosen_in_it() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("n", "enter")
        assert "A code has 2 to 20 letters" in desktop.text
        await desktop.press("tab", "tab", "tab", "tab", "right")  # from the code to the language
        for text in ("Un code a de 2 à 20 lettres", "Nouvelle sélection", "○ investigateur"):
            assert text in desktop.text
        assert "Entrée commencer" in desktop.text
        assert "Thème par thème" in desktop.text
        await desktop.press("right")
        assert "New screening" in desktop.text

    run(started(FakeDesk(FakeTalk())), script, LARGE, chats=False)


def test_what_is_wrong_with_a_field_stands_below_it() -> None:
    desk = FakeDesk(FakeTalk())

    async def script(desktop: Desktop) -> None:
        await desktop.press("n")
        await desktop.type("Jane Doe")
        await desktop.press("enter")
        assert "A code has 2 to 20 letters" in desktop.text
        assert "An id has" not in desktop.text
        assert desktop.app.screen.query_one("#subject", Input).has_focus
        await desktop.press("backspace")
        assert "A code has 2 to 20 letters" not in desktop.text

    run(started(desk), script, chats=False)
    assert desk.begun == []


def test_a_record_that_cannot_be_begun_is_told_in_the_form() -> None:
    desk = FakeDesk(FakeTalk())
    desk.failure = RecordError("the folder cannot be written", remedy="choose another")

    async def script(desktop: Desktop) -> None:
        await desktop.press("n")
        await desktop.type("SEIN-1")
        await desktop.press("enter")
        assert "the folder cannot be written" in desktop.text
        assert isinstance(desktop.app.screen, FormScreen)
        await desktop.press("escape")
        assert "new screening" in desktop.text

    run(started(desk), script, chats=False)


def test_new_without_a_subject_opens_the_form() -> None:
    app = started(FakeDesk(FakeTalk()), "new")

    async def script(desktop: Desktop) -> None:
        assert "Subject code (never a name)" in desktop.text
        await desktop.press("escape")

    run(app, script, chats=False)
    assert app.return_value is None


def test_new_with_all_that_it_needs_opens_the_chat() -> None:
    desk = FakeDesk(FakeTalk())
    app = started(desk, "new", subject="SEIN-7", role="investigator", site="lyon", order="protocol")

    async def script(desktop: Desktop) -> None:
        assert "Proven by histology?" in desktop.text

    run(app, script)
    assert desk.begun == [Details("SEIN-7", "ada", "investigator", "lyon", "en", "protocol")]


def test_a_screening_that_cannot_be_opened_ends_with_the_reason() -> None:
    desk = FakeDesk(FakeTalk())
    desk.failure = Busy("another process holds this screening")
    app = started(desk, "resume", screening="S-1")

    async def script(desktop: Desktop) -> None:
        await desktop.settle()

    run(app, script, chats=False)
    assert app.failure is desk.failure
    assert app.return_value is None


@pytest.fixture
def headless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ScreeningApp, "run", partialmethod(App.run, headless=True))


@pytest.mark.usefixtures("headless")
def test_the_caller_learns_why_a_screening_could_not_be_opened(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        run_app(Launch(tmp_path, mode="resume", screening=str(UUID(int=1)), user="ada"))


@pytest.mark.usefixtures("headless")
def test_the_caller_learns_that_something_broke_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: ChatScreen) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ChatScreen, "on_show", broken)
    with pytest.raises(AssistantError, match="broke down"):
        run_app(Launch(tmp_path, mode="new", subject="SEIN-1", user="ada"))
    assert gc.isenabled()


def test_the_shelf_lists_screenings_and_takes_one_up() -> None:
    desk = FakeDesk(FakeTalk(), SHELVED)
    app = started(desk, role="investigator")

    async def script(desktop: Desktop) -> None:
        await desktop.press("r")
        rows = [row.split() for row in desktop.rows]
        assert next(row[:2] for row in rows if "SEIN-0002" in row) == ["▸", "SEIN-0002"]
        assert "completed" in desktop.text
        assert "suspended" in desktop.text
        await desktop.press("down", "down", "enter")
        await desktop.opened()
        assert "Proven by histology?" in desktop.text
        await desktop.press("ctrl+q")

    run(app, script, chats=False)
    assert desk.resumed == [("S-1", "ada", "investigator")]
    assert app.return_value == "S-1"


def test_a_click_takes_a_screening_up() -> None:
    desk = FakeDesk(FakeTalk(), SHELVED)

    async def script(desktop: Desktop) -> None:
        await desktop.press("r")
        await desktop.click("SEIN-0001")

    run(started(desk), script, chats=False)
    assert desk.resumed == [("S-1", "ada", "coordinator")]


def test_who_screened_here_last_takes_a_screening_up() -> None:
    desk = FakeDesk(FakeTalk(), SHELVED)
    desk.memory = {"user": "drleroy", "role": "investigator"}
    launch = Launch(Path("nowhere"), mode="start", language="en")

    async def script(desktop: Desktop) -> None:
        await desktop.press("r")
        assert "You are  drleroy" in desktop.text
        assert "● investigator" in desktop.text
        await desktop.press("enter")

    run(make_app(desk.talk, launch, desk), script, chats=False)
    assert desk.resumed == [("S-2", "drleroy", "investigator")]


def test_whoever_takes_a_screening_up_can_say_who_they_are() -> None:
    desk = FakeDesk(FakeTalk(), SHELVED)

    async def script(desktop: Desktop) -> None:
        await desktop.press("r", "tab", *["backspace"] * 3)
        await desktop.press("enter")
        assert "An id has" in desktop.text
        assert desk.resumed == []
        await desktop.type("bo")
        await desktop.press("tab", "right", "down", "enter")

    run(started(desk), script, chats=False)
    assert desk.resumed == [("S-1", "bo", "investigator")]


def test_what_is_typed_on_the_shelf_is_sought() -> None:
    desk = FakeDesk(FakeTalk(), SHELVED)

    async def script(desktop: Desktop) -> None:
        await desktop.press("r")
        assert "✓ Eligible" in desktop.text
        assert "23 done" in desktop.text
        assert "7 done, ≤ 30 to go" in desktop.text
        await desktop.type("SUSP 0001")
        assert "SEIN-0001" in desktop.text
        assert "SEIN-0002" not in desktop.text
        await desktop.type("x")
        assert "None of them holds all that." in desktop.text
        await desktop.press("enter")
        assert desk.resumed == []
        await desktop.press("escape")
        assert "SEIN-0002" in desktop.text
        await desktop.type("undet")
        await desktop.press("enter")

    run(started(desk), script, chats=False)
    assert [screening for screening, *_ in desk.resumed] == ["S-1"]


def test_the_form_explains_the_order_that_is_chosen() -> None:
    desk = FakeDesk(FakeTalk())

    async def script(desktop: Desktop) -> None:
        await desktop.press("n")
        assert "Topic by topic" in desktop.text
        await desktop.click("quickest to a verdict")
        assert "First what most cheaply shows that somebody is not eligible." in desktop.text
        desktop.app.screen.query_one("#subject", Input).focus()
        await desktop.type("SEIN-9")
        await desktop.press("enter")
        await desktop.opened()

    run(started(desk), script, chats=False)
    assert [details.order for details in desk.begun] == ["quickest"]


def test_why_a_screening_cannot_be_taken_up_is_told_on_the_shelf() -> None:
    desk = FakeDesk(FakeTalk(), SHELVED)
    desk.failure = Busy("another process holds this screening")

    async def script(desktop: Desktop) -> None:
        await desktop.press("r", "enter")
        assert "another process holds this screening" in desktop.text
        await desktop.press("escape")
        assert "new screening" in desktop.text

    run(started(desk), script, chats=False)


def test_an_empty_shelf_says_so() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("r", "enter")
        assert "There is none in this folder yet." in desktop.text

    run(started(FakeDesk(FakeTalk())), script, chats=False)


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "fr_FR", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_environment_chooses_the_language(
    settings: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert spoken() == language


# ---------------------------------------------------------------- a subject on record already


@pytest.mark.parametrize(
    ("key", "rescreens"), [("r", "S-9"), ("n", ""), ("click", "S-9")], ids=["r", "n", "click"]
)
def test_a_subject_on_record_may_be_the_same_participant(key: str, rescreens: str) -> None:
    desk = FakeDesk(FakeTalk())
    desk.earlier = ("S-9", "SEIN-0042 is on record already: S-9 [@click=app.quit]x[/]")

    async def script(desktop: Desktop) -> None:
        await desktop.press("n")
        await desktop.type("sein-0042")
        await desktop.press("enter")
        assert "on record already: S-9 [@click=app.quit]x[/]" in desktop.text
        assert desk.begun == []
        if key == "click":
            await desktop.click("r  the same participant")
        else:
            await desktop.press(key)
        await desktop.opened()

    run(started(desk), script, chats=False)
    assert [details.rescreens for details in desk.begun] == [rescreens]


def test_escape_leaves_a_known_subject_in_the_form() -> None:
    desk = FakeDesk(FakeTalk())
    desk.earlier = ("S-9", "SEIN-0042 is on record already")

    async def script(desktop: Desktop) -> None:
        await desktop.press("n")
        await desktop.type("sein-0042")
        await desktop.press("enter", "escape")
        assert desktop.app.screen.query_one("#subject", Input).value == "sein-0042"

    run(started(desk), script, chats=False)
    assert desk.begun == []


def test_a_screening_begun_without_the_form_warns() -> None:
    desk = FakeDesk(FakeTalk())
    desk.earlier = ("S-9", "SEIN-0042 is on record already")

    async def script(desktop: Desktop) -> None:
        (said,) = [each.message for each in desktop.app._notifications]
        assert said.startswith("SEIN-0042 is on record already")
        assert said.endswith("screening new --rescreens S-9")

    run(started(desk, "new", subject="SEIN-0042"), script)
