"""The replies that can be picked instead of typed: in one row if they fit, else in a list."""

from typing import TYPE_CHECKING

from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from assistant.tui.drawing import Line, Piece, breadth, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.lines import LineView
from assistant.tui.widgets.strips import Spot, flowed, spot_at

if TYPE_CHECKING:
    from assistant.session.conversation import Choice

GAP = 2
NO_KEY = "•"


class Choices(LineView):
    """Draws choices with their keys, one of them possibly marked; a long list scrolls."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "key": "bold $foreground on $primary-muted",
        "label": "$foreground on $boost",
        "item": "$foreground",
        "marked": "bold $background on $primary",
    }

    class Picked(Message):
        """A choice was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self._spots: list[Spot] = []
        self.marked: int | None = None

    def show(self, choices: "tuple[Choice, ...]") -> None:
        """Show these choices, none marked."""
        self._choices = choices
        self.marked = None
        self.display = bool(choices)
        self.lay_out()
        self.scroll_home(animate=False, immediate=True, force=True)

    def mark(self, place: int | None) -> None:
        """Mark the choice at a place, or none, and keep it in sight."""
        if place == self.marked:
            return
        self.marked = place
        self.lay_out()
        rows = [spot.row for spot in self._spots if spot.name == str(place)]
        if rows:
            self.keep_in_sight(rows[0], rows[-1])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the choices take at a width."""
        return len(self.laid_out(width - self.styles.scrollbar_size_vertical))

    def laid_out(self, width: int) -> list[Line]:
        """Return the choices in a row if they fit, else as a list."""
        parts = [
            (str(place), self._part(place, f" {choice.label} ", "label"))
            for place, choice in enumerate(self._choices)
        ]
        lines, self._spots = flowed(parts, width, GAP)
        return lines if len(lines) == 1 else self._listed(width)

    def _listed(self, width: int) -> list[Line]:
        lines: list[Line] = []
        self._spots = []
        indent = max(len(choice.key or NO_KEY) for choice in self._choices) + 3
        for place, choice in enumerate(self._choices):
            for row, text in enumerate(wrapped(choice.label, width - indent - 1)):
                key, label = self._part(place, f"{text} ", "item")
                key = key if not row else Piece(" " * breadth((key,)), label.look)
                space = Piece(" " * (indent - breadth((key,))), label.look)
                self._spots.append(Spot(len(lines), 0, width, str(place)))
                lines.append((key, space, label))
        return lines

    def _part(self, place: int, text: str, look: str) -> tuple[Piece, Piece]:
        is_marked = place == self.marked
        key = Piece(f" {self._choices[place].key or NO_KEY} ", "marked" if is_marked else "key")
        return key, Piece(text, "marked" if is_marked else look)

    def on_click(self, event: Click) -> None:
        """Say which choice was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        name = spot_at(self._spots, offset.x, offset.y + self.scroll_offset.y)
        if name is not None:
            event.stop()
            self.post_message(self.Picked(int(name)))
