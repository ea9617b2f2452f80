"""Marks in words: what the file says, where, why it matters, and which criterion it decides."""

from assistant.criteria.model import StudyProtocol
from assistant.dialogs.wording import Wording
from assistant.phrases import Phrases, phrases
from assistant.session.conversation import Message, Tone
from assistant.training.cases import Case
from assistant.training.folders import ROOM
from assistant.training.marking import Grade, Mark, Turned, is_other_unit

FEW = 2  # criteria that are named in full; more are named by their ids


class Corrector:
    """Says marks in one language."""

    def __init__(self, protocol: StudyProtocol, wording: Wording) -> None:
        self._protocol = protocol
        self._wording = wording
        self.say: Phrases = phrases(ROOM, wording.language)

    def messages(self, case: Case, mark: Mark, *, is_open: bool = True) -> list[Message]:
        """Return a mark as it is said after the answer; `is_open` says that it can be changed."""
        tone = Tone.RIGHT if mark.grade is Grade.RIGHT else Tone.WRONG
        lines = self.lines(case, mark)
        if is_open and mark.grade in (Grade.WRONG, Grade.CLOSE):
            lines.append(self.say("mark.again"))
        return [Message(tone=tone, text="\n".join(lines), fact=mark.fact)]

    def lines(self, case: Case, mark: Mark) -> list[str]:
        """Return a mark, line by line."""
        if mark.right is None:
            return [self.say("mark.astray")]
        text = case.text(self._wording.language)
        quote = text.quotes().get(mark.fact)
        said = self.say("mark.silent")
        if quote is not None:
            said = self.say("mark.quote", document=quote.document, quote=quote.text)
        lines = [self._judgement(mark), said]
        if is_other_unit(mark.given, mark.right):
            lines.append(self.say("mark.unit"))
        if mark.fact in text.points:
            lines.append(text.points[mark.fact])
        lines.append(self.say("mark.decides", criteria=self._criteria(mark.criteria)))
        lines += [self._turned(each) for each in mark.turned[:FEW]]
        if mark.grade is not Grade.RIGHT and not mark.turned:
            lines.append(self.say("mark.harmless"))
        if mark.grade is Grade.WRONG and mark.fact not in text.points:
            lines.append(self.say("mark.help", help=self._wording.words.facts[mark.fact].help))
        return lines

    def answer(self, mark: Mark) -> tuple[str, str]:
        """Return what was answered, and what the file says."""
        assert mark.right is not None
        fact = self._protocol.fact[mark.fact]
        given, right = (self._wording.display.full(fact, each) for each in (mark.given, mark.right))
        return given, right

    def _judgement(self, mark: Mark) -> str:
        assert mark.right is not None
        given, right = self.answer(mark)
        key = str(mark.grade)
        if mark.grade is Grade.WRONG and mark.right.is_unknown:
            key = "guessed"
        return self.say(f"mark.{key}", given=given, answer=_sentence(right))

    def _criteria(self, criteria: tuple[str, ...]) -> str:
        if len(criteria) > FEW:
            return ", ".join(criteria)
        labels = self._wording.words.criteria
        return ", ".join(f"{each} ({labels[each].label})" for each in criteria)

    def _turned(self, turned: Turned) -> str:
        words = self._wording.words
        is_exclusion = self._protocol.criterion[turned.criterion].category == "exclusion"
        statuses = words.statuses_exclusion if is_exclusion else words.statuses
        return self.say(
            "mark.turned", criterion=turned.criterion,
            label=words.criteria[turned.criterion].label,
            given=statuses[turned.given], right=statuses[turned.right],
        )  # fmt: skip


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
