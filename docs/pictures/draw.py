"""Draws the pictures of the terminal interface in this folder: `python docs/pictures/draw.py`.

A real screening of an invented participant is held in the real application, and what its screen
shows is saved. Its record goes to a folder that is thrown away. The dialog's map is drawn from the
state machine, into this folder and into `docs/map.md`.
"""

import asyncio
import re
import tempfile
from pathlib import Path

from assistant.dialogs.diagram import mermaid
from assistant.dialogs.map_svg import svg
from assistant.session.pathway import pathway_in
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
PRACTICE = {
    # name: columns, lines, language, the case to open or None for the list, keys, and replies
    "practice": (160, 48, "en", "1", [], ["yes", "no"]),
    "practice-list": (120, 40, "fr", None, [], []),
    "learn": (120, 40, "en", None, ["l", "down", "down", "down", "enter"], []),
}
EXAMPLES = HERE.parent / "examples" / "transcripts"
EXAMPLE = "f08cdf4e-9218-4c19-859f-44b3dd094b9a"


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


async def draw_practice(name: str) -> None:
    """Go to practice, press some keys, and save the screen that it ends with."""
    columns, lines, language, case, keys, replies = PRACTICE[name]
    with tempfile.TemporaryDirectory() as folder:
        launch = Launch(Path(folder), "practise", user="jdupont", language=language, case=case)
        app = ScreeningApp(launch, FolderDesk(Path(folder)))
        async with app.run_test(size=(columns, lines)) as pilot:
            await pilot.pause(1)
            for key in keys:
                await pilot.press(key)
                await pilot.pause(0.2)
            for reply in replies:
                await _type(pilot, reply)
                await pilot.press("enter")
                await pilot.pause(0.2)
            await pilot.pause(0.3)
            picture = app.export_screenshot(title="screening practise")
    (HERE / f"{name}.svg").write_text(_self_contained(picture), encoding="utf-8")


def draw_map() -> None:
    """Draw the dialog's map as pictures, and as the diagram on its page."""
    protocol, path = pathway_in(EXAMPLES, EXAMPLE)
    topics = {topic: protocol.words_in("en").topics[topic] for topic in protocol.topics}
    (HERE / "map.svg").write_text(svg(topics, "en"), encoding="utf-8")
    (HERE / "map-of-a-screening.svg").write_text(svg(topics, "en", path), encoding="utf-8")
    page = HERE.parent / "map.md"
    before, _, _ = page.read_text("utf-8").partition("```mermaid\n")
    page.write_text(f"{before}```mermaid\n{mermaid(protocol.topics)}```\n", encoding="utf-8")


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
    for each in PRACTICE:
        asyncio.run(draw_practice(each))
    draw_map()
