"""A new screening, begun at once: its first page stands before the session is there.

The page is recorded and shown first. The session is loaded when a reply needs it, and takes up the
record where the page leaves it: what it then says and shows is what the page did.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.audit.clock import Clock
from assistant.audit.store import Record
from assistant.session.conversation import Detail, Message, Progress, Prompt, Row
from assistant.session.opening import Opening, begun
from assistant.session.pages import Page

if TYPE_CHECKING:
    from assistant.session.live import Session

_CLOCK = Clock()


class Beginning:
    """A screening as a front end talks to it; `close` lets go of its record."""

    watermark = None
    file = ""

    def __init__(
        self, folder: Path, opening: Opening, record: Record, page: Page, clock: Clock
    ) -> None:
        self._folder = folder
        self._opening = opening
        self._record = record
        self._page = page
        self._clock = clock
        self._taken_up: Session | None = None

    @property
    def session(self) -> "Session":
        """Return the session, loaded when it is first asked for."""
        if self._taken_up is None:
            from assistant.session.live import Session

            author = self._opening.author
            self._taken_up = Session.take_up(self._folder, self._record, author, self._clock)
        return self._taken_up

    @property
    def _shown(self) -> "Page | Session":
        return self._taken_up or self._page

    @property
    def id(self) -> str:
        """Return the screening's id."""
        return self._record.origin.screening

    @property
    def subject(self) -> str:
        """Return the subject's code."""
        return self._opening.subject

    @property
    def language(self) -> str:
        """Return the language that the conversation is in."""
        return self._taken_up.language if self._taken_up else self._opening.language

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the whole conversation so far."""
        return self._shown.messages

    @property
    def prompt(self) -> Prompt:
        """Return what is awaited now."""
        return self._shown.prompt

    @property
    def progress(self) -> Progress:
        """Return how far the screening is."""
        return self._shown.progress

    @property
    def verdict(self) -> str:
        """Return the verdict as it stands."""
        return self._shown.verdict

    @property
    def caution(self) -> str:
        """Return the one line of the protocol's warning that stays in sight."""
        return self._shown.caution

    @property
    def verdict_label(self) -> str:
        """Return the verdict in the conversation's language."""
        return self._shown.verdict_label

    @property
    def is_concluded(self) -> bool:
        """Return whether the verdict is given for good."""
        return self._taken_up is not None and self._taken_up.is_concluded

    @property
    def is_over(self) -> bool:
        """Return whether the screening is suspended or concluded."""
        return self._taken_up is not None and self._taken_up.is_over

    def rows(self) -> tuple[Row, ...]:
        """Return every criterion as it stands, inclusion before exclusion."""
        return self._shown.rows()

    def submit(self, text: str) -> tuple[Message, ...]:
        """Take one reply or command, as `Session.submit` does."""
        return self.session.submit(text)

    def preview(self, text: str) -> Message | None:
        """Return what a reply being typed would be taken for, as `Session.preview` does."""
        return self.session.preview(text)

    def detail(self, criterion: str) -> Detail:
        """Return one criterion looked at closely."""
        return self.session.detail(criterion)

    def why(self) -> tuple[str, ...]:
        """Return why a question is asked, or why this verdict."""
        return self.session.why()

    def command(self, text: str) -> str:
        """Return the name of the command that a text would be taken for, "" if for none."""
        return self.session.command(text)

    def summary(self, format_: str = "txt") -> str:
        """Return the summary as it stands."""
        return self.session.summary(format_)

    def close(self) -> None:
        """Let go of the record."""
        if self._taken_up:
            self._taken_up.close()
        else:
            self._record.close()


def begin(folder: Path, opening: Opening, page: Page, clock: Clock = _CLOCK) -> Beginning:
    """Begin a screening with its first page; what that records is on the disk on return.

    Raises BadInput if the opening is faulty, RecordError if it could not be recorded.
    """
    opening = opening.checked(page.languages)
    record = begun(folder, opening, page.trial, clock)
    try:
        for kind, data in page.deeds:
            record.append(kind, data, author=opening.author)
    except BaseException:
        record.close()
        raise
    return Beginning(folder, opening, record, page.of(opening), clock)
