"""What a summary says, as values: every text is ready to be shown, and every number is a text.

A template only places these; nothing in it is worked out again. A text that does not apply is "".
"""

from assistant.criteria.base import Frozen
from assistant.criteria.evaluation import Status, Verdict


class Row(Frozen):
    """A label and what stands beside it."""

    label: str
    text: str


class Moment(Frozen):
    """A time, in UTC: as ISO 8601 has it, and for the eye."""

    iso: str
    text: str


class Mark(Frozen):
    """A status as it is shown: never by its colour alone."""

    status: Status
    glyph: str
    word: str


class FactShown(Frozen):
    """A fact, its answer in force, and who gave it; or why there is none.

    `state` is "answered", "unknown" or "not_asked"; `canonical` is the exact value (an exact
    decimal or quotient in `unit`, an ISO date, an option's id, "true" or "false").
    """

    fact: str
    label: str
    state: str
    value: str
    reply: str = ""
    canonical: str = ""
    unit: str = ""
    by: str = ""
    at: Moment = Moment(iso="", text="")
    source: str = ""
    verified: str = ""
    addenda: tuple[str, ...] = ()
    judged: str = ""
    confirmations: tuple[str, ...] = ()


class Computed(Frozen):
    """A value computed from facts: rounded for the eye, exact for the record, and its formula."""

    label: str
    value: str
    exact: str
    unit: str
    note: str
    formula: str


class CriterionShown(Frozen):
    """A criterion, its status, and what decides it.

    Of a criterion not (yet) assessed, `not_asked` names the questions left, in one line.
    """

    id: str
    category: str
    label: str
    wording: str
    mark: Mark
    facts: tuple[FactShown, ...]
    computed: tuple[Computed, ...]
    not_asked: str


class ReadingShown(Frozen):
    """One way to read the terms of a contested criterion, and the status that it gives."""

    reading: str
    mark: Mark


class Contested(Frozen):
    """A contested criterion: the terms it turns on, and its status under each reading."""

    criterion: CriterionShown
    terms: str
    readings: tuple[ReadingShown, ...]


class Question(Frozen):
    """A question for the sponsor, word for word, and the criteria that wait for its answer."""

    term: str
    label: str
    text: str
    matters: str
    criteria: str


class Missing(Frozen):
    """A fact that is missing, and the criteria that need it."""

    fact: FactShown
    criteria: str


class Deciding(Frozen):
    """What decides the verdict: failed criteria, contested ones, then missing answers.

    `not_asked` gives, for each reason why facts were not asked, these facts.
    """

    failed: tuple[CriterionShown, ...]
    contested: tuple[Contested, ...]
    questions: tuple[Question, ...]
    unknown: tuple[CriterionShown, ...]
    missing: tuple[Missing, ...]
    not_asked: tuple[Row, ...]
    not_assessed: str
    nothing_open: str


class CriterionChange(Frozen):
    """What would change one criterion, a line for each way."""

    criterion: str
    label: str
    lines: tuple[str, ...]


class Changing(Frozen):
    """What would change the verdict."""

    rule: str
    criteria: tuple[CriterionChange, ...]
    answers: str
    note: str


class AdvisoryShown(Frozen):
    """An advisory or an unlikely answer, and whether somebody took note of it."""

    id: str
    text: str
    criteria: str
    noted: str


class DateRow(Frozen):
    """A date to show."""

    label: str
    iso: str
    text: str
    note: str


class Group(Frozen):
    """All criteria of one category."""

    category: str
    title: str
    criteria: tuple[CriterionShown, ...]


class ChangeShown(Frozen):
    """One line of the history; `number` is its event's place in the record."""

    number: str
    at: Moment
    by: str
    what: str
    fact: str
    details: tuple[Row, ...]


class TurnShown(Frozen):
    """One thing said to a query."""

    at: Moment
    by: str
    what: str
    text: str


class QueryShown(Frozen):
    """A monitor's query: what it is on, whether it is open, and all that was said to it."""

    number: str
    about: str
    state_id: str
    state: str
    turns: tuple[TurnShown, ...]


class Acknowledged(Frozen):
    """Something that was acknowledged, by whom and when as far as the record tells."""

    id: str
    text: str
    by: str
    at: Moment


class Decided(Frozen):
    """How a term is read, and who decided so."""

    term: str
    label: str
    reading: str
    by: str = ""
    date: str = ""
    reference: str = ""


class Terms(Frozen):
    """Terms by who decided their reading: the sponsor, the protocol file as shipped, or nobody."""

    sponsor: tuple[Decided, ...]
    shipped: tuple[Decided, ...]
    undecided: tuple[Decided, ...]


class VerdictShown(Frozen):
    """The verdict in the protocol's words, with its caution, if any, and the warning in full."""

    verdict: Verdict
    glyph: str
    word: str
    note: str
    caution: str
    warning: str
    unfinished: str
    validity: str


class History(Frozen):
    """All that happened in a screening beyond its first answers."""

    screening: str
    subject: str
    history: tuple[ChangeShown, ...]
    queries: tuple[QueryShown, ...]


class Summary(Frozen):
    """A whole eligibility summary, in one language, in the order in which it is read."""

    language: str
    title: str
    trial: str
    trial_title: str
    subject: str
    screening: str
    verdict: VerdictShown
    tally: tuple[Row, ...]
    identity: tuple[Row, ...]
    deciding: Deciding
    changing: Changing
    advisories: tuple[AdvisoryShown, ...]
    dates: tuple[DateRow, ...]
    groups: tuple[Group, ...]
    answers: tuple[FactShown, ...]
    queries: tuple[QueryShown, ...]
    history: tuple[ChangeShown, ...]
    acknowledged: tuple[Acknowledged, ...]
    terms: Terms
    provenance: tuple[Row, ...]
