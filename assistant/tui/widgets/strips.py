"""A small widget drawn by lines, as high as its lines need, whose parts answer to the mouse."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from assistant.tui.drawing import Line, Piece, breadth
from assistant.tui.looks import Looks


class Spot(NamedTuple):
    """Where a part stands: its row, its first column, the column after it, and its name."""

    row: int
    start: int
    end: int
    name: str


class LineStrip(Widget):
    """Lines that a subclass lays out for a width, in looks of its `LOOKS`."""

    LOOKS: ClassVar[Mapping[str, str]] = {}

    class Clicked(Message):
        """A part was clicked."""

        def __init__(self, strip: "LineStrip", name: str) -> None:
            super().__init__()
            self.strip = strip
            self.name = name

        @property
        def control(self) -> "LineStrip":
            """The widget that was clicked."""
            return self.strip

    def __init__(self) -> None:
        super().__init__()
        self._looks = Looks(self, self.LOOKS)
        self._laid: tuple[int, list[Line], list[Spot]] | None = None
        self._drawn: dict[tuple[int, int], Strip] = {}

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the lines for a width, and where their parts stand."""
        raise NotImplementedError

    def changed(self) -> None:
        """Lay out again, and the screen with it only if that takes another height."""
        self._laid = None
        self._drawn.clear()
        height = len(self._at(self.size.width)[0]) if self.size.width else None
        self.refresh(layout=height != self.size.height)

    def notify_style_update(self) -> None:
        """Forget the colours: the theme is another."""
        super().notify_style_update()
        self._looks.forget()
        self._drawn.clear()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._at(width)[0])

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        place = (width, y)
        if place not in self._drawn:
            lines, _ = self._at(width)
            line = lines[y] if y < len(lines) else ()
            segments = [Segment(piece.text, self._looks[piece.look]) for piece in line]
            self._drawn[place] = Strip(segments).adjust_cell_length(width, self._looks[""])
        return self._drawn[place]

    def on_click(self, event: Click) -> None:
        """Say which part was clicked."""
        offset = event.get_content_offset(self)
        name = None if offset is None else spot_at(self._at(self.size.width)[1], offset.x, offset.y)
        if name:
            event.stop()
            self.post_message(self.Clicked(self, name))

    def _at(self, width: int) -> tuple[list[Line], list[Spot]]:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, *self.laid_out(width))
        return self._laid[1:]


def spot_at(spots: Sequence[Spot], column: int, row: int) -> str | None:
    """Return the name of the part that stands at a place, if one does."""
    for spot in spots:
        if spot.row == row and spot.start <= column < spot.end:
            return spot.name
    return None


def flowed(
    parts: Sequence[tuple[str, Line]], width: int, gap: int
) -> tuple[list[Line], list[Spot]]:
    """Return named parts set side by side, in as many lines as that takes, and their spots."""
    lines: list[Line] = [()]
    spots: list[Spot] = []
    column = 0
    for name, part in parts:
        wide = breadth(part)
        if column and column + wide > width:
            lines.append(())
            column = 0
        lines[-1] = (*lines[-1], *part, Piece(" " * gap))
        spots.append(Spot(len(lines) - 1, column, column + wide, name))
        column += wide + gap
    return lines, spots
