"""Verification's last question: whether what a record says follows from what it said before.

Every step is worked out anew from the recorded answers and the protocol version that they name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.audit.chain import event_of
from assistant.audit.events import Event
from assistant.audit.layout import SITE_RECORD
from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import assess
from assistant.criteria.live import live
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.criteria.remarks import Remark, violations
from assistant.errors import RecordError
from assistant.session.codec import encoded
from assistant.session.grounds import ungrounded
from assistant.session.protocols import protocol_of
from assistant.session.shapes import mapping
from assistant.session.site_record import unusable
from assistant.session.state import ANSWERING, State, after, text, well_formed


@dataclass(frozen=True, slots=True)
class Replayer:
    """What replays the records of a folder; protocol copies are looked for beside them."""

    folder: Path

    def __call__(self, lines: Sequence[Mapping[str, Any]]) -> Sequence[str]:
        """Return everything that does not follow in the lines of one record."""
        events = [event_of(line) for line in lines]
        if events[0].screening == SITE_RECORD:
            return unusable(self.folder, events)
        protocol = protocol_of(self.folder, events[0])
        return _Replay(protocol).causes(events)


class _Replay:
    """Goes through one record's events."""

    def __init__(self, protocol: StudyProtocol) -> None:
        self._protocol = protocol
        self._planner = Planner(protocol)
        self._found: list[str] = []
        self._planned: Answers | None = None
        self._askable: tuple[str, ...] = ()
        self._refused: list[Remark] = []

    def causes(self, events: Sequence[Event]) -> Sequence[str]:
        """Return everything that does not follow, each with the line that says it."""
        state = State()
        for number, event in enumerate(events, 1):
            try:
                with well_formed(event):
                    state = self._step(state, event, number)
            except RecordError as error:
                # What comes after cannot be judged without this event.
                self._note(number, f"{error.what}. {error.why}")
                break
        return self._found

    def _step(self, state: State, event: Event, number: int) -> State:
        """Check one event against the state before it, and return the state after it."""
        if event.type == "asked" or event.type in ANSWERING:
            self._check_askable(state, event, number)
        if event.type in ("revised", "erased"):
            self._check_old(state, event, number)
        if event.type == "signed" and state.practice:
            self._note(number, "a practice record was signed")
        if event.type == "erased":
            self._check_erased(state, text(event.data, "fact"), number)
        before, state = state, after(self._protocol, state, event)
        for cause in ungrounded(self._planner, before, state, event):
            self._note(number, cause)
        if event.type in (*ANSWERING, "revised"):
            self._check_answers(state, number)
        if event.type in ("completed", "concluded", "signed"):
            self._check_conclusion(state, event, number)
        return state

    def _check_askable(self, state: State, event: Event, number: int) -> None:
        fact = text(event.data, "fact")
        if state.answers is not self._planned:
            self._planned = state.answers
            self._askable = self._planner.plan(state.answers).askable
        if fact not in self._askable:
            done = "asked" if event.type == "asked" else "answered"
            why = "it could change nothing, or had to wait"
            self._note(number, f"{fact} was {done} although {why}")

    def _check_old(self, state: State, event: Event, number: int) -> None:
        fact = text(event.data, "fact")
        old = state.answers.get(fact)
        if old is None or event.data["old"] != encoded(old):
            self._note(number, f"the old answer to {fact} is not the one on record")

    def _check_erased(self, state: State, fact: str, number: int) -> None:
        if fact in live(self._protocol, state.answers):
            self._note(number, f"the answer to {fact} was set aside although it still applies")

    def _check_answers(self, state: State, number: int) -> None:
        on_path = live(self._protocol, state.answers)
        for remark in violations(self._protocol, on_path):
            if remark not in self._refused:  # said once, at the answer that brought it about
                self._note(number, f"the answers cannot stand together ({remark.id})")
                self._refused.append(remark)

    def _check_conclusion(self, state: State, event: Event, number: int) -> None:
        found = assess(self._protocol, state.answers)
        if event.data["verdict"] != found.verdict:
            self._note(number, f"the verdict does not follow: the answers give {found.verdict}")
        if event.type == "concluded":
            if event.data["stopped"] is not state.stopped:
                self._note(number, "whether it was stopped early is not as the record goes")
            statuses = mapping(event.data["statuses"])
            decisive = mapping(event.data["decisive"])
            for result in found.results:
                if statuses.get(result.criterion) != result.status:
                    self._note(number, f"the status of {result.criterion} does not follow: "
                               f"the answers give {result.status}")  # fmt: skip
                elif decisive.get(result.criterion) != list(result.facts):
                    self._note(number, f"other facts decide {result.criterion}: "
                               f"{', '.join(result.facts)}")  # fmt: skip

    def _note(self, number: int, cause: str) -> None:
        self._found.append(f"line {number}: {cause}")
