"""Which screenings a log is asked for; what is left out of the counts is never filtered away."""

from collections.abc import Iterable
from datetime import UTC, date

from assistant.criteria.base import Frozen
from assistant.reports.log.entries import Entry


class Selection(Frozen):
    """What is asked for; "" and None ask for nothing in particular.

    `criterion` is one that failed, is contested or lacks an answer; `since` and `until` are days
    (UTC, both included) on which a screening was opened; `user` is anyone who wrote in its record.
    """

    site: str = ""
    protocol: str = ""
    state: str = ""
    verdict: str = ""
    criterion: str = ""
    since: date | None = None
    until: date | None = None
    user: str = ""

    @property
    def is_everything(self) -> bool:
        """Return whether nothing in particular is asked for."""
        return self == Selection()

    def of(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return the entries asked for, the latest first, then all that are left out.

        Nobody knows what a damaged record holds, so it may be one of those asked for.
        """
        found = [each for each in entries if each.is_left_out or self._wants(each)]
        return tuple(sorted(found, key=_latest_first))

    def _wants(self, entry: Entry) -> bool:
        """Return whether a sound entry is asked for."""
        criteria = {each.criterion.casefold() for each in entry.reasons}
        wanted = (
            self.site in ("", entry.site),
            self.protocol in ("", entry.protocol),
            self.state in ("", entry.state),
            self.verdict in ("", entry.verdict),
            not self.criterion or self.criterion.casefold() in criteria,
            not self.user or self.user in entry.people,
            self._is_within(entry),
        )
        return all(wanted)

    def _is_within(self, entry: Entry) -> bool:
        """Return whether a screening was opened within the days asked for."""
        assert entry.opened_at is not None
        day = entry.opened_at.astimezone(UTC).date()
        return (self.since or day) <= day <= (self.until or day)


def _latest_first(entry: Entry) -> tuple[bool, float, str, str]:
    age = -entry.opened_at.timestamp() if entry.opened_at else 0.0
    return entry.is_left_out, age, entry.folder, entry.screening
