"""What the chat shows of a session, once there is one: conversation, criteria, standing, keys."""

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from assistant.phrases import Phrases, phrases
from assistant.tui.screens.chat_keys import (
    ASKED,
    CHOOSING,
    CRITERIA,
    MARKING,
    OVER,
    SIGNING,
    keys_of,
)
from assistant.tui.widgets.alarm import Alarm
from assistant.tui.widgets.banner import Banner, Standing
from assistant.tui.widgets.conversation import Conversation
from assistant.tui.widgets.criteria_panel import CriteriaPanel
from assistant.tui.widgets.keys import Keys
from assistant.tui.widgets.reply_area import ReplyArea

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.tui.talk import Talk
    from assistant.tui.widgets.criterion_detail import CriterionDetail
    from assistant.tui.widgets.page import Page

QUESTIONS = ("bool", "option", "level", "integer", "quantity", "date")  # of the protocol
TALL = 30  # rows from which on there is room for some air
WIDE = 110  # columns from which on the criteria stand beside the conversation, not in its place
WIDEST = 150  # columns from which on a file to read stands beside both


class ChatView:
    """Puts its widgets into the frame that stands, and keeps them in step with a session."""

    def __init__(self, screen: "Screen[None]", talk: "Talk", words: Phrases, room: "Path") -> None:
        self._screen = screen
        self._talk = talk
        self._room = room
        self._language = ""
        self._shown = 0
        self._is_folded = False
        self._is_drawn = False
        self._file: Page | None = None
        self.words = words
        self.conversation = Conversation()
        self.panel = CriteriaPanel(words)
        self.detail: CriterionDetail | None = None
        self.side = Vertical(self.panel, id="criteria")
        self.alarm = Alarm()
        self.keys = Keys()
        self.banner = screen.query_one(Banner)
        self.reply = screen.query_one(ReplyArea)

    async def furnish(self) -> None:
        """Put in what the first frame could do without, and show the session."""
        self.fold()
        beside = self._screen.query_one(Horizontal)
        await beside.mount(self.conversation, self.side)
        if self._talk.file:
            await self._lay_file(beside)
        await self.reply.furnish(self.alarm)
        await self._screen.mount(self.keys)
        self.show_all()

    async def complete(self) -> None:
        """Put in what the first question could do without."""
        from assistant.tui.widgets.criterion_detail import CriterionDetail

        self.detail = CriterionDetail()
        await self.side.mount(self.detail)
        await self.reply.complete()

    async def _lay_file(self, beside: Horizontal) -> None:
        """Lay the file that is practised on beside the conversation, where there is room."""
        from assistant.tui.widgets.page import Page

        self._file = Page(self._talk.file)
        self._file.add_class("-beside")
        await beside.mount(self._file, before=self.conversation)
        self.fold()

    # ------------------------------------------------------------------------------ showing

    def show_all(self) -> None:
        """Show the whole conversation, from its end."""
        self._shown = self._past()
        self.conversation.show(self._talk.messages[: self._shown])
        self._show()

    def show_new(self) -> None:
        """Show what was said since, and where the session stands now."""
        past = self._past()
        self.conversation.add(self._talk.messages[self._shown : past])
        self._shown = past
        self.alarm.silence()
        self._show()

    def show_alarm(self, error: str) -> None:
        """Say that something was not saved, and show what is: the session has read it anew."""
        self.show_all()
        self.alarm.sound(self.words("alarm.title"), f"{error}\n{self.words('alarm.remedy')}")

    def _past(self) -> int:
        """Return how many messages are past: not the question that stands above the box."""
        messages, question = self._talk.messages, self._talk.prompt.question
        pending = messages and messages[-1].tone == "question" and messages[-1].text == question
        return len(messages) - bool(pending)

    def _show(self) -> None:
        talk = self._talk
        if talk.language != self._language:
            self._language = talk.language
            self.words = phrases(self._room, talk.language)
            self.reply.phrases = self.panel.phrases = self.words
            if self._file is not None:
                self._file.show(talk.file)
        self.reply.show(talk.prompt)
        self.panel.show(talk.rows())
        self.show_detail()
        standing = _standing(talk, self.words)
        if talk.watermark is None:
            self.banner.show(standing, talk.caution)
        else:
            self.banner.show(standing, talk.watermark.text, "practice")
        if not talk.is_over:
            self._screen.set_focus(self.reply.box)
        self.show_keys()

    @property
    def moment(self) -> str:
        """What the person is at, marks aside."""
        if self._talk.is_over:
            return OVER
        if self._talk.is_concluded:
            return SIGNING
        return ASKED if self._talk.prompt.kind in QUESTIONS else CHOOSING

    @property
    def is_aside(self) -> bool:
        """Whether the keys go to the conversation or the criteria, not to where one replies."""
        return self.conversation.has_focus or self.panel.has_focus

    def show_keys(self) -> None:
        """Show the keys that fit the moment."""
        moment = self.moment
        if self.conversation.has_focus and self.conversation.marked is not None:
            moment = MARKING
        elif self.panel.has_focus:
            moment = CRITERIA
        self.keys.show(keys_of(self.words, moment, has_file=bool(self._talk.file)))

    # ------------------------------------------------------------------------------ criteria

    def show_detail(self) -> None:
        """Show the marked criterion as it stands now."""
        row = self.panel.marked_row
        if row is not None and self.detail is not None:
            self.detail.show(self._talk.detail(row.criterion), *self.panel.standing(row))
        elif self.detail is not None:
            self.detail.hide()

    def look_at_criteria(self) -> None:
        """Go to the criteria, unfolded; fold them away if that is where the person is."""
        if self.panel.has_focus or self.has_drawer:
            self.turn()
            self.back_to_reply()
            return
        self.unfold()
        self._screen.set_focus(self.panel)

    def unfold(self) -> None:
        """Bring the criteria in sight."""
        if not self.side.display:
            self.turn()

    def look_at_answers(self) -> None:
        """Go to the last answer in the conversation."""
        if self.has_drawer:
            self.turn()
        self._screen.set_focus(self.conversation)
        self.conversation.action_move(-1)

    def back_to_reply(self) -> None:
        """Mark nothing more, and go back to where one replies."""
        self.panel.mark("")
        self.show_detail()
        self._screen.set_focus(None if self._talk.is_over else self.reply.box)
        self.show_keys()

    # ------------------------------------------------------------------------------ folding

    @property
    def has_drawer(self) -> bool:
        """Whether the criteria stand in place of the conversation."""
        return self._is_drawn and not self._is_wide

    @property
    def _is_wide(self) -> bool:
        return self._screen.app.size.width >= WIDE

    def turn(self) -> None:
        """Fold the criteria away, or bring them back."""
        if self._is_wide:
            self._is_folded = not self._is_folded
        else:
            self._is_drawn = not self._is_drawn
        self.fold()

    def fold(self) -> None:
        """Set the criteria beside the conversation, or in its place where there is no room."""
        self.side.display = not self._is_folded if self._is_wide else self._is_drawn
        self.side.set_class(not self._is_wide, "-alone")
        self.conversation.display = not self.has_drawer
        if self._file is not None:
            self._file.display = self._screen.app.size.width >= WIDEST
        self.reply.set_class(self._screen.app.size.height >= TALL, "-airy")

    def scroll(self, pages: int) -> None:
        """Scroll the conversation, or the criterion or the criteria that are looked at."""
        looks_aside = self.panel.has_focus or self.has_drawer
        is_close = self.detail is not None and self.detail.display
        aside = self.detail if is_close and self.detail else self.panel
        view = aside if looks_aside else self.conversation
        view.scroll_relative(y=pages * max(1, view.size.height - 1), animate=False)


def _standing(talk: "Talk", words: Phrases) -> Standing:
    answered, left = talk.progress.answered, talk.progress.left_at_most
    key = "banner.ended" if talk.is_concluded or not left else "banner.progress"
    label = talk.verdict_label
    return Standing(
        subject=talk.subject,
        verdict=talk.verdict,
        verdict_words=label if talk.is_concluded else words("banner.so_far", verdict=label),
        progress_words=words(key, answered=answered, left=left),
        answered=answered,
        left=left,
    )
