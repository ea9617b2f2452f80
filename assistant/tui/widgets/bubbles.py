"""How one message of a conversation is drawn: its mark, its side, and its lines for a width."""

from typing import TYPE_CHECKING

from assistant.tui.drawing import EMPTY, Line, Piece, breadth, fitted, wrapped

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
    "file": "▒ ",
    "right": "✓ ",
    "wrong": "✗ ",
}
RIGHT = ("reply", "understood")  # the person's side; these belong to what stands above them
LONGEST_LINE = 96  # longer ones are hard to follow with the eye
MARKED, GONE = "marked", "gone"
LOOKS = {
    "heading": "bold $text-primary",
    "rule": "$foreground 38%",
    "reply": "$foreground on $primary-muted",
    MARKED: "bold $background on $primary",
    GONE: "$foreground 65% strike",
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
    "file": "$foreground",
    "file-mark": "$text-accent",
    "right": "$foreground",
    "right-mark": "bold $text-success",
    "wrong": "$foreground",
    "wrong-mark": "bold $text-error",
}


def bubble(message: "Message", before: "Message | None", width: int, look: str = "") -> list[Line]:
    """Return a message's lines below the one before it, if any, in a look of its own."""
    tone, above = str(message.tone), "" if before is None else str(before.tone)
    gap = [EMPTY] if above and _stands_apart(above, tone) else []
    if tone == "heading":
        return [*gap, _heading(message.text, width)]
    if tone in RIGHT:
        return [*gap, *_right(message.text, look or tone, width)]
    # Said once above all that was set aside for it.
    is_first = message.cause and (before is None or before.cause != message.cause)
    cause = _left(message.cause, "notice", "notice", width) if is_first else []
    return [*gap, *cause, *_left(message.text, tone, look or tone, width)]


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


def _left(text: str, tone: str, look: str, width: int) -> list[Line]:
    mark = MARKS[tone]
    lines = wrapped(text, min(width - len(mark) - 1, LONGEST_LINE))
    repeated = mark if tone in ("question", "help", "file") else " " * len(mark)
    return [
        (Piece(repeated if row else mark, f"{tone}-mark"), Piece(line, look))
        for row, line in enumerate(lines)
    ]


def _right(text: str, look: str, width: int) -> list[Line]:
    lines = wrapped(text, min(width * 3 // 4, LONGEST_LINE))
    breadths = [breadth((Piece(line),)) for line in lines]
    longest = max(breadths)
    return [
        (Piece(" " * (width - longest - 3)), Piece(f" {' ' * (longest - cells)}{line} ", look))
        for line, cells in zip(lines, breadths, strict=True)
    ]
