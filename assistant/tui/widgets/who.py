"""Who does what is done on a screen, and in which role: as it will stand in the record."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.text import identifier
from assistant.tui.looks import beside
from assistant.tui.widgets.options import Options

USER = "user"  # the id of the field that the person's own id is typed into


class Who(Horizontal):
    """A line with the person's id to type and their role to choose."""

    DEFAULT_CSS = beside(__file__)

    def __init__(self, user: str, role: str, roles: Sequence[str], phrases: Phrases) -> None:
        super().__init__()
        self._user = user
        self._first = role
        self._roles = roles
        self._phrases = phrases

    def compose(self) -> ComposeResult:
        """Set the field and the roles side by side."""
        yield Static(Content(self._phrases("who.label")), id="who-label")
        yield Input(self._user, id=USER, select_on_focus=False)
        yield Options({role: self._phrases(f"who.{role}") for role in self._roles}, self._first)

    @property
    def role(self) -> str:
        """The role that is chosen."""
        return self.query_one(Options).value

    @property
    def typed(self) -> str:
        """The id as it is typed."""
        return self.query_one(Input).value

    @property
    def user(self) -> str:
        """The person's id; AssistantError, which says how it must be, if it cannot be one."""
        try:
            return identifier(self.typed, "user id")
        except AssistantError as error:
            raise AssistantError(self._phrases("form.wrong.user")) from error

    def turn(self) -> None:
        """Choose the next role."""
        self.query_one(Options).action_move(1)
