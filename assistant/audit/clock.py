"""Time and chance as values: a record asks only these for the hour and for its salts."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.audit.layout import SALT_BYTES


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _salt() -> bytes:
    return os.urandom(SALT_BYTES)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a record gets its times and salts; the defaults are the machine's own.

    now gives an aware datetime, monotonic_ns nanoseconds, salt SALT_BYTES random bytes.
    """

    now: Callable[[], datetime] = _utc_now
    monotonic_ns: Callable[[], int] = time.monotonic_ns
    salt: Callable[[], bytes] = _salt


def stamp(at: datetime) -> str:
    """A moment as the record writes it: RFC 3339, UTC, microseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
