"""Messages and prompts as lines of text; what a message is, a mark at its beginning tells."""

from assistant.session.conversation import Choice, Message, Prompt, PromptKind, Tone
from assistant.text import visible

_MARKS = {
    Tone.HEADING: "\n== {} ==\n",
    Tone.QUESTION: "\n{}\n",
    Tone.REPLY: "> {}\n",
    Tone.UNDERSTOOD: "  {}\n",
    Tone.REFUSED: "! {}\n",
    Tone.DOUBT: "? {}\n",
    Tone.ADVISORY: "* {}\n",
    Tone.NOTICE: "- {}\n",
    Tone.ERASED: "~ {}\n",
    Tone.VERDICT: "\n** {} **\n",
    Tone.HELP: "  {}\n",
    Tone.FILE: "\n| {}\n",
    Tone.RIGHT: "+ {}\n",
    Tone.WRONG: "x {}\n",
}
# Only where colour was asked for, and never alone: the marks say the same.
_BOLD, _RED, _YELLOW, _STRUCK = "1", "31", "33", "9"
_COLOURS = {
    Tone.HEADING: _BOLD,
    Tone.QUESTION: _BOLD,
    Tone.REFUSED: _RED,
    Tone.DOUBT: _YELLOW,
    Tone.ADVISORY: _YELLOW,
    Tone.ERASED: _STRUCK,
    Tone.VERDICT: _BOLD,
}


def printed(message: Message, *, with_reply: bool, colour: bool = False) -> str:
    """Return a message as lines of text; a reply is left out where it stands there already."""
    if message.tone is Tone.REPLY and not with_reply:
        return ""
    code = _COLOURS.get(message.tone, "") if colour else ""
    shown = "\n".join(_painted(visible(line), code) for line in message.text.split("\n"))
    cause = f" – {visible(message.cause)}" if message.cause else ""
    return _MARKS[message.tone].format(shown + cause)


def prompted(prompt: Prompt, watermark: str = "", *, colour: bool = False) -> str:
    """Return what is awaited as lines of text, ending where the reply is typed.

    A watermark stands before every reply.
    """
    lines = []
    if prompt.kind in (PromptKind.CHOICE, PromptKind.SECRET):
        code = _BOLD if colour else ""
        lines += ["", *(_painted(visible(line), code) for line in prompt.question.split("\n"))]
    for choice in prompt.choices:
        lines.append(f"  {choice.key or choice.reply}  {visible(_said(choice))}")
    if prompt.hint:
        lines.append(f"  ({prompt.hint})")
    return "".join(f"{line}\n" for line in lines) + (f"[{watermark}] > " if watermark else "> ")


def _said(choice: Choice) -> str:
    """Return what a choice says, with what would be typed for it where that is something else."""
    is_said = choice.label.startswith(choice.reply) or choice.reply in ("", choice.key)
    return choice.label if is_said or not choice.key else f"{choice.reply}: {choice.label}"


def _painted(line: str, code: str) -> str:
    """Return a line in a colour of the terminal, "" for none."""
    return f"\x1b[{code}m{line}\x1b[0m" if code and line else line
