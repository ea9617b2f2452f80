"""The certificate: who practised what under which protocol version, and how it was marked."""

from collections.abc import Mapping
from datetime import datetime

from assistant import __version__
from assistant.criteria.base import Frozen
from assistant.errors import BadInput
from assistant.phrases import phrases
from assistant.reports.content import Row
from assistant.reports.rendering import page
from assistant.reports.wording import moment
from assistant.session.protocols import packaged
from assistant.training.cases import case_named, cases
from assistant.training.folders import ROOM
from assistant.training.progress import Progress
from assistant.training.scoring import Sheet


class CaseLine(Frozen):
    """One case on the certificate: the last attempt at it."""

    case: str
    mode: str
    score: str
    verdict: str
    date: str


class Certificate(Frozen):
    """A certificate in one language; every text is ready to be shown."""

    language: str
    title: str
    heading: str
    watermark: str
    says: str
    limits: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    cases: tuple[CaseLine, ...]


def certificate_of(progress: Progress, language: str, made_at: datetime) -> str:
    """Return the certificate of a trainee under the protocol in force, as an HTML page.

    Practice under another version of the protocol is left out. Raises BadInput if none is left.
    """
    say, protocol = phrases(ROOM, language), packaged()
    sha256 = protocol.source.sha256
    sheets = [each for each in progress.latest.values() if each.sha256 == sha256]
    if not sheets:
        raise BadInput(say("certificate.none"), where=progress.user,
                       remedy=say("certificate.none_remedy"))  # fmt: skip
    sheets.sort(key=lambda each: each.case)
    heading = protocol.words_in(language).protocol.short_title
    texts = {
        "trainee": progress.user,
        "protocol": f"{heading} ({protocol.id}, {protocol.registry})",
        "version": protocol.version,
        "sha256": sha256,
        "score": _total(sheets, language),
        "verdicts": f"{sum(each.is_verdict_right for each in sheets)}/{len(sheets)}",
        "made_at": moment(made_at).text,
        "software": __version__,
    }
    certificate = Certificate(
        language=language,
        title=say("certificate.title"),
        heading=say("certificate.heading"),
        watermark=say("watermark"),
        says=say("certificate.says", user=progress.user, count=len(sheets), all=len(cases())),
        limits=say("certificate.limits"),
        rows=_rows(texts, language),
        columns=tuple(say(f"certificate.column_{name}") for name in CaseLine.model_fields),
        cases=tuple(_line(each, language) for each in sheets),
    )
    return page("certificate", "html", certificate=certificate)


def _rows(texts: Mapping[str, str], language: str) -> tuple[Row, ...]:
    say = phrases(ROOM, language)
    return tuple(Row(label=say(f"certificate.{key}"), text=text) for key, text in texts.items())


def _total(sheets: list[Sheet], language: str) -> str:
    right, all_ = sum(each.right for each in sheets), sum(len(each.marked) for each in sheets)
    # Rounded down: nobody reads 100 % who was not right throughout.
    percent = right * 100 // all_ if all_ else 0
    return phrases(ROOM, language)("certificate.total", count=right, all=all_, percent=percent)


def _line(sheet: Sheet, language: str) -> CaseLine:
    say, case = phrases(ROOM, language), case_named(sheet.case)
    verdict = "verdict_right" if sheet.is_verdict_right else "verdict_wrong"
    return CaseLine(
        case=f"{case.number} {case.text(language).title}",
        mode=say("list.exam" if sheet.is_exam else "list.guided"),
        score=say("list.score", right=sheet.right, all=len(sheet.marked)),
        verdict=say(f"certificate.{verdict}"),
        date=moment(sheet.at).text,
    )
