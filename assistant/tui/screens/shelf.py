"""The shelf: the screenings on record, to take one up again."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.text import visible
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from assistant.tui.talk import Entry, Talk

COLUMNS = ("subject", "started", "state", "verdict", "answered")


class ShelfScreen(Screen["Talk | None"]):
    """Returns the screening that `resume` opened, or None if the person went back."""

    DEFAULT_CSS = beside(__file__)
    BINDINGS = [Binding("escape", "back", show=False)]

    def __init__(
        self, entries: "Sequence[Entry]", phrases: Phrases, resume: "Callable[[str], Talk]"
    ) -> None:
        super().__init__()
        self._entries = list(entries)
        self._phrases = phrases
        self._resume = resume

    def compose(self) -> ComposeResult:
        """Set the list above the keys."""
        yield Static(Content(self._phrases("shelf.title")), id="shelf-title")
        if self._entries:
            heading, *items = _table([self._heads(), *map(self._cells, self._entries)])
            yield Picker(heading, items)
        else:
            yield Static(Content(self._phrases("shelf.empty")), id="shelf-empty")
        yield Static(id="shelf-wrong", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Show the keys."""
        words = self._phrases
        pick = (Key(f"↑ ↓ {words('keys.enter')}", words("shelf.pick"), "pick"),)
        back = (Key("Esc", words("form.back"), "back"),)
        self.query_one(Keys).show((*pick, *back) if self._entries else back)

    def _heads(self) -> list[str]:
        return [self._phrases(f"shelf.{column}") for column in COLUMNS]

    def _cells(self, entry: "Entry") -> list[str]:
        if entry.fault or entry.started is None:
            return [entry.screening[:8], "", self._phrases("shelf.states.damaged"), "", ""]
        return [
            entry.subject,
            f"{entry.started.astimezone():%Y-%m-%d %H:%M}",
            self._phrases(f"shelf.states.{entry.state}"),
            entry.verdict_label,
            str(entry.answered),
        ]

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """Open the screening that was picked, or show why it cannot be."""
        try:
            talk = self._resume(self._entries[event.place].screening)
        except AssistantError as error:
            line = self.query_one("#shelf-wrong", Static)
            line.update(Content(visible(str(error))))
            line.display = True
        else:
            self.dismiss(talk)

    def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        if event.name == "back":
            self.action_back()
        else:
            self.query_one(Picker).action_pick()

    def action_back(self) -> None:
        """Go back without a screening."""
        self.dismiss(None)


def _table(rows: list[list[str]]) -> list[str]:
    """Return rows of cells as lines with their columns aligned."""
    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
