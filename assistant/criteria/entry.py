"""From a value given without a dialog (JSON) to an answer: strict, so that nothing is guessed.

A bare number is in the canonical unit. A number keeps the digits it was written with.
"""

import re
from datetime import date
from fractions import Fraction

from assistant.criteria.answers import Answer, unknown
from assistant.criteria.model import Fact, FactType
from assistant.criteria.numbers import exact_text, is_ambiguous, numeral, rational
from assistant.errors import BadInput

_WITH_UNIT = re.compile(r"([+-]?[0-9][0-9.,]*(?:\s*/\s*[0-9][0-9.,]*)?)\s*(\D.*)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class OutOfRange(BadInput):
    """A number that is well written, but that the fact cannot be; `number` is in its unit."""

    def __init__(self, cause: str, number: Fraction, *, where: str, remedy: str) -> None:
        super().__init__(cause, where=where, remedy=remedy)
        self.number = number


class Numeral(str):
    """The digits of a JSON number, kept as written."""


def entered(fact: Fact, given: object) -> Answer:
    """Return the answer that a JSON value stands for; numbers come as `Numeral`.

    Raises BadInput naming the fact, what is wrong with the value, and what to write instead.
    """
    if given is None or (given == "unknown" and not isinstance(given, Numeral)):
        return unknown()
    match fact.type:
        case FactType.BOOL:
            return _entered_bool(fact, given)
        case FactType.OPTION:
            return _entered_option(fact, given)
        case FactType.DATE:
            return _entered_date(fact, given)
    return _entered_number(fact, given)


def measured(fact: Fact, number: Fraction, typed: str, unit: str) -> Answer:
    """Return the answer that a number in a unit gives.

    Raises OutOfRange if it lies outside the hard limits, or is no whole number where one is asked.
    """
    value = number * fact.scale.factor(unit)
    if fact.type is FactType.INTEGER and value.denominator != 1:
        cause, remedy = f"{typed} is not a whole number", "Give a whole number"
        raise OutOfRange(cause, value, where=fact.id, remedy=remedy)
    if fact.hard is not None and value not in fact.hard:
        cause = f"{_with_unit(typed, unit)} is out of range"
        raise OutOfRange(cause, value, where=fact.id, remedy=f"Give {limits_text(fact)}")
    return Answer(value=value, typed=typed, unit=unit)


def limits_text(fact: Fact) -> str:
    """Return a fact's hard limits in words, in its canonical unit."""
    if fact.hard is None:
        return "a number"
    low, high = exact_text(fact.hard.low), exact_text(fact.hard.high)
    return f"a number from {low} to {_with_unit(high, fact.scale.unit)}"


def _entered_bool(fact: Fact, given: object) -> Answer:
    if not isinstance(given, bool):
        raise _refused(fact, f"{_shown(given)} is not true or false", "Write true, false or null")
    return Answer(value=given, typed="true" if given else "false")


def _entered_option(fact: Fact, given: object) -> Answer:
    ids = [option.id for option in fact.options]
    if not isinstance(given, str) or isinstance(given, Numeral) or given not in ids:
        wanted = ", ".join(f'"{id_}"' for id_ in ids)
        raise _refused(
            fact, f"{_shown(given)} is not one of its options", f"Write one of: {wanted}"
        )
    return Answer(value=given, typed=given)


def _entered_date(fact: Fact, given: object) -> Answer:
    if not isinstance(given, str) or isinstance(given, Numeral) or not _ISO.fullmatch(given):
        raise _refused(fact, f"{_shown(given)} is not a date", 'Write it so: "2026-11-21"')
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise _refused(fact, f"{given} is not in the calendar", "Check day and month") from error
    return Answer(value=day, typed=given)


def _entered_number(fact: Fact, given: object) -> Answer:
    if isinstance(given, Numeral):
        number = _plain(given)
        if number is None:
            raise _refused(
                fact, f"{_shown(given)} is too long a number", f"Give {limits_text(fact)}"
            )
        return measured(fact, number, given, fact.scale.unit)
    if not isinstance(given, str):
        raise _refused(fact, f"{_shown(given)} is not a number", f"Give {limits_text(fact)}")
    return with_unit(fact, given)


def with_unit(fact: Fact, text: str) -> Answer:
    """Return the answer that a text such as "28 mg/L" or "84/40" stands for.

    Raises BadInput if it is no number with one of the fact's units.
    """
    match_ = _WITH_UNIT.fullmatch(text.strip())
    if match_ is None:
        raise _refused(fact, f"{_shown(text)} is not a number with a unit", _example(fact))
    typed, unit_text = match_[1], match_[2] or ""
    is_ratio = "/" in typed
    if is_ambiguous(typed):
        raise _refused(fact, f"{typed} can be read in two ways", "Write 1500, or 1.5")
    number = rational(typed) if is_ratio else numeral(typed)
    if number is None or (is_ratio and not fact.ratio):
        raise _refused(fact, f"{typed} is not a number", _example(fact))
    if not unit_text and not is_ratio:
        cause = "has no unit" if fact.scale.unit else "stands in quotes"
        raise _refused(fact, f"{_shown(text)} {cause}", _example(fact))
    unit = fact.scale.named(unit_text) if unit_text else fact.scale.unit
    if unit is None:
        raise _refused(fact, f"unknown unit {_shown(unit_text)}", _units(fact))
    return measured(fact, number, typed, unit)


def _plain(text: str) -> Fraction | None:
    """Return a JSON number exactly, or None if it is longer than any measurement."""
    digits, _, exponent = text.lower().partition("e")
    if len(digits) > 40 or len(exponent) > 3:
        return None
    return Fraction(text)


def _example(fact: Fact) -> str:
    number = exact_text(fact.usual[-1].low if fact.usual else Fraction(1))
    unit = fact.scale.unit
    return f'Write for example "{number} {unit}"' if unit else f"Write for example {number}"


def _units(fact: Fact) -> str:
    units = fact.scale.units
    return f"Use one of: {', '.join(units)}" if fact.scale.unit else "Write the number alone"


def _with_unit(typed: str, unit: str) -> str:
    return f"{typed} {unit}" if unit else typed


def _shown(given: object) -> str:
    """Return what was given, short enough for a message."""
    text = str(given) if isinstance(given, Numeral) else repr(given)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _refused(fact: Fact, cause: str, remedy: str) -> BadInput:
    return BadInput(cause, where=fact.id, remedy=remedy)
