"""The keys of the chat: one table, from which bindings, key row, help and command palette follow.

A command's word in the phrases is both its label and the reply that the key gives, so that a key
makes the same record as the word typed.
"""

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

from assistant.phrases import Phrases

if TYPE_CHECKING:
    from assistant.tui.widgets.keys import Key

# The moments at which a key is shown: a question of the protocol, something else to be replied to,
# a record that is closed but to its signature, nothing more to be replied to, an answer marked in
# the conversation, a criterion marked.
ASKED, CHOOSING, SIGNING, OVER, MARKING, CRITERIA = MOMENTS = "qcsoma"
OPEN = ASKED + CHOOSING
ALWAYS = OPEN + SIGNING + OVER
MARKED = MARKING + CRITERIA


class Shortcut(NamedTuple):
    """A key, its name on the keyboard, the name of its word, its action, and when it is shown.

    The action "begin" leaves the text to be typed; `offered` says that it can be done at the
    moments named, though the key row has no room for it. Without a key, only the palette has it.
    """

    key: str
    name: str
    word: str
    action: str
    shown: str = ""
    offered: str = ""


TABLE = (
    Shortcut("f1", "F1", "help", "help", ALWAYS + MARKED),
    Shortcut("f2", "F2", "why", "why", ALWAYS),
    Shortcut("f3", "F3", "back", "say('back')", OPEN + SIGNING),
    Shortcut("f4", "F4", "unknown", "say('unknown')", ASKED),
    Shortcut("f5", "F5", "note", "begin('note')", OPEN),
    Shortcut("f6", "F6", "source", "begin('source')", ASKED),
    Shortcut("f7", "F7", "skip", "say('skip')", ASKED),
    Shortcut("f8", "F8", "revise", "say('revise')", OPEN),
    Shortcut("f9", "F9", "summary", "summary", ALWAYS),
    Shortcut("f10", "F10", "suspend", "say('suspend')", OPEN),
    Shortcut("ctrl+t", "^T", "criteria", "criteria", ALWAYS),
    Shortcut("ctrl+r,ctrl+up", "^R", "answers", "answers", ALWAYS),
    Shortcut("ctrl+p", "^P", "all", "everything", ALWAYS + MARKED),
    Shortcut("ctrl+n", "^N", "query", "queries", OVER, offered=OPEN + SIGNING),
    Shortcut("ctrl+z", "^Z", "undo", "say('undo')", offered=OPEN),
    Shortcut("", "", "filter", "filter_criteria", offered=ALWAYS),
    Shortcut("f12", "F12", "language", "say('language')", offered=OPEN),
    Shortcut("ctrl+l", "^L", "colours", "app.colours", offered=ALWAYS),
    Shortcut("ctrl+y", "^Y", "copy_summary", "copy_summary", offered=ALWAYS),
    Shortcut("pageup", "PgUp", "page_up", "scroll(-1)", offered=ALWAYS),
    Shortcut("pagedown", "PgDn", "page_down", "scroll(1)", offered=ALWAYS),
    Shortcut("ctrl+home", "^Home", "top", "scroll(-1000000)", offered=ALWAYS),
    Shortcut("ctrl+end", "^End", "end", "scroll(1000000)", offered=ALWAYS),
    Shortcut("ctrl+q", "^Q", "quit", "app.quit", offered=ALWAYS),
)
# In practice alone there is a file to read.
_FILE = Shortcut("ctrl+o", "^O", "file", "file", ALWAYS)
# Keys of what is marked: whatever has the focus takes them, so that they are bound there.
_MARKED = (
    Shortcut("enter", "enter", "change", "focused.pick", MARKING),
    Shortcut("c", "C", "copy", "focused.copy", MARKING),
    Shortcut("up", "↑", "above", "focused.move(-1)", MARKED),
    Shortcut("down", "↓", "below", "focused.move(1)", MARKED),
    Shortcut("o", "O", "filter", "focused.filter", CRITERIA),
    Shortcut("ctrl+t", "^T", "fold", "criteria", CRITERIA),
    Shortcut("escape", "Esc", "reply", "escape", MARKED),
)

BINDINGS: list[BindingType] = [
    *(
        Binding(each.key, each.action, each.word, show=False)
        for each in (*TABLE, _FILE)
        if each.key
    ),
    Binding("escape", "escape", "close", show=False),
    Binding("enter", "enter", "leave", show=False),
]


def keys_of(phrases: Phrases, moment: str, *, has_file: bool = False) -> "tuple[Key, ...]":
    """Return the keys to show at a moment."""
    from assistant.tui.widgets.keys import Key

    shown = tuple(
        Key(_named(each, phrases), phrases(f"keys.{each.word}"), each.action)
        for each in (*((_FILE,) if has_file else ()), *_MARKED, *TABLE)
        if moment in each.shown
    )
    leave = (Key(phrases("keys.enter"), phrases("keys.leave"), "enter"),)
    return (*leave, *shown) if moment == OVER else shown


def offered(moment: str) -> tuple[Shortcut, ...]:
    """Return all that can be done at a moment."""
    return tuple(each for each in TABLE if moment in each.shown + each.offered)


def every_key(phrases: Phrases) -> list[tuple[str, str]]:
    """Return each key with what it does, for the help."""
    return [
        (_named(each, phrases), phrases(f"does.{each.word}"))
        for each in (*TABLE, _FILE, *_MARKED)
        if each.name
    ]


def _named(shortcut: Shortcut, phrases: Phrases) -> str:
    return phrases("keys.enter") if shortcut.name == "enter" else shortcut.name
