"""The keys that can be pressed now, each with its word; a click does what the key does."""

from typing import NamedTuple

from assistant.tui.drawing import EMPTY, Line, Piece
from assistant.tui.looks import beside
from assistant.tui.widgets.strips import LineStrip, Spot, flowed

GAP = 2


class Key(NamedTuple):
    """A key as it is named on the keyboard, what it does in one word, and the action's name."""

    key: str
    word: str
    action: str


class Keys(LineStrip):
    """Draws keys in as many rows as their words need, or have needed before."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "key": "bold $text-accent",
        "word": "$foreground",
    }

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[Key, ...] = ()
        self._rows: dict[int, int] = {}

    def show(self, keys: tuple[Key, ...]) -> None:
        """Show these keys."""
        if keys != self.keys:
            self.keys = keys
            self.changed()

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the keys in rows."""
        parts = [
            (key.action, (Piece(key.key, "key"), Piece(f" {key.word}", "word")))
            for key in self.keys
        ]
        lines, spots = flowed(parts, width, GAP)
        # What stands above does not move when fewer keys are shown for a moment.
        self._rows[width] = max(len(lines), self._rows.get(width, 0))
        return [*lines, *[EMPTY] * (self._rows[width] - len(lines))], spots
