"""The screening log: everybody screened, narrowed by keys; the flow and each summary at hand."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.reports.columns import aligned
from assistant.reports.log.content import Line
from assistant.reports.log.table import figures
from assistant.text import visible
from assistant.tui.looks import beside
from assistant.tui.screens.queries import QueriesAsked
from assistant.tui.screens.reading import ReadingScreen
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.picker import Picker
from assistant.tui.widgets.words import Words

if TYPE_CHECKING:
    from assistant.tui.talk import Register

COLUMNS = ("participant", "opened", "state", "verdict", "criteria", "by", "site")
FILTERS = {"v": "verdict", "s": "state", "c": "criterion", "i": "site", "u": "user"}
DAYS = {"d": "since", "t": "until"}


class LogScreen(Screen[None]):
    """Shows the screenings that are asked for.

    A filter's key goes through what is on record; that of a day asks which one.
    """

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "Picker"
    BINDINGS = [
        Binding("escape", "back", show=False),
        Binding("f", "flow", show=False),
        Binding("ctrl+n", "queries", show=False),
        *(Binding(key, f"narrow('{name}')", show=False) for key, name in FILTERS.items()),
        *(Binding(key, f"date('{name}')", show=False) for key, name in DAYS.items()),
    ]

    def __init__(self, load: "Callable[[], Register]", phrases: Phrases) -> None:
        super().__init__()
        self._load = load
        self._register = load()
        self._phrases = phrases
        self._asked: Mapping[str, str] = {}
        self._dating = ""
        self._log = self._register.shown({})

    def compose(self) -> ComposeResult:
        """Set the list between what it is of and the keys."""
        yield Static(Content(self._log.title), id="log-title")
        yield Static(id="log-tally")
        yield Picker("", [])
        yield Input(id="day")
        yield Words("", "read")
        yield Keys()

    def on_mount(self) -> None:
        """Show everybody."""
        self._put_away()
        self._show()

    @property
    def _lines(self) -> tuple[Line, ...]:
        return self._log.lines + self._log.left_out

    def renew(self) -> None:
        """Read the records anew."""
        self._register = self._load()
        self._show(self.query_one(Picker).marked)

    def _show(self, place: int = 0) -> None:
        """Show what is asked for."""
        self._log = self._register.shown(self._asked)
        asked = [f"{row.label} {row.text}" for row in self._log.asked]
        self.query_one("#log-tally", Static).update(
            Content(visible("  ·  ".join([self._log.tally, *asked])))
        )
        heading, *items = aligned([self._heads(), *map(self._cells, self._lines)])
        self.query_one(Picker).show(heading, items, place)
        self._show_keys()

    def _heads(self) -> list[str]:
        return [self._phrases(f"log.{column}") for column in COLUMNS]

    def _cells(self, line: Line) -> list[str]:
        if line.fault:
            return [line.screening[:8], "", line.state, "", "", "", ""]
        return [visible(text) for text in (
            line.subject, line.opened.text[:10], line.state, f"{line.glyph} {line.verdict}",
            line.brief, line.opened_by_id, line.site,
        )]  # fmt: skip

    def _show_keys(self) -> None:
        say = self._phrases
        filters = [
            *(Key(f" {key} ", say(f"log.{name}"), f"narrow('{name}')")
              for key, name in FILTERS.items()),
            *(Key(f" {key} ", say(f"log.{name}"), f"date('{name}')") for key, name in DAYS.items()),
        ]  # fmt: skip
        read = Key(f"↑ ↓ {say('keys.enter')}", say("log.read"), "pick")
        flow = Key(" f ", say("log.flow"), "flow")
        queries = Key("^N", say("queries.key"), "queries")
        back = Key("Esc", say("form.back"), "back")
        self.query_one(Keys).show((*filters, flow, read, queries, back))

    def action_narrow(self, name: str) -> None:
        """Ask for the next of what is on record under a name, and after the last for all."""
        choices = ["", *self._register.choices(name)]
        now = self._asked.get(name, "")
        after = choices[(choices.index(now) + 1) % len(choices)]
        others = {key: value for key, value in self._asked.items() if key != name}
        self._asked = {**others, name: after} if after else others
        self._show()

    def action_date(self, name: str) -> None:
        """Ask for a day since or until which to list."""
        self._dating = name
        self._tell(self._phrases(f"log.ask.{name}"))
        self._day.value = self._asked.get(name, "")
        self._day.display = True
        self._day.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """List by the day that was typed, or say why it is none."""
        try:
            self._asked = self._register.dated(self._asked, self._dating, event.value)
        except AssistantError as error:
            self._tell(str(error), "wrong")
        else:
            self._put_away()
            self._show()

    @property
    def _day(self) -> Input:
        return self.query_one("#day", Input)

    def _tell(self, text: str, look: str = "read") -> None:
        told = self.query_one(Words)
        told.display = bool(text)
        told.show(visible(text), look)

    def _put_away(self) -> None:
        """Put away the box for a day."""
        self._tell("")
        self._day.display = False
        self.query_one(Picker).focus()

    def action_flow(self) -> None:
        """Show the flow of the participants listed, and the reasons."""
        self.app.push_screen(ReadingScreen(self._log.title, figures(self._log), self._phrases))

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """Show a screening's summary, or why there is none."""
        line = self._lines[event.place]
        try:
            text = line.fault or self._register.summary(line.screening)
        except AssistantError as error:
            text = str(error)
        title = line.subject or line.screening
        self.app.push_screen(ReadingScreen(visible(title), text, self._phrases))

    def action_queries(self) -> None:
        """Go to the marked screening's queries."""
        place = self.query_one(Picker).marked
        if place < len(self._lines) and not self._lines[place].fault:
            line = self._lines[place]
            self.post_message(QueriesAsked(line.screening, line.subject, self.renew))

    def action_pick(self) -> None:
        """Show the marked screening's summary."""
        self.query_one(Picker).action_pick()

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        await self.run_action(event.name)

    def action_back(self) -> None:
        """Put away the box for a day, or go back to the start."""
        if self._day.display:
            self._put_away()
        else:
            self.dismiss()
