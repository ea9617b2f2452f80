"""Values as a person reads them, in a protocol's words; nothing here is ever compared."""

from datetime import date
from fractions import Fraction

from assistant.criteria.answers import Answer
from assistant.criteria.base import Frozen
from assistant.criteria.model import Fact, FactType, Span
from assistant.criteria.numbers import decimal_text
from assistant.criteria.words import Words


class Manner(Frozen):
    """How a language writes numbers, dates and what is not known.

    `point` is the decimal sign; `long_date` has the places {weekday}, {day}, {month} and {year}.
    """

    point: str
    unknown: str
    unknown_because: str
    long_date: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]


class Display:
    """Shows the values of one protocol in one language."""

    def __init__(self, words: Words, manner: Manner) -> None:
        self.words = words
        self.manner = manner

    def answer(self, fact: Fact, answer: Answer) -> str:
        """Return an answer as it was given, without conversions: "28 mg/L", "2+", "unknown"."""
        if answer.value is None:
            return self.unknown(answer)
        if isinstance(answer.value, date):
            return answer.value.isoformat()
        if fact.is_number and not fact.levels:
            return self.measure(answer.typed, answer.unit)
        return self.meaning(fact, answer)

    def full(self, fact: Fact, answer: Answer) -> str:
        """Return an answer with what it was taken for: "28 mg/L = 2.8 mg/dL = 47.88 µmol/L"."""
        value = answer.value
        if isinstance(value, date):
            return f"{value.isoformat()} ({self.long(value)})"
        if isinstance(value, Fraction) and not fact.levels:
            parts = (f"= {part}" if not part.startswith("≈") else part
                     for part in self.conversions(fact, answer))  # fmt: skip
            return " ".join([self.answer(fact, answer), *parts])
        return self.answer(fact, answer)

    def conversions(self, fact: Fact, answer: Answer) -> list[str]:
        """Return a quantity in each unit but the one that it was given in."""
        assert isinstance(answer.value, Fraction)
        shown = []
        for unit in fact.scale.units:
            if unit != answer.unit or "/" in answer.typed:
                number = answer.value / fact.scale.factor(unit)
                shown.append(self.measure(decimal_text(number), unit))
        return shown

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
        """Return "unknown", with its reason if there is one."""
        reason = answer.unknown
        if reason is None or reason == "unstated":
            return self.manner.unknown
        return self.manner.unknown_because.format(reason=self.words.unknown_reasons[reason])

    def number(self, number: Fraction) -> str:
        """Return a number in decimals as the language writes them."""
        return decimal_text(number).replace(".", self.manner.point)

    def measure(self, typed: str, unit: str) -> str:
        """Return a numeral with its unit as the language writes it."""
        digits = typed.replace(".", self.manner.point).replace(",", self.manner.point)
        return f"{digits} {self.words.unit(unit)}" if unit else digits

    def span(self, fact: Fact, span: Span) -> tuple[str, str]:
        """Return the two ends of a span, the unit at the second."""
        return self.number(span.low), self.measure(decimal_text(span.high), fact.scale.unit)

    def long(self, day: date) -> str:
        """Return a date in words."""
        manner = self.manner
        return manner.long_date.format(
            weekday=manner.weekdays[day.weekday()],
            day=day.day,
            month=manner.months[day.month - 1],
            year=day.year,
        )
