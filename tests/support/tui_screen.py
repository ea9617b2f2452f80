"""The terminal interface driven in a test: what is pressed, and what then stands on the screen."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from assistant.tui.app import ScreeningApp
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.widgets.reply_area import ReplyArea
from assistant.tui.widgets.reply_box import ReplyBox

SMALL, LARGE = (80, 24), (160, 48)
PATIENCE = 50  # rounds in which the first question has to stand
ROUNDS = 3  # a message, what it asks for, and the layout that follows


class Desktop:
    """A running application, with what a person would do and see."""

    def __init__(self, app: ScreeningApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        """Wait until every widget has done all that it was asked for."""
        for _ in range(ROUNDS):
            await self.pilot.pause(0)
        await self.app.animator.wait_until_complete()

    async def opened(self) -> None:
        """Wait until the first question stands."""
        for _ in range(PATIENCE):
            await self.pilot.pause(0)
            screen = self.app.screen
            if isinstance(screen, ChatScreen) and screen._view is not None:
                break
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            driver.send_message(_pressed(key))
            await self.pilot.pause(0)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, character by character."""
        await self.press(*text)

    async def say(self, text: str) -> None:
        """Put a reply in the box and give it."""
        self.box.fill(text)
        await self.press("enter")

    async def click(self, text: str) -> None:
        """Click where a text stands on the screen."""
        for y, row in enumerate(self.rows):
            if text in row:
                await self.pilot.click(offset=(row.index(text), y))
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    @property
    def box(self) -> ReplyBox:
        """The box that replies are typed in."""
        return self.app.screen.query_one(ReplyBox)

    @property
    def area(self) -> ReplyArea:
        """Where one replies."""
        return self.app.screen.query_one(ReplyArea)

    @property
    def rows(self) -> list[str]:
        """What stands on the screen, row by row."""
        screen = self.app.screen
        return [strip.text for strip in screen._compositor.render_strips(screen.size)]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(row.rstrip() for row in self.rows)


def _pressed(key: str) -> Key:
    name = _character_to_key(key) if len(key) == 1 else key
    return Key(name, key if len(key) == 1 else None)


def run(
    app: ScreeningApp,
    script: Callable[[Desktop], Awaitable[None]],
    size: tuple[int, int] = SMALL,
    *,
    chats: bool = True,
) -> None:
    """Run a script against an application, from its first question on if it opens on a chat."""

    async def all_of_it() -> None:
        async with app.run_test(size=size) as pilot:
            desktop = Desktop(app, pilot)
            await (desktop.opened() if chats else desktop.settle())
            await script(desktop)

    asyncio.run(all_of_it())
