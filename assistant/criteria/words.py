"""The words of a protocol in one language; the ids are the protocol's, the numbers never change."""

from assistant.criteria.base import Frozen


class Heading(Frozen):
    """The names of a protocol, its warning, and of that the one line that stays in sight."""

    title: str
    short_title: str
    population: str
    warning: str
    caution: str = ""


class FactWords(Frozen):
    """How a fact is named, asked and explained; `yes` and `no` state a yes/no fact in a clause.

    `said` are other ways to say an option, which a reply may use and nothing shows.
    """

    label: str
    question: str
    help: str
    values: dict[str, str] = {}
    said: dict[str, tuple[str, ...]] = {}
    yes: str = ""
    no: str = ""


class Labelled(Frozen):
    """A short name, and an explanation where one is needed."""

    label: str
    help: str = ""


class CriterionWords(Frozen):
    """A criterion's name for a narrow panel, its wording, and why it exists, with its source."""

    label: str
    wording: str
    rationale: str = ""


class TermWords(Frozen):
    """A term's name, the question for the sponsor, why it matters, and its readings in words."""

    label: str
    question: str
    matters: str
    readings: dict[str, str]


class TextOnly(Frozen):
    """One text."""

    text: str


class DateWords(Frozen):
    """A shown date's name, and what it means."""

    label: str
    note: str


class Words(Frozen):
    """Everything that a protocol says in one language."""

    language: str
    name: str
    protocol: Heading
    topics: dict[str, str]
    facts: dict[str, FactWords]
    derived: dict[str, Labelled] = {}
    rules: dict[str, Labelled] = {}
    criteria: dict[str, CriterionWords]
    terms: dict[str, TermWords] = {}
    checks: dict[str, TextOnly] = {}
    advisories: dict[str, TextOnly] = {}
    dates: dict[str, DateWords] = {}
    verdicts: dict[str, str]
    verdict_notes: dict[str, str]
    statuses: dict[str, str]
    statuses_exclusion: dict[str, str]
    unknown_reasons: dict[str, str]
    categories: dict[str, str]
    units: dict[str, str] = {}

    def unit(self, unit: str) -> str:
        """Return a unit as this language writes it."""
        return self.units.get(unit, unit)
