"""Whether any alteration goes unseen in a folder in which everything has been done.

The folder holds a screening that was torn, recovered, completed, signed, queried and added to, with
its report, the torn copy and a checkpoint, one that was left open and relieved of a text, and the
ledger; a checkpoint was kept elsewhere. The promise: verification tells of every bit flipped in
each of these files, every length to which each is cut, and in records and ledger of every line
deleted, doubled, swapped, moved or put in from another file, and of every damage of an editor to
every line; in records and ledger it fails. (The register is held against paper, not against this.)
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.audit import keys, layout
from assistant.audit.anchoring import taken
from assistant.audit.checkpoint import Checkpoint
from assistant.audit.clock import Clock
from assistant.audit.events import Author
from assistant.audit.folders import verify_folder
from assistant.audit.register import Holder, admit
from assistant.audit.store import Record
from assistant.session.correcting import Redaction, add
from assistant.session.live import Session
from assistant.session.monitoring import close_query, raise_query
from assistant.session.opening import Opening
from assistant.session.signing import proposed, sign, signatory

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
CLOCK = Clock(now=lambda: NOON)
LEROY, MONITOR = Author("jleroy", "investigator"), Author("dmoreau", "monitor")
PASSPHRASE = "correct horse battery"  # noqa: S105 - of a key that opens nothing
EDITORS: tuple[Callable[[bytes], bytes], ...] = (
    lambda line: b"\xef\xbb\xbf" + line,  # a byte-order mark
    lambda line: line.replace(b"\n", b"\r\n"),
    lambda line: line + b"\n",
    lambda line: line.replace(b"\n", b" \n"),
    lambda line: line.replace(b'":', b'": '),  # layout
    lambda line: line.replace("é".encode(), "e\u0301".encode()),  # letters taken apart
    lambda line: line.replace("é".encode(), b"\\u00e9"),
    lambda line: line.replace("é".encode(), b"\xe9"),  # another encoding
    lambda line: line.replace(b'"seq":', b'"seq":0,"seq":'),  # twin keys
    lambda line: line.replace(b'"seq":', b'"seq":NaN,"x":'),
    lambda line: line.replace(b'"seq":', b'"seq":0.0,"x":'),
    lambda line: line.upper(),
)


def folder_of_everything(folder: Path) -> None:
    """Make the folder."""
    place = Path(os.environ["SCREENING_KEYS"])
    keys.create(place, LEROY.actor, PASSPHRASE)
    public = keys.public_of(place, LEROY.actor)
    assert public is not None
    admit(folder, Holder(LEROY.actor, "Jeanne Leroy", LEROY.role, public, NOON))
    opening = Opening(subject="SEIN-1", user=LEROY.actor, role=LEROY.role)
    session = Session.begin(folder, opening, clock=CLOCK)
    session.submit("note Mme Durand était là, répété")
    screening = session.id
    session.close()
    with (folder / layout.record_name(screening)).open("ab") as stream:
        stream.write(b'{"e":{"actor":"jleroy"')
    session = Session.resume(folder, screening, LEROY.actor, LEROY.role, clock=CLOCK)
    for reply in ("no", "stop", "conclude", "yes", "yes"):  # not proven: not eligible, and over
        session.submit(reply)
    holder = signatory(session)
    assert holder is not None
    assert sign(session, proposed(session, holder), PASSPHRASE)
    session.close()
    raise_query(folder, screening, MONITOR, "I1", "Répété ?", clock=CLOCK)
    close_query(folder, screening, MONITOR, 1, "", clock=CLOCK)
    add(folder, screening, LEROY, "Vérifié.", clock=CLOCK)
    other = Session.begin(folder, Opening(subject="SEIN-2", user="mmartin"), clock=CLOCK)
    other.submit("note Mme Lefèvre")
    (seq,) = [each.seq for each in other.events if each.type == "noted"]
    other.close()
    with Record.open(folder, other.id, software="0", clock=CLOCK) as record:
        Redaction(folder, record, LEROY, seq, "un nom répété", CLOCK).sign(PASSPHRASE)


def is_seen(folder: Path, kept: Checkpoint, *, as_failure: bool) -> bool:
    """Return whether verification tells of something, or whether it fails."""
    reports = verify_folder(folder, checkpoints=[kept])
    severities = {each.severity for report in reports for each in report.findings}
    return "failure" in severities if as_failure else bool(severities)


def of_bytes(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what becomes of a file, by kind of alteration."""
    for at, byte in enumerate(content):
        for bit in range(8):
            yield "bits flipped", content[:at] + bytes([byte ^ 1 << bit]) + content[at + 1 :]
    for length in range(len(content)):
        yield "lengths cut to", content[:length]


def of_lines(content: bytes, others: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what becomes of a file of lines, by kind of alteration; others are from elsewhere."""
    lines = content.splitlines(keepends=True)
    for at, line in enumerate(lines):
        before, after = lines[:at], lines[at + 1 :]
        altered = [
            ("lines deleted", [*before, *after]),
            ("lines doubled", [*before, line, line, *after]),
            *(("pairs swapped", [*lines[:to], line, *lines[to + 1 : at], lines[to], *after])
              for to in range(at)),
            *(("lines moved", [*lines[:to], line, *lines[to:at], *after]) for to in range(at)),
            *(("lines put in", [*before, other, line, *after]) for other in others),
            *(("editors' damages", [*before, damage(line), *after]) for damage in EDITORS),
        ]  # fmt: skip
        for kind, found in altered:
            if found != lines:
                yield kind, b"".join(found)


def files_in(folder: Path) -> list[Path]:
    """Return the files that are altered."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.stat().st_size
        and layout.PROTOCOLS not in path.parts
        and path.name != layout.REGISTER
    ]


def tried(path: Path, others: Sequence[bytes]) -> Iterator[str]:
    """Alter a file in every way, yield each kind while it is so, and leave it as it was."""
    content = path.read_bytes()
    for kind, altered in of_bytes(content):
        path.write_bytes(altered)
        yield kind
    if path.suffix == ".jsonl":
        for kind, altered in of_lines(content, others):
            path.write_bytes(altered)
            yield kind
    path.write_bytes(content)


def main() -> int:
    """Print what was tried and what was not seen, and return the exit code."""
    unseen: Counter[str] = Counter()
    with TemporaryDirectory() as place:
        folder = Path(place) / "records"
        os.environ["SCREENING_KEYS"] = str(Path(place) / "keys")
        folder_of_everything(folder)
        kept = taken(folder)
        assert not is_seen(folder, kept, as_failure=False)
        paths = files_in(folder)
        lines = {
            path: path.read_bytes().splitlines(keepends=True)
            for path in paths
            if layout.screening_of(path.name)
        }
        for path in paths:
            counts: Counter[str] = Counter()
            others = [line for each, found in lines.items() if each != path for line in found]
            for kind in tried(path, others):
                counts[kind] += 1
                if not is_seen(folder, kept, as_failure=path.suffix == ".jsonl"):
                    unseen[f"{path.relative_to(folder)}, {kind}"] += 1
            told = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
            print(f"{path.relative_to(folder)}: {told}", flush=True)
    for what, count in unseen.items():
        print(f"UNSEEN {what}: {count}")
    print(f"{sum(unseen.values())} alterations that were not seen")
    return int(bool(unseen))


if __name__ == "__main__":
    sys.exit(main())
