"""Leaving: at each step of a change everything can be left as it is, by one word."""

from assistant.dialogs.commands import names
from assistant.session.conversation import Tone
from assistant.session.steps.step import Step


class LeavableStep(Step):
    """A step of a change that is left, everything staying as it is, by one word."""

    leaves = True

    def claims(self, text: str) -> bool:
        """Return whether a text gives the change up."""
        return names(text, "steps.cancel", self.session.languages.values())

    def back(self) -> bool:
        """Leave everything as it is."""
        self.flow.withdraw()
        self.flow.say(Tone.NOTICE, self.phrase("say.cancelled"))
        self.flow.ask_again()
        return True
