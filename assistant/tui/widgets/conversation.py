"""The conversation so far: one bubble a message, drawn by lines so that a long one stays quick."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.events import Blur, Click, Key
from textual.message import Message as Event

from assistant.tui.drawing import Line
from assistant.tui.looks import beside
from assistant.tui.widgets.bubbles import GONE, LOOKS, MARKED, bubble
from assistant.tui.widgets.lines import LineView
from assistant.tui.widgets.standing_answers import StandingAnswers

if TYPE_CHECKING:
    from assistant.session.conversation import Message


class Conversation(LineView, can_focus=True):
    """Shows messages; the newest stay in sight unless the person has scrolled up.

    One message can be marked: the arrows go from answer to answer, a click marks any. An answer
    that no longer stands is struck out.
    """

    DEFAULT_CSS = beside(__file__)
    LOOKS = LOOKS
    FOCUS_ON_CLICK = False  # a click beside every bubble leaves the focus where one replies
    BINDINGS = [
        Binding("up,ctrl+up,ctrl+r", "move(-1)", show=False),
        Binding("down,ctrl+down", "move(1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Marked(Event):
        """Another message was marked, or none."""

    class Picked(Event):
        """A marked message was picked: `fact` is the answer to revise, "" if it holds none."""

        def __init__(self, fact: str) -> None:
            super().__init__()
            self.fact = fact

    class Copied(Event):
        """A marked message was picked, to be copied."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__()
        self._messages: list[Message] = []
        self._starts: list[int] = []  # where each message's lines begin
        self._answers = StandingAnswers()
        self._follows = True
        self.marked: int | None = None

    @property
    def gap_above(self) -> int:
        """What is said stands at the bottom, next to where one replies."""
        return max(0, self.scrollable_content_region.height - len(self._lines))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note whether the person has scrolled away from the end."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = round(new_value) >= self.max_scroll_y

    def resized(self) -> None:
        """Keep the end in sight if it was, whatever takes up room below."""
        if self._follows:
            self._to_end()

    def _to_end(self) -> None:
        # Forced: a bar that is about to appear, and lets it scroll, is not there yet.
        self.scroll_end(animate=False, immediate=True, force=True)
        self._follows = True

    # ------------------------------------------------------------------------------ showing

    def show(self, messages: "Iterable[Message]") -> None:
        """Show these messages in place of all others, from the end."""
        self._messages = []
        self._answers = StandingAnswers()
        self.marked = None
        for message in messages:
            self._take(message)
        self.lay_out()
        self._to_end()

    def add(self, messages: "Iterable[Message]") -> None:
        """Show more messages below, and move to them."""
        self.mark(None)
        for message in messages:
            for fallen in self._take(message):
                self._redraw(fallen)
            if self._width:
                self._starts.append(len(self._lines))
                self.extend(self._bubble(len(self._messages) - 1, self._width))
        self._to_end()

    def _take(self, message: "Message") -> tuple[int, ...]:
        """Take in a message, and return which earlier ones no longer stand by it."""
        self._messages.append(message)
        return self._answers.follow(self._messages)

    def laid_out(self, width: int) -> list[Line]:
        """Return the lines of all messages."""
        lines: list[Line] = []
        self._starts = []
        for index in range(len(self._messages)):
            self._starts.append(len(lines))
            lines.extend(self._bubble(index, width))
        return lines

    def _redraw(self, index: int) -> None:
        """Draw one message again, which takes as many lines as before."""
        if index < len(self._starts):
            self.replace(self._starts[index], self._bubble(index, self._width))

    def _bubble(self, index: int, width: int) -> list[Line]:
        before = self._messages[index - 1] if index else None
        look = GONE if index in self._answers.gone else ""
        return bubble(
            self._messages[index], before, width, MARKED if index == self.marked else look
        )

    # ------------------------------------------------------------------------------ marking

    @property
    def marked_fact(self) -> str:
        """The fact whose standing answer is marked, "" if none is."""
        return "" if self.marked is None else self._answers.fact_at(self._messages, self.marked)

    def mark(self, index: int | None) -> None:
        """Mark one message, or none, and keep it in sight."""
        before, self.marked = self.marked, index
        if before != index:
            self.post_message(self.Marked())
        for each in (before, index):
            if each is not None:
                self._redraw(each)
        if index is not None and index < len(self._starts):
            following = self._starts[index + 1 : index + 2]
            end = following[0] if following else len(self._lines)
            self.keep_in_sight(self._starts[index], end - 1)

    def action_move(self, step: int) -> None:
        """Mark the next answer, above (-1) or below (1); the last one if nothing is marked."""
        start = len(self._messages) if self.marked is None else self.marked
        given = self._answers.given
        places = range(start - 1, -1, -1) if step < 0 else range(start + 1, len(self._messages))
        found = next((place for place in places if place in given), None)
        if found is not None:
            self.mark(found)

    def action_pick(self) -> None:
        """Say that the marked message was picked."""
        self.post_message(self.Picked(self.marked_fact))

    async def key_c(self, event: Key) -> None:
        """Copy: here a letter is a key, not the beginning of a reply."""
        event.stop()
        await self.run_action("copy")

    def action_copy(self) -> None:
        """Say that the marked message is to be copied."""
        if self.marked is not None:
            self.post_message(self.Copied(self._messages[self.marked].text))

    def on_blur(self, _event: Blur) -> None:
        """Mark nothing while the keys go elsewhere."""
        self.mark(None)

    def on_click(self, event: Click) -> None:
        """Mark the message that was clicked; a second click picks it."""
        offset = event.get_content_offset(self)
        if offset is None or self.text_selection is not None:
            return
        row = offset.y + self.scroll_offset.y - self.gap_above
        index = bisect_right(self._starts, row) - 1
        if not 0 <= row < len(self._lines) or self._messages[index].tone == "heading":
            return
        event.stop()
        if index == self.marked:
            self.action_pick()
        else:
            self.screen.set_focus(self)
            self.mark(index)
