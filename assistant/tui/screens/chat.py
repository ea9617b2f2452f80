"""The chat: one screening, talked through; every reply, key and click goes to the session as words."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.message import Message as Event
from textual.screen import Screen

from assistant.errors import AssistantError, RecordError
from assistant.phrases import Phrases, phrases
from assistant.tui.looks import beside
from assistant.tui.screens.chat_keys import BINDINGS as KEYS
from assistant.tui.screens.chat_keys import keys_of
from assistant.tui.widgets.banner import Banner, Standing
from assistant.tui.widgets.reply_area import ReplyArea

if TYPE_CHECKING:
    from assistant.tui.talk import Talk
    from assistant.tui.widgets.alarm import Alarm
    from assistant.tui.widgets.conversation import Conversation
    from assistant.tui.widgets.criteria_panel import CriteriaPanel
    from assistant.tui.widgets.keys import Keys
    from assistant.tui.widgets.strips import LineStrip

ROOM = Path(__file__).parent.parent
TALL = 30  # from here on there is room for some air
WIDE = (
    110  # from here on the criteria stand beside the conversation; below, they replace it on demand
)


class ChatScreen(Screen[None]):
    """Paints itself whole at once, and only then has the session opened by `opener`."""

    DEFAULT_CSS = beside(__file__)
    AUTO_FOCUS = "ReplyBox"
    BINDINGS = KEYS
    _conversation: "Conversation"
    _panel: "CriteriaPanel"
    _alarm: "Alarm"
    _keys: "Keys"

    class OpeningFailed(Event):
        """The screening could not be opened."""

        def __init__(self, error: AssistantError) -> None:
            super().__init__()
            self.error = error

    class Opened(Event):
        """The screening is open."""

        def __init__(self, talk: "Talk") -> None:
            super().__init__()
            self.talk = talk

    class Left(Event):
        """The person is done here."""

    def __init__(self, opener: "Callable[[], Talk]", words: Phrases, language: str) -> None:
        super().__init__()
        self._opener = opener
        self._phrases = words
        self._language = language
        self._shown = 0
        self._may_leave = False
        self._is_folded = False
        self._is_drawn = False
        self.talk: Talk | None = None

    def compose(self) -> ComposeResult:
        """Set the frame, before there is anything to show in it."""
        yield Banner(self._phrases("banner.warning"))
        yield Horizontal()
        yield ReplyArea(self._phrases)

    def on_mount(self) -> None:
        """Open the session once all this is on the screen."""
        self.call_after_refresh(self._open)

    async def _open(self) -> None:
        try:
            talk = self._opener()
        except AssistantError as error:
            self.post_message(self.OpeningFailed(error))
            return
        self.post_message(self.Opened(talk))
        await self._furnish()
        self.talk = talk
        self._show_all()

    async def _furnish(self) -> None:
        """Put in what the first frame could do without."""
        from assistant.tui.widgets.alarm import Alarm
        from assistant.tui.widgets.conversation import Conversation
        from assistant.tui.widgets.criteria_panel import CriteriaPanel
        from assistant.tui.widgets.keys import Keys

        self._conversation = Conversation()
        self._panel = CriteriaPanel(self._phrases)
        self._alarm = Alarm()
        self._keys = Keys()
        self._fold()
        await self.query_one(Horizontal).mount(self._conversation, self._panel)
        await self._reply.furnish(self._alarm)
        await self.mount(self._keys)

    # ------------------------------------------------------------------------------ one turn

    def on_reply_area_replied(self, event: ReplyArea.Replied) -> None:
        """Give the session a reply."""
        event.stop()
        self._give(event.text, empties=True)

    def on_reply_area_typed(self, event: ReplyArea.Typed) -> None:
        """Show how the session would read what is being typed."""
        event.stop()
        if self.talk is not None:
            self._reply.say(self.talk.preview(event.text))

    def _give(self, text: str, *, empties: bool) -> None:
        """Give the session a text; what is in the box stays if it was not taken."""
        if self.talk is None:
            return
        before = self.talk.prompt
        try:
            self.talk.submit(text)
        except RecordError as error:
            self._not_saved(error)
            return
        except AssistantError as error:
            self._reply.remark(str(error), "wrong")
            return
        self._may_leave = False
        self._alarm.silence()
        if empties or self.talk.prompt != before:
            self._reply.box.clear()
        self._show_new()

    def _not_saved(self, error: RecordError) -> None:
        """Say so, and show what is on record: the session has read it anew."""
        self._show_all()
        text = f"{error}\n{self._phrases('alarm.remedy')}"
        self._alarm.sound(self._phrases("alarm.title"), text)

    # ------------------------------------------------------------------------------ showing

    @property
    def _reply(self) -> ReplyArea:
        return self.query_one(ReplyArea)

    def _past(self) -> int:
        """Return how many messages are past: not the question that stands above the box."""
        assert self.talk is not None
        messages, question = self.talk.messages, self.talk.prompt.question
        pending = messages and messages[-1].tone == "question" and messages[-1].text == question
        return len(messages) - bool(pending)

    def _show_all(self) -> None:
        assert self.talk is not None
        self._shown = self._past()
        self._conversation.show(self.talk.messages[: self._shown])
        self._show()

    def _show_new(self) -> None:
        assert self.talk is not None
        past = self._past()
        self._conversation.add(self.talk.messages[self._shown : past])
        self._shown = past
        self._show()

    def _show(self) -> None:
        """Show where the session stands now."""
        assert self.talk is not None
        if self.talk.language != self._language:
            self._speak(self.talk.language)
        self._reply.show(self.talk.prompt)
        self._panel.show(self.talk.rows())
        self.query_one(Banner).show(
            _standing(self.talk, self._phrases), self._phrases("banner.warning")
        )
        self._show_keys()
        if not self.talk.is_over:
            self._reply.box.focus()

    def _speak(self, language: str) -> None:
        self._language = language
        self._phrases = phrases(ROOM, language)
        self._reply.phrases = self._panel.phrases = self._phrases

    def _show_keys(self) -> None:
        is_over = self.talk is not None and self.talk.is_over
        self._keys.show(keys_of(self._phrases, is_over=is_over))

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _fold(self) -> None:
        """Set the criteria beside the conversation where there is room, else in its place if asked."""
        self._panel.display = not self._is_folded if self._is_wide else self._is_drawn
        self._panel.set_class(not self._is_wide, "-alone")
        self._conversation.display = self._is_wide or not self._is_drawn
        self._reply.set_class(self.app.size.height >= TALL, "-airy")

    def on_resize(self) -> None:
        """Fold or unfold for another size."""
        if self.talk is not None:
            self._fold()

    # ------------------------------------------------------------------------------ keys

    async def on_line_strip_clicked(self, event: "LineStrip.Clicked") -> None:
        """Do what the key does."""
        event.stop()
        await self.run_action(event.name)

    def on_key(self, event: Key) -> None:
        """Take what is typed outside the box to the box."""
        box = self._reply.box
        if event.is_printable and event.character and not box.has_focus and box.display:
            event.stop()
            box.focus()
            box.insert_text_at_cursor(event.character)

    def action_say(self, name: str) -> None:
        """Give a command."""
        if self.talk is not None and not self.talk.is_over:
            self._give(self._phrases(f"keys.{name}"), empties=False)

    def action_begin(self, name: str) -> None:
        """Put a command's word in the box, before what is there, for its text to be typed."""
        if self.talk is not None and not self.talk.is_over:
            word = self._phrases(f"keys.{name}")
            self._reply.box.fill(f"{word} {self._reply.box.value}")
            self._reply.box.focus()

    def action_summary(self) -> None:
        """Show the summary as it stands."""
        if self.talk is not None:
            from assistant.tui.screens.reading import ReadingScreen

            title = self._phrases("summary.title", subject=self.talk.subject)
            self.app.push_screen(ReadingScreen(title, self.talk.summary(), self._phrases))

    def action_panel(self) -> None:
        """Fold the criteria away, or bring them back."""
        if self._is_wide:
            self._is_folded = not self._is_folded
        else:
            self._is_drawn = not self._is_drawn
        self._fold()

    def action_colours(self) -> None:
        """Change between light and dark."""
        dark = self.app.current_theme.dark
        self.app.theme = "textual-light" if dark else "textual-dark"

    def action_scroll(self, pages: int) -> None:
        """Scroll what is in sight: the criteria in place of the conversation, if they are."""
        view = self._conversation if self._conversation.display else self._panel
        view.scroll_relative(y=pages * max(1, view.size.height - 1), animate=False)

    def action_escape(self) -> None:
        """Put the drawer away, or leave a screening that is over."""
        if self._is_drawn and not self._is_wide:
            self.action_panel()
        else:
            self.action_enter()

    def remind(self) -> None:
        """Say how to leave."""
        self._reply.remark(self._phrases("chat.leaving"), "doubtful")

    def action_enter(self) -> None:
        """Leave a screening that is over."""
        if self.talk is not None and self.talk.is_over:
            self.post_message(self.Left())

    def leave(self) -> None:
        """Suspend and leave; asked a second time, leave even if the suspension cannot be recorded."""
        if self.talk is not None and not self.talk.is_over and not self._may_leave:
            self._give(self._phrases("keys.suspend"), empties=False)
            self._may_leave = True
            if not self.talk.is_over:
                return
        self.post_message(self.Left())


def _standing(talk: "Talk", words: Phrases) -> Standing:
    answered, left = talk.progress.answered, talk.progress.left_at_most
    key = "banner.progress_one" if left == 1 else "banner.progress"
    return Standing(
        subject=talk.subject,
        verdict=talk.verdict,
        verdict_words=words("banner.so_far", verdict=talk.verdict_label),
        progress_words=words(key, answered=answered, left=left),
        answered=answered,
        left=left,
    )
