"""Taking a checkpoint of a folder's ledger, and proving that it grew from an earlier one."""

from pathlib import Path

from assistant.audit import disk, layout
from assistant.audit.book import Book
from assistant.audit.checkpoint import Checkpoint, origin_of, proof_text, spoken
from assistant.audit.tree import consistency
from assistant.errors import RecordError
from assistant.text import counted


def standing(folder: Path) -> Checkpoint | None:
    """What a report says of a folder's ledger; None if there is nothing sound to say."""
    try:
        return taken(folder)
    except RecordError:
        return None


def taken(folder: Path) -> Checkpoint:
    """The checkpoint of a folder's ledger as it is now, not signed.

    Raises RecordError if there is no ledger, or a faulty one, which nobody should vouch for.
    """
    book = Book(folder)
    if book.exists:
        book.read()
    if book.found:
        raise RecordError(
            "No checkpoint can be taken of a damaged ledger", where=str(book.path),
            why=f"Its first fault: {book.found[0].cause}",
            remedy="`screening verify` lists every fault",
        )  # fmt: skip
    if not book.tree.size:
        raise RecordError(
            "There is nothing to take a checkpoint of", where=str(book.path),
            why="No event is in the ledger yet", remedy="Begin or resume a screening first.",
        )  # fmt: skip
    return Checkpoint(origin_of(book.first), book.tree.size, book.tree.root())


def origin_in(folder: Path) -> str:
    """The name of the ledger in a folder, or "" if there is none."""
    book = Book(folder)
    if book.exists:
        book.read()
    return origin_of(book.first)


def growth(folder: Path, old: Checkpoint, new: Checkpoint) -> str:
    """Proof that a folder's ledger grew from one checkpoint to another, as C2SP witnesses read it.

    Raises RecordError if it did not.
    """
    leaves = _lines(folder)[: new.size]
    book = Book(folder, [old.size])
    book.read()
    if old.origin != new.origin or book.roots.get(old.size) != old.root:
        raise RecordError(
            "The ledger did not grow from this checkpoint", where=str(book.path),
            why=f"It does not begin with the {counted(old.size, 'line')} of {spoken(old.root)}",
            remedy="`screening verify --checkpoint FILE` tells what is known",
        )  # fmt: skip
    return proof_text(old.size, consistency(old.size, leaves), new)


def _lines(folder: Path) -> list[bytes]:
    """Every line of a ledger, without its line end."""
    paths = (folder / layout.segment_name(each) for each in layout.segments(disk.names(folder)))
    return b"".join(map(disk.read_file, paths)).split(b"\n")
