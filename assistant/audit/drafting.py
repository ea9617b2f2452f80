"""A deed as the next line of its record.

Invariant: a line that is drafted can be read back; what the format cannot hold is refused here,
before a byte is written.
"""

from datetime import datetime

from assistant.audit.chain import encode_line, private_part
from assistant.audit.clock import Clock, stamp
from assistant.audit.events import Deed, Event, Json, Origin
from assistant.audit.layout import GENESIS, VERSION


def draft(deed: Deed, at: datetime, origin: Origin, previous: Event | None, clock: Clock) -> bytes:
    """The line, newline included; ValueError for data that a record cannot hold."""
    event: dict[str, Json] = {
        "v": VERSION,
        "screening": origin.screening,
        "seq": previous.seq + 1 if previous else 0,
        "prev": previous.hash if previous else GENESIS,
        "at": stamp(at),
        "mono": clock.monotonic_ns() // 1000,  # nanoseconds would pass 2^53 after 104 days
        "actor": deed.author.actor,
        "role": deed.author.role,
        "type": deed.type,
        "protocol": {
            "id": origin.protocol.id,
            "version": origin.protocol.version,
            "sha256": origin.protocol.sha256,
        },
        "software": origin.software,
        "data": deed.data,
    }
    return encode_line(event, private_part(deed.private, clock.salt()))
