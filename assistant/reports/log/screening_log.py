"""The screening log: what a sponsor asks to see of everybody who was screened, nobody named."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from assistant import __version__
from assistant.criteria.evaluation import Status
from assistant.phrases import Phrases, phrases
from assistant.reports.content import Row
from assistant.reports.findings import GLYPHS as MARKS
from assistant.reports.identity import GLYPHS
from assistant.reports.log.content import Line, Log
from assistant.reports.log.entries import Entry, Ledger, Logbook, Reason
from assistant.reports.log.flow import charts, flow
from assistant.reports.log.participants import Participant, participants
from assistant.reports.log.selection import Selection
from assistant.reports.wording import ROOM, moment


def screening_log(book: Logbook, selection: Selection, language: str, made_at: datetime) -> Log:
    """Return the log of the entries asked for, the latest first, in a language."""
    say = phrases(ROOM, language)
    chosen = selection.of(book.entries)
    sound = [each for each in chosen if not each.is_left_out]
    found = participants(sound)
    later = _later(found)
    several = len(book.folders) > 1
    left_out = [each for each in chosen if each.is_left_out]
    return Log(
        language=language,
        title=say("log.title"),
        trials=say("join.list").join(sorted({f"{each.trial} ({each.protocol})" for each in sound})),
        asked=_asked(selection, say),
        tally=_tally(found, len(left_out), say),
        folders=_folders(book.folders, chosen) if several else (),
        lines=tuple(_line(each, later, say, several=several) for each in sound),
        left_out=tuple(_line(each, later, say, several=several) for each in left_out),
        flow=flow(found, say),
        charts=charts(found, say),
        note=say("log.note"),
        ledgers=_ledgers(book.ledgers, say),
        made=moment(made_at),
        software=__version__,
    )


def _later(found: Iterable[Participant]) -> dict[tuple[str, str], Entry]:
    """Return, for each screening that was followed by another, the one that counts instead."""
    return {
        (each.folder, each.screening): participant.current
        for participant in found
        for each in participant.screenings[:-1]
    }


def _tally(found: Sequence[Participant], left_out: int, say: Phrases) -> str:
    """Return how much there is, in one sentence."""
    screenings = sum(each.count for each in found)
    text = say("log.tally", participants=len(found), screenings=screenings)
    return f"{text} {say('log.tally_left_out', count=left_out)}" if left_out else text


def _folders(folders: Iterable[str], chosen: Sequence[Entry]) -> tuple[Row, ...]:
    """Return how many of the records asked for each folder holds."""
    counts = Counter(each.folder for each in chosen)
    return tuple(Row(label=folder, text=str(counts[folder])) for folder in folders)


def _ledgers(ledgers: Sequence[Ledger], say: Phrases) -> tuple[Row, ...]:
    """Return what vouches for the records of each folder, as a checkpoint says it."""
    several = len(ledgers) > 1
    return tuple(
        Row(
            label=f"{say('identity.ledger')} ({each.folder})"
            if several
            else say("identity.ledger"),
            text=say("ledger", count=each.size, root=each.root),
        )
        for each in ledgers
    )


def _asked(selection: Selection, say: Phrases) -> tuple[Row, ...]:
    """Return what was asked for, if anything in particular."""
    names = {
        "state": say.table("log.states").get(selection.state, selection.state),
        "verdict": say.table("log.verdicts").get(selection.verdict, selection.verdict),
    }
    texts = {**selection.model_dump(), **names}
    return tuple(
        Row(label=say(f"log.asked.{name}"), text=str(value))
        for name, value in texts.items()
        if value
    )


def _line(
    entry: Entry, later: Mapping[tuple[str, str], Entry], say: Phrases, *, several: bool
) -> Line:
    """Return one screening; its folder is named where the log is over several."""
    return Line(
        screening=entry.screening,
        folder=entry.folder if several else "",
        trial=entry.trial,
        subject=entry.subject,
        site=entry.site,
        opened=moment(entry.opened_at),
        opened_by_id=entry.opened_by,
        opened_by=_author(entry.opened_by, entry.opened_role, say),
        ended=moment(entry.ended_at),
        ended_by=_author(entry.ended_by, entry.ended_role, say),
        signed=moment(entry.signed_at),
        signed_by=_author(entry.signed_by, entry.signed_role, say),
        state_id=entry.state,
        state=say.table("log.states").get(entry.state, entry.state),
        verdict_id=str(entry.verdict or ""),
        verdict=_verdict(entry, say),
        glyph=GLYPHS[entry.verdict] if entry.verdict else "!",
        criteria=_criteria(entry, say),
        brief=_brief(entry, say),
        notes=tuple(_notes(entry, later.get((entry.folder, entry.screening)), say)),
        fault=entry.fault,
    )


def _verdict(entry: Entry, say: Phrases) -> str:
    """Return the verdict in words; until the screening has ended, as the one so far."""
    if entry.is_concluded or entry.is_left_out:
        return entry.verdict_word
    return say("log.so_far", verdict=entry.verdict_word)


def _criteria(entry: Entry, say: Phrases) -> tuple[Row, ...]:
    """Return the criteria that keep out or may, those of one status together."""
    left = len(entry.not_assessed)
    texts = {
        "failed": _ids(entry.failed),
        "contested": _ids(entry.contested),
        "missing": _ids(entry.missing),
        "not_assessed": say("log.count", count=left) if left else "",
    }
    found = {status: text for status, text in texts.items() if text}
    return tuple(Row(label=say(f"log.criteria.{each}"), text=found[each]) for each in found)


def _brief(entry: Entry, say: Phrases) -> str:
    """Return the criteria that keep out or may, and open queries, in one line."""
    marked = {
        Status.FAILED: entry.failed,
        Status.CONTESTED: entry.contested,
        Status.UNKNOWN: entry.missing,
    }
    parts = [f"{MARKS[status]} {_ids(found)}" for status, found in marked.items() if found]
    if entry.open_queries:
        parts.append(say("log.notes.queries_brief", count=entry.open_queries))
    return "  ".join(parts)


def _ids(reasons: Iterable[Reason]) -> str:
    return ", ".join(each.criterion for each in reasons)


def _notes(entry: Entry, later: Entry | None, say: Phrases) -> Iterator[str]:
    """Yield what else is to be known of a screening."""
    if entry.rescreens:
        yield say("log.notes.rescreens", screening=entry.rescreens[:8])
    if later is not None and later.screening == entry.screening:
        yield say("log.notes.copy", folder=later.folder)
    elif later is not None:
        yield say("log.notes.superseded", screening=later.screening[:8])
    if entry.open_queries:
        yield say("log.notes.queries", count=entry.open_queries)


def _author(by: str, role: str, say: Phrases) -> str:
    """Return who did something, with the role in words."""
    return say("author", by=by, role=say.table("roles").get(role, role)) if by else ""
