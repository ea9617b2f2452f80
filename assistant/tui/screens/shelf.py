"""The shelf: the screenings on record, found by what is typed, to take one up again."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.reports.columns import aligned
from assistant.text import visible
from assistant.tui.launch import ROLES
from assistant.tui.looks import beside
from assistant.tui.screens.queries import QueriesAsked
from assistant.tui.widgets.banner import GLYPHS
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.picker import Picker
from assistant.tui.widgets.who import Who

if TYPE_CHECKING:
    from assistant.tui.talk import Entry, Talk

COLUMNS = ("subject", "verdict", "progress", "state", "queries", "last")
MOVES = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class ShelfScreen(Screen["Talk | None"]):
    """Returns the screening that `resume` opened, or None if the person went back."""

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "#search"
    BINDINGS = [
        Binding("escape", "back", show=False),
        Binding("ctrl+n", "queries", show=False),
        Binding("tab", "next", show=False),
        *(Binding(key, f"move({step})", show=False) for key, step in MOVES.items()),
    ]

    def __init__(
        self,
        load: "Callable[[], Sequence[Entry]]",
        phrases: Phrases,
        resume: "Callable[[str, str, str], Talk]",
        who: tuple[str, str],
    ) -> None:
        super().__init__()
        self._load = load
        self._entries = list(load())
        self._found = self._entries
        self._phrases = phrases
        self._resume = resume
        self._who = who

    def compose(self) -> ComposeResult:
        """Set the list between the search and the keys."""
        yield Static(Content(self._phrases("shelf.title")), id="shelf-title")
        if self._entries:
            yield Input(placeholder=self._phrases("shelf.search"), id="search")
            found = Picker("", [])
            found.can_focus = False  # the arrows mark in it wherever the keys go
            yield found
            yield Who(*self._who, ROLES, self._phrases)
        else:
            yield Static(Content(self._phrases("shelf.empty")), id="shelf-empty")
        yield Static(id="shelf-wrong", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Show all screenings, and the keys."""
        words = self._phrases
        pick = (Key(f"↑ ↓ {words('keys.enter')}", words("shelf.pick"), "pick"),)
        queries = (Key("^N", words("queries.key"), "queries"),)
        who = (Key("Tab", words("who.key"), "next"),)
        back = (Key("Esc", words("form.back"), "back"),)
        self.query_one(Keys).show((*pick, *who, *queries, *back) if self._entries else back)
        if self._entries:
            self._show("")

    @property
    def _search(self) -> Input:
        return self.query_one("#search", Input)

    def renew(self) -> None:
        """Read the records anew."""
        self._entries = list(self._load())
        self._show(self._search.value, self.query_one(Picker).marked)

    def _show(self, sought: str, place: int = 0) -> None:
        """Show the screenings in whose line all words that are sought stand."""
        rows = [[self._phrases(f"shelf.{column}") for column in COLUMNS]]
        rows += map(self._cells, self._entries)
        if not any(each.queries for each in self._entries):
            rows = [[*row[:-2], row[-1]] for row in rows]
        heading, *items = aligned(rows)
        words = sought.casefold().split()
        lines = [
            (entry, item)
            for entry, item in zip(self._entries, items, strict=True)
            if all(word in f"{item} {entry.screening} {entry.last}".casefold() for word in words)
        ]
        self._found = [entry for entry, _ in lines]
        self.query_one(Picker).show(heading, [item for _, item in lines], place)
        self._say("" if lines else self._phrases("shelf.none"))

    def _cells(self, entry: "Entry") -> list[str]:
        say = self._phrases
        if entry.fault or entry.last is None:
            return [entry.screening[:8], "", "", say("shelf.states.damaged"), "", ""]
        key = "shelf.to_go" if entry.left else "shelf.done"
        return [
            visible(entry.subject),
            f"{GLYPHS.get(entry.verdict, '?')} {entry.verdict_label}",
            say(key, answered=entry.answered, left=entry.left),
            say(f"shelf.states.{entry.state}"),
            str(entry.queries or ""),
            self._ago(entry.last),
        ]

    def _ago(self, moment: datetime) -> str:
        """Return how long ago something was, by the calendar of this place."""
        days = (datetime.now().astimezone().date() - moment.astimezone().date()).days
        if days <= 0:
            return f"{moment.astimezone():%H:%M}"
        return self._phrases("shelf.yesterday" if days == 1 else "shelf.days", count=days)

    def _say(self, text: str) -> None:
        line = self.query_one("#shelf-wrong", Static)
        line.update(Content(visible(text)))
        line.display = bool(text)

    # ------------------------------------------------------------------------------ picking

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is sought."""
        if event.input is self._search:
            self._show(event.value)

    def on_input_submitted(self) -> None:
        """Take up the screening that is marked."""
        self.action_pick()

    def on_options_confirmed(self) -> None:
        """Take up the screening that is marked."""
        self.action_pick()

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """Open the screening that was picked, or show why it cannot be."""
        who = self.query_one(Who)
        try:
            talk = self._resume(self._found[event.place].screening, who.user, who.role)
        except AssistantError as error:
            self._say(str(error))
        else:
            self.dismiss(talk)

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        await self.run_action(event.name)

    def action_pick(self) -> None:
        """Take up the screening that is marked."""
        self.query_one(Picker).action_pick()

    def action_queries(self) -> None:
        """Go to the marked screening's queries."""
        place = self.query_one(Picker).marked if self._found else 0
        if self._found and not self._found[place].fault:
            entry = self._found[place]
            self.post_message(QueriesAsked(entry.screening, entry.subject, self.renew))

    def action_next(self) -> None:
        """Go on to the next of search, id and role."""
        self.focus_next()

    def action_move(self, step: int) -> None:
        """Mark another screening."""
        if self._entries:
            self.query_one(Picker).action_move(step)

    def action_back(self) -> None:
        """Go back without a screening; first to all of them, if some are sought."""
        if self._entries and self._search.value:
            self._search.clear()
        else:
            self.dismiss(None)
