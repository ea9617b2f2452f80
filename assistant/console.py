"""The plain front end, line by line: for screen readers, pipes and simple terminals.

It shows the same session as the terminal interface, and decides nothing.
"""

from typing import TextIO

from assistant.session.conversation import Choice, Message, Prompt, PromptKind, Tone
from assistant.session.live import Session
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
    Tone.ERASED: "x {}\n",
    Tone.VERDICT: "\n** {} **\n",
    Tone.HELP: "  {}\n",
    Tone.FILE: "\n| {}\n",
    Tone.RIGHT: "+ {}\n",
    Tone.WRONG: "x {}\n",
}


_SHOWN = 500  # characters of a reply that came through a pipe: enough to know it by


def converse(session: Session, replies: TextIO, out: TextIO) -> None:
    """Hold a whole conversation; the end of the replies suspends the screening.

    What a person types the terminal shows; a reply from a pipe is shown here, after its prompt.
    """
    is_person = replies.isatty()
    out.writelines(printed(message, with_reply=True) for message in session.messages)
    while not session.is_over:
        out.write(prompted(session.prompt, session.watermark.word if session.watermark else ""))
        out.flush()
        line = replies.readline()
        text = line.rstrip("\r\n") if line else "suspend"
        if not is_person:
            out.write(f"{visible(text[:_SHOWN])}\n")
        out.writelines(printed(message, with_reply=False) for message in session.submit(text))
    out.flush()


def printed(message: Message, *, with_reply: bool) -> str:
    """Return a message as lines of text; a reply is left out where it stands there already."""
    if message.tone is Tone.REPLY and not with_reply:
        return ""
    text = f"{message.text} – {message.cause}" if message.cause else message.text
    safe = "\n".join(visible(line) for line in text.split("\n"))
    return _MARKS[message.tone].format(safe)


def _said(choice: Choice) -> str:
    """Return what a choice says, with what would be typed for it where that is something else."""
    is_said = choice.label.startswith(choice.reply) or choice.reply in ("", choice.key)
    return choice.label if is_said or not choice.key else f"{choice.reply}: {choice.label}"


def prompted(prompt: Prompt, watermark: str = "") -> str:
    """Return what is awaited as lines of text, ending where the reply is typed.

    A watermark stands before every reply.
    """
    lines = []
    if prompt.kind is PromptKind.CHOICE:
        lines += ["", *prompt.question.split("\n")]
    for choice in prompt.choices:
        lines.append(f"  {choice.key or choice.reply}  {_said(choice)}")
    if prompt.hint:
        lines.append(f"  ({prompt.hint})")
    return "".join(f"{line}\n" for line in lines) + (f"[{watermark}] > " if watermark else "> ")
