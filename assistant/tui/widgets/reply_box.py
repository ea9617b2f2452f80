"""The box that a reply is typed in: a paste loses nothing unseen, and arrows go to the choices."""

from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

from assistant.tui.looks import beside


class ReplyBox(Input):
    """One line of text, with the keys and the clipboard of any other."""

    DEFAULT_CSS = beside(__file__)

    class Moved(Message):
        """The arrow up (-1) or down (1) was pressed."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Turned(Message):
        """Tab (1), or Shift and Tab (-1), was pressed."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

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

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)

    def fill(self, text: str) -> None:
        """Put a text in the box, to be gone on with."""
        self.value = text
        self.cursor_position = len(text)

    def on_key(self, event: Key) -> None:
        """Take the keys that move between choices and units; all else is typing."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Moved(-1 if event.key == "up" else 1))
        elif event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Turned(1 if event.key == "tab" else -1))

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
