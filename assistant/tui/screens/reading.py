"""A text read over what is below: it scrolls, is searched, and can be copied."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from assistant.phrases import Phrases
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.page import Page
from assistant.tui.widgets.words import Words

ROOMY = 86  # columns: the 80 of a summary, a margin, and a bar


class ReadingScreen(ModalScreen[None]):
    """Shows a titled text until it is put away."""

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "Page"
    BINDINGS = [
        *(Binding(key, "close", show=False) for key in ("escape", "q", "enter", "f9")),
        Binding("slash,ctrl+f", "search", show=False),
        Binding("n,f3", "go_on(1)", show=False),
        Binding("N,p,shift+f3", "go_on(-1)", show=False),
        Binding("c,ctrl+y", "copy", show=False),
    ]

    def __init__(self, title: str, text: str, phrases: Phrases) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._phrases = phrases

    def compose(self) -> ComposeResult:
        """Set the text above what is sought in it and the keys."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(self._title)
            yield Page(self._text)
            yield Input(placeholder=self._phrases("reading.seek"), id="sought")
            yield Words("", "read")
            yield Keys()

    def on_mount(self) -> None:
        """Show the keys; what is sought and what came of it are hidden as yet."""
        self._sought.display = self._told.display = False
        self.query_one(Keys).show(self.keys)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys to show."""
        words = self._phrases
        return (
            Key("Esc", words("summary.close"), "close"),
            Key("↑ ↓ PgUp PgDn", words("summary.scroll"), "page"),
            Key("/", words("reading.search"), "search"),
            Key("n", words("reading.next"), "go_on(1)"),
            Key("c", words("reading.copy"), "copy"),
        )

    @property
    def _page(self) -> Page:
        return self.query_one(Page)

    @property
    def _sought(self) -> Input:
        return self.query_one("#sought", Input)

    @property
    def _told(self) -> Words:
        return self.query_one(Words)

    def on_resize(self) -> None:
        """Leave all columns to the text where there are no more than it has."""
        self._page.set_class(self.app.size.width < ROOMY, "-tight")

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        await self.run_action(event.name)

    def tell(self, text: str, look: str = "read") -> None:
        """Say what came of something."""
        self._told.display = bool(text)
        self._told.show(text, look)

    # ------------------------------------------------------------------------------ searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Go to the first line that holds what is sought."""
        at, count = self._page.seek(event.value.strip())
        self._tell_found(at, count)

    def on_input_submitted(self) -> None:
        """Go to the next line that holds it."""
        self.action_go_on(1)

    def _tell_found(self, at: int, count: int) -> None:
        if not self._sought.value.strip():
            self.tell("")
        elif count:
            self.tell(self._phrases("reading.found", at=at, count=count))
        else:
            self.tell(self._phrases("reading.none"), "doubtful")

    def action_search(self) -> None:
        """Ask what is sought."""
        self._sought.display = True
        self.set_focus(self._sought)

    def action_go_on(self, step: int) -> None:
        """Go to the next line found, or to the one before."""
        if self._sought.value.strip():
            self._tell_found(*self._page.go_on(step))
        else:
            self.action_search()

    def action_page(self) -> None:
        """Scroll down by a page, and from the end to the top again."""
        page = self._page
        if page.scroll_y >= page.max_scroll_y:
            page.scroll_home(animate=False)
        else:
            page.scroll_page_down(animate=False)

    # ------------------------------------------------------------------------------ the rest

    def action_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self._text)
        self.tell(self._phrases("chat.copied"))

    def action_close(self) -> None:
        """Put the search away, or the text."""
        if self._sought.display:
            self._sought.clear()
            self._sought.display = False
            self.set_focus(self._page)
        else:
            self.dismiss()
