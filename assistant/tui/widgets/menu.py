"""What can be done, one line each: its key, its name, and what it is about."""

from collections.abc import Sequence

from assistant.tui.drawing import Line, Piece, fitted
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key
from assistant.tui.widgets.strips import LineStrip, Spot

KEY_CELLS = 5
GAP = 2


class Menu(LineStrip):
    """Shows lines to choose from; a click on one says its action."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "key": "bold $text-accent",
        "word": "bold $foreground",
        "about": "$foreground 65%",
    }

    def __init__(self, offered: Sequence[tuple[Key, str]]) -> None:
        super().__init__()
        self._offered = offered

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return a line for each, the names in one column and what they are about in another."""
        longest = max(len(key.word) for key, _ in self._offered) + GAP
        room = width - KEY_CELLS - longest
        lines: list[Line] = []
        spots = []
        for row, (key, about) in enumerate(self._offered):
            word = Piece(f"{key.word:<{longest}}", "word")
            lines.append(
                (
                    Piece(f" {key.key:<{KEY_CELLS - 1}}", "key"),
                    word,
                    Piece(fitted(about, room) if room > GAP else "", "about"),
                )
            )
            spots.append(Spot(row, 0, width, key.action))
        return lines, spots
