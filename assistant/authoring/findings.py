"""What a review finds: where, what, what to do about it, and whether it could be meant."""

from typing import NamedTuple

from assistant.criteria.sources import FILE


class Found(NamedTuple):
    """One thing found; `key` is where it stands, `is_slip` that it cannot be meant."""

    key: str
    cause: str
    remedy: str
    is_slip: bool = False
    file: str = FILE
