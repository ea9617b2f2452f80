"""The help: every key with what it does, and what can be typed instead."""

from assistant.phrases import Phrases
from assistant.tui.screens.chat_keys import every_key

KEY_CELLS = 8


def help_text(words: Phrases) -> str:
    """Return the help as lines."""
    keys = [f"  {key:<{KEY_CELLS}}{does}" for key, does in every_key(words)]
    return "\n".join([words("help.replies"), "", words("help.keys"), "", *keys])
