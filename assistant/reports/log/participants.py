"""Participants behind the screenings: whoever was screened again is one participant.

Invariant: every sound entry belongs to exactly one participant, and the last one opened counts.
"""

from collections.abc import Iterable, Sequence

from assistant.criteria.base import Frozen
from assistant.reports.log.entries import Entry


class Participant(Frozen):
    """One participant's screenings, in the order in which they were opened.

    Copies of one record stand together, the one that goes furthest last.
    """

    screenings: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """Return how often the participant was screened: a copy is no screening of its own."""
        return len({each.screening for each in self.screenings})

    @property
    def current(self) -> Entry:
        """Return the screening that counts: the last."""
        return self.screenings[-1]


def participants(entries: Iterable[Entry]) -> tuple[Participant, ...]:
    """Return the participants of sound entries, by when they were first screened.

    Two screenings are of one participant if they carry one subject code for one trial at one site
    of one folder, if one is the rescreening of the other, or if they are copies of one record.
    """
    groups: list[tuple[set[tuple[str, ...]], list[Entry]]] = []
    for entry in sorted((each for each in entries if not each.is_left_out), key=_opened):
        marks, members = _marks(entry), [entry]
        for group in [each for each in groups if each[0] & marks]:
            groups.remove(group)
            marks |= group[0]
            members = [*group[1], *members]
        groups.append((marks, members))
    found = [Participant(screenings=_in_order(members)) for _, members in groups]
    return tuple(sorted(found, key=lambda each: _opened(each.screenings[0])))


def _marks(entry: Entry) -> set[tuple[str, ...]]:
    """Return all by which another screening is known to be of the same participant."""
    subject = ("subject", entry.protocol, entry.folder, entry.site, entry.subject)
    marks = {("screening", entry.screening), subject}
    return marks | {("screening", entry.rescreens)} if entry.rescreens else marks


def _in_order(members: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(members, key=_opened))


def _opened(entry: Entry) -> tuple[float, str, int]:
    assert entry.opened_at is not None
    return entry.opened_at.timestamp(), entry.screening, entry.events
