"""Values and names in a protocol's words: what was typed is shown as typed, and exactly beside it.

Rounding serves the eye only: a rounded number is preceded by "≈", and never reads as a limit that
it is not.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from assistant.criteria.answers import Answer, UnknownReason
from assistant.criteria.display import Display
from assistant.criteria.model import Fact, StudyProtocol
from assistant.criteria.numbers import exact_text, numeral
from assistant.criteria.units import Scale
from assistant.errors import BadInput
from assistant.phrases import LANGUAGES, phrases
from assistant.reports.content import Moment

ROOM = Path(__file__).parent
_PLACES = 4


class Wording:
    """The words of one protocol and of the reports, in one language."""

    def __init__(self, protocol: StudyProtocol, language: str) -> None:
        if language not in protocol.languages or language not in LANGUAGES:
            known = ", ".join(each for each in protocol.languages if each in LANGUAGES)
            raise BadInput(
                f"there are no words in {language!r}",
                where="summary",
                remedy=f"Use one of: {known}",
            )
        self.protocol = protocol
        self.language = language
        self.words = protocol.words_in(language)
        self.say = phrases(ROOM, language)
        self._display = Display(self.words)

    # ---------------------------------------------------------------- names

    def fact(self, fact: str) -> str:
        """Return a fact's short name."""
        return self.words.facts[fact].label

    def named(self, id_: str) -> str:
        """Return the name of a fact, a term, an advisory or a check; a text that is no id stays."""
        words = self.words
        for table in (words.facts, words.terms):
            if id_ in table:
                return table[id_].label
        for texts in (words.advisories, words.checks):
            if id_ in texts:
                return texts[id_].text
        return id_

    def listed(self, names: Iterable[str]) -> str:
        """Return several names in one line."""
        return self.say("join.list").join(names)

    def author(self, by: str, role: str) -> str:
        """Return who did something, with the role in words."""
        if not by:
            return ""
        words = self.say.table("roles").get(role, role)
        return self.say("author", by=by, role=words) if words else by

    # ---------------------------------------------------------------- numbers and times

    def quantity(self, number: Fraction, unit: str, least: int = _PLACES) -> str:
        """Return a number with its unit."""
        return self._display.quantity(number, unit, least)

    def limit(self, scale: Scale, number: Fraction, typed_unit: str = "") -> str:
        """Return a limit in a unit that it is exact in, and in the unit that was typed."""
        exact = [unit for unit in scale.units if 10**_PLACES % _below(number, scale, unit) == 0]
        first = exact[0] if exact else scale.unit
        text = self.quantity(number / scale.factor(first), first)
        if typed_unit in scale.units and typed_unit != first:
            typed = self.quantity(number / scale.factor(typed_unit), typed_unit)
            return f"{text} ({typed})"
        return text

    def day(self, day: date) -> str:
        """Return a date in figures and in words."""
        return f"{day.isoformat()} ({self._display.manner.long(day)})"

    # ---------------------------------------------------------------- answers

    def answer(self, fact: Fact, answer: Answer) -> str:
        """Return an answer in words: as typed, and in the canonical unit where that differs."""
        match answer.value:
            case None:
                reason = self.words.unknown_reasons[answer.unknown or UnknownReason.UNSTATED]
                return self.say("value.unknown", reason=reason)
            case bool():
                return self.say("value.yes" if answer.value else "value.no")
            case str():
                return self._display.option(fact, answer.value)
            case date():
                return self.day(answer.value)
        return self._measured(fact, answer, answer.value)

    def _measured(self, fact: Fact, answer: Answer, number: Fraction) -> str:
        """Return a number as typed and, where that says something else, in the canonical unit."""
        if fact.levels and str(number) in self.words.facts[fact.id].values:
            return self._display.option(fact, str(number))
        unit = answer.unit or fact.scale.unit
        canonical = self.quantity(number, fact.scale.unit)
        if not answer.typed:
            return canonical
        typed_number = numeral(answer.typed)
        typed = self._display.typed(answer.typed, unit)
        if unit == fact.scale.unit and typed_number == number:
            return typed
        return f"{typed} {canonical}" if canonical.startswith("≈") else f"{typed} = {canonical}"

    def every_unit(self, fact: Fact, number: Fraction) -> str:
        """Return a quantity in every unit of its scale."""
        return self._display.every_unit(fact, number)


def moment(at: datetime | None) -> Moment:
    """Return a time in UTC; the record holds aware times only."""
    if at is None:
        return Moment(iso="", text="")
    assert at.tzinfo is not None
    utc = at.astimezone(UTC)
    return Moment(iso=f"{utc:%Y-%m-%dT%H:%M:%SZ}", text=f"{utc:%Y-%m-%d %H:%M:%S} UTC")


def canonical(answer: Answer) -> str:
    """Return an answer's exact value as a text for the record; "" for "unknown"."""
    match answer.value:
        case None:
            return ""
        case bool():
            return "true" if answer.value else "false"
        case date():
            return answer.value.isoformat()
        case Fraction():
            return exact_text(answer.value)
    return answer.value


def _below(number: Fraction, scale: Scale, unit: str) -> int:
    """Return the denominator of a number in a unit."""
    return (number / scale.factor(unit)).denominator
