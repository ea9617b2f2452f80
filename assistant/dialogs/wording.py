"""What the assistant says of facts and criteria, in the session's language."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from assistant.criteria.answers import Answer, Answers
from assistant.criteria.display import Display
from assistant.criteria.model import Fact, FactType, StudyProtocol
from assistant.criteria.options import name, option_ids, picks
from assistant.criteria.remarks import Remark, RemarkKind
from assistant.dialogs.replies import Misread
from assistant.phrases import Phrases, phrases

ROOM = Path(__file__).parent
_FEW = 3  # labels that a question has room for


class Wording:
    """The words of one protocol and of the assistant, in one language."""

    def __init__(self, protocol: StudyProtocol, language: str) -> None:
        self.protocol = protocol
        self.language = language
        self.words = protocol.words_in(language)
        self.say = phrases(ROOM, language)
        self.display = Display(self.words)

    def label(self, fact: str) -> str:
        """Return a fact's short name."""
        return self.words.facts[fact].label

    def labels(self, facts: Iterable[str]) -> str:
        """Return several facts' short names, in one line."""
        return ", ".join(self.label(fact) for fact in facts)

    def first_labels(self, facts: Sequence[str]) -> str:
        """Return the short names of the first facts, and how many there are if more than that."""
        more = f", … ({len(facts)})" if len(facts) > _FEW else ""
        return self.labels(facts[:_FEW]) + more

    def topic(self, fact: str) -> str:
        """Return the heading of a fact's topic."""
        return self.words.topics[self.protocol.fact[fact].topic]

    def question(self, fact: str) -> str:
        """Return the question that asks for a fact."""
        return self.words.facts[fact].question

    def choices(self, fact: Fact) -> list[tuple[str, str, str]]:
        """Return the replies that can be picked: reply, meaning, key."""
        if fact.type is FactType.BOOL:
            say = self.say
            return [(say("choice.yes"), say("choice.yes"), say("words.yes_key")),
                    (say("choice.no"), say("choice.no"), say("words.no_key"))]  # fmt: skip
        keys = {id_: key for key, id_ in picks(fact).items()}
        values = self.words.facts[fact.id].values
        return [
            (self._reply(fact, id_), values[id_], keys.get(id_, "")) for id_ in option_ids(fact)
        ]

    def hint(self, fact: Fact) -> str:
        """Return what can be typed, in a few words."""
        if fact.judgement:
            return f"{self._typed_hint(fact)}; {self.say('hint.judgement')}"
        return self._typed_hint(fact)

    def _typed_hint(self, fact: Fact) -> str:
        """Return what can be typed for a fact of its type."""
        say, unit = self.say, self.words.unit(fact.scale.unit)
        if fact.ratio:
            return say("hint.ratio")
        if fact.levels or any(id_.rstrip("+-").isdigit() for id_ in option_ids(fact)):
            return say("hint.scores")
        match fact.type:
            case FactType.INTEGER:
                return say("hint.integer_unit", unit=unit) if unit else say("hint.integer")
            case FactType.QUANTITY:
                return say("hint.quantity", units=", ".join(self.units(fact)))
        return say(f"hint.{fact.type}")

    def units(self, fact: Fact) -> list[str]:
        """Return the units that a quantity can be given in, as this language writes them."""
        return [self.words.unit(unit) for unit in fact.scale.units if unit]

    def example(self, fact: Fact) -> str:
        """Return a reply that would be understood."""
        if fact.type in (FactType.BOOL, FactType.DATE):
            return self.say(f"example.{fact.type}")
        if option_ids(fact):
            first = option_ids(fact)[0]  # a score, or else a name that not every language has
            return first if first.rstrip("+-").isdigit() else "1"
        if fact.ratio:
            return self.say("example.ratio")
        number = (fact.usual[-1] if fact.usual else fact.hard or fact.usual[0]).high
        return self.display.quantity(number, fact.scale.unit)

    def _reply(self, fact: Fact, id_: str) -> str:
        """Return what is typed for an option or a level, in this language."""
        return id_ if fact.levels else name(self.words.facts[fact.id].values[id_])

    def short(self, fact: str, answer: Answer) -> str:
        """Return an answer as it stands after the fact's name: yes, no, or as it was given."""
        if isinstance(answer.value, bool):
            return self.say("choice.yes" if answer.value else "choice.no")
        return self.display.answer(self.protocol.fact[fact], answer)

    def named(self, fact: str, answer: Answer | None) -> str:
        """Return a fact's name with its answer, or that it was not asked."""
        given = self.say("detail.not_asked") if answer is None else self.short(fact, answer)
        return self.say("detail.fact", label=self.label(fact), answer=given)

    def whole(self, fact: str, answer: Answer) -> str:
        """Return an answer after the fact's name, with what it was taken for."""
        if isinstance(answer.value, bool):
            return self.short(fact, answer)
        return self.display.full(self.protocol.fact[fact], answer)

    def refusal(self, fact: Fact, misread: Misread) -> str:
        """Return why a reply is no answer, and an example of one that is."""
        values = {
            "limits": self.limits(fact),
            "units": ", ".join(self.units(fact)),
            **misread.values,
        }
        said = self.say(misread.key, **values)
        helped = self.say("refused.try", example=self.example(fact))
        return f"{said} {helped} {self.say('refused.unknown_hint')}"

    def limits(self, fact: Fact) -> str:
        """Return a fact's hard limits in words."""
        if fact.hard is None:
            return ""
        low, high = self.display.span(fact, fact.hard)
        return self.say("limits.range", low=low, high=high)

    def remark(self, remark: Remark, answers: Answers) -> str:
        """Return a remark in words."""
        match remark.kind:
            case RemarkKind.UNUSUAL:
                return self._unusual(self.protocol.fact[remark.id], answers[remark.id])
            case RemarkKind.CHECK:
                return self._check(remark, answers)
        return self.words.advisories[remark.id].text

    def status(self, category: str, status: str) -> str:
        """Return a status in the words of a category: an exclusion that is met is absent."""
        words = self.words
        return (words.statuses_exclusion if category == "exclusion" else words.statuses)[status]

    def unusual(self, fact: str) -> str:
        """Return that a value of a fact is unusual, and what is usual."""
        usual = self._usual(self.protocol.fact[fact])
        return self.say("reading.unusual", usual=usual)

    def criterion(self, criterion: str) -> str:
        """Return a criterion's id and full wording."""
        wording = self.words.criteria[criterion].wording
        return self.say("why.criterion", id=criterion, wording=wording)

    def _unusual(self, fact: Fact, answer: Answer) -> str:
        text = self.display.full(fact, answer)
        return self.say("ask.doubt_unusual", text=text, label=self.label(fact.id),
                        usual=self._usual(fact))  # fmt: skip

    def _usual(self, fact: Fact) -> str:
        return ", ".join(self._span(*self.display.span(fact, span)) for span in fact.usual)

    def _span(self, low: str, high: str) -> str:
        return low if high.startswith(f"{low} ") or low == high else f"{low}–{high}"

    def _check(self, remark: Remark, answers: Answers) -> str:
        text = self.words.checks[remark.id].text
        check = next(each for each in self.protocol.checks if each.id == remark.id)
        if not check.every_unit:
            return text
        fact = self.protocol.fact[check.every_unit]
        units = self.display.full(fact, answers[fact.id])
        return f"{text} {self.say('ask.doubt_units', units=units)}"


def languages(protocol: StudyProtocol) -> Mapping[str, Phrases]:
    """Return the assistant's phrases in every language that a protocol has words for."""
    return {language: phrases(ROOM, language) for language in protocol.languages}
