"""Practice: the cases, how each went best, and what to do with the one that is marked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.reports.columns import aligned
from assistant.text import visible
from assistant.tui.looks import beside
from assistant.tui.screens.reading import ReadingScreen
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from assistant.tui.talk import Studies, Talk

KEYS = (("n", "anew"), ("e", "exam"), ("s", "progress"), ("l", "learn"), ("m", "map"))


class PracticeScreen(Screen["Talk | None"]):
    """Returns the practice that was begun, or None if the person went back."""

    DEFAULT_CSS = beside(__file__)
    BINDINGS = [
        Binding("escape", "back", show=False),
        *(Binding(key, name, show=False) for key, name in KEYS),
    ]

    def __init__(self, studies: "Studies", phrases: Phrases, begin: "Callable[..., Talk]") -> None:
        super().__init__()
        self._studies = studies
        self._phrases = phrases
        self._begin = begin

    def compose(self) -> ComposeResult:
        """Set the list between what to do next and the keys."""
        words = self._phrases
        yield Static(Content(words("practice.title")), id="practice-title")
        yield Static(Content(self._studies.next_line), id="practice-next")
        heading, *items = aligned([row[1:] for row in self._studies.rows])
        picker = Picker(heading, items)
        picker.marked = self._studies.next_place
        yield picker
        yield Static(id="practice-wrong", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Show the keys."""
        words = self._phrases
        pick = Key(f"↑ ↓ {words('keys.enter')}", words("practice.begin"), "pick")
        more = (Key(key, words(f"practice.{name}"), name) for key, name in KEYS)
        self.query_one(Keys).show((pick, *more, Key("Esc", words("form.back"), "back")))

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """Practise on the case that was picked."""
        self._open(event.place, is_exam=False)

    def action_anew(self) -> None:
        """Practise on the marked case from its start, wherever it was left."""
        self._open(self.query_one(Picker).marked, is_exam=False, is_anew=True)

    def action_exam(self) -> None:
        """Be examined on the marked case."""
        self._open(self.query_one(Picker).marked, is_exam=True)

    def action_pick(self) -> None:
        """Practise on the marked case."""
        self.query_one(Picker).action_pick()

    def _open(self, place: int, *, is_exam: bool, is_anew: bool = False) -> None:
        """Begin, or show why that cannot be; the first row is the heading."""
        try:
            talk = self._begin(self._studies.rows[place + 1][0], is_exam=is_exam, is_anew=is_anew)
        except AssistantError as error:
            line = self.query_one("#practice-wrong", Static)
            line.update(Content(visible(str(error))))
            line.display = True
        else:
            self.dismiss(talk)

    def action_progress(self) -> None:
        """Show how the person is doing."""
        self._read("progress", self._studies.report())

    def action_learn(self) -> None:
        """Show what there is to learn of the protocol."""
        from assistant.tui.screens.learn import LearnScreen

        self.app.push_screen(LearnScreen(self._studies.lessons(), self._phrases))

    def action_map(self) -> None:
        """Show the dialog's map, with the way of the last attempt at the marked case."""
        self._read("map", self._studies.map(self.query_one(Picker).marked))

    def _read(self, name: str, text: str) -> None:
        words = self._phrases
        self.app.push_screen(ReadingScreen(words(f"practice.{name}_title"), text, words))

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        event.stop()
        await self.run_action(event.name)

    def action_back(self) -> None:
        """Go back without practice."""
        self.dismiss(None)
