"""A whole conversation, line by line: the session's words out, one reply in, until the end."""

import sys
from typing import TextIO

from assistant.console.asking import ROOM
from assistant.console.printing import printed, prompted
from assistant.phrases import phrases
from assistant.session.conversation import Message, PromptKind, Tone
from assistant.session.live import Session
from assistant.text import size_of, visible

_SHOWN = 500  # characters of a reply that came through a pipe: enough to know it by
# A terminal hands over at most so many bytes a line, and drops the rest without a word.
_LONGEST_TYPED = 1023 if sys.platform == "darwin" else 4094


def converse(session: Session, replies: TextIO, out: TextIO, *, colour: bool = False) -> None:
    """Hold a whole conversation; the end of the replies suspends the screening.

    What a person types the terminal shows; a reply from a pipe is shown here, after its prompt.
    """
    is_person = replies.isatty()
    out.writelines(printed(each, with_reply=True, colour=colour) for each in session.messages)
    while not session.is_over:
        watermark = session.watermark.word if session.watermark else ""
        out.write(prompted(session.prompt, watermark, colour=colour))
        out.flush()
        is_secret = session.prompt.kind is PromptKind.SECRET
        line = _unseen(out) if is_secret and is_person else replies.readline()
        text = line.rstrip("\r\n") if line else "suspend"
        if not is_person:
            out.write("…\n" if is_secret else f"{visible(text[:_SHOWN])}\n")
        is_cut = is_person and size_of(text) > _LONGEST_TYPED
        said = _cut(session) if is_cut else session.submit(text)
        out.writelines(printed(each, with_reply=False, colour=colour) for each in said)
        if said and said[-1].tone is Tone.HELP:
            out.write(_asked_again(session, colour=colour))
    out.write(_where_next(session))
    out.flush()


def _unseen(out: TextIO) -> str:
    """Return a line that the terminal did not show; "" at the end of all that is typed."""
    from getpass import getpass

    try:
        return f"{getpass('', out)}\n"
    except EOFError:
        return ""


def _asked_again(session: Session, *, colour: bool) -> str:
    """Return the question once more: after a long explanation it is no longer in mind."""
    prompt = session.prompt
    if prompt.kind in (PromptKind.CHOICE, PromptKind.SECRET, PromptKind.CLOSED):
        return ""  # the first is said with its choices anyway
    question = Message(tone=Tone.QUESTION, text=prompt.question, fact=prompt.fact)
    return printed(question, with_reply=False, colour=colour)


def _cut(session: Session) -> tuple[Message, ...]:
    """Return that a line may not be all that was typed, so that it was not taken."""
    said = phrases(ROOM, session.language)("converse.cut", size=_LONGEST_TYPED)
    return (Message(tone=Tone.REFUSED, text=said),)


def _where_next(session: Session) -> str:
    """Return how to come by the summary of a real screening that has ended."""
    if not session.state.concluded or session.watermark:
        return ""
    return phrases(ROOM, session.language)("converse.summary", id=session.id) + "\n"
