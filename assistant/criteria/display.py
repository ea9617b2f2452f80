"""Values as a person reads them, in a protocol's words; nothing here is ever compared."""

from datetime import date
from fractions import Fraction

from assistant.criteria.answers import Answer, UnknownReason
from assistant.criteria.manner import manner
from assistant.criteria.model import Fact, FactType, Span
from assistant.criteria.numbers import numeral
from assistant.criteria.words import Words


class Display:
    """Shows the values of one protocol in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.manner = manner(words.language)

    def answer(self, fact: Fact, answer: Answer) -> str:
        """Return an answer as it was given, without conversions: "28 mg/L", "2+", "unknown"."""
        if answer.value is None:
            return self.unknown(answer)
        if isinstance(answer.value, date):
            return answer.value.isoformat()
        if isinstance(answer.value, Fraction) and not fact.levels:
            return self.typed(answer.typed, answer.unit)
        return self.meaning(fact, answer)

    def full(self, fact: Fact, answer: Answer) -> str:
        """Return an answer with what it was taken for: "28 mg/L = 2.8 mg/dL = 47.88 µmol/L"."""
        value = answer.value
        if isinstance(value, date):
            return f"{value.isoformat()} ({self.manner.weekday(value)} {self.manner.long(value)})"
        if isinstance(value, Fraction) and not fact.levels:
            return chained([self.answer(fact, answer), *self.conversions(fact, answer)])
        return self.answer(fact, answer)

    def conversions(self, fact: Fact, answer: Answer) -> list[str]:
        """Return a quantity in each unit but the one that it was given in."""
        assert isinstance(answer.value, Fraction)
        return [
            self.quantity(answer.value / fact.scale.factor(unit), unit)
            for unit in fact.scale.units
            if unit != answer.unit or "/" in answer.typed
        ]

    def meaning(self, fact: Fact, answer: Answer) -> str:
        """Return what a yes/no, an option or a level says in words."""
        words = self.words.facts[fact.id]
        if fact.type is FactType.BOOL:
            return words.yes if answer.value is True else words.no
        return self.option(fact, str(answer.value))

    def option(self, fact: Fact, id_: str) -> str:
        """Return an option with its id where the id says something of its own ("2+ – …")."""
        meaning = self.words.facts[fact.id].values[id_]
        is_code = not id_.replace("_", "").isalpha()
        return f"{id_} – {meaning}" if is_code and not meaning.startswith(id_) else meaning

    def unknown(self, answer: Answer) -> str:
        """Return "unknown", with its reason if one was given."""
        reason = answer.unknown or UnknownReason.UNSTATED
        if reason is UnknownReason.UNSTATED:
            return self.manner.unknown
        return self.manner.unknown_because.format(reason=self.words.unknown_reasons[reason])

    def quantity(self, number: Fraction, unit: str, least: int = 4) -> str:
        """Return a number with its unit, in `least` decimal places or more."""
        shown = self.words.unit(unit)
        digits = self.manner.number(number, least)
        return self.manner.joined(digits, unit, shown, number)

    def typed(self, numeral_typed: str, unit: str) -> str:
        """Return a numeral as it was typed, with its unit; value/limit says itself what it is."""
        if "/" in numeral_typed:
            return numeral_typed
        shown = self.words.unit(unit)
        return self.manner.joined(numeral_typed, unit, shown, numeral(numeral_typed))

    def every_unit(self, fact: Fact, number: Fraction) -> str:
        """Return a quantity, canonical, in every unit of its scale."""
        scale = fact.scale
        return chained([self.quantity(number / scale.factor(unit), unit) for unit in scale.units])

    def span(self, fact: Fact, span: Span) -> tuple[str, str]:
        """Return the two ends of a span, the unit at the second."""
        return self.manner.number(span.low), self.quantity(span.high, fact.scale.unit)


def chained(parts: list[str]) -> str:
    """Return equal quantities in one line: "3 mg/dL = 30 mg/L", "1 week ≈ 0.23 months"."""
    first, *others = parts
    return " ".join([first, *(p if p.startswith("≈") else f"= {p}" for p in others)])
