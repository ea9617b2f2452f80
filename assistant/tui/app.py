"""The terminal interface as an application: which screen comes when, and how it ends.

Nothing but textual and plain values is loaded here, so that the first frame comes at once; the
session, and all it needs, follows when that frame is on the screen.
"""

import gc
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.events import Event, Paste
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from assistant.errors import AssistantError
from assistant.phrases import Phrases, phrases
from assistant.text import visible
from assistant.tui.launch import LANGUAGES, ROLES, Details, Launch, login, spoken
from assistant.tui.themes import NIGHT, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistant.tui.screens.chat import ChatScreen
    from assistant.tui.screens.queries import QueriesAsked
    from assistant.tui.screens.start import StartScreen
    from assistant.tui.talk import Desk, Talk

LONGEST = 200  # characters that no field but the reply's has use for more of
ROOM = Path(__file__).parent


class ScreeningApp(App[str]):
    """Ends with the id of the screening worked on, if any, or `failure` says why there is none."""

    TITLE = "screening"
    ENABLE_COMMAND_PALETTE = False
    CSS = "ToastRack { dock: top; align: right top; }"  # below, it would hide where one replies
    BINDINGS = [("ctrl+l", "colours", "light or dark")]
    theme: Reactive[str] = Reactive(NIGHT.name)

    def __init__(self, launch: Launch, desk: "Desk") -> None:
        super().__init__()
        self.animation_level = "none"  # text that glides cannot be read meanwhile
        self._launch = launch
        self._desk = desk
        self._language = launch.language or spoken()
        self._chat: ChatScreen | None = None
        self._is_quitting = False
        self._looker: tuple[str, str] | None = None
        self.talk: Talk | None = None
        self.failure: AssistantError | None = None

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The application's own themes, in force from the beginning: another is never drawn."""
        return THEMES

    @property
    def phrases(self) -> Phrases:
        """The words outside of any screening."""
        return phrases(ROOM, self._language)

    @property
    def _details(self) -> Details:
        return Details.of(self._launch)

    def get_default_screen(self) -> Screen[None]:
        """Return the screen to begin with: the chat, if all that it needs is given."""
        launch = self._launch
        if launch.mode == "resume" and launch.screening:
            return self._chat_over(partial(self._resumed, launch.screening))
        if launch.mode == "new" and launch.subject and launch.user:
            return self._chat_over(lambda: self._desk.begin(self._details))
        from assistant.tui.screens.start import StartScreen

        self._language = launch.language or self._recalled.get("language") or self._language
        return StartScreen(self.phrases)

    def on_mount(self) -> None:
        """Go on from the start if it is known where to."""
        if self._chat is None and self._launch.mode != "start":
            self.call_after_refresh(self._choose, self._launch.mode)

    # ------------------------------------------------------------------- from screen to screen

    def on_start_screen_chosen(self, event: "StartScreen.Chosen") -> None:
        """Go where the person wants to go."""
        self._choose(event.choice)

    def _choose(self, choice: str) -> None:
        if choice == "new":
            from assistant.tui.screens.form import FormScreen

            details = Details.of(self._launch._replace(language=self._language), self._recalled)
            self.push_screen(
                FormScreen(details, partial(phrases, ROOM), self._filled, self._desk.known),
                self._begun,
            )
        elif choice == "resume":
            from assistant.tui.screens.shelf import ShelfScreen

            load = partial(self._desk.listed, self._language)
            details = Details.of(self._launch, self._recalled)
            who = details.user, details.role
            self.push_screen(ShelfScreen(load, self.phrases, self._desk.resume, who), self._begun)
        elif choice == "log":
            from assistant.tui.screens.log import LogScreen

            self.push_screen(LogScreen(partial(self._desk.log, self._language), self.phrases))
        elif choice in ("practise", "exam"):
            self._study(is_exam=choice == "exam")
        else:
            self.exit()

    def on_queries_asked(self, event: "QueriesAsked") -> None:
        """Show a screening's queries to whoever looked at some last, else to who screens here."""
        from assistant.tui.screens.queries import Left, QueriesScreen

        if self._looker is None:
            details = Details.of(self._launch, self._recalled)
            self._looker = details.user, details.role
        if self.talk is not None and self.talk.id == event.screening:
            self.talk.close()  # it is over, and a record has one writer
        language = event.language or self._language
        desk = self._desk.queries(event.screening, language)
        words = phrases(ROOM, language)

        def left(left: "Left | None") -> None:
            if left is not None:
                self._looker = left.user, left.role
                if left.is_changed:
                    event.renew()

        self.push_screen(QueriesScreen(event.subject, desk, *self._looker, words), left)

    def _study(self, *, is_exam: bool) -> None:
        """Go to the case that was asked for, else to the list of cases."""
        case = self._launch.case
        if case is not None and self.talk is None:
            self.push_screen(self._chat_over(partial(self._practised, case, is_exam=is_exam)))
            return
        from assistant.tui.screens.practice import PracticeScreen

        studies = self._desk.studies(self._launch.user or login(), self._language)
        self.push_screen(PracticeScreen(studies, self.phrases, self._practised), self._begun)

    def _practised(self, case: str, *, is_exam: bool, is_anew: bool = False) -> "Talk":
        user, is_anew = self._launch.user or login(), is_anew or self._launch.is_anew
        return self._desk.practise(case, user, self._language, is_exam=is_exam, is_anew=is_anew)

    def _filled(self, details: Details) -> "Talk":
        """Begin what the form was filled with, and remember it for the next time."""
        talk = self._desk.begin(details)
        self._desk.remember(details)
        return talk

    @cached_property
    def _recalled(self) -> "Mapping[str, str]":
        return self._desk.recall()

    def on_start_screen_language_asked(self, event: "StartScreen.LanguageAsked") -> None:
        """Speak the next language, outside of any screening."""
        at = LANGUAGES.index(self._language)
        self._language = LANGUAGES[(at + 1) % len(LANGUAGES)]
        event.start.speak(self.phrases)

    def _begun(self, talk: "Talk | None") -> None:
        if talk is not None:
            self.push_screen(self._chat_over(lambda: talk))
        elif self._launch.mode != "start":
            self.exit()

    def _resumed(self, screening: str) -> "Talk":
        user = self._launch.user or login()
        return self._desk.resume(screening, user, self._launch.role or ROLES[0])

    def _chat_over(self, opener: "Callable[[], Talk]") -> "ChatScreen":
        from assistant.tui.screens.chat import ChatScreen

        self._chat = ChatScreen(opener, self.phrases)
        return self._chat

    async def on_event(self, event: Event) -> None:
        """Let one line of text be pasted into a plain field, what could control spelt out."""
        if isinstance(event, Paste):
            from assistant.tui.widgets.reply_box import ReplyBox

            if not isinstance(self.focused, ReplyBox):  # which says itself what it refuses
                line = visible(" ".join(event.text[: LONGEST + 1].split()))
                event.text = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
        await super().on_event(event)

    # ------------------------------------------------------------------------------ the end

    def on_chat_screen_opened(self, event: "ChatScreen.Opened") -> None:
        """Remember the screening that is worked on."""
        self.talk = event.talk

    def on_chat_screen_settled(self) -> None:
        """Look for garbage again, but not among what stays to the end."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self._tell_of_earlier()

    def _tell_of_earlier(self) -> None:
        """Say that a subject is on record already, if no form has asked about it."""
        launch, talk = self._launch, self.talk
        if talk is None or launch.mode != "new" or launch.rescreens or not launch.subject:
            return
        known = self._desk.known(self._details._replace(subject=talk.subject), talk.id)
        if known is not None and len(self.screen_stack) == 1:
            remedy = self.phrases("again.remedy", id=known[0][:8])
            self.notify(visible(f"{known[1]} {remedy}"), timeout=20, markup=False)

    def on_chat_screen_opening_failed(self, event: "ChatScreen.OpeningFailed") -> None:
        """End: there is nothing to show."""
        self.failure = event.error
        self.exit()

    def on_chat_screen_left(self) -> None:
        """End with the screening that was worked on; after practice, offer more of it."""
        if self.talk is None or self.talk.watermark is None:
            self.exit(self.talk.id if self.talk else None)
        elif self._is_quitting:
            self.exit()
        else:
            self.talk.close()
            self._chat = None
            self.pop_screen()
            self._choose("practise")

    async def action_quit(self) -> None:
        """Leave, suspending what is open."""
        self._is_quitting = True
        if self._chat is None:
            self.exit()
        else:
            self._chat.leave()

    def action_colours(self) -> None:
        """Go on to the next of dark, light and high contrast."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_help_quit(self) -> None:
        """Say how to leave on Ctrl+C, which elsewhere would end a program without a word."""
        if self._chat is not None:
            self._chat.remind()


def run(launch: Launch) -> str | None:
    """Run the terminal interface and return the id of the screening that was worked on.

    Raises AssistantError if the screening asked for could not be opened, or something broke down.
    """
    from assistant.tui.desk import FolderDesk

    protocol, policy = (Path(each) if each else None for each in (launch.protocol, launch.policy))
    app = ScreeningApp(launch, FolderDesk(launch.folder, protocol, policy))
    gc.disable()  # while all is being loaded there is no garbage, and looking for it costs a tenth
    try:
        screening = app.run()
    finally:
        gc.enable()
        if app.talk is not None:
            app.talk.close()
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        raise AssistantError(
            "The terminal interface broke down",
            why="The reason stands above",
            remedy="What was acknowledged is on record: `screening list` shows it, and `--plain` "
            "goes on without this interface",
        )
    return screening
