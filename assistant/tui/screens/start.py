"""The start: what this is, in three lines, and what can be done."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from assistant.phrases import Phrases
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key, Keys


class StartScreen(Screen[None]):
    """Offers a new screening, an earlier one, or to leave."""

    DEFAULT_CSS = beside(__file__)
    BINDINGS = [
        Binding("n", "choose('new')", show=False),
        Binding("r", "choose('resume')", show=False),
        Binding("l", "choose('log')", show=False),
        Binding("q,escape", "choose('quit')", show=False),
    ]

    class Chosen(Message):
        """One of "new", "resume", "log" and "quit" was chosen."""

        def __init__(self, choice: str) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases

    def compose(self) -> ComposeResult:
        """Set the explanation above the keys."""
        with Vertical(id="start"):
            yield Static(Content(self._phrases("start.title")), id="title")
            yield Static(Content(self._phrases("start.explanation")), id="explanation")
            yield Keys()
            yield Static(Content(self._phrases("banner.warning")), id="warning")

    def on_mount(self) -> None:
        """Show what can be done."""
        self.query_one(Keys).show(
            tuple(
                Key(f" {key} ", self._phrases(f"start.{choice}"), choice)
                for key, choice in (("n", "new"), ("r", "resume"), ("l", "log"), ("q", "quit"))
            )
        )

    def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Choose what was clicked."""
        self.action_choose(event.name)

    def action_choose(self, choice: str) -> None:
        """Say what was chosen."""
        self.post_message(self.Chosen(choice))
