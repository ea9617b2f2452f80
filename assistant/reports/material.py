"""What a report is made from: the fold of a record, and nothing that is only for the screen."""

from datetime import datetime

from assistant.criteria.answers import Answer
from assistant.criteria.base import Frozen
from assistant.criteria.model import StudyProtocol
from assistant.criteria.remarks import Remark

ENDED = ("completed", "signed")  # the states in which a verdict is final


class Given(Frozen):
    """One answer on record: what was typed, what it was taken for, by whom and when."""

    fact: str
    answer: Answer
    reply: str
    by: str
    role: str
    at: datetime
    confirmed: tuple[Remark, ...] = ()
    source: str = ""


class Change(Frozen):
    """One thing that happened to the answers after they were first given, or to the record.

    `kind` is the record's event type: refused, confirmed, revised, erased, reopened, noted,
    skipped, paused, resumed, recovered, acknowledged, language_changed, clock_anomaly.
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


class Material(Frozen):
    """A screening as far as its record goes.

    `given` holds the answers in force, in the order they were given; `state` is "open",
    "suspended", "completed" or "signed"; `stopped` says that it was ended at the first failed
    criterion; `head` is the hash of the record's last line, `events` the number of its lines;
    `practice` is the practice case that stands in for a participant, "" in a real screening.
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
    practice: str = ""

    @property
    def answers(self) -> dict[str, Answer]:
        """Return the answers in force, by fact."""
        return {given.fact: given.answer for given in self.given}
