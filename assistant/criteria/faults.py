"""Faults of a protocol are gathered, so that its author sees all of them at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.criteria.kinds import Mistyped
from assistant.criteria.lines import line_of
from assistant.errors import ProtocolError


@dataclass
class Faults:
    """The faults found so far in one folder of protocol files, whose bytes tell their lines."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    found: list[ProtocolError] = field(default_factory=list)

    def add(self, file: str, key: str, cause: str, remedy: str) -> None:
        """Note one fault: in which file, at which key, what, and what to do."""
        line = line_of(self.files[file].decode(), key, cause) if file in self.files else 0
        where = ", ".join(filter(None, (file, f"line {line}" if line else "", key)))
        self.found.append(ProtocolError(cause, where=where, remedy=remedy))

    @contextmanager
    def at(self, file: str, key: str) -> Iterator[None]:
        """Note what is mistyped in the block, and go on after it."""
        try:
            yield
        except Mistyped as error:
            self.add(file, f"{key}.{error.key}" if error.key else key, str(error), error.remedy)

    def stop_if_any(self) -> None:
        """Raise ProtocolError with every fault found, one a line, if there is one."""
        if self.found:
            raise ProtocolError("\n".join(str(fault) for fault in self.found))
