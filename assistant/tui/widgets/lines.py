"""A scrolled view drawn line by line: it costs what the lines in sight cost."""

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from assistant.tui.drawing import Line, plain
from assistant.tui.looks import Looks


class LineView(ScrollView, can_focus=False):
    """Lines that a subclass lays out for a width, in looks of its `LOOKS`."""

    LOOKS: ClassVar[Mapping[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self._looks = Looks(self, self.LOOKS)
        self._lines: list[Line] = []
        self._strips: dict[int, Strip] = {}
        self._width = 0

    def laid_out(self, width: int) -> list[Line]:
        """Return all lines, each at most `width` cells wide."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The lines as plain text."""
        return "\n".join(plain(line).rstrip() for line in self._lines)

    @property
    def gap_above(self) -> int:
        """How many rows stay empty above the first line."""
        return 0

    def lay_out(self) -> None:
        """Lay all lines out again: the content, or the width, is another."""
        self._width = self.scrollable_content_region.width
        if self._width:
            self._lines = self.laid_out(self._width)
            self._show_from(0)

    def extend(self, lines: list[Line]) -> None:
        """Add lines at the end."""
        first = len(self._lines)
        self._lines.extend(lines)
        self._show_from(first)

    def replace(self, first: int, lines: list[Line]) -> None:
        """Put other lines in the place of as many."""
        self._lines[first : first + len(lines)] = lines
        for y in range(first, first + len(lines)):
            self._strips.pop(y, None)
        self.refresh()

    def _show_from(self, first: int) -> None:
        for y in [y for y in self._strips if y >= first]:
            del self._strips[y]
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def on_resize(self, _event: Resize) -> None:
        """Lay out for another width."""
        if self.scrollable_content_region.width != self._width:
            self.lay_out()
        self.resized()

    def resized(self) -> None:
        """Do what a subclass has to once the lines stand at their new width and height."""

    def notify_style_update(self) -> None:
        """Forget the colours: the theme is another."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.forget()

    def render_line(self, y: int) -> Strip:
        """Draw one line in sight."""
        row = y + self.scroll_offset.y - self.gap_above
        width = self.scrollable_content_region.width
        if not 0 <= row < len(self._lines):
            return Strip.blank(width, self._looks[""])
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._drawn(self._lines[row], row, width)
        return self._selected(strip, row)

    def _drawn(self, line: Line, row: int, width: int) -> Strip:
        segments = [Segment(piece.text, self._looks[piece.look]) for piece in line]
        return Strip(segments).adjust_cell_length(width, self._looks[""]).apply_offsets(0, row)

    def keep_in_sight(self, first: int, last: int) -> None:
        """Scroll as little as it takes for some lines to be in sight."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False, force=True)

    # ------------------------------------------------------------ selecting with the mouse, to copy

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text under a selection."""
        return selection.extract("\n".join(plain(line) for line in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        self.refresh()

    def _selected(self, strip: Strip, row: int) -> Strip:
        selection = self.text_selection
        span = None if selection is None else selection.get_span(row)
        if span is None:
            return strip
        start, end = span[0], strip.cell_length if span[1] == -1 else span[1]
        look = self.screen.get_component_rich_style("screen--selection")
        marked = strip.crop(start, end).apply_style(look)
        return Strip.join([strip.crop(0, start), marked, strip.crop(end)])
