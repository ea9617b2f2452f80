"""The alarm: something was not saved, in red and in words, until it is."""

from assistant.tui.drawing import Line, Piece, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.strips import LineStrip, Spot


class Alarm(LineStrip):
    """A title in capitals, and below it what happened and what to do; hidden while all is well."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {"title": "bold $background on $error", "text": "$foreground"}

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self.title = ""
        self.text = ""

    def sound(self, title: str, text: str) -> None:
        """Show what went wrong."""
        self.title, self.text = title, text
        self.display = True
        self.changed()

    def silence(self) -> None:
        """Hide again."""
        self.display = False

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the title above the text."""
        text = [(Piece(line, "text"),) for line in wrapped(self.text, width)]
        return [(Piece(f" {self.title} ", "title"),), *text], []
