"""The keys of the chat: one table, from which the bindings, the key row and the words follow.

A command's word in the phrases is both its label and the reply that the key gives, so that a key
makes the same record as the word typed.
"""

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from assistant.phrases import Phrases

if TYPE_CHECKING:
    from assistant.tui.widgets.keys import Key

# Key, its name on the keyboard, the word's name, the action. "begin" leaves the text to be typed.
_TABLE = (
    ("f1", "F1", "help", "say('help')"),
    ("f2", "F2", "why", "say('why')"),
    ("f3", "F3", "back", "say('back')"),
    ("f4", "F4", "unknown", "say('unknown')"),
    ("f5", "F5", "note", "begin('note')"),
    ("f6", "F6", "source", "begin('source')"),
    ("f7", "F7", "skip", "say('skip')"),
    ("f8", "F8", "revise", "say('revise')"),
    ("f9", "F9", "summary", "summary"),
    ("f10", "F10", "suspend", "say('suspend')"),
    ("ctrl+t", "^T", "criteria", "panel"),
    ("pageup", "PgUp", "scroll", "scroll(-1)"),
    ("ctrl+l", "^L", "colours", "app.colours"),
)
_AFTERWARDS = ("summary", "criteria", "scroll", "colours")

BINDINGS: list[BindingType] = [
    *(Binding(key, action, word, show=False) for key, _, word, action in _TABLE),
    Binding("pagedown", "scroll(1)", "down", show=False),
    Binding("ctrl+home", "scroll(-1000000)", "top", show=False),
    Binding("ctrl+end", "scroll(1000000)", "end", show=False),
    Binding("ctrl+up", "scroll_criteria(-1)", "criteria up", show=False),
    Binding("ctrl+down", "scroll_criteria(1)", "criteria down", show=False),
    Binding("escape", "escape", "close", show=False),
    Binding("enter", "enter", "leave", show=False),
]


def keys_of(phrases: Phrases, *, is_over: bool) -> "tuple[Key, ...]":
    """Return the keys to show, while the screening goes on or once it is over."""
    from assistant.tui.widgets.keys import Key

    shown = tuple(
        Key(name, phrases(f"keys.{word}"), action)
        for _, name, word, action in _TABLE
        if not is_over or word in _AFTERWARDS
    )
    leave = (Key(phrases("keys.enter"), phrases("keys.leave"), "enter"),)
    return (*leave, *shown) if is_over else shown
