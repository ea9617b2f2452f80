"""Looks: names for how a piece of text appears, in the colours of the theme in force.

A widget drawn by lines names its looks here rather than in its stylesheet: one component class
each would be matched against every rule at every change, which start-up would pay for.
"""

from collections.abc import Mapping
from pathlib import Path

from rich.style import Style
from textual.widget import Widget


class Looks:
    """The looks of one widget: `table` gives each name a style such as "bold $text on $primary"."""

    def __init__(self, widget: Widget, table: Mapping[str, str]) -> None:
        self._widget = widget
        self._table = table
        self._styles: dict[str, Style] = {}

    def __getitem__(self, name: str) -> Style:
        """Return a look over the widget's own background."""
        style = self._styles.get(name)
        if style is None:
            own = self._widget.visual_style
            if name:
                own += self._widget.app.stylesheet.parse_style(self._table[name])
            style = self._styles[name] = own.rich_style
        return style

    def forget(self) -> None:
        """Look all colours up again: the theme, or the widget, is another."""
        self._styles.clear()


def beside(module: str) -> str:
    """Return the stylesheet that stands beside a module, given the module's `__file__`."""
    return Path(module).with_suffix(".tcss").read_text("utf-8")
