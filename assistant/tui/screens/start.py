"""The start: what this is, in three lines, and what can be done, one key each."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from assistant.phrases import Phrases
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key
from assistant.tui.widgets.menu import Menu

CHOICES = (
    ("n", "new"), ("r", "resume"), ("l", "log"), ("p", "practise"), ("q", "quit"),
    ("F12", "language"),
)  # fmt: skip


class StartScreen(Screen[None]):
    """Offers a new screening, an earlier one, the log, practice, another language, or to leave."""

    DEFAULT_CSS = beside(__file__)
    BINDINGS = [
        *(Binding(key.lower(), f"choose('{choice}')", show=False) for key, choice in CHOICES),
        Binding("escape", "choose('quit')", show=False),
    ]

    class Chosen(Message):
        """One of the things that can be done was chosen."""

        def __init__(self, choice: str) -> None:
            super().__init__()
            self.choice = choice

    class LanguageAsked(Message):
        """Another language is to be spoken."""

        def __init__(self, start: "StartScreen") -> None:
            super().__init__()
            self.start = start

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases

    def compose(self) -> ComposeResult:
        """Set the explanation above what can be done."""
        say = self._phrases
        offered = [
            (Key(key, say(f"start.{choice}"), f"choose('{choice}')"), say(f"start.about.{choice}"))
            for key, choice in CHOICES
        ]
        with Vertical(id="start"):
            yield Static(Content(say("start.title")), id="title")
            yield Static(Content(say("start.explanation")), id="explanation")
            yield Menu(offered)
            yield Static(Content(say("banner.warning")), id="warning")

    def speak(self, phrases: Phrases) -> None:
        """Say the same in another language."""
        self._phrases = phrases
        self.refresh(recompose=True)

    async def on_line_strip_clicked(self, event: Menu.Clicked) -> None:
        """Do what the key does."""
        await self.run_action(event.name)

    def action_choose(self, choice: str) -> None:
        """Say what was chosen."""
        is_language = choice == "language"
        self.post_message(self.LanguageAsked(self) if is_language else self.Chosen(choice))
