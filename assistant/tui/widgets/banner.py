"""The banner: who is screened, how it stands so far, how much is left, and a warning."""

from typing import NamedTuple

from assistant.tui.drawing import Line, Piece, breadth, fitted, spread
from assistant.tui.looks import beside
from assistant.tui.widgets.strips import LineStrip, Spot

BAR = 12
GLYPHS = {"eligible": "✓", "not_eligible": "✗", "undetermined": "?"}


class Standing(NamedTuple):
    """What the banner says; `answered` and `left` draw the bar, the words stand as given."""

    subject: str
    verdict: str
    verdict_words: str
    progress_words: str
    answered: int
    left: int


class Banner(LineStrip):
    """Two lines: the standing, and the warning."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "subject": "bold $foreground",
        "warning": "$text-warning",
        "practice": "bold $background on $text-accent",
        "progress": "$foreground",
        "done": "$text-primary",
        "left": "$foreground 38%",
        "eligible": "bold $text-success on $success-muted",
        "not_eligible": "bold $text-error on $error-muted",
        "undetermined": "bold $foreground on $surface",
    }

    def __init__(self, warning: str) -> None:
        super().__init__()
        self._warning = warning
        self._look = "warning"
        self.standing: Standing | None = None

    def show(self, standing: Standing | None, warning: str, look: str = "warning") -> None:
        """Show how the screening stands; practice has a look of its own."""
        self.standing = standing
        self._warning, self._look = warning, look
        self.changed()

    def laid_out(self, width: int) -> tuple[list[Line], list[Spot]]:
        """Return the standing above the warning."""
        text = f" {fitted(self._warning, width - 2)}"
        warning = (Piece(text.ljust(width) if self._look == "practice" else text, self._look),)
        first = self._first(self.standing, width) if self.standing else ()
        return [first, warning], []

    def _first(self, standing: Standing, width: int) -> Line:
        glyph = GLYPHS.get(standing.verdict, "?")
        left = (
            Piece(f" {fitted(standing.subject, 20)} ", "subject"),
            Piece(" "),
            Piece(f" {glyph} {standing.verdict_words} ", f"{standing.verdict}"),
        )
        words = Piece(f"{standing.progress_words} ", "progress")
        bar = (*_bar(standing), Piece(" ", "progress"))
        fits = breadth((*left, *bar, words)) < width
        return spread(left, (*bar, words) if fits else (words,), width)


def _bar(standing: Standing) -> Line:
    total = standing.answered + standing.left
    done = BAR * standing.answered // total if total else BAR
    return (Piece("━" * done, "done"), Piece("─" * (BAR - done), "left"))
