"""What one line of a record says, as a value that never changes.

Invariant: an Event is made only from a line whose form, hash and payload hash have been checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something, and in which role."""

    actor: str
    role: str


SYSTEM = Author(actor="assistant", role="system")  # what the program does of itself


@dataclass(frozen=True, slots=True)
class ProtocolRef:
    """The protocol that a screening follows; sha256 is lower-case hex over its files."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What every line of a record repeats: whose it is, and what it was made with."""

    screening: str
    protocol: ProtocolRef
    software: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What happened, before it has a time and a place in a record.

    data is plain JSON: ASCII keys, integers to 2^53-1, decimals as strings, no floats; private is
    what a person typed, by name.
    """

    type: str
    data: Mapping[str, Json]
    author: Author
    private: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a record.

    seq counts from 0; at is UTC; mono is the machine's monotonic clock in microseconds; data is
    plain JSON; private is the free text by name, empty if there was none or it was redacted;
    prev and hash are lower-case hex SHA-256.
    """

    screening: str
    seq: int
    prev: str
    hash: str
    at: datetime
    mono: int
    author: Author
    type: str
    protocol: ProtocolRef
    software: str
    data: Mapping[str, Json]
    private: Mapping[str, str]
    redacted: bool
