"""Three truth values: unknown is never read as false, and no connective ever turns it into one."""

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """A truth value of Kleene's strong logic; `UNKNOWN` also stands for a value that is missing."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        """Refuse to be used as a condition: a third value has no two-valued reading."""
        raise TypeError("a Truth is not a bool: compare it with `is`")


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def truth(value: bool) -> Truth:
    """Return the truth value of a plain bool."""
    return TRUE if value else FALSE


def negation(value: Truth) -> Truth:
    """Return Kleene's negation: unknown stays unknown."""
    if value is UNKNOWN:
        return UNKNOWN
    return FALSE if value is TRUE else TRUE


def conjunction(values: Iterable[Truth]) -> Truth:
    """Return Kleene's *and*: false if one is false, else unknown if one is unknown."""
    result = TRUE
    for value in values:
        if value is FALSE:
            return FALSE
        if value is UNKNOWN:
            result = UNKNOWN
    return result


def disjunction(values: Iterable[Truth]) -> Truth:
    """Return Kleene's *or*: true if one is true, else unknown if one is unknown."""
    result = FALSE
    for value in values:
        if value is TRUE:
            return TRUE
        if value is UNKNOWN:
            result = UNKNOWN
    return result


def at_least(count: int, values: Iterable[Truth]) -> Truth:
    """Return whether at least `count` values are true, unknown while unknown ones could tell."""
    known = unknown = 0
    for value in values:
        known += value is TRUE
        unknown += value is UNKNOWN
    if known >= count:
        return TRUE
    return UNKNOWN if known + unknown >= count else FALSE
