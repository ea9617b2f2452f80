"""A record that never reaches a disk: what a screening would write, to see what comes of it."""

import os
from collections.abc import Mapping
from pathlib import Path

from assistant import __version__
from assistant.audit.chain import decode_line
from assistant.audit.clock import Clock
from assistant.audit.drafting import draft
from assistant.audit.events import Author, Deed, Event, Json, Origin
from assistant.session.opening import Opening, Trial, first_data

_NOBODYS = "00000000-0000-4000-8000-000000000000"
_NO_TEXT: Mapping[str, str] = {}


class Rehearsal:
    """Takes events as a `Record` does."""

    def __init__(self, opening: Opening, trial: Trial) -> None:
        self.path = Path(os.devnull)
        self.origin = Origin(_NOBODYS, trial.reference, __version__)
        self._events: list[Event] = []
        self._clock = Clock()
        self.append("opened", first_data(opening, trial), author=opening.author)

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event so far, oldest first."""
        return tuple(self._events)

    def append(
        self,
        kind: str,
        data: Mapping[str, Json],
        *,
        author: Author,
        private: Mapping[str, str] = _NO_TEXT,
    ) -> Event:
        """Add one event, in the form that it would have on the disk."""
        deed = Deed(kind, data, author, private)
        last = self._events[-1] if self._events else None
        event = decode_line(draft(deed, self._clock.now(), self.origin, last, self._clock))
        self._events.append(event)
        return event

    def close(self) -> None:
        """Let go of nothing."""
