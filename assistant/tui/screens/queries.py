"""A screening's queries: the site replies, a monitor asks, compares with the source, and closes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.reports.columns import aligned
from assistant.text import visible
from assistant.tui.drawing import fitted
from assistant.tui.launch import MONITOR, ROLES
from assistant.tui.looks import beside
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.page import Page
from assistant.tui.widgets.picker import Picker
from assistant.tui.widgets.who import USER, Who
from assistant.tui.widgets.words import Words

if TYPE_CHECKING:
    from assistant.session.query_desk import Matter
    from assistant.tui.talk import QueryDesk

COLUMNS = ("state", "about", "said")
ABOUT = 36  # columns for what a query is about: the rest is for what is said
COMPARE = "compare"
MAY_BE_EMPTY = ("close", COMPARE)  # what these say is a remark


class QueriesAsked(Message):
    """A screening's queries are to be looked at; `renew` is called if anything was recorded.

    Without a language, they are shown in that outside of any screening.
    """

    def __init__(
        self, screening: str, subject: str, renew: Callable[[], None], language: str = ""
    ) -> None:
        super().__init__()
        self.screening = screening
        self.subject = subject
        self.renew = renew
        self.language = language


class Left(NamedTuple):
    """Who looked at the queries last, and whether anything was recorded."""

    user: str
    role: str
    is_changed: bool


class QueriesScreen(Screen[Left]):
    """Shows the queries, and what a monitor may ask about, for the role that is chosen."""

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "Picker"
    BINDINGS = [
        Binding("escape", "back", show=False),
        Binding("v", "compare", show=False),
        Binding("r", "role", show=False),
    ]

    def __init__(
        self, subject: str, desk: "QueryDesk", user: str, role: str, phrases: Phrases
    ) -> None:
        super().__init__()
        self._subject = subject
        self._desk = desk
        self._who = user, role
        self._phrases = phrases
        self._matters: tuple[Matter, ...] = ()
        self._act = ""
        self._is_changed = False

    def compose(self) -> ComposeResult:
        """Set the list below who looks at it, and what is marked below the list."""
        say, (user, role) = self._phrases, self._who
        title = say("queries.title", subject=self._subject)
        yield Static(Content(visible(title)), id="queries-title")
        yield Who(user, role, (*ROLES, MONITOR), say)
        yield Picker("", [])
        yield Page("")
        yield Input(id="typed")
        yield Words("", "read")
        yield Keys()

    def on_mount(self) -> None:
        """Show all there is for the role."""
        self._typed.display = False
        self.tell("")
        self._show()

    # ------------------------------------------------------------------------------ showing

    @property
    def _picker(self) -> Picker:
        return self.query_one(Picker)

    @property
    def _typed(self) -> Input:
        return self.query_one("#typed", Input)

    @property
    def _role(self) -> str:
        return self.query_one(Who).role

    @property
    def _marked(self) -> "Matter | None":
        place = self._picker.marked
        return self._matters[place] if place < len(self._matters) else None

    def tell(self, text: str, look: str = "read") -> None:
        """Say what came of something."""
        told = self.query_one(Words)
        told.display = bool(text)
        told.show(visible(text), look)

    def _show(self, marked: str = "") -> None:
        """Read the record anew, and show what it holds."""
        nothing = self._phrases("queries.none")
        try:
            self._matters = self._desk.matters(self._role)
        except AssistantError as error:
            self._matters, nothing = (), ""
            self.tell(str(error), "wrong")
        heads = [self._phrases(f"queries.{column}") for column in COLUMNS]
        heading, *items = aligned([heads, *map(self._cells, self._matters)])
        place = next((at for at, each in enumerate(self._matters) if each.id == marked), 0)
        self._picker.show(heading if items else nothing, items, place)
        self._show_marked()

    def _cells(self, matter: "Matter") -> list[str]:
        state = self._phrases(f"queries.states.{matter.state}") if matter.state else ""
        return [state, fitted(matter.about, ABOUT), visible(matter.said)]

    def _show_marked(self) -> None:
        """Show all of what is marked, and what can be done about it."""
        matter = self._marked
        lines = (matter.about, *matter.lines) if matter else ()
        page = self.query_one(Page)
        page.show("\n".join(map(visible, lines)))
        page.scroll_to(y=page.virtual_size.height, animate=False, force=True)  # the last word
        say = self._phrases
        act = next(iter(matter.acts), "") if matter else ""
        pick = Key(f"↑ ↓ {say('keys.enter')}", say(f"queries.{act or 'read'}"), "pick")
        picks = (pick,) if self._matters else ()
        compare = Key(" v ", say("queries.compare"), "compare")
        who = (
            Key(" r ", say("queries.role_key"), "role"),
            Key("Tab", say("who.key"), "next"),
        )
        back = Key("Esc", say("form.back"), "back")
        shown = (*picks, compare) if self._role == MONITOR else picks
        self.query_one(Keys).show((*shown, *who, back))

    # ------------------------------------------------------------------------------ doing

    def on_picker_marked(self) -> None:
        """Show what is marked now."""
        self.tell("")
        self._show_marked()

    def on_picker_picked(self, event: Picker.Picked) -> None:
        """Do what can be done about what was picked."""
        self._show_marked()
        acts = self._matters[event.place].acts
        if acts:
            self._ask(acts[0])
        else:
            self.tell(self._phrases("queries.is_closed"), "doubtful")

    def action_pick(self) -> None:
        """Do what can be done about what is marked."""
        self._picker.action_pick()

    def action_compare(self) -> None:
        """Mark the answer as compared with its source document."""
        matter = self._marked
        if matter is not None and COMPARE in matter.acts:
            self._ask(COMPARE)
        else:
            self.tell(self._phrases("queries.nothing_to_compare"), "doubtful")

    def _ask(self, act: str) -> None:
        """Ask for the words that go with something."""
        self._act = act
        self.tell(self._phrases(f"queries.ask.{act}"))
        self._typed.display = True
        self._typed.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Record what was typed, or go to the list from the user's id."""
        if event.input.id == USER:
            self._picker.focus()
            return
        matter = self._marked
        assert matter is not None
        try:
            user = self.query_one(Who).user
        except AssistantError as error:
            self.tell(str(error), "wrong")
            return
        if not event.value.strip() and self._act not in MAY_BE_EMPTY:
            return
        try:
            self._desk.do(self._act, matter, user, self._role, event.value)
        except AssistantError as error:
            self.tell(str(error), "wrong")
            return
        self._is_changed = True
        self._put_away()
        self._show(matter.id)
        self.tell(self._phrases("queries.done"))

    def on_options_chosen(self) -> None:
        """Show what there is for another role."""
        self._put_away()
        self._show()

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        await self.run_action(event.name)

    def action_role(self) -> None:
        """Look at it in the next role."""
        self.query_one(Who).turn()

    def action_next(self) -> None:
        """Go on to the next of list, text, user and role."""
        self.focus_next()

    def _put_away(self) -> None:
        self._typed.clear()
        self.tell("")
        if self._typed.display:
            self._typed.display = False
            self._picker.focus()

    def action_back(self) -> None:
        """Put away what is being typed, or go back."""
        if self._typed.display:
            self._put_away()
        else:
            self.dismiss(Left(self.query_one(Who).typed, self._role, self._is_changed))
