"""Whether a whole folder is what was written: its records, and the ledger that they share.

Invariant: nothing is locked or changed, so a folder may be verified while it is written. The ledger
is read before the records and, where one has got ahead of it, again after.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.audit import disk, layout
from assistant.audit.book import Book
from assistant.audit.checkpoint import Checkpoint, origin_of, spoken
from assistant.audit.tracing import Finding, Trace
from assistant.audit.verifying import Replay, Report, examined, reported
from assistant.text import visible

_UNANCHORED = (
    "unanchored: no checkpoint vouches for it, so an end cut off records and ledger alike, or a "
    "folder made anew, would not show; keep what `screening checkpoint` prints in another place, "
    "and give it with --checkpoint"
)
_NO_LEDGER = (
    "it has no ledger, so a record cut short or taken away would not show; the next screening "
    "begun or resumed here begins one"
)

_NOT_THERE = (
    "the ledger has neither this line nor those below: the file is from elsewhere, or the ledger "
    "from another time"
)
_NOT_YET = (
    "it is not in the ledger yet: it is being saved now, or the program was stopped before it told "
    "anyone; resuming the screening enters it"
)


def verify_folder(
    folder: Path,
    replay: Replay | None = None,
    *,
    checkpoints: Sequence[Checkpoint] = (),
    only: str = "",
) -> tuple[Report, ...]:
    """Check every record in a folder, or the one of a screening, and the ledger.

    The first report is on the folder itself, the second on its ledger if there is one. Raises
    RecordError if the folder cannot be read.
    """
    try:
        names, mode = disk.names(folder), folder.stat().st_mode
    except OSError as fault:
        raise disk.refusal("This folder cannot be read", folder, fault) from fault
    records = [name for name in names if layout.screening_of(name)]
    wanted = [name for name in records if only in ("", layout.screening_of(name))]
    book = Book(folder / layout.LEDGER, [each.size for each in checkpoints])
    if not book.exists:
        missing = [Finding("warning", None, _NO_LEDGER)] if records else []
        missing += [_no_ledger(each) for each in checkpoints]
        traces = [examined(folder / name, replay) for name in wanted]
        return (_on_folder(folder, names, mode, missing), *map(reported, traces))
    book.read()
    before = book.counts()
    traces = [_compared(examined(folder / name, replay), book, before) for name in wanted]
    missing = [] if only else _gone(before, records)
    on_ledger = _on_ledger(book, checkpoints)
    return (_on_folder(folder, names, mode, missing), on_ledger, *map(reported, traces))


def _on_folder(folder: Path, names: Sequence[str], mode: int, found: list[Finding]) -> Report:
    strays = [
        Finding("warning", None, f"{visible(name)} is not part of any record")
        for name in names
        if not layout.is_expected(name)
    ]
    count = sum(layout.screening_of(name) is not None for name in names)
    notes: tuple[str, ...] = ("1 record." if count == 1 else f"{count} records.",)
    if mode & disk.OTHERS:
        notes += ("Other users of this machine can enter this folder: `chmod 700` closes it.",)
    return Report(folder, 0, "", (*found, *strays), notes)


def _gone(before: Mapping[str, int], records: Sequence[str]) -> list[Finding]:
    there = {layout.screening_of(name) for name in records}
    return [
        Finding("failure", None, f"the record {screening} is gone: the ledger has {count} lines")
        for screening, count in before.items()
        if screening not in there
    ]


def _compared(trace: Trace, book: Book, before: Mapping[str, int]) -> Trace:
    """Hold a record, read after the ledger was, against it; a faulty one is not blamed twice."""
    screening = layout.screening_of(trace.path.name) or ""
    if trace.has_failed:
        return trace
    if len(trace.hashes) > before.get(screening, 0):
        book.read()
    entered = book.hashes.get(screening, [])
    pairs = zip(trace.hashes, entered, strict=False)
    differing = next((at for at, (own, other) in enumerate(pairs, 1) if own != other), None)
    missing = len(trace.hashes) - len(entered)
    if differing is not None:
        cause = "it is not the line that the ledger has there: one of the two was made anew"
        trace.found.append(Finding("failure", differing, cause))
    elif len(trace.hashes) < before.get(screening, 0):
        cause = f"the ledger has {before[screening]} lines of it: the end of this file is gone"
        trace.found.append(Finding("failure", None, cause))
    elif missing > 1:
        trace.found.append(Finding("failure", len(entered) + 1, _NOT_THERE))
    elif missing == 1:
        trace.found.append(Finding("warning", len(trace.hashes), _NOT_YET))
    return trace


def _on_ledger(book: Book, checkpoints: Sequence[Checkpoint]) -> Report:
    found, notes = book.findings(), []
    origin = origin_of(book.first)
    for each in sorted(checkpoints, key=lambda checkpoint: checkpoint.size):
        cause = _disagreement(each, book, origin)
        if cause:
            found.append(Finding("failure", None, cause))
        else:
            since = book.tree.size - each.size
            notes.append(
                f"It begins with the {each.size} lines of the checkpoint {spoken(each.root)}, "
                f"unchanged; {since} came since."
            )
    if not checkpoints:
        found.append(Finding("warning", None, _UNANCHORED))
    return Report(book.path, book.tree.size, spoken(book.tree.root()), tuple(found), tuple(notes))


def _disagreement(checkpoint: Checkpoint, book: Book, origin: str) -> str:
    """Why the ledger is not one that a checkpoint vouches for, or ""."""
    if checkpoint.size > book.tree.size:
        return (
            f"a checkpoint vouches for {checkpoint.size} lines and it has {book.tree.size}: its "
            "end was cut off, or an older copy of the folder was put back"
        )
    if checkpoint.size and checkpoint.origin != origin:
        return f"the checkpoint is of another ledger, {visible(checkpoint.origin)}"
    if checkpoint.size and book.roots[checkpoint.size] != checkpoint.root:
        return (
            f"its first {checkpoint.size} lines are not those that the checkpoint "
            f"{spoken(checkpoint.root)} vouches for: it was made anew or changed"
        )
    return ""


def _no_ledger(checkpoint: Checkpoint) -> Finding:
    cause = f"a checkpoint vouches for {checkpoint.size} lines of a ledger that is not here"
    return Finding("failure", None, cause)
