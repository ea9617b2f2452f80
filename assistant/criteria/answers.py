"""Answers: a fact is answered with a value, or is unknown for a reason, or is not answered."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from assistant.criteria.base import Frozen


class UnknownReason(StrEnum):
    """Why a fact is not known."""

    PENDING = "pending"
    NOT_DONE = "not_done"
    CANNOT_BE_OBTAINED = "cannot_be_obtained"
    UNSTATED = "unstated"


class Answer(Frozen):
    """One answer to one fact.

    `value` is canonical: a bool, an option's id, an exact number in the fact's canonical unit, a
    date, or None for "unknown", which then has its reason. `typed` is the value as it was given,
    without its unit ("28", "84/40"), and `unit` that unit ("" for none).
    """

    value: bool | str | Fraction | date | None
    typed: str = ""
    unit: str = ""
    unknown: UnknownReason | None = None

    @property
    def is_unknown(self) -> bool:
        """Return whether the answer is "unknown"."""
        return self.value is None


Answers = Mapping[str, Answer]


def unknown(reason: UnknownReason = UnknownReason.UNSTATED) -> Answer:
    """Return the answer "unknown"."""
    return Answer(value=None, unknown=reason)
