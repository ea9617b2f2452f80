"""The least that a Textual application with one input can be: what starting is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class MinimalApp(App[None]):
    """Asks for a reply, and says when it has it."""

    def compose(self) -> ComposeResult:
        """Set the question above the input."""
        yield Static("minimal question")
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Say what was replied."""
        self.query_one(Static).update(f"accepted {event.value}")


if __name__ == "__main__":
    MinimalApp().run()
