"""Text laid out in lines of pieces: what a widget draws, before any colour or terminal is known.

A piece's `look` is the name of a component class, whose colours stand in the widget's stylesheet.
"""

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from assistant.text import held, visible


class Piece(NamedTuple):
    """A run of text with one look."""

    text: str
    look: str = ""


Line = tuple[Piece, ...]
EMPTY: Line = ()


def breadth(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(piece.text) for piece in line)


def plain(line: Line) -> str:
    """Return a line's text alone."""
    return "".join(piece.text for piece in line)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` cells, broken at spaces where it can be.

    Nothing is dropped but the space at a break, and what could control a terminal is spelt out.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_broken(held(visible(paragraph)), max(width, 2)))
    return lines


def _broken(paragraph: str, width: int) -> Iterable[str]:
    if cell_len(paragraph) <= width:
        return [paragraph]
    lines: list[str] = []
    words = paragraph.split(" ")
    line = words[0]
    for word in words[1:]:
        longer = f"{line} {word}"
        if cell_len(longer) > width:
            lines.extend(chop_cells(line, width) or [""])
            line = word
        else:
            line = longer
    return [*lines, *(chop_cells(line, width) or [""])]


def fitted(text: str, width: int) -> str:
    """Return a text cut to `width` cells, with an ellipsis where it was cut."""
    shown = visible(text)
    if cell_len(shown) <= width:
        return shown
    return chop_cells(shown, width - 1)[0] + "…" if width > 1 else "…"[:width]


def spread(left: Line, right: Line, width: int, look: str = "") -> Line:
    """Return two parts at the two ends of a line; the right one gives way if both do not fit."""
    gap = width - breadth(left) - breadth(right)
    if gap <= 0:
        return (*left, Piece(" " * max(width - breadth(left), 0), look))
    return (*left, Piece(" " * gap, look), *right)
