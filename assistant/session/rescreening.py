"""The same participant screened again: which earlier screening, and the answers that it offers.

An answer is never taken over: each is offered when its question comes, and counts once confirmed.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.audit.clock import stamp
from assistant.audit.events import Event, Json
from assistant.audit.layout import PRACTICE, record_name
from assistant.audit.reading import read, screenings
from assistant.criteria.evaluation import fact_value
from assistant.criteria.model import StudyProtocol
from assistant.criteria.truth import UNKNOWN
from assistant.dialogs.wording import ROOM as DIALOGS
from assistant.errors import AssistantError, BadInput
from assistant.phrases import phrases
from assistant.reports.wording import ROOM as REPORTS
from assistant.session.codec import decoded, encoded
from assistant.session.earlier import given_at
from assistant.session.listing import Listed, one
from assistant.session.opening import Opening
from assistant.session.protocols import packaged, protocol_of
from assistant.session.state import State, fold
from assistant.text import folded


def on_record(
    folder: Path, subject: str, site: str, language: str = "en", but: str = ""
) -> tuple[Listed, ...]:
    """Return the sound screenings, but one, of a subject's code at a site.

    The latest comes first, and one without any answer after all that have some.
    """
    wanted = (subject.strip().upper(), site)
    found = [
        one(folder, screening, language)
        for screening in screenings(folder)
        if screening != but and whom(folder, screening) == wanted
    ]
    sound = [(each.answered > 0, each.started, each) for each in found if each.started is not None]
    return tuple(each for *_, each in sorted(sound, key=lambda known: known[:2], reverse=True))


def rescreening(
    folder: Path, screening: str, opening: Opening, protocol: StudyProtocol | None = None
) -> Opening:
    """Return an opening that is linked to an earlier screening and offers its answers.

    Subject and site, where they are "", are the earlier ones. Raises BadInput if the subject or the
    trial is another; RecordError if the earlier record cannot be read.
    """
    events = read(folder / record_name(screening))
    before = protocol_of(folder, events[0])
    state, now = fold(before, events), protocol or packaged()
    if before.id != now.id or state.practice:
        raise BadInput(
            "cannot be screened again", where=screening,
            why="It is practice" if state.practice else f"It is a screening for {before.id}",
            remedy="Name a screening for this trial, or start anew without --rescreens",
        )  # fmt: skip
    if opening.subject.strip().upper() not in ("", state.subject):
        raise BadInput(
            f"{opening.subject!r} is another subject", where=screening,
            why=f"That screening is of {state.subject}",
            remedy=f"Use {state.subject}, or start anew without --rescreens",
        )  # fmt: skip
    link: dict[str, Json] = {
        "screening": screening,
        "head": events[-1].hash,
        "answers": _offered(before, now, state, events),
    }
    site = opening.site or state.site
    return opening._replace(subject=state.subject, site=site, rescreens=link)


def notice(found: Sequence[Listed], language: str) -> str:
    """Return that a subject is on record already, and how its last screening stands."""
    last = found[0]
    assert last.started is not None
    states = phrases(REPORTS, language).table("log.states")
    return phrases(DIALOGS, language)(
        "duplicate.known", subject=last.subject, id=last.screening[:8], day=last.started.date(),
        state=states[last.state], verdict=last.verdict_label,
    )  # fmt: skip


def remedy(found: Sequence[Listed], language: str) -> str:
    """Return what to do if a subject on record is the same participant."""
    return phrases(DIALOGS, language)("duplicate.remedy", id=found[0].screening[:8])


def question(language: str) -> str:
    """Return the question whether a subject on record is the same participant."""
    return phrases(DIALOGS, language)("duplicate.question")


def is_the_same(text: str, language: str) -> bool | None:
    """Return what a reply to that question says, or None."""
    words = phrases(DIALOGS, language).table("words")
    said = folded(text)
    return said in words["yes"] if said in (*words["yes"], *words["no"]) else None


def _offered(
    before: StudyProtocol, now: StudyProtocol, state: State, events: Sequence[Event]
) -> Mapping[str, Json]:
    """Return the known answers that can still be given, each with when it was given.

    They are those in force, and those that were offered there in turn and not asked for yet.
    """
    found = {fact: each.answer for fact, each in state.erased.items() if each.is_earlier}
    offered: dict[str, Json] = {}
    for fact, answer in {**found, **state.answers}.items():
        seq = state.given_by.get(fact)
        at = given_at(events, fact) if seq is None else stamp(events[seq].at)
        data = {**encoded(answer), "at": at}
        if fact_value(before.fact[fact], answer) is not UNKNOWN and _fits(now, fact, data):
            offered[fact] = data
    return offered


def _fits(protocol: StudyProtocol, fact: str, data: Mapping[str, Json]) -> bool:
    """Return whether an answer can be one to a fact of a protocol: versions may differ."""
    try:
        return fact in protocol.fact and decoded(protocol.fact[fact], data) is not None
    except AssistantError:
        return False


def whom(folder: Path, screening: str) -> tuple[str, str] | None:
    """Return the subject and the site that a record's first line names; None if none can be read.

    Only that line is looked at, and not judged: a folder may hold thousands.
    """
    try:
        with (folder / record_name(screening)).open("rb") as stream:
            data = json.loads(stream.readline())["e"]["data"]
        return None if PRACTICE in data else (data["subject"], data["site"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
