"""What a trainee can do next: cases to practise on, lessons to read, the dialog's map."""

from functools import cached_property
from pathlib import Path

from assistant.criteria.model import StudyProtocol
from assistant.session.protocols import packaged
from assistant.training.catalogue import CaseRow, catalogue, headings
from assistant.training.folders import practice_folder
from assistant.training.learning import Lessons
from assistant.training.progress import next_case, next_line, progress_of, report


class Studies:
    """One trainee's, beside a folder of real records, as it stands when it is made."""

    def __init__(self, records: Path, user: str, language: str) -> None:
        self._language = language
        self._protocol = packaged()
        self._folder = practice_folder(records)
        self._progress = progress_of(self._folder, user)

    @cached_property
    def rows(self) -> tuple[CaseRow, ...]:
        """Return the heading, and every case."""
        return (headings(self._language), *catalogue(self._progress, self._language))

    @property
    def next_place(self) -> int:
        """Return the place of the case to practise next among the cases."""
        found = next_case(self._progress, self._protocol)
        ids = [row.id for row in self.rows[1:]]
        return ids.index(found[0].id) if found else 0

    @property
    def next_line(self) -> str:
        """Return what to practise next, and why."""
        return next_line(self._progress, self._protocol, self._language)

    def report(self) -> str:
        """Return how the trainee is doing."""
        return report(self._progress, self._protocol, self._language)

    def lessons(self) -> Lessons:
        """Return what there is to learn."""
        return Lessons(self._protocol, self._language)

    def map(self, place: int) -> str:
        """Return the dialog's map, with the way of the last attempt at the case in a place."""
        from assistant.dialogs.map import drawn

        protocol: StudyProtocol = self._protocol
        path: tuple[str, ...] = ()
        if last := self._progress.last(self.rows[place + 1].id):
            from assistant.session.pathway import pathway_in

            protocol, path = pathway_in(self._folder, last.screening)
        words = protocol.words_in(self._language)
        topics = {topic: words.topics[topic] for topic in protocol.topics}
        return drawn(topics, self._language, path)
