"""What passes between a session and a front end: messages out, one prompt at a time, replies in.

Plain tuples, which load in no time: a first question is shown before anything else is there.
"""

from enum import StrEnum
from typing import NamedTuple


class Tone(StrEnum):
    """What a message is, so that a front end can set it apart."""

    HEADING = "heading"
    QUESTION = "question"
    REPLY = "reply"
    UNDERSTOOD = "understood"
    REFUSED = "refused"
    DOUBT = "doubt"
    ADVISORY = "advisory"
    NOTICE = "notice"
    ERASED = "erased"
    VERDICT = "verdict"
    HELP = "help"
    FILE = "file"  # these three in practice alone: what the case's file says, and marks
    RIGHT = "right"
    WRONG = "wrong"


class Message(NamedTuple):
    """One thing said; `fact` is what it is about, "" if nothing in particular.

    Of an answer set aside (`Tone.ERASED`: struck out where a screen can), `cause` says why.
    """

    tone: Tone
    text: str
    fact: str = ""
    cause: str = ""


class Watermark(NamedTuple):
    """What stands over all that is not real, in one word and in full."""

    word: str
    text: str


class PromptKind(StrEnum):
    """What kind of reply is awaited."""

    BOOL = "bool"
    OPTION = "option"
    LEVEL = "level"
    INTEGER = "integer"
    QUANTITY = "quantity"
    DATE = "date"
    CHOICE = "choice"
    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - what kind it is, not which
    CLOSED = "closed"


class Choice(NamedTuple):
    """A reply that can be picked: what would be typed, its meaning, and the key that picks it."""

    reply: str
    label: str
    key: str


class Prompt(NamedTuple):
    """What is awaited now.

    `question` is shown above the reply; `hint` says in a few words what can be typed; `choices` can
    be picked instead of typed; `units` are the units a quantity can be given in, as displayed.
    `fact` is "" where no question of the protocol is asked (a confirmation, a reason, the end).
    `leaves` says that the way back leaves everything as it is.
    """

    kind: PromptKind
    question: str
    hint: str = ""
    fact: str = ""
    choices: tuple[Choice, ...] = ()
    units: tuple[str, ...] = ()
    leaves: bool = False


class Row(NamedTuple):
    """A criterion as the panel shows it.

    `open` says that an answer can still change it, `turns` that the verdict can change with it.
    """

    criterion: str
    category: str
    label: str
    status: str
    word: str
    open: bool
    turns: bool


class Detail(NamedTuple):
    """A criterion looked at closely, with what is to be said of it line by line."""

    criterion: str
    title: str
    lines: tuple[Message, ...]


class Progress(NamedTuple):
    """How far the screening is: questions answered, and how many more there can be at most."""

    answered: int
    left_at_most: int
