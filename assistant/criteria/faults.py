"""Faults of a protocol are gathered, so that its author sees all of them at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.criteria.kinds import Mistyped
from assistant.errors import ProtocolError


@dataclass
class Faults:
    """The faults found so far in one folder of protocol files."""

    found: list[ProtocolError] = field(default_factory=list)

    def add(self, file: str, key: str, cause: str, remedy: str) -> None:
        """Note one fault: in which file, at which key, what, and what to do."""
        where = f"{file}, {key}" if key else file
        self.found.append(ProtocolError(cause, where=where, remedy=remedy))

    @contextmanager
    def at(self, file: str, key: str) -> Iterator[None]:
        """Note what is mistyped in the block, and go on after it."""
        try:
            yield
        except Mistyped as error:
            self.add(file, key, str(error), error.remedy)

    def stop_if_any(self) -> None:
        """Raise ProtocolError with every fault found, one a line, if there is one."""
        if self.found:
            raise ProtocolError("\n".join(str(fault) for fault in self.found))
