"""The criteria, each with mark, word and colour, filling in as answers come."""

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.events import Click, Key
from textual.message import Message

from assistant.phrases import Phrases
from assistant.tui.drawing import EMPTY, Line, Piece, breadth, fitted, spread, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.lines import LineView

if TYPE_CHECKING:
    from assistant.session.conversation import Row

GLYPHS = {
    "met": "✓",
    "failed": "✗",
    "unknown": "?",
    "contested": "≠",
    "not_applicable": "–",
    "open": "·",
}
STATUS_LOOKS = {
    "met": "$text-success",
    "failed": "bold $text-error",
    "unknown": "$text-warning",
    "contested": "bold $text-accent",
    "not_applicable": "$foreground 65%",
    "open": "$foreground 65%",
}
CATEGORIES = ("inclusion", "exclusion")
ID_CELLS = 5
FILTER = ""  # what stands at the head of the list is no criterion


class CriteriaPanel(LineView, can_focus=True):
    """Shows rows by category; those that the last turn changed stand out and are kept in sight.

    One row can be marked, to be looked at closely. The first line shows all of the criteria, or
    only those that can still change the verdict.
    """

    DEFAULT_CSS = beside(__file__)
    FOCUS_ON_CLICK = False
    LOOKS = {
        "heading": "bold $foreground on $panel",
        "filter": "$foreground",
        "label": "$foreground",
        "changed": "bold $foreground on $primary-muted",
        "marked": "bold $background on $primary",
        **STATUS_LOOKS,
    }
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
    ]

    class Marked(Message):
        """A criterion was marked."""

        def __init__(self, criterion: str) -> None:
            super().__init__()
            self.criterion = criterion

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self.phrases = phrases
        self.marked = ""
        self.is_filtered = False
        self._rows: tuple[Row, ...] = ()
        self._changed: frozenset[str] = frozenset()
        self._places: list[str] = []  # the criterion of each line, FILTER or None

    def show(self, rows: "tuple[Row, ...]") -> None:
        """Show the criteria as they stand now."""
        before = {row.criterion: state_of(row) for row in self._rows}
        self._changed = frozenset(
            row.criterion
            for row in rows
            if before.get(row.criterion, state_of(row)) != state_of(row)
        )
        self._rows = rows
        self.lay_out()
        self._keep_in_sight(self._changed)

    def laid_out(self, width: int) -> list[Line]:
        """Return the filter, then a heading for each category, and its criteria below."""
        lines: list[Line] = [self._filter(width)]
        places = [FILTER]

        def add(line: Line, place: str = "-") -> None:
            lines.append(line)
            places.append(place)

        for category in CATEGORIES:
            rows = [row for row in self._rows if row.category == category]
            shown = [row for row in rows if row.turns or not self.is_filtered]
            if rows:
                if len(lines) > 1:
                    add(EMPTY)
                add(self._heading(category, rows, width))
                for row in shown:
                    add(self._line(row, width), row.criterion)
        if self._rows and self.is_filtered and not any(row.turns for row in self._rows):
            for text in wrapped(self.phrases("panel.settled"), width - 2):
                add((Piece(f" {text}", "label"),))
        self._places = places
        return lines

    def _filter(self, width: int) -> Line:
        mark = "●" if self.is_filtered else "○"
        count = sum(row.turns for row in self._rows)
        text = f" {mark} {self.phrases('panel.filter', count=count)}"
        return (Piece(fitted(text, width), "filter"),)

    def _heading(self, category: str, rows: "list[Row]", width: int) -> Line:
        decided = sum(state_of(row) not in ("open", "unknown") for row in rows)
        count = self.phrases("panel.decided", count=decided, all=len(rows))
        look = "heading"
        title = Piece(f" {self.phrases(f'panel.{category}')} ", look)
        return spread((title,), (Piece(f"{count} ", look),), width, look)

    def _line(self, row: "Row", width: int) -> Line:
        state = state_of(row)
        is_marked = row.criterion == self.marked
        look = "marked" if is_marked else state
        # Here the longest of the words would leave a label no room for its numbers.
        is_short = state == "not_applicable"
        standing = self.phrases(f"panel.{state}") if is_short else self.standing(row)[1]
        word = Piece(f" {standing} ", look)
        label_look = "changed" if row.criterion in self._changed else "label"
        label_look = look if is_marked else label_look
        head = Piece(f" {GLYPHS[state]} {fitted(row.criterion, ID_CELLS):{ID_CELLS}}", look)
        room = width - breadth((head, word)) - 1
        label = Piece(f" {fitted(row.label, room)}", f"{label_look}")
        gap = Piece(" " * (room + 1 - breadth((label,))), f"{label_look}")
        return (head, label, gap, word)

    def resized(self) -> None:
        """Keep the marked row in sight, with the next below it, wherever the list stood before."""
        if self.marked and self.marked in self._places:
            row = self._places.index(self.marked)
            top = max(0, row + 2 - self.scrollable_content_region.height)
            self.scroll_to(y=top, animate=False, force=True)

    def standing(self, row: "Row") -> tuple[str, str]:
        """Return a row's state, and its word."""
        state = state_of(row)
        return state, self.phrases("panel.open") if state == "open" else row.word

    def _keep_in_sight(self, criteria: "frozenset[str]") -> None:
        rows = [y for y, place in enumerate(self._places) if place in criteria]
        if rows and self.size.height:
            self.keep_in_sight(rows[0], rows[0] + 1)

    # ------------------------------------------------------------------------------ marking

    @property
    def marked_row(self) -> "Row | None":
        """The row that is marked, None if none is."""
        return next((row for row in self._rows if row.criterion == self.marked), None)

    def mark(self, criterion: str) -> None:
        """Mark a criterion, or none, and keep it in sight."""
        self.marked = criterion
        self.lay_out()
        if criterion:
            self._keep_in_sight(frozenset((criterion,)))
            self.post_message(self.Marked(criterion))

    def action_move(self, step: int) -> None:
        """Mark the criterion so many rows below or above; if none is marked, the first or last."""
        shown = [place for place in self._places if place not in (FILTER, "-")]
        if not shown:
            return
        first = 0 if step > 0 else len(shown) - 1
        at = shown.index(self.marked) + step if self.marked in shown else first
        self.mark(shown[min(max(at, 0), len(shown) - 1)])

    async def key_o(self, event: Key) -> None:
        """Turn the filter: here a letter is a key, not the beginning of a reply."""
        event.stop()
        await self.run_action("filter")

    def action_filter(self) -> None:
        """Show all criteria, or only those that can still change the verdict."""
        self.is_filtered = not self.is_filtered
        self.lay_out()
        self.scroll_home(animate=False, force=True)

    def on_click(self, event: Click) -> None:
        """Mark the criterion that was clicked, or turn the filter."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None else offset.y + self.scroll_offset.y
        place = self._places[row] if 0 <= row < len(self._places) else "-"
        if place == "-":
            return
        event.stop()
        if place == FILTER:
            self.action_filter()
        else:
            self.screen.set_focus(self)
            self.mark(place)


def state_of(row: "Row") -> str:
    """Return a row's status, or "open" while what decides it is still to be asked."""
    return "open" if row.open and row.status == "unknown" else str(row.status)
