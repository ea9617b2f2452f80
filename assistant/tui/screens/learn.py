"""Learning: topics, criteria and terms, each read by picking it."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assistant.phrases import Phrases
from assistant.reports.columns import aligned
from assistant.tui.looks import beside
from assistant.tui.screens.reading import ReadingScreen
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from assistant.tui.talk import Reader


class LearnScreen(Screen[None]):
    """Lists what there is to learn, and shows what is picked over the list."""

    DEFAULT_CSS = beside(__file__)
    BINDINGS = [Binding("escape", "back", show=False)]

    def __init__(self, lessons: "Reader", phrases: Phrases) -> None:
        super().__init__()
        self._lessons = lessons
        self._all = lessons.all()
        self._phrases = phrases

    def compose(self) -> ComposeResult:
        """Set the list between the title and the keys."""
        words = self._phrases
        yield Static(Content(words("practice.learn_title")), id="learn-title")
        heading = [words("practice.name"), words("practice.what"), words("practice.group")]
        cells = [[each.name, each.title, each.group] for each in self._all]
        first, *items = aligned([heading, *cells])
        yield Picker(first, items)
        yield Keys()

    def on_mount(self) -> None:
        """Show the keys."""
        words = self._phrases
        pick = Key(f"↑ ↓ {words('keys.enter')}", words("practice.read"), "pick")
        self.query_one(Keys).show((pick, Key("Esc", words("form.back"), "back")))

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """Show the lesson that was picked."""
        lesson = self._all[event.place]
        text = self._lessons.read(lesson.name)
        self.app.push_screen(ReadingScreen(lesson.title, text, self._phrases))

    def action_pick(self) -> None:
        """Read the marked lesson."""
        self.query_one(Picker).action_pick()

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        event.stop()
        await self.run_action(event.name)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()
