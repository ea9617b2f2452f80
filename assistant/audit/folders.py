"""Whether a whole folder is what was written: its records, and the ledger that they share.

Invariant: nothing is locked or changed, so a folder may be verified while it is written. The ledger
is read before the records and, where one has got ahead of it, again after.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.audit import disk, examining, layout, vouching
from assistant.audit.belongings import unaccounted
from assistant.audit.book import Book
from assistant.audit.checkpoint import Checkpoint, spoken
from assistant.audit.register import Holder
from assistant.audit.sealing import faults
from assistant.audit.tracing import Finding, Trace
from assistant.audit.verifying import Replay, Report, reported
from assistant.text import counted

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
    wanted = [folder / name for name in records if only in ("", layout.screening_of(name))]
    known, unreadable = vouching.register(folder)
    kept, spoilt = vouching.kept(folder, known)
    book = Book(folder, [each.size for each in (*checkpoints, *kept)])
    if not book.exists:
        missing = [Finding("warning", None, _NO_LEDGER)] if records else []
        missing += [*spoilt, *unreadable, *map(_no_ledger, (*checkpoints, *kept))]
        traces = [_sealed(trace, known) for trace in examining.traces(wanted, replay)]
        vouching.hold_signatures_against(folder, traces)
        missing += unaccounted(folder, names, traces)
        return (_on_folder(folder, names, mode, missing), *map(reported, traces))
    book.read()
    before = book.counts()
    traces = [
        _sealed(_compared(trace, book, before), known) for trace in examining.traces(wanted, replay)
    ]
    vouching.hold_signatures_against(folder, traces)
    missing = [*spoilt, *unreadable, *([] if only else _gone(before, records))]
    missing += unaccounted(folder, names, traces)
    on_ledger = _on_ledger(book, checkpoints, kept, known)
    return (_on_folder(folder, names, mode, missing), on_ledger, *map(reported, traces))


def _on_folder(folder: Path, names: Sequence[str], mode: int, found: list[Finding]) -> Report:
    count = sum(layout.screening_of(name) is not None for name in names)
    notes: tuple[str, ...] = (f"{counted(count, 'record')}.",)
    if mode & disk.OTHERS:
        notes += ("Other users of this machine can enter this folder: `chmod 700` closes it.",)
    return Report(folder, 0, "", tuple(found), notes)


def _gone(before: Mapping[str, int], records: Sequence[str]) -> list[Finding]:
    there = {layout.screening_of(name) for name in records}
    gone = {name: counted(count, "line") for name, count in before.items() if name not in there}
    return [
        Finding("failure", None, f"the record {screening} is gone: the ledger has {lines}")
        for screening, lines in gone.items()
    ]


def _compared(trace: Trace, book: Book, before: Mapping[str, int]) -> Trace:
    """Hold a record, read after the ledger was, against it; a faulty one is not blamed twice."""
    screening = layout.screening_of(trace.path.name) or ""
    if trace.has_failed:
        return trace
    if len(trace.hashes) > before.get(screening, 0):
        book.read()
    entered = book.hashes.get(screening, [])
    both = min(len(trace.hashes), len(entered))
    missing = len(trace.hashes) - len(entered)
    if trace.hashes[:both] != entered[:both]:
        pairs = zip(trace.hashes, entered, strict=False)
        differing = next(at for at, (own, other) in enumerate(pairs, 1) if own != other)
        cause = "it is not the line that the ledger has there: one of the two was made anew"
        trace.found.append(Finding("failure", differing, cause))
    elif len(trace.hashes) < before.get(screening, 0):
        lines = counted(before[screening], "line")
        cause = f"the ledger has {lines} of it: the end of this file is gone"
        trace.found.append(Finding("failure", None, cause))
    elif missing > 1:
        trace.found.append(Finding("failure", len(entered) + 1, _NOT_THERE))
    elif missing == 1:
        trace.found.append(Finding("warning", len(trace.hashes), _NOT_YET))
    trace.hashes.clear()  # or those of a million events would be held until the last record
    return trace


def _sealed(trace: Trace, known: Sequence[Holder]) -> Trace:
    """Check the signatures of a sound record."""
    if not trace.has_failed:
        trace.found.extend(faults(trace, known))
    return trace


def _on_ledger(
    book: Book, given: Sequence[Checkpoint], kept: Sequence[Checkpoint], known: Sequence[Holder]
) -> Report:
    """Hold the ledger against checkpoints: those given, and those kept in the folder itself."""
    found, notes = book.findings(), []
    for each in kept:
        found += vouching.faults(each, book, known)
    for each in sorted(given, key=lambda checkpoint: checkpoint.size):
        faults = vouching.faults(each, book, known)
        found += faults
        if not faults:
            notes.append(vouching.told(each, book, known))
    if not given:
        found.append(Finding("warning", None, _UNANCHORED))
    return Report(book.path, book.tree.size, spoken(book.tree.root()), tuple(found), tuple(notes))


def _no_ledger(checkpoint: Checkpoint) -> Finding:
    cause = (
        f"a checkpoint vouches for {counted(checkpoint.size, 'line')} of a ledger that is not here"
    )
    return Finding("failure", None, cause)
