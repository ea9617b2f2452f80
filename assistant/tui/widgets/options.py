"""One of a few options, side by side: the arrows or a click choose, Enter confirms the form."""

from collections.abc import Mapping

from textual.binding import Binding
from textual.events import Blur, Focus
from textual.message import Message

from assistant.tui.drawing import Line, Piece
from assistant.tui.looks import beside
from assistant.tui.widgets.strips import LineStrip, Spot, flowed

GAP = 2


class Options(LineStrip, can_focus=True):
    """Shows options by their labels; `value` is the one chosen."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "option": "$foreground 65%",
        "chosen": "bold $foreground on $surface",
        "focused": "bold $foreground on $primary-muted",
    }
    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right,space", "move(1)", show=False),
        Binding("enter", "confirm", show=False),
    ]

    class Confirmed(Message):
        """Enter was pressed."""

    class Chosen(Message):
        """Another option was chosen."""

        def __init__(self, options: "Options") -> None:
            super().__init__()
            self.options = options

    def __init__(self, labels: Mapping[str, str], value: str) -> None:
        super().__init__()
        self._labels = labels
        self.value = value

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the options, the chosen one marked."""
        parts = [(option, (self._part(option),)) for option in self._labels]
        return flowed(parts, width, GAP)

    def _part(self, option: str) -> Piece:
        if option != self.value:
            return Piece(f" ○ {self._labels[option]} ", "option")
        look = "focused" if self.has_focus else "chosen"
        return Piece(f" ● {self._labels[option]} ", look)

    def relabel(self, labels: Mapping[str, str]) -> None:
        """Show the same options by other labels."""
        self._labels = labels
        self.changed()

    def choose(self, option: str) -> None:
        """Choose an option."""
        self.value = option
        self.changed()
        self.post_message(self.Chosen(self))

    def on_focus(self, _event: Focus) -> None:
        """Show where the keys go."""
        self.changed()

    def on_blur(self, _event: Blur) -> None:
        """Show that the keys go elsewhere."""
        self.changed()

    def on_line_strip_clicked(self, event: LineStrip.Clicked) -> None:
        """Choose what was clicked."""
        event.stop()
        self.choose(event.name)

    def action_move(self, step: int) -> None:
        """Choose the next option."""
        names = list(self._labels)
        self.choose(names[(names.index(self.value) + step) % len(names)])

    def action_confirm(self) -> None:
        """Say that Enter was pressed."""
        self.post_message(self.Confirmed())
