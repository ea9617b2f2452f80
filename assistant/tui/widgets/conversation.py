"""The conversation so far: one bubble a message, drawn by lines so that a long one stays quick."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.tui.drawing import EMPTY, Line, Piece, breadth, fitted, wrapped
from assistant.tui.looks import beside
from assistant.tui.widgets.lines import LineView

if TYPE_CHECKING:
    from assistant.session.conversation import Message

# Set apart by a mark as well as by colour.
MARKS = {
    "question": "▌ ",
    "refused": "✗ ",
    "doubt": "? ",
    "advisory": "! ",
    "notice": "· ",
    "erased": "× ",
    "verdict": "■ ",
    "help": "│ ",
}
RIGHT = ("reply", "understood")  # the person's side; these belong to what stands above them
LONGEST_LINE = 96  # longer ones are hard to follow with the eye


class Conversation(LineView):
    """Shows messages; the newest stay in sight unless the person has scrolled up."""

    DEFAULT_CSS = beside(__file__)
    LOOKS = {
        "heading": "bold $text-primary",
        "rule": "$foreground 38%",
        "reply": "$foreground on $primary-muted",
        "understood": "$foreground 65%",
        "question": "bold $foreground",
        "question-mark": "$primary",
        "refused": "$text-error",
        "refused-mark": "bold $text-error",
        "doubt": "$text-warning",
        "doubt-mark": "bold $text-warning",
        "advisory": "$foreground",
        "advisory-mark": "bold $text-warning",
        "notice": "$foreground 65%",
        "notice-mark": "$foreground 65%",
        "erased": "$foreground 65% strike",
        "erased-mark": "$foreground 65%",
        "verdict": "bold $text-primary",
        "verdict-mark": "bold $text-primary",
        "help": "$foreground",
        "help-mark": "$accent",
    }

    def __init__(self) -> None:
        super().__init__()
        self._messages: list[Message] = []
        self._follows = True

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

    def show(self, messages: "Iterable[Message]") -> None:
        """Show these messages in place of all others, from the end."""
        self._messages = list(messages)
        self.lay_out()
        self._to_end()

    def add(self, messages: "Iterable[Message]") -> None:
        """Show more messages below, and move to them."""
        for message in messages:
            self._messages.append(message)
            if self._width:
                self.extend(self._bubble(len(self._messages) - 1, self._width))
        self._to_end()

    def laid_out(self, width: int) -> list[Line]:
        """Return the lines of all messages."""
        return [line for index in range(len(self._messages)) for line in self._bubble(index, width)]

    def _bubble(self, index: int, width: int) -> list[Line]:
        message = self._messages[index]
        tone = str(message.tone)
        gap = [EMPTY] if index and _stands_apart(str(self._messages[index - 1].tone), tone) else []
        if tone == "heading":
            return [*gap, _heading(message.text, width)]
        if tone in RIGHT:
            return [*gap, *_right(message.text, tone, width)]
        cause = _left(message.cause, "notice", width) if message.cause else []
        return [*gap, *_left(message.text, tone, width), *cause]


def _stands_apart(before: str, tone: str) -> bool:
    """Return whether a message is set off from the one above: not a reply from its question."""
    if tone == "understood":
        return False
    if tone == "reply":
        return before != "question"
    return tone != before or tone not in ("help", "notice", "erased")


def _heading(text: str, width: int) -> Line:
    title = Piece(f" {fitted(text, width - 6)} ", "heading")
    rest = width - 3 - breadth((title,))
    rule = "rule"
    return (Piece("──", rule), title, Piece("─" * rest, rule))


def _left(text: str, tone: str, width: int) -> list[Line]:
    mark = MARKS[tone]
    look = tone
    lines = wrapped(text, min(width - len(mark) - 1, LONGEST_LINE))
    repeated = mark if tone in ("question", "help") else " " * len(mark)
    return [
        (Piece(repeated if row else mark, f"{look}-mark"), Piece(line, look))
        for row, line in enumerate(lines)
    ]


def _right(text: str, tone: str, width: int) -> list[Line]:
    look = tone
    lines = wrapped(text, min(width * 3 // 4, LONGEST_LINE))
    breadths = [breadth((Piece(line),)) for line in lines]
    longest = max(breadths)
    return [
        (Piece(" " * (width - longest - 3)), Piece(f" {' ' * (longest - cells)}{line} ", look))
        for line, cells in zip(lines, breadths, strict=True)
    ]
