"""Draws the pictures of the terminal interface in this folder: `python docs/pictures/draw.py`.

A real screening of an invented participant is held in the real application, and what its screen
shows is saved. Its record goes to a folder that is thrown away.
"""

import asyncio
import re
import tempfile
from pathlib import Path

from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Launch

HERE = Path(__file__).parent
SPINE = [
    "yes", "yes", "80", "0", "done", "female", "64", "0", "3 years", "yes", "3 weeks", "0", "no",
    "no", "yes", "2", "no", "yes", "22 mm", "no", "no", "none known", "yes", "1", "2026-11-23",
    "2026-12-01",
]  # fmt: skip
LIVER = [
    "yes", "yes", "5", "2", "1+", "done", "female", "47", "1", "5 years", "no", "2", "no", "yes",
    "31 mm", "yes", "84/40", "1.4",
]  # fmt: skip
PICTURES = {
    # name: columns, lines, language, light, replies, and what is being typed
    "session": (120, 40, "en", False, LIVER, "28 mg/L"),
    "failure": (120, 40, "en", True, SPINE, ""),
    "small": (80, 24, "en", False, LIVER[:8], ""),
}


async def draw(name: str) -> None:
    """Hold one conversation, and save the screen that it ends with."""
    columns, lines, language, is_light, replies, typed = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        launch = Launch(
            Path(folder), "new", "SEIN-0042", "jdupont", "coordinator", "site-01", language
        )
        app = ScreeningApp(launch, FolderDesk(Path(folder)))
        async with app.run_test(size=(columns, lines)) as pilot:
            await pilot.pause(0.5)
            for reply in replies:
                app.talk and await _type(pilot, reply)
                await pilot.press("enter")
                await pilot.pause()
            await _type(pilot, typed)
            if is_light:
                await pilot.press("ctrl+l")
            await pilot.pause(0.3)
            picture = app.export_screenshot(title="screening")
    (HERE / f"{name}.svg").write_text(_self_contained(picture), encoding="utf-8")


async def _type(pilot, text: str) -> None:  # type: ignore[no-untyped-def]
    """Type a text, key by key."""
    for character in text:
        await pilot.press(NAMED.get(character, character))


NAMED = {" ": "space", "/": "slash", "+": "plus", ".": "full_stop", "-": "minus"}


def _self_contained(picture: str) -> str:
    """Return a picture without fonts from elsewhere: any fixed-width one will do."""
    return re.sub(r"@font-face\s*{[^}]*}", "", picture)


if __name__ == "__main__":
    for each in PICTURES:
        asyncio.run(draw(each))
