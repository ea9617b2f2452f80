"""Dates as people write them: ISO, day/month/year, "today", "3 days ago"; never month first."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from assistant.phrases import Phrases

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_SPELLED = re.compile(r"(\d{1,2})(?:er)? (\w+)\.? (\d{4})")


class NoSuchDay(Exception):
    """A date that the calendar does not have."""


def day_named(said: str, today: date, languages: Iterable[Phrases]) -> date | None:
    """Return the day that a folded text names, or None if it names none.

    Raises NoSuchDay for a date that does not exist, such as 31/04/2026.
    """
    if found := _ISO.fullmatch(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(said):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    for phrases in languages:
        words = phrases.table("words.days")
        if (found := _SPELLED.fullmatch(said)) and found[2] in words["months"]:
            return _day(int(found[3]), words["months"].index(found[2]) % 12 + 1, int(found[1]))
        if said in words["relative"]:
            return today + timedelta(days=words["relative"][said])
        for pattern in words["patterns"]:
            if found := re.fullmatch(pattern["text"], said):
                return _moved(today, pattern["days"] * int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> date:
    """Return a day of the calendar."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay from error


def _moved(today: date, days: int) -> date:
    """Return the day so many days from today."""
    try:
        return today + timedelta(days=days)
    except OverflowError as error:
        raise NoSuchDay from error
