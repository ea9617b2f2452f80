"""What a part of an event's data must be: itself, or TypeError.

No assertion, which `python -O` leaves out: a record that is not of its form must be told of.
"""

from collections.abc import Mapping, Sequence

from assistant.audit.events import Json


def mapping(value: Json) -> Mapping[str, Json]:
    """Return an object."""
    if not isinstance(value, Mapping):
        raise TypeError("an object is due")
    return value


def items(value: Json) -> Sequence[Json]:
    """Return a list."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError("a list is due")
    return value


def words(value: Json) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise TypeError("a text is due")
    return value


def whole(value: Json) -> int:
    """Return a whole number."""
    if not isinstance(value, int):
        raise TypeError("a whole number is due")
    return value
