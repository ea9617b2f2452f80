"""The form of a new screening: whom, by whom, where, in which language and order."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from assistant.errors import AssistantError
from assistant.phrases import Phrases
from assistant.text import identifier, subject_code, visible
from assistant.tui.launch import CHOICES, Details
from assistant.tui.looks import beside
from assistant.tui.screens.again import ANEW, RESCREEN, AgainScreen
from assistant.tui.widgets.keys import Key, Keys
from assistant.tui.widgets.options import Options

if TYPE_CHECKING:
    from assistant.tui.talk import Talk

TYPED: dict[str, Callable[[str], str]] = {
    "subject": subject_code,
    "user": lambda text: identifier(text, "user id"),
    "site": lambda text: identifier(text, "site id"),
}


class FormScreen(Screen["Talk | None"]):
    """Returns the screening that `begin` opened, or None if the person went back."""

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "Input"
    BINDINGS = [
        Binding("escape", "back", show=False),
        Binding("ctrl+s", "begin", show=False),
        Binding("down", "next", show=False),
        Binding("up", "previous", show=False),
    ]

    def __init__(
        self,
        details: Details,
        speak: "Callable[[str], Phrases]",
        begin: "Callable[[Details], Talk]",
        known: "Callable[[Details], tuple[str, str] | None]",
    ) -> None:
        super().__init__()
        self._known = known
        self._details = details
        self._speak = speak
        self._phrases = speak(details.language)
        self._begin = begin

    def compose(self) -> ComposeResult:
        """Set a field below another, each with room for what is wrong with it."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(id="form-title")
            for name in TYPED:
                yield Static(id=f"{name}-label", classes="label")
                yield Input(getattr(self._details, name), id=name, select_on_focus=False)
                yield Static(id=f"{name}-wrong", classes="wrong", markup=False)
            for name, options in CHOICES.items():
                yield Static(id=f"{name}-label", classes="label")
                field = Options(dict.fromkeys(options, ""), getattr(self._details, name))
                field.id = name
                yield field
            yield Static(id="about")
            yield Static(id="form-wrong", classes="wrong", markup=False)
        with Vertical(id="form-keys"):
            yield Keys()

    def on_mount(self) -> None:
        """Word the form."""
        self._word()

    def _word(self) -> None:
        """Word all of the form in the language that is chosen in it."""
        picked = self._picked
        words = self._phrases = self._speak(picked["language"])
        self._say("form-title", words("form.title"))
        for name in (*TYPED, *CHOICES):
            self._say(f"{name}-label", words(f"form.{name}"))
        for name, options in CHOICES.items():
            labels = {option: words(f"form.{option}") for option in options}
            self.query_one(f"#{name}", Options).relabel(labels)
        self._say("about", words(f"form.about.{picked['order']}"))
        for name in TYPED:
            if self.query_one(f"#{name}-wrong").display:
                self._checked(name)
        self.query_one(Keys).show(
            (
                Key(words("keys.enter"), words("form.begin"), "begin"),
                Key("Tab", words("form.next"), "next"),
                Key("← →", words("form.choose"), "choose"),
                Key("Esc", words("form.back"), "back"),
            )
        )

    def _say(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", Static).update(Content(text))

    @property
    def _picked(self) -> dict[str, str]:
        return {name: self.query_one(f"#{name}", Options).value for name in CHOICES}

    async def on_line_strip_clicked(self, event: Keys.Clicked) -> None:
        """Do what the key does."""
        await self.run_action(event.name)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Forget what was wrong with a field that is being mended."""
        if event.input.id is not None:
            self._show_wrong(event.input.id, "")

    def on_input_submitted(self) -> None:
        """Begin, wherever the person is in the form."""
        self.action_begin()

    def on_options_confirmed(self) -> None:
        """Begin, from a list of options too."""
        self.action_begin()

    def on_options_chosen(self, event: Options.Chosen) -> None:
        """Say what the order that was chosen means, and all in the language that was."""
        if event.options.id in ("order", "language"):
            self._word()

    def action_next(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_choose(self) -> None:
        """Choose the next option, if the person is at options."""
        if isinstance(self.focused, Options):
            self.focused.action_move(1)

    def action_back(self) -> None:
        """Go back without a screening."""
        self.dismiss(None)

    def action_begin(self) -> None:
        """Open the screening, or show in its place what is wrong."""
        values = {name: self._checked(name) for name in TYPED}
        wrong = [name for name, value in values.items() if value is None]
        if wrong:
            self.query_one(f"#{wrong[0]}", Input).focus()
            return
        typed = {name: value for name, value in values.items() if value is not None}
        details = self._details._replace(**typed, **self._picked)
        known = None if details.rescreens else self._known(details)
        if known is None:
            self._open(details)
            return
        screening, notice = known
        again = AgainScreen(notice, self._phrases)
        self.app.push_screen(again, partial(self._open_as, details, screening))

    def _open_as(self, details: Details, screening: str, choice: str | None) -> None:
        """Open a screening of a subject on record as the person says, or stay with the form."""
        if choice == RESCREEN:
            self._open(details._replace(rescreens=screening))
        elif choice == ANEW:
            self._open(details)

    def _open(self, details: Details) -> None:
        try:
            talk = self._begin(details)
        except AssistantError as error:
            self._show_wrong("form", str(error))
        else:
            self.dismiss(talk)

    def _checked(self, name: str) -> str | None:
        try:
            value = TYPED[name](self.query_one(f"#{name}", Input).value)
        except AssistantError:
            self._show_wrong(name, self._phrases(f"form.wrong.{name}"))
            return None
        self._show_wrong(name, "")
        return value

    def _show_wrong(self, name: str, text: str) -> None:
        line = self.query_one(f"#{name}-wrong", Static)
        line.update(Content(visible(text)))
        line.display = bool(text)
