"""The command palette: all that can be done now, found by its words; loaded when asked for."""

from functools import partial

from textual.command import CommandPalette, SimpleCommand, SimpleProvider
from textual.screen import Screen

from assistant.phrases import Phrases
from assistant.tui.screens.chat_keys import offered

KEY_CELLS = 6


def everything(screen: Screen[None], words: Phrases, moment: str) -> CommandPalette:
    """Return a palette of what can be done on a screen at a moment."""
    commands = [
        SimpleCommand(
            f"{each.name:<{KEY_CELLS}}{words(f'does.{each.word}')}",
            partial(screen.run_action, each.action),
            None,
        )
        for each in offered(moment)
        if each.word != "all"
    ]
    provider = SimpleProvider(screen, [*commands])
    return CommandPalette(
        providers=[lambda: provider],  # type: ignore[list-item, return-value]
        placeholder=words("chat.everything"),
    )
