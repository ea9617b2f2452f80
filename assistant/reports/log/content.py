"""What a screening log says, as values: every text is ready to be shown, in one language."""

from assistant.criteria.base import Frozen
from assistant.reports.content import Moment, Row


class Line(Frozen):
    """One screening.

    `criteria` names the criteria that keep out or may, by status; `brief` does in one line.
    `state_id` and `verdict_id` are the ids behind the words; both are for colours and programs.
    """

    screening: str
    folder: str
    trial: str
    subject: str
    site: str
    opened: Moment
    opened_by_id: str
    opened_by: str
    ended: Moment
    ended_by: str
    signed: Moment
    signed_by: str
    state_id: str
    state: str
    verdict_id: str
    verdict: str
    glyph: str
    criteria: tuple[Row, ...]
    brief: str
    notes: tuple[str, ...]
    fault: str


class Box(Frozen):
    """One box of the flow: how many participants stand there, and why."""

    id: str
    label: str
    count: str
    rows: tuple[Row, ...]
    note: str = ""


class Bar(Frozen):
    """One reason, how many participants it concerns, and its length beside the longest.

    `share` is a percentage for a page, `blocks` a bar of characters for a terminal.
    """

    criterion: str
    label: str
    count: str
    share: str
    blocks: str


class Chart(Frozen):
    """The reasons of one kind, the most frequent first."""

    id: str
    title: str
    bars: tuple[Bar, ...]


class Log(Frozen):
    """A whole screening log, in the order in which it is read."""

    language: str
    title: str
    trials: str
    asked: tuple[Row, ...]
    tally: str
    folders: tuple[Row, ...]
    lines: tuple[Line, ...]
    left_out: tuple[Line, ...]
    flow: tuple[Box, ...]
    charts: tuple[Chart, ...]
    note: str
    ledgers: tuple[Row, ...]
    made: Moment
    software: str
