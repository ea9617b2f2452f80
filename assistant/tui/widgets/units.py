"""The units that a number can be given in, in one row, to go through by key or to click."""

import re

from textual.message import Message

from assistant.tui.drawing import Line, Piece
from assistant.tui.looks import beside
from assistant.tui.widgets.strips import LineStrip, Spot, flowed

GAP = 1
_NUMBER = re.compile(r"([\d.,/+\s-]*)(.*)", re.DOTALL)
KEY = "Tab"


class Units(LineStrip):
    """Shows units after the key that goes through them, the one in the box marked."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "key": "bold $foreground on $primary-muted",
        "unit": "$foreground on $boost",
        "marked": "bold $background on $primary",
    }

    class Picked(Message):
        """A unit was clicked."""

        def __init__(self, unit: str) -> None:
            super().__init__()
            self.unit = unit

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self.units: tuple[str, ...] = ()
        self.marked = ""

    def show(self, units: tuple[str, ...]) -> None:
        """Show these units, none marked; a single one is no choice."""
        self.units = units if len(units) > 1 else ()
        self.marked = ""
        self.display = bool(self.units)
        self.changed()

    def mark(self, text: str) -> None:
        """Mark the unit that stands after the number in a text, or none."""
        named = _parted(text)[1].casefold()
        marked = next((unit for unit in self.units if unit.casefold() == named), "")
        if marked != self.marked:
            self.marked = marked
            self.changed()

    def next(self, step: int) -> str:
        """Return the unit after the marked one, or before it; the first after none."""
        if self.marked:
            return self.units[(self.units.index(self.marked) + step) % len(self.units)]
        return self.units[0 if step > 0 else -1]

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the units after their key."""
        parts = [("", (Piece(f" {KEY} ", "key"),))]
        for unit in self.units:
            look = "marked" if unit == self.marked else "unit"
            parts.append((unit, (Piece(f" {unit} ", look),)))
        return flowed(parts, width, GAP)

    def on_line_strip_clicked(self, event: LineStrip.Clicked) -> None:
        """Say which unit was clicked."""
        event.stop()
        self.post_message(self.Picked(event.name))


def with_unit(text: str, unit: str) -> str:
    """Return the number in a text with this unit instead of whatever stands after it."""
    return f"{_parted(text)[0]} {unit}"


def _parted(text: str) -> tuple[str, str]:
    """Return the number that a text begins with, and what stands after it."""
    found = _NUMBER.fullmatch(text.strip())
    assert found
    return found[1].rstrip(), found[2]
