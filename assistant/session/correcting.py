"""What may still be done to a closed record: add to it, or take out a text entered by mistake.

Invariant: nothing that decides is ever changed: an addendum stands beside what it corrects, and a
redaction leaves the hash of the text, the reason, and the signature of who removed it.
"""

from collections.abc import Sequence
from pathlib import Path

from assistant import __version__
from assistant.audit import erasing, keys, layout
from assistant.audit.clock import Clock, stamp
from assistant.audit.events import Author, Event, Json
from assistant.audit.register import Holder
from assistant.audit.statements import Act, statement
from assistant.audit.store import Record
from assistant.errors import BadInput
from assistant.session.monitoring import fit, named
from assistant.session.protocols import protocol_of
from assistant.session.signing import holder_here, keys_folder
from assistant.session.state import fold

_CLOCK = Clock()


def add(
    folder: Path, screening: str, author: Author, text: str, on: str = "", *, clock: Clock = _CLOCK
) -> int:
    """Record an addendum, linked to what it corrects and to the signature; return its number.

    Raises BadInput if the screening is not completed, what it is on is not there, or the text is
    none that may be recorded.
    """
    text = fit(text, "What is to be added")
    with Record.open(folder, screening, software=__version__, clock=clock) as record:
        protocol = protocol_of(folder, record.events[0])
        state = fold(protocol, record.events)
        if not state.concluded or state.practice:
            raise BadInput(
                "only a completed screening takes an addendum", where=screening,
                remedy=f"Change an answer instead: screening resume {screening}",
            )  # fmt: skip
        number = 1 + sum(event.type == "addendum" for event in record.events)
        signed = [event.seq for event in record.events if event.type == "signed"]
        data: dict[str, Json] = {"number": number, "signature": signed[-1] if signed else None}
        if on:
            key, id_ = named(protocol, on)
            data |= {key: id_, "answer": state.given_by.get(id_)}
        record.append("addendum", data, author=author, private={"text": text})
    return number


def texts_of(events: Sequence[Event]) -> list[Event]:
    """Return the events with a text that can be removed: not what a signature stands on."""
    return [event for event in events if event.private and event.type not in layout.SEALED]


class Redaction:
    """A text about to be removed: shown as what is signed for it, then done with a passphrase."""

    def __init__(
        self, folder: Path, record: Record, author: Author, seq: int, reason: str, clock: Clock
    ) -> None:
        self._folder = folder
        self._record = record
        self._author = author
        event = next((each for each in texts_of(record.events) if each.seq == seq), None)
        if event is None:
            raise BadInput(
                f"event {seq} holds no text that can be removed", where=record.origin.screening,
                remedy=f"`screening redact {record.origin.screening}` lists those that do",
            )  # fmt: skip
        self._holder = _holder(folder, author, clock)
        self._words = {"name": self._holder.name, "reason": fit(reason, "The reason")}
        self._data: dict[str, Json] = {
            "files": " ".join(erasing.beside(folder, record.origin.screening)),
            "seq": seq,
            "time": stamp(clock.now()),
        }
        self.text = statement(
            Act("redacted", record.origin.screening, len(record.events), record.events[-1].hash,
                author.actor, author.role, self._data, self._words)
        )  # fmt: skip

    def sign(self, passphrase: str) -> None:
        """Record that the text is removed, and remove it, with what may hold a copy of it.

        Raises BadInput if the passphrase is wrong; RecordError if it could not be saved.
        """
        signer = keys.opened(keys_folder(), self._holder.user, passphrase)
        if signer is None:
            raise BadInput(
                "That is not the passphrase of your key", why="Nothing was removed",
                remedy="Try again",
            )  # fmt: skip
        data = {**self._data, "signature": signer.statement(layout.REDACTING, self.text)}
        self._record.append("redacted", data, author=self._author, private=self._words)
        screening = self._record.origin.screening
        self._record.close()
        Record.open(self._folder, screening, software=__version__, clock=_CLOCK).close()


def _holder(folder: Path, author: Author, clock: Clock) -> Holder:
    holder = holder_here(folder, author, layout.REDACTING, clock.now())
    if holder is None:
        raise BadInput(
            f"{author.actor!r} cannot sign a redaction here as {author.role}", where=str(folder),
            why=f"No good key of theirs is both in the register and in {keys_folder()}",
            remedy="`screening keys list` shows who may, and in which role: give it with --role",
        )  # fmt: skip
    return holder
