"""A bare Textual chat: each line typed mounts one bubble; nothing is read, recorded or assessed."""

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static


class BubbleApp(App[None]):
    """Mounts a Static for each line, as a first attempt at a chat would."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "VerticalScroll { height: 1fr; } Static { height: auto; margin: 1 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def compose(self) -> ComposeResult:
        """Set the bubbles above the box."""
        yield VerticalScroll(can_focus=False)
        yield Input()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Mount one bubble, and show it."""
        self._count += 1
        event.input.clear()
        bubbles = self.query_one(VerticalScroll)
        await bubbles.mount(Static(f"this is bubble {self._count}."))
        bubbles.scroll_end(animate=False)


if __name__ == "__main__":
    BubbleApp().run()
