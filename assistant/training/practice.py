"""Practice: a session like any other over a case's file, in a folder of its own, and marked."""

from pathlib import Path
from typing import Self

from assistant.audit.clock import Clock
from assistant.phrases import LANGUAGES, phrases
from assistant.session.conversation import Message, Tone, Watermark
from assistant.session.live import Session
from assistant.session.narration import Narrator
from assistant.session.opening import ROLES, Opening
from assistant.text import folded
from assistant.training.cases import Case, case_named
from assistant.training.folders import ROOM, practice_folder
from assistant.training.progress import Progress, next_line, progress_of
from assistant.training.telling import PracticeNarrator, file_messages

_CLOCK = Clock()


class Practice(Session):
    """A session over a practice case; what it says besides is marks, and the case's file."""

    is_practice = True

    @classmethod
    def on(
        cls,
        records: Path,
        case: Case,
        user: str,
        language: str,
        *,
        is_exam: bool = False,
        clock: Clock = _CLOCK,
    ) -> Self:
        """Begin practice on a case, beside a folder of real records.

        Raises BadInput if the user's id is faulty, RecordError if no record could be begun.
        """
        say = phrases(ROOM, language if language in LANGUAGES else LANGUAGES[0])
        opening = Opening(
            subject=say("subject", number=case.number), user=user, language=language,
            practice=case.id, is_exam=is_exam,
        )  # fmt: skip
        return cls.begin(practice_folder(records), opening, clock=clock)

    @classmethod
    def go_on(
        cls,
        records: Path,
        case: Case,
        user: str,
        language: str,
        *,
        is_exam: bool = False,
        is_anew: bool = False,
    ) -> Self:
        """Go on with a case where it was left, or begin it; `is_anew` begins it in any case.

        Raises as `on` and `Session.resume` do.
        """
        folder = practice_folder(records)
        left = progress_of(folder, user).unfinished(case.id, is_exam=is_exam)
        if left is None or is_anew:
            return cls.on(records, case, user, language, is_exam=is_exam)
        return cls.resume(folder, left, user, ROLES[0])

    @property
    def case(self) -> Case:
        """Return the case that is practised."""
        return case_named(self.state.practice)

    @property
    def watermark(self) -> Watermark:  # type: ignore[override]
        """Return what stands over everything here."""
        say = phrases(ROOM, self.language)
        return Watermark(say("watermark_word"), say("watermark"))

    @property
    def file(self) -> str:  # type: ignore[override]
        """Return the case's file as one text."""
        messages = file_messages(self.case, self.language)
        return "\n\n".join(message.text for message in messages)

    def narrator(self) -> Narrator:
        """Return what tells practice, with its marks."""
        return PracticeNarrator(self.protocol)

    def preview(self, text: str) -> Message | None:
        """Return what a reply would be taken for; the word for the file is none."""
        return None if self._asks_for_file(text) else super().preview(text)

    def submit(self, text: str) -> tuple[Message, ...]:
        """Take a reply or a command as ever; "file" shows the file again."""
        if not self.is_over and self._asks_for_file(text):
            before = len(self.messages)
            self.say(Tone.REPLY, text.strip())
            for message in file_messages(self.case, self.language):
                self.say(message.tone, message.text)
            return self.messages[before:]
        was_over = self.is_over
        said = super().submit(text)
        if was_over or not self.state.concluded:
            return said
        self.say(Tone.HELP, next_line(self._progress(), self.protocol, self.language))
        return (*said, self.messages[-1])

    def _progress(self) -> Progress:
        return progress_of(self.folder, self.author.actor)

    def _asks_for_file(self, text: str) -> bool:
        return folded(text) in phrases(ROOM, self.language).table("words")["file"]
