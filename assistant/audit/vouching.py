"""Checkpoints and signatures against the ledger as it is: what each vouches for must be there.

Invariant: a checkpoint that was given, or is kept in the folder, and the ledger that was signed
with a screening, all name a beginning of the ledger; what is no beginning is a failure.
"""

from collections.abc import Sequence
from pathlib import Path

from assistant.audit import disk, layout
from assistant.audit.book import Book
from assistant.audit.checkpoint import Checkpoint, hint_of, origin_of, parsed, spoken
from assistant.audit.register import Holder, holders
from assistant.audit.sshsig import is_signed
from assistant.audit.tracing import Finding, Trace
from assistant.errors import AssistantError, RecordError
from assistant.text import counted, visible


def kept(folder: Path, known: Sequence[Holder]) -> tuple[list[Checkpoint], list[Finding]]:
    """The checkpoints kept in a folder, by size, and what is wrong with those files."""
    place, found, spoilt = folder / layout.CHECKPOINTS, [], []
    if not place.is_dir():
        return [], []
    for name in disk.names(place):
        cause = ""
        try:
            text = disk.read_file(place / name).decode()
            found.append(parsed(text, visible(name)))
        except (OSError, UnicodeDecodeError, AssistantError):
            cause = "is no checkpoint that can be read"
        else:
            if all(is_good is None for _, is_good in _signers(found[-1], known)):
                cause = "bears the signature of nobody in the register"
            elif found[-1].note != text:
                cause = "is not written as it was put there"
        if cause:
            where = f"{layout.CHECKPOINTS}/{visible(name)}"
            spoilt.append(Finding("warning", None, f"{where} {cause}"))
    return sorted(found, key=lambda each: each.size), spoilt


def register(folder: Path) -> tuple[tuple[Holder, ...], list[Finding]]:
    """Who is in a folder's register, or nobody and why it cannot be read."""
    try:
        return holders(folder), []
    except RecordError as fault:
        return (), [Finding("failure", None, f"no signature can be checked: {fault}")]


def faults(checkpoint: Checkpoint, book: Book, known: Sequence[Holder]) -> list[Finding]:
    """Why a ledger is not one that a checkpoint vouches for, or why nobody should believe it."""
    cause = _disagreement(checkpoint, book)
    causes = [cause] if cause else []
    for name, is_good in _signers(checkpoint, known):
        if is_good is False:
            causes.append(f"the signature of {visible(name)} on a checkpoint is not theirs")
    return [Finding("failure", None, cause) for cause in causes]


def told(checkpoint: Checkpoint, book: Book, known: Sequence[Holder]) -> str:
    """What a checkpoint shows of a ledger that begins with it."""
    since = book.tree.size - checkpoint.size
    signers = [
        visible(name) if is_good else f"{visible(name)}, who is not in the register"
        for name, is_good in _signers(checkpoint, known)
    ]
    signed = f"signed by {' and '.join(signers)}" if signers else "not signed"
    return (
        f"It begins with the {counted(checkpoint.size, 'line')} of the checkpoint "
        f"{spoken(checkpoint.root)}, unchanged; {since} came since. The checkpoint is {signed}."
    )


def hold_signatures_against(folder: Path, traces: Sequence[Trace]) -> None:
    """Hold the ledger against what it was when each screening was signed."""
    signed = [
        (trace, number, line.data)
        for trace in traces
        for number, line, _ in trace.sealed
        if line.type == "signed" and not trace.has_failed
    ]
    if not signed:
        return
    sizes = [size for _, _, data in signed if isinstance(size := data["ledger_size"], int)]
    book = Book(folder, sizes)
    book.read()
    for trace, number, data in signed:
        root = book.roots.get(data["ledger_size"])  # type: ignore[call-overload]
        if root is None or spoken(root) != data["ledger_root"]:
            cause = "the ledger no longer begins with what it held when this was signed"
            trace.found.append(Finding("failure", number, cause))


def _disagreement(checkpoint: Checkpoint, book: Book) -> str:
    """Why a checkpoint is of another ledger or of other lines, or ""."""
    if checkpoint.size > book.tree.size:
        return (
            f"a checkpoint vouches for {counted(checkpoint.size, 'line')} and it has "
            f"{book.tree.size}: its end was cut off, or an older copy of the folder was put back"
        )
    if checkpoint.origin != origin_of(book.first):
        return f"the checkpoint is of another ledger, {visible(checkpoint.origin)}"
    if book.roots[checkpoint.size] != checkpoint.root:
        return (
            f"it does not begin with the {counted(checkpoint.size, 'line')} that the checkpoint "
            f"{spoken(checkpoint.root)} vouches for: it was made anew or changed"
        )
    return ""


def _signers(checkpoint: Checkpoint, known: Sequence[Holder]) -> list[tuple[str, bool | None]]:
    """Who signed a checkpoint, and whether it is theirs; None for a key that no register names."""
    return [
        (each.name, _is_theirs(checkpoint, each.raw, _holder(known, each.name, each.hint)))
        for each in checkpoint.signatures
    ]


def _holder(known: Sequence[Holder], user: str, hint: bytes) -> Holder | None:
    found = (each for each in known if each.user == user and hint_of(user, each.public) == hint)
    return next(found, None)


def _is_theirs(checkpoint: Checkpoint, raw: bytes, holder: Holder | None) -> bool | None:
    return is_signed(holder.public, raw, checkpoint.body.encode()) if holder else None
