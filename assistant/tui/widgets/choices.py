"""The replies that can be picked instead of typed: in one row if they fit, else in a list."""

from typing import TYPE_CHECKING

from assistant.tui.drawing import Line, Piece, breadth, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.strips import LineStrip, Spot, flowed

if TYPE_CHECKING:
    from assistant.session.conversation import Choice

GAP = 2
NO_KEY = "•"


class Choices(LineStrip):
    """Draws choices with their keys, one of them possibly marked; a spot's name is its place."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "key": "bold $foreground on $primary-muted",
        "label": "$foreground on $boost",
        "item": "$foreground",
        "marked-key": "bold $background on $primary",
        "marked-label": "bold $background on $primary",
    }

    def __init__(self) -> None:
        super().__init__()
        self.choices: tuple[Choice, ...] = ()
        self.marked: int | None = None

    def show(self, choices: "tuple[Choice, ...]") -> None:
        """Show these choices, none marked."""
        self.choices = choices
        self.marked = None
        self.display = bool(choices)
        self.changed()

    def mark(self, place: int | None) -> None:
        """Mark the choice at a place, or none."""
        if place != self.marked:
            self.marked = place
            self.changed(height=False)

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the choices in a row if they fit, else as a list."""
        parts = [
            (str(place), self._part(place, f" {choice.label} "))
            for place, choice in enumerate(self.choices)
        ]
        lines, spots = flowed(parts, width, GAP)
        if len(lines) > 1:
            return self._listed(width)
        return lines, spots

    def _listed(self, width: int) -> tuple[list[Line], list[Spot]]:
        lines: list[Line] = []
        spots: list[Spot] = []
        indent = max(len(choice.key or NO_KEY) for choice in self.choices) + 3
        for place, choice in enumerate(self.choices):
            for row, text in enumerate(wrapped(choice.label, width - indent - 1)):
                key, label = self._part(place, f"{text} ", "item")
                key = key if not row else Piece(" " * breadth((key,)))
                space = Piece(" " * (indent - breadth((key,))), label.look)
                spots.append(Spot(len(lines), 0, width, str(place)))
                lines.append((key, space, label))
        return lines, spots

    def _part(self, place: int, text: str, look: str = "label") -> tuple[Piece, Piece]:
        key = Piece(f" {self.choices[place].key or NO_KEY} ", "key")
        label = Piece(text, look)
        if place == self.marked:
            return (
                key._replace(look="marked-key"),
                label._replace(look="marked-label"),
            )
        return key, label
