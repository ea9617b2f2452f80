"""The summary as it stands: read, searched, copied, saved in each format, opened."""

from collections.abc import Callable
from pathlib import Path

from textual.binding import Binding

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.text import visible
from assistant.tui.saving import opened, opener, saved
from assistant.tui.screens.reading import ReadingScreen
from assistant.tui.widgets.keys import Key

FORMATS = {"h": "html", "m": "md", "t": "txt", "j": "json"}


class SummaryScreen(ReadingScreen):
    """Shows the text of a summary; `summary` gives it in any format, `stem` names its files."""

    BINDINGS = [
        *(Binding(key, f"save('{ending}')", show=False) for key, ending in FORMATS.items()),
        Binding("o", "open", show=False),
    ]

    def __init__(
        self, title: str, stem: str, summary: Callable[[str], str], phrases: Phrases
    ) -> None:
        super().__init__(title, summary("txt"), phrases)
        self._stem = stem
        self._summary = summary
        self._opener = opener()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys to show: no opening where nothing opens."""
        save = tuple(
            Key(key, self._phrases("reading.save", format=ending.upper()), f"save('{ending}')")
            for key, ending in FORMATS.items()
        )
        open_ = (Key("o", self._phrases("reading.open"), "open"),) if self._opener else ()
        return (*super().keys, *save, *open_)

    def action_save(self, ending: str) -> None:
        """Save the summary where the assistant was started, and say where."""
        self._written(ending)

    def action_open(self) -> None:
        """Save the summary as a page, and open it."""
        path = self._written("html") if self._opener else None
        if path is not None and self._opener:
            try:
                opened(path, self._opener)
            except AssistantError as error:
                self.tell(visible(str(error)), "wrong")

    def _written(self, ending: str) -> Path | None:
        try:
            path = saved(self._summary(ending), Path.cwd(), self._stem, ending)
        except AssistantError as error:
            self.tell(visible(str(error)), "wrong")
            return None
        self.tell(self._phrases("reading.saved", path=visible(str(path))))
        return path
