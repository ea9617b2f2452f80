"""A text to read, scrolled and searched, laid out in lines as wide as there is room."""

from assistant.tui.drawing import Line, Piece, plain, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.lines import LineView


class Page(LineView, can_focus=True):
    """Shows one text; the lines that hold what is sought stand out, one of them marked."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "found": "bold $foreground on $primary-muted",
        "marked": "bold $background on $primary",
    }

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._sought = ""
        self._at = 0

    def show(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.lay_out()

    def laid_out(self, width: int) -> list[Line]:
        """Return the text's lines, broken only where they are too long."""
        return [(Piece(line),) for line in wrapped(self._text, width)]

    def resized(self) -> None:
        """Let what is found stand out at the new width too."""
        if self._sought:
            self.go_on(0)

    @property
    def found(self) -> list[int]:
        """The lines that hold what is sought."""
        sought = self._sought.casefold()
        return [
            y for y, line in enumerate(self._lines) if sought and sought in plain(line).casefold()
        ]

    def seek(self, sought: str) -> tuple[int, int]:
        """Seek a text, from the top; return which of how many lines is marked, from 1."""
        self._sought = sought
        self._at = 0
        return self.go_on(0)

    def go_on(self, step: int) -> tuple[int, int]:
        """Mark the next line found, or the one before; return which of how many it is, from 1."""
        found = self.found
        self._at = (self._at + step) % len(found) if found else 0
        looks = {
            **dict.fromkeys(found, "found"),
            **dict.fromkeys(found[self._at : self._at + 1], "marked"),
        }
        self._lines = [
            (Piece(plain(line), looks.get(y, "")),) for y, line in enumerate(self._lines)
        ]
        self._strips.clear()
        self.refresh()
        if found:
            self.keep_in_sight(found[self._at], found[self._at])
        return (self._at + 1 if found else 0), len(found)
