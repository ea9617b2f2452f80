"""What a value would have to be, in words: "below 3 mg/dL (30 mg/L)"."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from assistant.criteria.model import Span
from assistant.criteria.turning import Stretch
from assistant.phrases import Phrases

Limit = Callable[[Fraction], str]


def condition(stretches: Sequence[Stretch], hard: Span | None, limit: Limit, say: Phrases) -> str:
    """Return where a number would have to lie; what the hard limits already say is left out."""
    within = [each for each in (_within(stretch, hard) for stretch in stretches) if each]
    return say("join.or").join(_one(each, limit, say) for each in within)


def days(stretch: Stretch, start: date, end: date) -> tuple[tuple[str, str, date], ...]:
    """Return the days that would do at one end of a span, the other end kept.

    Each is ("start" or "end", "from" or "until", day). A stretch with two ends gives none: no
    single day would say it.
    """
    least, most = _least_days(stretch), _most_days(stretch)
    if least is None and most is not None:
        return (("end", "until", start + most), ("start", "from", end - most))
    if most is None and least is not None:
        return (("end", "from", start + least), ("start", "until", end - least))
    return ()


def _least_days(stretch: Stretch) -> timedelta | None:
    """Return the least whole number of days in a stretch, None if it has no lower end."""
    if stretch.low is None:
        return None
    whole = ceil(stretch.low)
    return timedelta(days=whole if stretch.low_included or whole > stretch.low else whole + 1)


def _most_days(stretch: Stretch) -> timedelta | None:
    """Return the greatest whole number of days in a stretch, None if it has no upper end."""
    if stretch.high is None:
        return None
    whole = floor(stretch.high)
    return timedelta(days=whole if stretch.high_included or whole < stretch.high else whole - 1)


def _within(stretch: Stretch, hard: Span | None) -> Stretch | None:
    """Return the part of a stretch inside the hard limits, without ends that these already set."""
    if hard is None:
        return stretch
    low, high = stretch.low, stretch.high
    if high is not None and (high < hard.low or (high == hard.low and not stretch.high_included)):
        return None
    if low is not None and (low > hard.high or (low == hard.high and not stretch.low_included)):
        return None
    if high == hard.low or low == hard.high:
        point = hard.low if high == hard.low else hard.high
        return Stretch(low=point, low_included=True, high=point, high_included=True)
    return stretch


def _one(stretch: Stretch, limit: Limit, say: Phrases) -> str:
    """Return one stretch in words."""
    low, high = stretch.low, stretch.high
    if low is not None and low == high:
        return say("condition.exactly", limit=limit(low))
    parts = []
    if low is not None:
        key = "condition.at_least" if stretch.low_included else "condition.above"
        parts.append(say(key, limit=limit(low)))
    if high is not None:
        key = "condition.at_most" if stretch.high_included else "condition.below"
        parts.append(say(key, limit=limit(high)))
    return say("join.and").join(parts) if parts else say("condition.any")
