"""Text laid out in a fixed number of columns, counting what a terminal shows, not code points."""

import unicodedata
from collections.abc import Iterator, Sequence

from assistant.text import held

WIDTH = 80


def cells(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


def laid_out(text: str, first: str = "", rest: str = "", width: int = WIDTH) -> str:
    """Return a text in lines of at most `width` columns.

    `first` stands before the first line and `rest` before each further one; words longer than a
    line are cut.
    """
    lines: list[str] = []
    line = first
    room = width - cells(line)
    is_empty = True
    for word in _pieces(text, width - max(cells(first), cells(rest))):
        needed = cells(word) + (not is_empty)
        if needed > room:
            lines.append(line.rstrip(" "))
            line, is_empty, room = rest, True, width - cells(rest)
            needed = cells(word)
        line += word if is_empty else f" {word}"
        room -= needed
        is_empty = False
    return "\n".join([*lines, line.rstrip(" ")])


def beside(text: str, label: str, at: int = 22) -> str:
    """Return a text that begins in column `at` beside its label, or below a label too long."""
    if cells(label) < at:
        return laid_out(text, label + " " * (at - cells(label)), " " * at)
    return f"{laid_out(label)}\n{laid_out(text, '    ', '    ')}"


def aligned(rows: Sequence[Sequence[str]], gap: int = 2) -> list[str]:
    """Return rows of texts as lines whose columns stand below each other."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return [
        (" " * gap)
        .join(text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
        .rstrip(" ")
        for row in rows
    ]


def underlined(text: str, line: str) -> str:
    """Return a heading with a line of its own length below it."""
    laid = laid_out(text)
    return f"{laid}\n{line * cells(laid.rpartition(chr(10))[2])}"


def _pieces(text: str, most: int) -> Iterator[str]:
    """Yield the words of a text, a word longer than a line in pieces; a fixed blank joins words."""
    for word in held(text).split(" "):
        yield from (word,) if cells(word) <= most else _cut(word, most)


def _cut(word: str, most: int) -> Iterator[str]:
    """Yield a long word in pieces of at most so many columns."""
    piece = ""
    for character in word:
        if cells(piece) + _cells(character) > most:
            yield piece
            piece = ""
        piece += character
    yield piece


def _cells(character: str) -> int:
    """Return how many columns a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
