"""Every function by keyboard alone, and by mouse alone: from the tables of keys themselves."""

from pathlib import Path
from typing import Any

import pytest
from support.log_entries import entry
from support.tui_fake import SHELVED, FakeDesk, FakeTalk, make_app, register
from support.tui_screen import LARGE, Desktop, run
from textual.binding import Binding

from assistant.audit.reading import read
from assistant.phrases import phrases
from assistant.session.conversation import Message, Tone
from assistant.tui.app import ROOM, ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Launch
from assistant.tui.screens.chat_keys import (
    _FILE,
    _MARKED,
    ASKED,
    CRITERIA,
    MARKING,
    MOMENTS,
    TABLE,
    keys_of,
    offered,
)
from assistant.tui.screens.reading import ReadingScreen
from assistant.tui.widgets.keys import Keys
from assistant.tui.widgets.menu import Menu

WORDS = phrases(ROOM, "en")
# What a click on a line or a field, or the wheel, does in place of a key that moves a mark.
MOVES = ("move(", "next", "previous", "page", "go_on(-1)")
# Keys that the widget in focus takes, for what the key row says of it.
ELSEWHERE = {"pick": "enter", "choose": "right", "page": "pagedown", "next": "tab"}


def listening(app: ScreeningApp, but: str = "") -> list[str]:
    """Return a list that each action comes to in place of being done, but one that is done."""
    asked: list[str] = []
    run_action = app.run_action

    async def ask(action: Any, *rest: Any, **named: Any) -> bool:
        asked.append(action)
        is_done = action == but or action.startswith(
            ("scroll_", "page_")
        )  # which gives way by failing
        return await run_action(action, *rest, **named) if is_done else True

    app.run_action = ask  # type: ignore[method-assign]
    return asked


async def clicked(desktop: Desktop, asked: list[str], text: str) -> str:
    """Return the action that a click on a text asks for."""
    asked.clear()
    await desktop.click(text)
    return asked[-1].removeprefix("app.") if asked else ""


async def pressed(desktop: Desktop, asked: list[str], key: str) -> str:
    """Return the action that a key asks for."""
    asked.clear()
    await desktop.press(key)
    return asked[-1].removeprefix("app.") if asked else ""


def test_all_that_the_chat_can_do_is_in_sight_or_in_the_palette_at_some_moment() -> None:
    shown = {key.action for moment in MOMENTS for key in keys_of(WORDS, moment, has_file=True)}
    found = {each.action for moment in MOMENTS for each in offered(moment)}
    assert {each.action for each in (*TABLE, _FILE, *_MARKED)} <= shown | found
    assert [each.word for each in TABLE if not each.key] == ["filter"]  # O does it in the panel


def test_every_key_of_the_chat_and_every_click_on_one() -> None:
    talk = FakeTalk()
    talk.file = "A letter."

    async def script(desktop: Desktop) -> None:
        asked = listening(desktop.app)
        for each in (*TABLE, _FILE):
            for name in filter(None, each.key.split(",")):
                assert await pressed(desktop, asked, name) == each.action.removeprefix("app.")
        for key in keys_of(WORDS, ASKED, has_file=True):
            assert await clicked(desktop, asked, f"{key.key} {key.word}") == key.action

    run(make_app(talk), script, LARGE)


def test_all_that_the_palette_alone_offers_is_clicked() -> None:
    async def script(desktop: Desktop) -> None:
        asked = listening(desktop.app, but="everything")
        for each in offered(ASKED):
            if each.offered:  # what the key row has no room for
                await desktop.click("^P all")
                wanted = each.action.removeprefix("app.")
                assert await clicked(desktop, asked, WORDS(f"does.{each.word}")) == wanted

    run(make_app(FakeTalk()), script, LARGE)


