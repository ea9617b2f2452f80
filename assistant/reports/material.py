"""What a report is made from: the fold of a record, and nothing that is only for the screen."""

from datetime import date, datetime

from assistant.criteria.answers import Answer
from assistant.criteria.base import Frozen
from assistant.criteria.model import StudyProtocol
from assistant.criteria.remarks import Remark

ENDED = ("completed", "signed")  # the states in which a verdict is final


class Document(Frozen):
    """A source document: what kind, of which day, and where; one of no `kind` as it was typed."""

    kind: str
    day: date | None
    where: str
    typed: str


class Verified(Frozen):
    """Who compared an answer with its source document, and when."""

    by: str
    role: str
    at: datetime


class Given(Frozen):
    """One answer on record: what was typed, what it was taken for, by whom and when.

    `judged_by` names who judged, where somebody else than who answered did.
    """

    fact: str
    answer: Answer
    reply: str
    by: str
    role: str
    at: datetime
    confirmed: tuple[Remark, ...] = ()
    source: Document | None = None
    judged_by: str = ""
    verified: Verified | None = None


class Turn(Frozen):
    """One thing said to a query: it was raised, replied to, or closed."""

    act: str
    at: datetime
    by: str
    role: str
    text: str


class Query(Frozen):
    """A monitor's query on a fact or a criterion, and all that was said to it."""

    number: int
    about: str
    turns: tuple[Turn, ...]

    @property
    def is_open(self) -> bool:
        """Return whether it waits for the site, or for the monitor."""
        return self.turns[-1].act != "closed"


class Change(Frozen):
    """One thing that happened to the answers after they were first given, or to the record.

    `kind` is the record's event type, `number` its place. `cause` is the event that it came of and
    `cause_fact` what was answered there, or a kind of its own; `erased` are the answers that it set
    aside, by fact. `query` is the number of the query that it belongs to.
    """

    kind: str
    at: datetime
    by: str
    role: str
    fact: str = ""
    old: Answer | None = None
    new: Answer | None = None
    text: str = ""
    facts: tuple[str, ...] = ()
    cause: str = ""
    number: int = 0
    cause_fact: str = ""
    erased: tuple[tuple[str, Answer], ...] = ()
    query: str = ""


class Signed(Frozen):
    """A signature: the name that it shows, who gave it when, and what it means."""

    name: str
    by: str
    role: str
    at: datetime
    meaning: str


class Material(Frozen):
    """A screening as far as its record goes.

    `given` holds the answers in force, in the order they were given; `state` is "open",
    "suspended", "completed" or "signed"; `stopped` says that it was ended at the first failed
    criterion; `head` is the hash of the record's last line, `events` the number of its lines;
    `practice` is the practice case that stands in for a participant, "" in a real screening;
    `rescreens` is an earlier screening of the same participant.
    """

    protocol: StudyProtocol
    screening: str
    subject: str
    site: str
    opened_by: str
    opened_role: str
    opened_at: datetime
    order: str
    state: str
    stopped: bool
    concluded_by: str
    concluded_role: str
    concluded_at: datetime | None
    given: tuple[Given, ...]
    changes: tuple[Change, ...]
    acknowledged: tuple[str, ...]
    head: str
    events: int
    software: str
    made_at: datetime
    signatures: tuple[Signed, ...] = ()
    ledger_size: int = 0
    ledger_root: str = ""
    practice: str = ""
    queries: tuple[Query, ...] = ()
    rescreens: str = ""

    @property
    def answers(self) -> dict[str, Answer]:
        """Return the answers in force, by fact."""
        return {given.fact: given.answer for given in self.given}
