"""One criterion looked at closely: its wording, what decides it and why, and what can change it."""

from typing import TYPE_CHECKING

from assistant.tui.drawing import EMPTY, Line, Piece, fitted, spread, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.criteria_panel import GLYPHS, STATUS_LOOKS
from assistant.tui.widgets.lines import LineView

if TYPE_CHECKING:
    from assistant.session.conversation import Detail


class CriterionDetail(LineView):
    """Shows one criterion; hidden while there is none."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "title": "bold $foreground on $panel",
        "heading": "bold $text-primary",
        "help": "$foreground",
        "notice": "$foreground",
        **{f"{status}-status": f"{look} on $panel" for status, look in STATUS_LOOKS.items()},
    }

    def __init__(self) -> None:
        super().__init__()
        self.display = False
        self._detail: Detail | None = None
        self._state = self._word = ""

    def hide(self) -> None:
        """Show nothing."""
        self.display = False

    def show(self, detail: "Detail", state: str, word: str) -> None:
        """Show a criterion and how it stands, from its head unless it is already shown."""
        is_other = self._detail is None or detail.criterion != self._detail.criterion
        self._detail, self._state, self._word = detail, state, word
        self.display = True
        self.lay_out()
        if is_other:
            self.scroll_home(animate=False, immediate=True, force=True)

    def laid_out(self, width: int) -> list[Line]:
        """Return the title with the status, and what is said below."""
        if self._detail is None:
            return []
        detail = self._detail
        word = Piece(f" {GLYPHS[self._state]} {self._word} ", f"{self._state}-status")
        title = Piece(f" {fitted(detail.title, width - len(word.text) - 2)} ", "title")
        lines = [spread((title,), (word,), width, "title")]
        for tone, text, *_ in detail.lines:
            lines.extend([EMPTY] if tone == "heading" else [])
            mark = "· " if tone == "notice" else ""
            for row, part in enumerate(wrapped(text, width - 2 - len(mark))):
                lines.append((Piece(f" {mark if not row else ' ' * len(mark)}{part}", str(tone)),))
        return lines
