"""The criteria, each with mark, word and colour, filling in as answers come."""

from typing import TYPE_CHECKING

from assistant.phrases import Phrases
from assistant.tui.drawing import EMPTY, Line, Piece, breadth, fitted, spread
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
CATEGORIES = ("inclusion", "exclusion")
ID_CELLS = 5


class CriteriaPanel(LineView):
    """Shows rows by category; those that the last turn changed stand out and are kept in sight."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "heading": "bold $foreground on $panel",
        "label": "$foreground",
        "changed": "bold $foreground on $primary-muted",
        "met": "$text-success",
        "failed": "bold $text-error",
        "unknown": "$text-warning",
        "contested": "bold $text-accent",
        "not_applicable": "$foreground 65%",
        "open": "$foreground 65%",
    }

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self.phrases = phrases
        self._rows: tuple[Row, ...] = ()
        self._changed: frozenset[str] = frozenset()

    def show(self, rows: "tuple[Row, ...]") -> None:
        """Show the criteria as they stand now."""
        before = {row.criterion: _state(row) for row in self._rows}
        self._changed = frozenset(
            row.criterion for row in rows if before.get(row.criterion, _state(row)) != _state(row)
        )
        self._rows = rows
        self.lay_out()
        self._keep_in_sight()

    def laid_out(self, width: int) -> list[Line]:
        """Return a heading for each category, and its criteria below."""
        lines: list[Line] = []
        for category in CATEGORIES:
            rows = [row for row in self._rows if row.category == category]
            if rows:
                lines.extend([EMPTY] if lines else [])
                lines.append(self._heading(category, rows, width))
                lines.extend(self._line(row, width) for row in rows)
        return lines

    def _heading(self, category: str, rows: "list[Row]", width: int) -> Line:
        decided = sum(_state(row) not in ("open", "unknown") for row in rows)
        count = self.phrases("panel.decided", decided=decided, all=len(rows))
        look = "heading"
        title = Piece(f" {self.phrases(f'panel.{category}')} ", look)
        return spread((title,), (Piece(f"{count} ", look),), width, look)

    def _line(self, row: "Row", width: int) -> Line:
        state = _state(row)
        look = state
        word = Piece(f" {self.phrases('panel.open') if state == 'open' else row.word} ", look)
        label_look = "changed" if row.criterion in self._changed else "label"
        head = Piece(f" {GLYPHS[state]} {fitted(row.criterion, ID_CELLS):{ID_CELLS}}", look)
        room = width - breadth((head, word)) - 1
        label = Piece(f" {fitted(row.label, room)}", f"{label_look}")
        gap = Piece(" " * (room + 1 - breadth((label,))), f"{label_look}")
        return (head, label, gap, word)

    def _keep_in_sight(self) -> None:
        changed = [y for y, line in enumerate(self._lines) if _is_changed(line)]
        if changed and self.size.height:
            self.keep_in_sight(changed[0], changed[0] + 1)


def _state(row: "Row") -> str:
    """Return a row's status, or "open" while what decides it is still to be asked."""
    return "open" if row.open and row.status == "unknown" else str(row.status)


def _is_changed(line: Line) -> bool:
    return any(piece.look == "changed" for piece in line)
