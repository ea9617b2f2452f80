"""A copy of a folder of records that needs nothing else: to keep, to hand over, to restore from.

Invariant: the copy is of one moment, that of the ledger when it was read: what was saved since is
left out everywhere. The list of checksums is written last, so a copy without one is unfinished.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from assistant.audit import disk, layout
from assistant.audit.anchoring import standing
from assistant.audit.reading import screenings
from assistant.errors import AssistantError, BadInput
from assistant.session.listing import one
from assistant.session.summaries import summary_in
from assistant.text import file_stem

RECORDS, SUMMARIES, CHECKSUMS, CHECKPOINT = "records", "summaries", "SHA256SUMS", "checkpoint"
_PAGES = {"check_records.py": "docs/check_records.py", "README.md": "transcripts/README.md"}


def export(folder: Path, target: Path, made_at: datetime) -> int:
    """Copy all that belongs to a folder's records into a new folder; return how many records.

    Raises BadInput if the target is there and not empty, RecordError if something cannot be copied.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadInput(
            "is there already, and not empty", where=str(target), remedy="Name a new folder"
        )
    sums: dict[str, str] = {}
    try:
        for name, content in _files(folder, target, made_at):
            disk.make_folder((target / name).parent)
            disk.write_file(target / name, content)
            sums[name] = hashlib.sha256(content).hexdigest()
        listing = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        disk.write_file(target / CHECKSUMS, listing.encode())
        disk.sync_folder(target)
    except OSError as fault:
        raise disk.refusal("The copy could not be finished", target, fault) from fault
    return sum(layout.screening_of(Path(name).name) is not None for name in sums)


def _files(folder: Path, target: Path, made_at: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every file of the copy."""
    yield from _records(folder)
    for part in (layout.PROTOCOLS, layout.CHECKPOINTS):
        for path in sorted((folder / part).rglob("*")):
            if path.is_file():
                yield f"{RECORDS}/{path.relative_to(folder)}", disk.read_file(path)
    checkpoint = standing(target / RECORDS)  # of the copy, which is on the disk by now
    if checkpoint is not None:
        yield CHECKPOINT, checkpoint.note.encode()
    yield from _summaries(folder, made_at)
    for name, place in _PAGES.items():
        yield name, _page(name, place)


def _records(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the ledger, and then the records as far as it goes, with what lies beside them."""
    names = disk.names(folder)
    ledger = b""
    for number in layout.segments(names):
        name = layout.segment_name(number)
        segment = disk.read_file(folder / name)
        segment = segment[: segment.rfind(b"\n") + 1]
        ledger += segment
        yield f"{RECORDS}/{name}", segment
    for name in names:
        if _is_wanted(folder / name):
            content = disk.read_file(folder / name)
            screening = layout.screening_of(name)
            count = ledger.count(f'"screening":"{screening}"'.encode())
            if count:
                since = content.split(b"\n", count)[count:]  # the lines that are not entered
                content = content[: len(content) - len(b"".join(since))]
            yield f"{RECORDS}/{name}", content


def _is_wanted(path: Path) -> bool:
    """Whether a file belongs to the records for good: locks and unfinished files do not."""
    passing = path.suffix in (".lock", ".part") or layout.segments([path.name])
    return layout.is_expected(path.name) and path.is_file() and not passing


def _summaries(folder: Path, made_at: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield the readable summary of each screening that can be read."""
    for screening in screenings(folder):
        found = one(folder, screening)
        for format_ in ("html", "txt"):
            try:
                text = summary_in(folder, screening, None, format_, made_at)
            except AssistantError:  # what is damaged is copied as it is, and fails verification
                continue
            name = f"{file_stem(found.subject, screening[:8])}.{format_}"
            yield f"{SUMMARIES}/{name}", text.encode()


def _page(name: str, place: str) -> bytes:
    """Return a page that explains the copy: from the package once installed, else the checkout."""
    package = Path(__file__).parent.parent
    packaged = package / "_records" / name
    return (packaged if packaged.is_file() else package.parent / place).read_bytes()
