"""What a person types, and what it is taken for: an answer, or a refusal that says how to answer.

Nothing is guessed: where a reply could be read in two ways, the person is asked which.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.criteria.answers import Answer, UnknownReason, unknown
from assistant.criteria.entry import measured
from assistant.criteria.model import Fact, FactType
from assistant.criteria.numbers import is_ambiguous, numeral, rational
from assistant.criteria.options import name, option_ids, picks, said_for
from assistant.criteria.words import FactWords
from assistant.dialogs.days import NoSuchDay, day_named
from assistant.errors import BadInput
from assistant.phrases import Phrases
from assistant.text import folded

# What may stand between "unknown" and its reason: "unknown, pending", "unknown (pending)".
_BETWEEN = re.compile(r"[,;:()]|(?<= )[-–](?= )")
_NUMBER = re.compile(r"([+-]?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?)\s*(\D.*)?")


class Misread(Exception):
    """A reply that is not an answer; `key` names the phrase that says why."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class NeedsUnit(Exception):
    """A bare number that two units would make two different values of."""

    typed: str
    units: tuple[str, ...]


class NeedsReason(Exception):
    """An "unknown" that does not say why."""


@dataclass(frozen=True)
class Reader:
    """Reads replies in one language; every language's words are always understood.

    `today` is what "today" means. `is_script` says that no person is there to be asked: a bare
    number is then in the canonical unit, and "unknown" needs no reason.
    """

    phrases: Mapping[str, Phrases]
    today: date
    is_script: bool = False

    def read(self, fact: Fact, words: Mapping[str, FactWords], text: str) -> Answer:
        """Return the answer that a reply stands for; `words` are the fact's, by language.

        Raises Misread, NeedsUnit or NeedsReason.
        """
        option = self._option(fact, words, text)
        if option is not None:
            return option
        reason = self.unknown_reason(text)
        if reason is not None:
            if reason is UnknownReason.UNSTATED and not self.is_script:
                raise NeedsReason
            return unknown(reason)
        ways = said_for(fact, words, folded(text))
        if len(ways) == 1:
            return _chosen(fact, ways.pop())
        match fact.type:
            case FactType.BOOL:
                return self._bool(text)
            case FactType.OPTION:
                raise Misread("refused.option")
            case FactType.DATE:
                return self._date(text)
        return self._number(fact, text)

    def names_option(self, fact: Fact, words: Mapping[str, FactWords], text: str) -> bool:
        """Return whether a reply names an option or a level, whatever else it could mean.

        Another way to say one is not its name: a command or "unknown" comes before it.
        """
        return self._option(fact, words, text) is not None

    def yes_or_no(self, text: str) -> bool | None:
        """Return whether a reply says yes or no, or None if it says neither."""
        said = folded(text)
        for phrases in self.phrases.values():
            if said in phrases.table("words")["yes"]:
                return True
            if said in phrases.table("words")["no"]:
                return False
        return None

    def unknown_reason(self, text: str) -> UnknownReason | None:
        """Return why a fact is said to be unknown, `UNSTATED` if no reason is given, or None."""
        said = " ".join(_BETWEEN.sub(" ", folded(text)).split())
        for phrases in self.phrases.values():
            for unknown_word in phrases.table("words")["unknown"]:
                if said == unknown_word:
                    return UnknownReason.UNSTATED
                if said.startswith(f"{unknown_word} "):
                    return self.reason(said.removeprefix(f"{unknown_word} "))
        return self.reason(text)

    def reason(self, text: str) -> UnknownReason | None:
        """Return the reason that a text names, by word or by number, or None."""
        said = folded(text)
        for phrases in self.phrases.values():
            for reason, spellings in phrases.table("words.reasons").items():
                if said in spellings:
                    return UnknownReason(reason)
        return None

    def _bool(self, text: str) -> Answer:
        said = self.yes_or_no(text)
        if said is None:
            raise Misread("refused.bool")
        return Answer(value=said, typed="true" if said else "false")

    def _option(self, fact: Fact, words: Mapping[str, FactWords], text: str) -> Answer | None:
        """Return the option or level that a reply names by id, meaning, key or name, or None."""
        said = folded(text)
        for id_ in option_ids(fact):
            meanings = {folded(each.values.get(id_, "")) for each in words.values()}
            if said in {folded(id_), folded(id_.replace("_", " "))} | meanings:
                return _chosen(fact, id_)
        chosen = picks(fact).get(said) or _named(fact, words, said)
        return _chosen(fact, chosen) if chosen is not None else None

    def _date(self, text: str) -> Answer:
        try:
            day = day_named(folded(text), self.today, self.phrases.values())
        except NoSuchDay as error:
            raise Misread("refused.no_such_day") from error
        if day is None:
            raise Misread("refused.date")
        return Answer(value=day, typed=day.isoformat())

    def _number(self, fact: Fact, text: str) -> Answer:
        found = _NUMBER.fullmatch(text.strip())
        if found is None:
            raise Misread("refused.number")
        typed, unit_text = found[1].replace(" ", ""), (found[2] or "").strip()
        if is_ambiguous(typed):
            raise Misread("refused.thousands", typed=typed)
        number = rational(typed) if "/" in typed else numeral(typed)
        if number is None or ("/" in typed and not fact.ratio):
            raise Misread("refused.number")
        unit = self._unit(fact, number, typed, unit_text)
        try:
            answer = measured(fact, number, typed, unit)
        except BadInput as error:
            whole = number * fact.scale.factor(unit)
            if fact.type is FactType.INTEGER and whole.denominator != 1:
                raise Misread("refused.whole", typed=typed) from error
            raise Misread("refused.limits", typed=f"{typed} {unit}".strip()) from error
        # A level is known by its digit alone, however the number was written ("2.0", "02").
        return _chosen(fact, str(answer.value)) if fact.levels else answer

    def _unit(self, fact: Fact, number: Fraction, typed: str, unit_text: str) -> str:
        """Return the unit that a number was given in, or ask which of several was meant."""
        if unit_text:
            unit = fact.scale.named(unit_text)
            if unit is None:
                has_units = any(fact.scale.units)
                raise Misread("refused.unit" if has_units else "refused.number", unit=unit_text)
            return unit
        if self.is_script or "/" in typed or len(fact.scale.units) == 1:
            return fact.scale.unit
        fitting = _fitting(fact, number)
        if len({number * fact.scale.factor(unit) for unit in fitting}) > 1:
            raise NeedsUnit(typed, fact.scale.units)
        return fitting[0] if fitting else fact.scale.unit


def _named(fact: Fact, words: Mapping[str, FactWords], said: str) -> str | None:
    """Return the one option that has a name in any language, or None."""
    found = {
        id_
        for id_ in option_ids(fact)
        for each in words.values()
        if said and folded(name(each.values.get(id_, ""))) == said
    }
    return found.pop() if len(found) == 1 else None


def _chosen(fact: Fact, id_: str) -> Answer:
    """Return the answer that picks an option or a level."""
    if fact.levels:
        return measured(fact, Fraction(int(id_)), id_, fact.scale.unit)
    return Answer(value=id_, typed=id_)


def _fitting(fact: Fact, number: Fraction) -> list[str]:
    """Return the units in which a number lies inside the hard limits."""
    return [
        unit
        for unit in fact.scale.units
        if fact.hard is None or number * fact.scale.factor(unit) in fact.hard
    ]
