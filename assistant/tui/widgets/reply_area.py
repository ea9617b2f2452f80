"""Where one replies: the question, the choices, the box, and how what is typed would be read."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from assistant.phrases import Phrases
from assistant.tui.drawing import wrapped
from assistant.tui.widgets.choices import Choices
from assistant.tui.widgets.reply_box import ReplyBox

if TYPE_CHECKING:
    from assistant.session.conversation import Prompt

UNLIMITED = 10_000


class ReplyArea(Vertical):
    """Fits itself to a prompt; what was typed stays in the box until the screen empties it."""

    class Typed(Message):
        """The text in the box is another."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Replied(Message):
        """A reply was given: typed, or picked from the choices."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, phrases: Phrases, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.phrases = phrases
        self._hint = ""
        self._reading = ""
        self._remark = ("", "")

    def compose(self) -> ComposeResult:
        """Set the parts one below another."""
        yield Static(self.phrases("chat.opening"), id="question", markup=False)
        yield Choices(id="choices")
        yield ReplyBox(id="box")
        yield Static(id="reading", markup=False)

    @property
    def box(self) -> ReplyBox:
        """The box to type in."""
        return self.query_one(ReplyBox)

    @property
    def choices(self) -> Choices:
        """The choices, if the prompt has any."""
        return self.query_one(Choices)

    def show(self, prompt: "Prompt") -> None:
        """Fit to a prompt; one that is closed takes no reply."""
        self.query_one("#question", Static).update(_content(prompt.question))
        self.choices.show(prompt.choices)
        self.box.quick = _quick(prompt)
        self.box.border_subtitle = _safe(" · ".join(prompt.units))
        self.box.display = prompt.kind != "closed"
        self._hint = prompt.hint
        self._remark = ("", "")
        self.say("")

    def say(self, reading: str) -> None:
        """Show how the text in the box would be read; the prompt's hint if there is nothing to say."""
        self._reading = reading
        self._draw()

    def remark(self, text: str, tone: str) -> None:
        """Show a remark (tone "-wrong" or "-doubtful") until something else is typed."""
        self._remark = (text, tone)
        self._draw()

    def _draw(self) -> None:
        text, tone = self._remark
        if not text and self._reading:
            text, tone = self._reading, "-read" if self._reading.startswith("=") else "-doubtful"
        line = self.query_one("#reading", Static)
        line.update(_content(text or self._hint))
        line.set_classes(tone)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Mark the choice that is being typed, if any."""
        event.stop()
        self._remark = ("", "")
        typed = event.value.strip()
        replies = (index for index, c in enumerate(self.choices.choices) if typed in (c.key, c.reply))
        self.choices.mark(next(replies, None))
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was typed, or the marked choice if nothing was."""
        event.stop()
        if event.value.strip():
            self.post_message(self.Replied(event.value))
        elif self.choices.marked is not None:
            self._pick(self.choices.marked)

    def on_reply_box_picked(self, event: ReplyBox.Picked) -> None:
        """Give the choice that the key stands for, as if the key had been typed."""
        event.stop()
        self.post_message(self.Replied(event.key))

    def on_reply_box_moved(self, event: ReplyBox.Moved) -> None:
        """Mark the next choice, above or below."""
        event.stop()
        count = len(self.choices.choices)
        if count and not self.box.value:
            before = self.choices.marked
            first = 0 if event.step > 0 else count - 1
            self.choices.mark(first if before is None else (before + event.step) % count)

    def on_reply_box_lines_joined(self, event: ReplyBox.LinesJoined) -> None:
        """Say that the lines pasted stand on one now."""
        event.stop()
        self.remark(self.phrases("paste.joined", count=event.count), "-doubtful")

    def on_reply_box_paste_refused(self, event: ReplyBox.PasteRefused) -> None:
        """Say why nothing was pasted."""
        event.stop()
        if event.character is None:
            why = self.phrases("paste.too_long")
        else:
            why = self.phrases("paste.control", code=f"U+{ord(event.character):04X}")
        self.remark(why, "-wrong")

    def on_line_strip_clicked(self, event: Choices.Clicked) -> None:
        """Give the choice that was clicked."""
        event.stop()
        self._pick(int(event.name))

    def _pick(self, place: int) -> None:
        self.post_message(self.Replied(self.choices.choices[place].reply))


def _quick(prompt: "Prompt") -> frozenset[str]:
    """Return the digits that pick a choice at once.

    None if a reply is, or begins with, a digit itself: "2" may then be the beginning of "2+".
    """
    if any(choice.reply[:1].isdigit() for choice in prompt.choices):
        return frozenset()
    return frozenset(c.key for c in prompt.choices if len(c.key) == 1 and c.key.isdigit())


def _safe(text: str) -> str:
    return "\n".join(wrapped(text, UNLIMITED))


def _content(text: str) -> Content:
    return Content(_safe(text))