@pytest.mark.parametrize(("opens", "moment"), [("ctrl+r", MARKING), ("ctrl+t", CRITERIA)])
def test_what_is_marked_has_its_keys_and_clicks(opens: str, moment: str) -> None:
    answered = [Message(tone=tone, text="58", fact="age") for tone in (Tone.REPLY, Tone.UNDERSTOOD)]
    talk = FakeTalk(answered)

    async def script(desktop: Desktop) -> None:
        await desktop.press(opens)
        asked = listening(desktop.app)
        for each in (each for each in _MARKED if moment in each.shown):
            key = next(key for key in keys_of(WORDS, moment) if key.action == each.action)
            assert await clicked(desktop, asked, f"{key.key} {key.word}") == each.action
            wanted = each.action.removeprefix("focused.")
            assert await pressed(desktop, asked, each.key) == wanted

    run(make_app(talk), script, LARGE)


# Each screen, and the keys that lead to it from the start.
SCREENS: dict[str, tuple[str, ...]] = {
    "StartScreen": (),
    "FormScreen": ("n",),
    "AgainScreen": ("n", *"sein-0042", "enter"),
    "ShelfScreen": ("r",),
    "LogScreen": ("l",),
    "QueriesScreen": ("l", "ctrl+n", "r", "r"),  # as a monitor
    "PracticeScreen": ("p",),
    "LearnScreen": ("p", "l"),
    "ReadingScreen": ("p", "m"),
}


def started() -> ScreeningApp:
    desk = FakeDesk(FakeTalk(), SHELVED)
    desk.register = register([entry(1, "eligible")])
    desk.earlier = ("S-1", "SEIN-0042 is on record already.")
    return make_app(desk.talk, Launch(Path("nowhere"), user="ada", language="en"), desk)


def bound(desktop: Desktop) -> dict[str, str]:
    """Return the screen's own keys, and the action of each."""
    kinds = [
        kind
        for kind in type(desktop.app.screen).__mro__
        if kind.__module__.startswith("assistant.")
    ]
    given = Binding.make_bindings(
        each for kind in kinds for each in kind.__dict__.get("BINDINGS", ())
    )
    return {each.key: each.action for each in given}


async def reach(desktop: Desktop) -> None:
    """Press all the keys that a screen has, and click all that it shows."""
    keys = bound(desktop)
    strips = [*desktop.app.screen.query(Keys), *desktop.app.screen.query(Menu)]
    spots = {strip: strip._at(strip.size.width)[1] for strip in strips}
    asked = listening(desktop.app)
    assert keys
    for key, action in keys.items():
        assert await pressed(desktop, asked, {"slash": "/"}.get(key, key)) == action
    for strip, its in spots.items():
        for spot in its:
            asked.clear()
            await desktop.pilot.click(strip, offset=(spot.start + 1, spot.row))
            await desktop.settle()
            assert asked == [spot.name]
    clicks = {spot.name for its in spots.values() for spot in its}
    by_mouse_alone = clicks - set(keys.values())
    assert by_mouse_alone <= set(ELSEWHERE)
    by_key_alone = {each for each in keys.values() if not each.startswith(MOVES)} - clicks
    assert by_key_alone == set()


@pytest.mark.parametrize("name", SCREENS)
def test_every_key_of_a_screen_and_every_click(name: str) -> None:
    async def script(desktop: Desktop) -> None:
        for key in SCREENS[name]:
            await desktop.press(key)
        assert type(desktop.app.screen).__name__ == name
        await reach(desktop)

    run(started(), script, LARGE, chats=False)


def test_every_key_of_the_summary_and_every_click() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("f9")
        assert isinstance(desktop.app.screen, ReadingScreen)
        await reach(desktop)

    run(make_app(FakeTalk()), script, LARGE)


def test_a_screening_is_concluded_by_mouse_alone(tmp_path: Path) -> None:
    launch = Launch(tmp_path, subject="SEIN-0042", user="ada", language="en", mode="new")

    async def script(desktop: Desktop) -> None:
        for choice in ("y  yes", "n  no", "2  stop here", "1  conclude", "y  yes", "y  yes"):
            await desktop.click(choice)
        assert "Concluded: Not eligible" in desktop.text
        assert "2 answered" in desktop.text
        assert "left" not in desktop.rows[0]
        await desktop.click("Enter leave  F1")

    app = ScreeningApp(launch, FolderDesk(tmp_path))
    run(app, script)
    assert read(tmp_path / f"{app.return_value}.jsonl")[-1].type == "concluded"
