"""The flow of participants in CONSORT's manner, and how often each reason kept them out."""

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.criteria.evaluation import Verdict
from assistant.phrases import Phrases
from assistant.reports.content import Row
from assistant.reports.log.content import Bar, Box, Chart
from assistant.reports.log.entries import Entry, Reason
from assistant.reports.log.participants import Participant

BLOCKS = 24  # the longest bar of a terminal, in characters
_PARTS = " ▏▎▍▌▋▊▉"


def flow(found: Sequence[Participant], say: Phrases) -> tuple[Box, ...]:
    """Return the boxes: assessed, excluded, undetermined, eligible; the last three make the first.

    A verdict counts once its screening has ended; until then the participant is undetermined.
    """
    current = [each.current for each in found]
    excluded, undetermined = _excluded(current), _undetermined(current)
    eligible = _eligible(current)
    signed = sum(each.signed_by != "" for each in eligible)
    screenings = sum(each.count for each in found)
    again = sum(each.count > 1 for each in found)
    return (
        _box("assessed", current, say, [
            Row(label=say("log.flow.screenings"), text=str(screenings)),
            *_counted(say("log.flow.rescreened"), again),
        ]),
        _box("excluded", excluded, say, _reason_rows(excluded)),
        _box("undetermined", undetermined, say, _waiting_rows(undetermined, say)),
        _box("eligible", eligible, say, _counted(say("log.flow.signed"), signed)),
    )  # fmt: skip


def charts(found: Sequence[Participant], say: Phrases) -> tuple[Chart, ...]:
    """Return how many participants each criterion excludes, or leaves undetermined."""
    current = [each.current for each in found]
    excluded, undetermined = _excluded(current), _undetermined(current)
    counts = {
        "failed": _counts(each.failed for each in excluded),
        "contested": _counts(each.contested for each in undetermined),
        "missing": _counts(each.missing for each in undetermined),
    }
    several = len({reason.trial for each in counts.values() for reason, _ in each}) > 1
    longest = max((count for each in counts.values() for _, count in each), default=0)
    return tuple(
        Chart(
            id=kind,
            title=say(f"log.charts.{kind}"),
            bars=tuple(_bar(reason, count, longest, several=several) for reason, count in counted),
        )
        for kind, counted in counts.items()
        if counted
    )


def _excluded(current: Iterable[Entry]) -> list[Entry]:
    return [each for each in current if _ended_as(each, Verdict.NOT_ELIGIBLE)]


def _eligible(current: Iterable[Entry]) -> list[Entry]:
    return [each for each in current if _ended_as(each, Verdict.ELIGIBLE)]


def _undetermined(current: Iterable[Entry]) -> list[Entry]:
    """Return who is neither excluded nor eligible, those still being screened among them."""
    open_ = Verdict.UNDETERMINED
    return [each for each in current if not each.is_concluded or each.verdict is open_]


def _ended_as(entry: Entry, verdict: Verdict) -> bool:
    return entry.is_concluded and entry.verdict is verdict


def _box(id_: str, entries: Sequence[Entry], say: Phrases, rows: Sequence[Row]) -> Box:
    """Return one box; that reasons may add up to more than participants is said where they do."""
    several = id_ == "excluded" and any(len(each.failed) > 1 for each in entries)
    return Box(
        id=id_,
        label=say(f"log.flow.{id_}"),
        count=str(len(entries)),
        rows=tuple(rows),
        note=say("log.flow.several") if several else "",
    )


def _reason_rows(excluded: Iterable[Entry]) -> list[Row]:
    """Return how many participants each criterion excludes."""
    counts = _counts(each.failed for each in excluded)
    names = _names(counts)
    return [Row(label=names[reason], text=str(count)) for reason, count in counts]


def _waiting_rows(undetermined: Sequence[Entry], say: Phrases) -> list[Row]:
    """Return what undetermined participants wait for; each is counted under one heading."""
    waits = Counter(_waits_for(each) for each in undetermined)
    rows = [_counted(say(f"log.flow.{each}"), waits[each]) for each in _WAITS]
    return [row for found in rows for row in found]


_WAITS = ("unfinished", "answers", "sponsor")


def _waits_for(entry: Entry) -> str:
    """Return the first thing that an undetermined participant waits for."""
    if not entry.is_concluded:
        return "unfinished"
    return "answers" if entry.missing or entry.not_assessed else "sponsor"


def _counted(label: str, count: int) -> list[Row]:
    """Return a row, or none for nobody."""
    return [Row(label=label, text=str(count))] if count else []


def _counts(reasons: Iterable[tuple[Reason, ...]]) -> list[tuple[Reason, int]]:
    """Return each reason with how often it is given, the most frequent first."""
    counts = Counter(reason for each in reasons for reason in each)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].trial, item[0].criterion))


def _names(counts: Sequence[tuple[Reason, int]]) -> dict[Reason, str]:
    """Return each reason's name; the trial is named where there are several."""
    several = len({reason.trial for reason, _ in counts}) > 1
    return {reason: f"{reason.criterion} {_label(reason, several=several)}" for reason, _ in counts}


def _label(reason: Reason, *, several: bool) -> str:
    return f"{reason.label} ({reason.trial})" if several else reason.label


def _bar(reason: Reason, count: int, longest: int, *, several: bool) -> Bar:
    """Return one bar; eighths of a character keep the lengths true."""
    whole, eighths = divmod(count * BLOCKS * 8 // longest, 8)
    return Bar(
        criterion=reason.criterion,
        label=_label(reason, several=several),
        count=str(count),
        share=f"{100 * count // longest}%",
        blocks="█" * whole + (_PARTS[eighths] if eighths else ""),
    )
