"""The chat: one screening, talked through; every reply, key and click reaches the session as words.

The frame is painted whole at once; only then is the session opened, and all that shows it loaded.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from assistant.errors import AssistantError, RecordError
from assistant.phrases import Phrases
from assistant.tui.looks import beside
from assistant.tui.screens.chat_actions import ChatActions
from assistant.tui.screens.chat_keys import BINDINGS as KEYS
from assistant.tui.widgets.banner import Banner
from assistant.tui.widgets.reply_area import ReplyArea

if TYPE_CHECKING:
    from assistant.tui.talk import Talk

ROOM = Path(__file__).parent.parent


class ChatScreen(ChatActions):
    """Talks through the session that `opener` opens; `words` are those of the first frame."""

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "ReplyBox"
    BINDINGS = KEYS

    class Opened(Message):
        """The screening is open."""

        def __init__(self, talk: "Talk") -> None:
            super().__init__()
            self.talk = talk

    class Settled(Message):
        """The screening is on the screen, and all that a reply needs is loaded."""

    class OpeningFailed(Message):
        """The screening could not be opened."""

        def __init__(self, error: AssistantError) -> None:
            super().__init__()
            self.error = error

    class Left(Message):
        """The person is done here."""

    def __init__(self, opener: "Callable[[], Talk]", words: Phrases) -> None:
        super().__init__()
        self._opener = opener
        self._first_words = words
        self._may_leave = False
        self._early: list[str] | None = []  # replies given before all that they need is loaded

    def compose(self) -> ComposeResult:
        """Set the frame, before there is anything to show in it."""
        yield Banner(self._first_words("banner.warning"))
        yield Horizontal()
        yield ReplyArea(self._first_words, self._replied)

    async def on_show(self) -> None:
        """Open the screening, now that the frame has been painted."""
        if self._talk is not None:
            return
        try:
            talk = self._opener()
        except AssistantError as error:
            self.post_message(self.OpeningFailed(error))
            return
        self.post_message(self.Opened(talk))
        from assistant.tui.screens.chat_view import ChatView

        view = ChatView(self, talk, self._first_words, ROOM)
        await view.furnish()
        self._talk, self._view = talk, view
        self.call_after_refresh(self._settle)

    async def _settle(self) -> None:
        """Bring in what only a reply or a closer look needs, and take what came meanwhile."""
        if self._view is not None:
            await self._view.complete()
        early, self._early = self._early or (), None
        for text in early:
            self._reply.given(text)
        self._read(self._reply.box.value)
        self.post_message(self.Settled())

    def on_resize(self) -> None:
        """Fold or unfold for another size."""
        if self._view is not None:
            self._view.fold()

    # ------------------------------------------------------------------------------ one turn

    def _replied(self, text: str) -> bool:
        """Give the session a reply; what is long is read over the chat, not in it."""
        if self._early is not None:
            self._early.append(text)
            return True
        shown = {"summary": self.action_summary, "help": self.action_help}
        command = self._talk.command(text) if self._talk else ""
        if command in shown:
            shown[command]()
            return True
        return self._give(text, empties=True)

    def on_reply_area_typed(self, event: ReplyArea.Typed) -> None:
        """Show how the session would read what is being typed."""
        event.stop()
        self._read(event.text)

    def _read(self, text: str) -> None:
        if self._talk is not None:
            self._reply.say(self._talk.preview(text))

    def _give(self, text: str, *, empties: bool) -> bool:
        """Give the session a text, and return whether it was taken."""
        talk, view = self._talk, self._view
        if talk is None or view is None or talk.is_over:
            return False
        before = talk.prompt
        try:
            talk.submit(text)
        except RecordError as error:
            view.show_alarm(str(error))
        except AssistantError as error:
            self._reply.remark(str(error), "wrong")
        else:
            self._may_leave = False
            if empties or talk.prompt != before:
                self._reply.box.clear()
            view.show_new()
            return True
        return False

    @property
    def _words(self) -> Phrases:
        return self._first_words if self._view is None else self._view.words

    def _leave_what_is_over(self) -> None:
        self.post_message(self.Left())

    def remind(self) -> None:
        """Say how to leave."""
        self._reply.remark(self._words("chat.leaving"), "doubtful")

    def leave(self) -> None:
        """Suspend and leave; if asked again, leave even if that cannot be recorded."""
        self._give(self._words("keys.suspend"), empties=False)
        if self._may_leave or self._talk is None or self._talk.is_over:
            self.post_message(self.Left())
        self._may_leave = True
