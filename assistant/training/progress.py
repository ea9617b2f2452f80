"""A trainee's progress: read from the practice records each time, and never stored."""

from collections import Counter
from datetime import date
from pathlib import Path

from assistant.audit.layout import record_name
from assistant.audit.reading import read, screenings
from assistant.criteria.base import Frozen
from assistant.criteria.model import StudyProtocol
from assistant.dialogs.wording import Wording
from assistant.errors import AssistantError
from assistant.phrases import phrases
from assistant.session.protocols import protocol_of
from assistant.training.cases import Case, cases
from assistant.training.correcting import Corrector
from assistant.training.folders import ROOM
from assistant.training.marking import Grade
from assistant.training.scoring import Sheet, scored


class Tally(Frozen):
    """Answers right, of those marked, among the answers that decide one criterion."""

    criterion: str
    right: int
    all: int


class Confusion(Frozen):
    """A fact taken for something else: what was answered, what the file says, how often, last."""

    fact: str
    given: str
    right: str
    count: int
    last: date


class Progress(Frozen):
    """All attempts of a trainee, oldest first: `sheets` concluded, `left` not.

    `unread` counts the records that are left out.
    """

    user: str
    sheets: tuple[Sheet, ...]
    left: tuple[Sheet, ...] = ()
    unread: int = 0

    @property
    def latest(self) -> dict[str, Sheet]:
        """Return the last attempt at each case."""
        return {sheet.case: sheet for sheet in self.sheets}

    def best(self, case: str) -> Sheet | None:
        """Return the attempt at a case with the most answers right, or None."""
        found = [sheet for sheet in self.sheets if sheet.case == case]
        return max(found, key=lambda each: (each.is_verdict_right, each.right), default=None)

    def last(self, case: str) -> Sheet | None:
        """Return the last attempt at a case, concluded or not, or None."""
        found = [sheet for sheet in (*self.sheets, *self.left) if sheet.case == case]
        return max(found, key=lambda each: each.at, default=None)

    def unfinished(self, case: str, *, is_exam: bool) -> str | None:
        """Return the last attempt at a case that can be gone on with, by its screening's id."""
        kind = (case, is_exam)
        found = [each.screening for each in self.left if (each.case, each.is_exam) == kind]
        return found[-1] if found else None

    def tallies(self, protocol: StudyProtocol) -> tuple[Tally, ...]:
        """Return the score of each criterion in the last attempt at each case."""
        right: Counter[str] = Counter()
        all_: Counter[str] = Counter()
        for sheet in self.latest.values():
            for mark in sheet.marked:
                all_.update(mark.criteria)
                right.update(mark.criteria if mark.grade is Grade.RIGHT else ())
        return tuple(
            Tally(criterion=each.id, right=right[each.id], all=all_[each.id])
            for each in protocol.criteria
            if all_[each.id]
        )

    def confusions(self, protocol: StudyProtocol, language: str) -> tuple[Confusion, ...]:
        """Return what was answered otherwise than the file says, the most frequent first."""
        corrector = Corrector(protocol, Wording(protocol, language))
        found: Counter[tuple[str, str, str]] = Counter()
        last: dict[tuple[str, str, str], date] = {}
        for sheet in self.sheets:
            for mark in sheet.marked:
                # An older version of the protocol may have asked for what this one does not.
                if mark.grade is not Grade.RIGHT and mark.fact in protocol.fact:
                    kind = (mark.fact, *corrector.answer(mark))
                    found[kind] += 1
                    last[kind] = sheet.at.date()
        return tuple(
            Confusion(fact=kind[0], given=kind[1], right=kind[2], count=count, last=last[kind])
            for kind, count in found.most_common()
        )


def progress_of(folder: Path, user: str) -> Progress:
    """Return a trainee's progress from a folder of practice records.

    A record is left out, and counted, if it is damaged, or of a case or a protocol not here.
    """
    found = [_sheet(folder, screening) for screening in screenings(folder)]
    own = sorted((each for each in found if each and each.user == user), key=lambda each: each.at)
    return Progress(
        user=user,
        sheets=tuple(each for each in own if each.concluded),
        left=tuple(each for each in own if not each.concluded),
        unread=found.count(None),
    )


def _sheet(folder: Path, screening: str) -> Sheet | None:
    try:
        events = read(folder / record_name(screening))
        return scored(protocol_of(folder, events[0]), events)
    except AssistantError:
        return None


def next_case(progress: Progress, protocol: StudyProtocol) -> tuple[Case, str, str] | None:
    """Return what to practise next, why ("first", "weak", "new" or "again"), and the criterion.

    A criterion whose answers need another look comes before a new case, and a new case before one
    that is to be done again; None if every case has been done without a mistake.
    """
    known, latest = cases(), progress.latest
    left = [each for each in known.values() if each.id not in latest]
    faulty = [known[id_] for id_, sheet in latest.items() if not sheet.is_perfect]
    if left and left[0] is next(iter(known.values())):
        return left[0], "first", ""
    tallies = progress.tallies(protocol)
    for tally in sorted((t for t in tallies if t.right < t.all), key=lambda t: t.right / t.all):
        for case in (*left, *faulty):
            if tally.criterion in case.decisive:
                return case, "weak", tally.criterion
    if left:
        return left[0], "new", ""
    return (faulty[0], "again", "") if faulty else None


def next_line(progress: Progress, protocol: StudyProtocol, language: str) -> str:
    """Return what to practise next, and why, in one line."""
    say = phrases(ROOM, language)
    found = next_case(progress, protocol)
    if found is None:
        return say("end.done")
    case, why, criterion = found
    labels = protocol.words_in(language).criteria
    label = labels[criterion].label if criterion else ""
    return say("end.next", number=case.number, who=case.text(language).who,
               why=say(f"why.{why}", criterion=criterion, label=label))  # fmt: skip


def report(progress: Progress, protocol: StudyProtocol, language: str) -> str:
    """Return a trainee's progress as text: scores by criterion, confusions, what comes next."""
    say, words = phrases(ROOM, language), protocol.words_in(language)
    lines = [say("progress.title", user=progress.user), ""]
    if progress.unread:
        lines += [say("progress.unread", count=progress.unread), ""]
    if not progress.sheets:
        return "\n".join([*lines, say("progress.none")])
    latest = progress.latest
    verdicts = sum(sheet.is_verdict_right for sheet in latest.values())
    lines += [
        say("progress.cases", done=len(latest), all=len(cases()), verdicts=verdicts), "",
        say("progress.criteria"),
    ]  # fmt: skip
    for tally in progress.tallies(protocol):
        label = words.criteria[tally.criterion].label
        line = say("progress.criterion", criterion=f"{tally.criterion:<4}", right=tally.right,
                   all=tally.all, label=label)  # fmt: skip
        lines.append(f"  {line}")
    met = {criterion for case in latest for criterion in cases()[case].decisive}
    untried = [each.id for each in protocol.criteria if each.id not in met]
    if untried:
        lines += ["", say("progress.untried", criteria=", ".join(untried))]
    confusions = progress.confusions(protocol, language)
    if confusions:
        lines += ["", say("progress.confusions")]
    for each in confusions:
        label = words.facts[each.fact].label
        line = say("progress.confusion", count=each.count, label=label, given=each.given,
                   right=each.right, last=each.last.isoformat())  # fmt: skip
        lines.append(f"  {line}")
    return "\n".join([*lines, "", next_line(progress, protocol, language)])
