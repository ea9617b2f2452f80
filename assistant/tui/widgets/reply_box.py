"""The box that a reply is typed in: a paste loses nothing unseen, and arrows go to the choices.

Invariant: keys do what they do in the order in which they were pressed, however fast they come.
What a key is bound to is done here, before the next key is looked at: left to the application, it
would come after what was typed meanwhile, and "12" might be given to another question.
"""

from typing import Protocol

from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

from assistant.tui.looks import beside


class Listener(Protocol):
    """Who is told at once what happens in the box."""

    def changed(self, text: str) -> None:
        """Another text is in the box."""

    def moved(self, step: int) -> None:
        """The arrow up (-1) or down (1) was pressed."""

    def turned(self, step: int) -> None:
        """Tab (1), or Shift and Tab (-1), was pressed."""

    def given(self, text: str) -> None:
        """Enter was pressed; the box is empty again, for what is typed next."""


class ReplyBox(Input):
    """One line of text, with the keys and the clipboard of any other."""

    DEFAULT_CSS = beside(__file__)

    class LinesJoined(Message):
        """Several pasted lines were put on one."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class PasteRefused(Message):
        """What was pasted holds a character that no record may hold, or is too long (None)."""

        def __init__(self, character: str | None) -> None:
            super().__init__()
            self.character = character

    def __init__(self, listener: Listener, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self._listener = listener

    def fill(self, text: str) -> None:
        """Put a text in the box, to be gone on with."""
        self.value = text
        self.cursor_position = len(text)

    def watch_value(self, value: str) -> None:
        """Tell of another text."""
        self._listener.changed(value)

    async def on_key(self, event: Key) -> None:
        """Do what a key that types nothing is for."""
        if self.app.screen is not self.screen:  # opened by a key before this one, and now meant
            event.prevent_default()
            return
        bound = None if event.is_printable else self.screen.active_bindings.get(event.key)
        if event.key in ("up", "down"):
            self._listener.moved(-1 if event.key == "up" else 1)
        elif event.key in ("tab", "shift+tab"):
            self._listener.turned(1 if event.key == "tab" else -1)
        elif bound is None or not await self.app.run_action(bound.binding.action, bound.node):
            return  # as one that copies where nothing is selected: another may do something
        event.stop()
        event.prevent_default()

    async def action_submit(self) -> None:
        """Give what was typed."""
        text = self.value
        self.clear()
        self._listener.given(text)

    def on_paste(self, event: Paste) -> None:
        """Put in all that was pasted, where the plain input would drop all but its first line."""
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Paste what was copied within the application."""
        self._put(self.app.clipboard)

    def _put(self, text: str) -> None:
        from assistant.text import LARGEST, is_forbidden

        lines = [line.strip() for line in text.replace("\t", " ").splitlines() if line.strip()]
        joined = " ".join(lines)
        wrong = next((character for character in joined if is_forbidden(character)), None)
        too_long = len((self.value + joined).encode("utf-8", "surrogatepass")) > LARGEST
        if wrong is not None or too_long:
            self.post_message(self.PasteRefused(wrong))
        else:
            self.replace(joined, *self.selection)
            if len(lines) > 1:
                self.post_message(self.LinesJoined(len(lines)))
