"""Asked of a subject on record already: the same participant again, or a screening from nothing."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from assistant.phrases import Phrases
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.words import Words

RESCREEN, ANEW = "rescreen", "anew"


class AgainScreen(ModalScreen["str | None"]):
    """Returns RESCREEN, ANEW, or None if the person goes back to the form."""

    DEFAULT_CSS = beside(__file__)
    BINDINGS = [
        ("r", "close('rescreen')", "screen again"),
        ("n", "close('anew')", "start anew"),
        ("escape", "close('')", "back"),
    ]

    def __init__(self, notice: str, phrases: Phrases) -> None:
        super().__init__()
        self._notice = notice
        self._phrases = phrases

    def compose(self) -> ComposeResult:
        """Set what is on record above what can be done."""
        with Vertical(id="again"):
            yield Words(self._notice, "doubtful")
            yield Words(self._phrases("again.explanation"))
            yield Keys()

    def on_mount(self) -> None:
        """Show what can be done."""
        words = self._phrases
        self.query_one(Keys).show(
            (
                Key(" r ", words("again.rescreen"), f"close('{RESCREEN}')"),
                Key(" n ", words("again.anew"), f"close('{ANEW}')"),
                Key("Esc", words("form.back"), "close('')"),
            )
        )

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        await self.run_action(event.name)

    def action_close(self, choice: str) -> None:
        """Return what was chosen."""
        self.dismiss(choice or None)
