"""A text to read, scrolled, laid out in lines as wide as there is room."""

from assistant.tui.drawing import Line, Piece, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.lines import LineView


class Page(LineView, can_focus=True):
    """Shows one text."""

    DEFAULT_CSS = beside(__file__)

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def show(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.lay_out()

    def laid_out(self, width: int) -> list[Line]:
        """Return the text's lines, broken only where they are too long."""
        return [(Piece(line),) for line in wrapped(self._text, width)]
