"""A practice record told as it went: the file first, then every answer with its mark.

Like all that is told, it follows from the record: a practice that is taken up again reads the same.
"""

from collections.abc import Mapping

from assistant.audit.events import Event, Json
from assistant.criteria.model import StudyProtocol
from assistant.dialogs.wording import Wording
from assistant.phrases import Phrases, phrases
from assistant.session.codec import decoded
from assistant.session.conversation import Message, Tone
from assistant.session.narration import Narrator
from assistant.session.state import State, text
from assistant.training.cases import Case, case_named
from assistant.training.correcting import Corrector
from assistant.training.folders import ROOM
from assistant.training.marking import Grade, mark
from assistant.training.scoring import Sheet, scored
from assistant.training.solving import solved
from assistant.training.touring import tour_at


class PracticeNarrator(Narrator):
    """Tells practice: each answer is marked at once, or in an examination all at the end."""

    def __init__(self, protocol: StudyProtocol) -> None:
        super().__init__(protocol)
        self._events: list[Event] = []
        self._marked: set[str] = set()

    def tell(self, event: Event, state: State) -> list[Message]:
        """Return what one event says, in the order of the record."""
        self._events.append(event)
        return super().tell(event, state)

    @property
    def _case(self) -> Case:
        return case_named(self._state.practice)

    def _tell_opened(self, event: Event, wording: Wording) -> list[Message]:
        case, say = self._case, _phrases(wording)
        who = case.text(wording.language).who
        mode = "exam" if self._state.is_exam else "guided"
        return [
            Message(Tone.HEADING, say("opened", number=case.number, who=who)),
            Message(Tone.NOTICE, say("watermark")),
            *file_messages(case, wording.language),
            Message(Tone.HELP, say(mode)),
            *self._tour("opened", wording),
        ]

    def _tell_asked(self, event: Event, wording: Wording) -> list[Message]:
        said = super()._tell_asked(event, wording)
        return [*self._tour(text(event.data, "fact"), wording), *said]

    def _tell_answered(self, event: Event, wording: Wording) -> list[Message]:
        said = super()._tell_answered(event, wording)
        return [*said, *self._correction(event, event.data, wording)]

    def _tell_revised(self, event: Event, wording: Wording) -> list[Message]:
        said = super()._tell_revised(event, wording)
        return [*said, *self._correction(event, event.data["new"], wording)]

    def _tell_paused(self, event: Event, wording: Wording) -> list[Message]:
        number = self._case.number
        return [Message(Tone.NOTICE, _phrases(wording)("stopped_here", number=number))]

    def _tell_concluded(self, event: Event, wording: Wording) -> list[Message]:
        said = super()._tell_concluded(event, wording)
        return [*said, *self._score(scored(self._protocol, self._events), wording)]

    def _correction(self, event: Event, answer: Json, wording: Wording) -> list[Message]:
        """Return the mark of an answer, or of a changed one, in guided practice."""
        if self._state.is_exam:
            return []
        fact = text(event.data, "fact")
        assert isinstance(answer, Mapping)
        given = decoded(self._protocol.fact[fact], answer)
        marked = mark(self._protocol, solved(self._protocol, self._state.practice), fact, given)
        is_first = fact not in self._marked
        self._marked.add(fact)
        return Corrector(self._protocol, wording).messages(self._case, marked, is_open=is_first)

    def _score(self, sheet: Sheet, wording: Wording) -> list[Message]:
        """Return how it went, what was not right in an examination, and what the case teaches."""
        say, corrector = _phrases(wording), Corrector(self._protocol, wording)
        all_, right = len(sheet.marked), sheet.right
        score = say("end.score", count=right, all=all_)
        tone = Tone.RIGHT if sheet.is_verdict_right and right == all_ else Tone.WRONG
        lines = [score, _verdict(sheet, wording)]
        if sheet.stopped:
            lines.append(say("end.stopped"))
        said = [Message(tone, "\n".join(lines))]
        wrong = [each for each in sheet.marks if each.grade is not Grade.RIGHT]
        if sheet.is_exam and wrong:
            said.append(Message(Tone.HELP, say("end.mistakes")))
            for each in wrong:
                text_ = " ".join(corrector.lines(self._case, each))
                label = wording.label(each.fact)
                said.append(Message(Tone.WRONG, say("end.mistake", label=label, text=text_)))
        case = self._case.text(wording.language)
        lesson = say("end.lesson", title=case.title, lesson=case.lesson)
        return [*said, Message(Tone.HELP, lesson)]

    def _tour(self, moment: str, wording: Wording) -> list[Message]:
        """Return what the guided tour says at a moment, once."""
        key = f"tour:{moment}"
        said = tour_at(self._case, moment, wording.language)
        if not said or self._state.is_exam or key in self._marked:
            return []
        self._marked.add(key)
        return [Message(Tone.HELP, said)]


def file_messages(case: Case, language: str) -> list[Message]:
    """Return a case's file, one message a document."""
    return [
        Message(Tone.FILE, f"{each.title}\n{each.shown}") for each in case.text(language).documents
    ]


def _verdict(sheet: Sheet, wording: Wording) -> str:
    """Return whether the verdict is the file's."""
    say, words = _phrases(wording), wording.words
    given, right = (
        f"{words.verdicts[verdict]} ({', '.join(criteria)})"
        if criteria
        else words.verdicts[verdict]
        for verdict, criteria in (
            (sheet.verdict, sheet.deciding),
            (sheet.right_verdict, sheet.right_deciding),
        )
    )
    if sheet.is_verdict_right:
        return say("end.verdict_right", verdict=right)
    return say("end.verdict_wrong", verdict=given, right=right)


def _phrases(wording: Wording) -> Phrases:
    return phrases(ROOM, wording.language)
