"""The alarm: something was not saved, in red and in words, until it is."""

from textual.content import Content
from textual.widgets import Static

from assistant.tui.drawing import wrapped

UNLIMITED = 10_000


class Alarm(Static):
    """Hidden while all is well."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.display = False

    def sound(self, title: str, text: str) -> None:
        """Show a title in capitals, and below it what happened and what to do."""
        safe = "\n".join(wrapped(text, UNLIMITED))
        self.update(Content.assemble((f" {title} ", "bold reverse"), "\n", safe))
        self.display = True

    def silence(self) -> None:
        """Hide again."""
        self.display = False
