"""The chat over a protocol of 2,000 questions, some of them answered before it opens.

The record is written to a file as always, but not waited for: the disk's own time is left out.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from assistant.session.live import Session
from assistant.session.opening import Opening
from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Details, Launch
from benchmarks.stress import stress


class StressDesk(FolderDesk):
    """Begins a screening that is well under way."""

    def __init__(self, folder: Path, questions: int, answered: int) -> None:
        super().__init__(folder)
        self._place = folder
        self._questions = questions
        self._answered = answered

    def begin(self, details: Details) -> Session:
        """Begin a screening, and answer its first questions."""
        opening = Opening(subject=details.subject, user=details.user)
        session = Session.begin(self._place, opening, protocol=stress(self._questions))
        for _ in range(self._answered):
            session.submit("yes")
        return session


def main() -> None:
    """Open the chat: the number of questions, and of those answered, are the arguments."""
    questions, answered = (int(number) for number in sys.argv[1:])
    with TemporaryDirectory() as name, patch.object(os, "fsync"):
        folder = Path(name)
        launch = Launch(folder, mode="new", subject="SEIN-0042", user="ada", language="en")
        ScreeningApp(launch, StressDesk(folder, questions, answered)).run()


if __name__ == "__main__":
    main()
