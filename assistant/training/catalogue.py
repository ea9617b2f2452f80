"""The practice cases as a list, each with how it went best; which one is meant by whom."""

from pathlib import Path
from typing import NamedTuple

from assistant.phrases import phrases
from assistant.session.protocols import packaged
from assistant.training.cases import Case, case_named, cases
from assistant.training.folders import ROOM, practice_folder
from assistant.training.progress import Progress, next_case, progress_of


class CaseRow(NamedTuple):
    """A case as a list shows it; `score` and `mode` are of the best attempt concluded.

    Before that, `title` does not say what the case turns on.
    """

    id: str
    number: str
    title: str
    score: str
    mode: str


def catalogue(progress: Progress, language: str) -> tuple[CaseRow, ...]:
    """Return every case, in the order in which they are to be practised."""
    return tuple(_row(case, progress, language) for case in cases().values())


def headings(language: str) -> CaseRow:
    """Return what stands above the columns."""
    return CaseRow("", *phrases(ROOM, language).table("list")["heading"])


def chosen(records: Path, user: str, name: str | None) -> Case:
    """Return the case with a name, or the one to practise next; the first once all are done.

    Raises BadInput if no case has the name.
    """
    if name is not None:
        return case_named(name)
    found = next_case(progress_of(practice_folder(records), user), packaged())
    return found[0] if found else next(iter(cases().values()))


def _row(case: Case, progress: Progress, language: str) -> CaseRow:
    say, best = phrases(ROOM, language), progress.best(case.id)
    text = case.text(language)
    is_left = any(progress.unfinished(case.id, is_exam=is_exam) for is_exam in (True, False))
    left = say("list.left") if is_left else ""
    if best is None:
        return CaseRow(case.id, case.number, text.who, say("list.never"), left)
    score = say("list.score", right=best.right, all=len(best.marked))
    mark = "✓" if best.is_verdict_right else "✗"
    mode = say("list.exam" if best.is_exam else "list.guided")
    title = say("list.case", who=text.who, title=text.title)
    done = ", ".join(part for part in (mode, left) if part)
    return CaseRow(case.id, case.number, title, f"{mark} {score}", done)
