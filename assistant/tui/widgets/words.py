"""A paragraph in one look, as high as its words need."""

from assistant.tui.drawing import Line, Piece, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.strips import LineStrip, Spot


class Words(LineStrip):
    """Shows a text; its look is one of `LOOKS`."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "plain": "$foreground",
        "strong": "bold $foreground",
        "title": "bold $text-primary",
        "muted": "$foreground 65%",
        "read": "$text-success",
        "doubtful": "$text-warning",
        "wrong": "bold $text-error",
    }

    def __init__(self, text: str = "", look: str = "plain") -> None:
        super().__init__()
        self.text = text
        self.look = look

    def show(self, text: str, look: str = "plain") -> None:
        """Show another text."""
        if (text, look) != (self.text, self.look):
            self.text, self.look = text, look
            self.changed()

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the text's lines."""
        return [(Piece(line, self.look),) for line in wrapped(self.text, width)], []
