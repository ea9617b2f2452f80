"""A screen as text that can be reviewed: what stands where, and in which colours."""

import os
from pathlib import Path

from rich.style import Style
from support.tui_screen import Desktop

FOLDER = Path(__file__).parent.parent / "tui" / "pictures"
RENEWED = "RENEW_PICTURES"  # set by `make pictures`: draw anew instead of comparing
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike")


def picture(desktop: Desktop) -> str:
    """Return the screen's rows, a letter for the style of each cell, and what each letter means."""
    screen = desktop.app.screen
    legend: dict[str, str] = {}
    rows, styles = [], []
    for strip in screen._compositor.render_strips(screen.size):
        rows.append(strip.text.rstrip())
        letters = ""
        for segment in strip:
            letter = legend.setdefault(_named(segment.style), LETTERS[len(legend)])
            letters += letter * segment.cell_length
        styles.append(_shortened(letters))
    meanings = [f"{letter}  {style}" for style, letter in legend.items()]
    return "\n".join([*rows, "", *styles, "", *meanings, ""])


def compared(name: str, drawn: str) -> tuple[str, str]:
    """Return what is drawn and what is kept, after keeping the former if that is asked for."""
    path = FOLDER / f"{name}.txt"
    if RENEWED in os.environ:
        path.write_text(drawn, "utf-8")
    return drawn, path.read_text("utf-8")


def _named(style: Style | None) -> str:
    """Return a style in words: colours, and what else sets it apart."""
    if style is None:
        return "none"
    colours = [
        each.get_truecolor().hex if each else "default" for each in (style.color, style.bgcolor)
    ]
    marks = [name for name in ATTRIBUTES if getattr(style, name)]
    return " ".join([" on ".join(colours), *marks])


def _shortened(letters: str) -> str:
    """Return letters as runs: "a12 b3"."""
    runs: list[tuple[str, int]] = []
    for letter in letters:
        if runs and runs[-1][0] == letter:
            runs[-1] = (letter, runs[-1][1] + 1)
        else:
            runs.append((letter, 1))
    return " ".join(f"{letter}{count}" for letter, count in runs)
