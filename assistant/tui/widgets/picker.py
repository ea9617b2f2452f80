"""A list to pick from, with the arrows and Enter or with a click."""

from textual.binding import Binding
from textual.events import Click
from textual.message import Message

from assistant.tui.drawing import Line, Piece, breadth, fitted
from assistant.tui.looks import beside
from assistant.tui.widgets.lines import LineView


class Picker(LineView, can_focus=True):
    """Shows one line an item, under a heading line; says which item was picked."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "heading": "bold $foreground 65%",
        "item": "$foreground",
        "marked": "bold $foreground on $primary-muted",
    }
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Marked(Message):
        """Another item was marked by a key."""

    class Picked(Message):
        """An item was picked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, heading: str, items: list[str]) -> None:
        super().__init__()
        self._heading = heading
        self._items = items
        self.marked = 0

    def show(self, heading: str, items: list[str], marked: int = 0) -> None:
        """Show other items, one of them marked."""
        self._heading, self._items = heading, items
        self.marked = min(marked, max(len(items) - 1, 0))
        self.lay_out()
        self.scroll_to(y=0, animate=False, force=True)
        if self.marked:
            self.keep_in_sight(self.marked + 1, self.marked + 1)

    def laid_out(self, width: int) -> list[Line]:
        """Return the heading and the items, each cut to the width."""
        return [
            self._line(self._heading, "heading", width),
            *(
                self._line(item, "marked" if place == self.marked else "item", width)
                for place, item in enumerate(self._items)
            ),
        ]

    def _line(self, text: str, look: str, width: int) -> Line:
        mark = "▸ " if look == "marked" else "  "
        piece = Piece(f" {mark}{fitted(text, width - 4)}", look)
        return (piece, Piece(" " * (width - breadth((piece,))), piece.look))

    def action_move(self, step: int) -> None:
        """Mark another item, and keep it in sight."""
        self.marked = max(min(self.marked + step, len(self._items) - 1), 0)
        self.lay_out()
        self.keep_in_sight(self.marked + bool(self.marked), self.marked + 1)
        self.post_message(self.Marked())

    def action_pick(self) -> None:
        """Pick the marked item."""
        if self._items:
            self.post_message(self.Picked(self.marked))

    def on_click(self, event: Click) -> None:
        """Pick the item that was clicked."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None else offset.y + self.scroll_offset.y - 1
        if 0 <= row < len(self._items):
            self.marked = row
            self.lay_out()
            self.action_pick()
