"""A text read over the chat: the summary as it stands."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from assistant.phrases import Phrases
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.page import Page

ROOMY = 86  # columns: the 80 of a summary, a margin, and a bar


class ReadingScreen(ModalScreen[None]):
    """Shows a titled text until it is put away."""

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "Page"
    BINDINGS = [(key, "close", "close") for key in ("escape", "q", "enter", "f9")]

    def __init__(self, title: str, text: str, phrases: Phrases) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._phrases = phrases

    def compose(self) -> ComposeResult:
        """Set the text above the keys."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(self._title)
            yield Page(self._text)
            yield Keys()

    def on_mount(self) -> None:
        """Show the keys."""
        words = self._phrases
        self.query_one(Keys).show(
            (
                Key("Esc", words("summary.close"), "close"),
                Key("↑ ↓ PgUp PgDn", words("summary.scroll"), "none"),
            )
        )

    def on_resize(self) -> None:
        """Leave all columns to the text where there are no more than it has."""
        self.query_one(Page).set_class(self.app.size.width < ROOMY, "-tight")

    def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        if event.name == "close":
            self.action_close()

    def action_close(self) -> None:
        """Put the text away."""
        self.dismiss()
