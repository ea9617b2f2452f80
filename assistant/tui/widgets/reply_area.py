"""Where one replies: the question, the choices, the box, and how what is typed would be read."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from assistant.phrases import Phrases
from assistant.tui.looks import beside
from assistant.tui.widgets.reply_box import ReplyBox

if TYPE_CHECKING:
    from assistant.session.conversation import Choice, Prompt
    from assistant.session.conversation import Message as Said
    from assistant.tui.widgets.choices import Choices
    from assistant.tui.widgets.units import Units
    from assistant.tui.widgets.words import Words


LOOKS = {"understood": "read", "doubt": "doubtful", "refused": "wrong"}


class ReplyArea(Widget):
    """Fits itself to a prompt; `give` is told each reply, and says whether it was taken.

    A reply that was typed and not taken stands in the box again.

    A choice's key is typed like any reply: it marks the choice, and Enter gives it. Were a digit
    given at once, "2+" or "12" could not be typed, and a slip would be on record.
    At first there is only the box; `furnish` puts in the rest, before the first prompt is shown.
    """

    DEFAULT_CSS = beside(__file__)
    _question: "Words"
    _choices: "Choices"

    class Typed(Message):
        """The text in the box is another."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, phrases: Phrases, give: Callable[[str], bool]) -> None:
        super().__init__()
        self.phrases = phrases
        self.box = ReplyBox(self, phrases("chat.opening"))
        self._give = give
        self._offered: tuple[Choice, ...] = ()
        self._reading: Words | None = None
        self._units: Units | None = None
        self._in_units: tuple[str, ...] = ()
        self._hint = ""
        self._read: Said | None = None
        self._remark = ("", "")

    def compose(self) -> ComposeResult:
        """Begin with the box alone."""
        yield self.box

    async def furnish(self, above: Widget) -> None:
        """Put in what the first frame could do without, with a widget above it all."""
        from assistant.tui.widgets.choices import Choices
        from assistant.tui.widgets.words import Words

        self._question, self._choices, self._reading = Words(), Choices(), Words()
        await self.mount_all([above, self._question, self._choices], before=self.box)
        await self.mount(self._reading)
        self.box.placeholder = ""

    # ------------------------------------------------------------------------------ showing

    def show(self, prompt: "Prompt") -> None:
        """Fit to a prompt; one that is closed takes no reply."""
        is_open = prompt.kind != "closed"
        question = prompt.question if is_open else self.phrases("chat.over")
        self._question.show(question, "strong")
        self._offered = prompt.choices
        self._choices.show(prompt.choices)
        self._in_units = prompt.units
        self._offer_units()
        # What cannot be seen must not take the keys, once something read over it is put away.
        self.box.display = self.box.can_focus = is_open
        self.box.password = prompt.kind == "secret"
        self._hint = prompt.hint
        self._remark = ("", "")
        self.say(None)

    async def complete(self) -> None:
        """Put in what the first question could do without."""
        from assistant.tui.widgets.units import Units

        self._units = Units()
        await self.mount(self._units, before=self.box)
        self._offer_units()

    def _offer_units(self) -> None:
        if self._units is not None:
            self._units.show(() if self._offered else self._in_units)

    def say(self, reading: "Said | None") -> None:
        """Show how the text in the box would be read; the prompt's hint if that is nothing."""
        self._read = reading
        self._draw()

    def remark(self, text: str, look: str) -> None:
        """Show a remark until something else is typed; its look is "wrong" or "doubtful"."""
        self._remark = (text, look)
        self._draw()

    def _draw(self) -> None:
        if self._reading is None:
            return
        text, look = self._remark
        if not text and self._read:
            text, look = self._read.text, LOOKS[self._read.tone]
        self._reading.show(text or self._hint, look or "muted")

    # ------------------------------------------------------------------------------ replying

    def changed(self, text: str) -> None:
        """Mark the choice that is being typed, if any."""
        self._remark = ("", "")
        if self._offered:
            self._choices.mark(self._place_of(text.strip()))
        elif self._units is not None:
            self._units.mark(text)
        self.post_message(self.Typed(text))

    def _place_of(self, typed: str) -> int | None:
        """Return where the choice that is being typed stands; nothing typed is no choice."""
        places = (at for at, each in enumerate(self._offered) if typed in (each.key, each.reply))
        return next(places, None) if typed else None

    def given(self, text: str) -> None:
        """Give what was typed, or the marked choice if nothing was."""
        if not text.strip():
            if self._offered and self._choices.marked is not None:
                self._pick(self._choices.marked)
        elif not self._give(text):
            why = self._remark
            self.box.fill(text)
            self.remark(*why)

    def moved(self, step: int) -> None:
        """Mark the next choice, above or below."""
        count = len(self._offered)
        if count and not self.box.value:
            before = self._choices.marked
            first = 0 if step > 0 else count - 1
            self._choices.mark(first if before is None else (before + step) % count)

    def turned(self, step: int) -> None:
        """Give the number in the box the next unit."""
        if self._units is not None and self._units.units:
            self._put_unit(self._units.next(step))

    def on_units_picked(self, event: "Units.Picked") -> None:
        """Give the number in the box the unit that was clicked."""
        event.stop()
        self._put_unit(event.unit)

    def _put_unit(self, unit: str) -> None:
        from assistant.tui.widgets.units import with_unit

        text = with_unit(self.box.value, unit)
        self.box.fill(text)
        self.box.cursor_position = len(text) - len(unit) - 1
        self.box.focus()

    def on_reply_box_lines_joined(self, event: ReplyBox.LinesJoined) -> None:
        """Say that the lines pasted stand on one now."""
        event.stop()
        self.remark(self.phrases("paste.joined", count=event.count), "doubtful")

    def on_reply_box_paste_refused(self, event: ReplyBox.PasteRefused) -> None:
        """Say why nothing was pasted."""
        event.stop()
        if event.character is None:
            why = self.phrases("paste.too_long")
        else:
            why = self.phrases("paste.control", code=f"U+{ord(event.character):04X}")
        self.remark(why, "wrong")

    def on_choices_picked(self, event: "Choices.Picked") -> None:
        """Give the choice that was clicked."""
        event.stop()
        self._pick(event.place)

    def _pick(self, place: int) -> None:
        self._give(self._offered[place].reply)
