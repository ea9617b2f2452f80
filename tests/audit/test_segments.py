"""The ledger in several files: each is begun when the one before is full, and none may be missed.

Here a segment takes four lines rather than 65,536.
"""

import errno
import json
import os
import runpy
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest
from support.audit_records import (
    AUTHOR,
    ORIGIN,
    OTHER_SCREENING,
    SCREENING,
    Faults,
    Killed,
    answer,
    begin,
    clock,
    faults_in,
    reopen,
    saving_together,
    small_record,
)

from assistant.audit import reading
from assistant.audit.anchoring import growth, taken
from assistant.audit.checkpoint import Checkpoint
from assistant.audit.folders import verify_folder
from assistant.audit.ledger import Ledger
from assistant.audit.store import Record
from assistant.audit.tracing import Finding
from assistant.audit.tree import root_of
from assistant.errors import RecordError
from assistant.session.exporting import export

CHECKER = Path(__file__).resolve().parents[2] / "docs" / "check_records.py"
Place: TypeAlias = tuple[str, int | None]  # of a failure: the file, "" for the first, and the line
FOUR_A_SEGMENT = "assistant.audit.layout.SEGMENT"
WATCHED = ("open", "stat", "lstat", "fstat", "listdir", "pread", "write", "fsync", "ftruncate",
           "rename", "fdopen", "close")  # fmt: skip


@pytest.fixture(autouse=True)
def _short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FOUR_A_SEGMENT, 4)


def begun(folder: Path, screening: str) -> Record:
    origin = replace(ORIGIN, screening=screening)
    return Record.create(folder, origin, {}, author=AUTHOR, clock=clock())


def segments(folder: Path) -> dict[str, int]:
    """How many lines each file of the ledger has."""
    return {path.name: path.read_bytes().count(b"\n") for path in folder.glob("ledger*.jsonl")}


def leaves(folder: Path) -> list[bytes]:
    """The lines of the ledger, in order, without their line ends."""
    paths = sorted(folder.glob("ledger*.jsonl"), key=lambda path: (len(path.name), path.name))
    return [line for path in paths for line in path.read_bytes().splitlines()]


def against(folder: Path, checkpoint: Checkpoint) -> list[Finding]:
    reports = verify_folder(folder, checkpoints=[checkpoint])
    return [finding for report in reports for finding in report.findings]


def failures(found: list[Finding]) -> list[Place]:
    return [(each.file, each.line) for each in found if each.severity == "failure"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (4, {"ledger.jsonl": 4}),
        (5, {"ledger.jsonl": 4, "ledger-2.jsonl": 1}),
        (8, {"ledger.jsonl": 4, "ledger-2.jsonl": 4}),
        (9, {"ledger.jsonl": 4, "ledger-2.jsonl": 4, "ledger-3.jsonl": 1}),
    ],
)
def test_a_segment_is_begun_when_the_one_before_is_full(
    tmp_path: Path, events: int, expected: dict[str, int]
) -> None:
    small_record(tmp_path, answers=events - 1)
    assert segments(tmp_path) == expected
    assert [json.loads(line)["n"] for line in leaves(tmp_path)] == list(range(events))
    assert faults_in(tmp_path) == []
    assert (taken(tmp_path).size, taken(tmp_path).root) == (events, root_of(leaves(tmp_path)))
    for path in tmp_path.glob("ledger*.jsonl"):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_screening_is_taken_up_wherever_its_last_line_is(tmp_path: Path) -> None:
    small_record(tmp_path, answers=1)
    with begun(tmp_path, OTHER_SCREENING) as other:
        for _ in range(7):
            answer(other)
    assert segments(tmp_path) == {"ledger.jsonl": 4, "ledger-2.jsonl": 4, "ledger-3.jsonl": 2}
    with Ledger.open(tmp_path) as ledger:
        assert (found := ledger.last(SCREENING)) is not None
        assert (found.number, found.seq) == (1, 1)
        assert ledger.last("7d2d9d57-0c1f-4a44-8f0e-2a6c0b5b7f03") is None
    with reopen(tmp_path) as record:
        answer(record)
    assert json.loads(leaves(tmp_path)[-1])["n"] == 10
    assert faults_in(tmp_path) == []


def test_a_ledger_from_before_there_were_segments_goes_on_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(FOUR_A_SEGMENT, 65_536)
        small_record(tmp_path, answers=5)
    assert segments(tmp_path) == {"ledger.jsonl": 6}
    with reopen(tmp_path) as record:
        answer(record)
        answer(record)
        answer(record)
    assert segments(tmp_path) == {"ledger.jsonl": 6, "ledger-2.jsonl": 2, "ledger-3.jsonl": 1}
    assert faults_in(tmp_path) == []


def test_two_who_write_in_turns_meet_in_each_segment(tmp_path: Path) -> None:
    record = begin(tmp_path)
    with Ledger.open(tmp_path) as late:
        for _ in range(8):
            answer(record)
        assert late._segment.number == 1
        event = record.events[-1]
        late.enter([event])  # an event entered twice, by one who was two segments behind
    record.close()
    assert segments(tmp_path) == {"ledger.jsonl": 4, "ledger-2.jsonl": 4, "ledger-3.jsonl": 2}
    assert json.loads(leaves(tmp_path)[-1])["n"] == 9
    assert failures(faults_in(tmp_path)) == [("ledger-3.jsonl", 2)]


def test_four_processes_fill_fifty_segments_together(tmp_path: Path) -> None:
    with saving_together(tmp_path, processes=4, events=50, segment=4) as process:
        assert process.communicate()[0].split() == ["50"] * 4
    assert sorted(segments(tmp_path).values()) == [4] * 50
    assert faults_in(tmp_path) == []


@pytest.mark.parametrize(
    "error", [Killed(), *(OSError(code, "fault") for code in (errno.EIO, errno.ENOSPC))],
    ids=["killed", "EIO", "ENOSPC"],
)  # fmt: skip
def test_a_fault_in_any_call_that_begins_a_segment_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    faults = Faults(monkeypatch.setattr, WATCHED)

    def saved(folder: Path, at: int) -> bool:
        """Whether a fifth event, the first of the second segment, was said to be saved."""
        faults.arm(0, None)
        record = begin(folder)
        for value in "123":
            answer(record, value)
        faults.arm(at, error)
        try:
            answer(record, "5th")
        except (Killed, RecordError):
            return False
        finally:
            faults.error = None
            record.close()
        return True

    assert saved(tmp_path / "count", 0)
    calls = list(faults.calls)
    assert calls.count("rename") == 1
    for at in range(1, len(calls) + 1):
        folder = tmp_path / str(at)
        is_saved = saved(folder, at)
        # A descriptor that cannot be closed was of a file whose bytes are on the disk already.
        assert not is_saved or calls[at - 1] == "close"
        with reopen(folder) as record:
            assert len(record.events) in ((5,) if is_saved else (4, 5))
            answer(record)
        assert faults_in(folder) == []
        assert len(leaves(folder)) == len(reading.read(folder / f"{SCREENING}.jsonl"))


def test_every_change_to_the_files_of_a_ledger_is_seen(tmp_path: Path) -> None:
    small_record(tmp_path / "sound", answers=9)
    checkpoint = taken(tmp_path / "sound")
    note = tmp_path / "checkpoint"
    note.write_text(checkpoint.note)

    def seen(change: Callable[[Path], object], *, by_both: bool = True) -> list[Place]:
        folder = tmp_path / "altered"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "sound", folder)
        assert checked(folder, note) == 0
        change(folder)
        assert checked(folder, note) == (2 if by_both else 0)
        return failures(against(folder, checkpoint))

    first, second, third = "ledger.jsonl", "ledger-2.jsonl", "ledger-3.jsonl"
    assert seen(lambda folder: (folder / first).unlink())[0] == ("", None)
    assert seen(lambda folder: (folder / second).unlink())[0] == (second, None)
    assert seen(lambda folder: (folder / third).unlink())[0] == ("", None)
    assert (third, 1) in seen(lambda folder: (folder / third).write_bytes(b""))
    assert ("", None) in seen(lambda folder: (folder / first).rename(folder / second))
    assert (second, 1) in seen(lambda folder: swap(folder / second, folder / third))
    more = "ledger-4.jsonl"
    assert (more, 1) in seen(lambda folder: shutil.copy(folder / third, folder / more))
    assert ("", 4) in seen(lambda folder: cut_off(folder / first, 1))
    assert (second, 4) in seen(lambda folder: cut_off(folder / second, 100))
    # A line moved to the next file is still the ledger's, in its place; but nobody moves it.
    moved = seen(lambda folder: move_last(folder / first, folder / second), by_both=False)
    assert moved == [("", 4)]


def test_every_byte_of_a_later_segment_counts(tmp_path: Path) -> None:
    small_record(tmp_path, answers=8)
    path = tmp_path / "ledger-2.jsonl"
    sound = path.read_bytes()
    assert failures(faults_in(tmp_path)) == []
    with path.open("r+b", buffering=0) as stream:
        for at, byte in enumerate(sound):
            os.pwrite(stream.fileno(), bytes([byte ^ 1 << at % 8]), at)
            line = sound[:at].count(b"\n") + 1
            found = failures(faults_in(tmp_path))
            assert {file for file, _ in found} & {path.name, ""}, f"byte {at}"
            assert (path.name, line) in found or ("", line + 4) in found, f"byte {at}: {found}"
            os.pwrite(stream.fileno(), bytes([byte]), at)
    assert failures(faults_in(tmp_path)) == []


def checked(folder: Path, checkpoint: Path) -> int:
    """What the checker that shares nothing with the program makes of a folder."""
    checker = runpy.run_path(str(CHECKER))
    code = checker["main"](folder, checkpoint)
    assert isinstance(code, int)
    return code


def swap(one: Path, other: Path) -> None:
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def cut_off(path: Path, length: int) -> None:
    os.truncate(path, path.stat().st_size - length)


def move_last(one: Path, other: Path) -> None:
    """Move the last line of a file to the beginning of the next."""
    *lines, last = one.read_bytes().splitlines(keepends=True)
    one.write_bytes(b"".join(lines))
    other.write_bytes(last + other.read_bytes())


def test_a_torn_end_is_a_warning_in_the_last_segment_only(tmp_path: Path) -> None:
    small_record(tmp_path, answers=4)
    with (tmp_path / "ledger-2.jsonl").open("ab") as stream:
        stream.write(b'{"hash":"0')
    (finding,) = faults_in(tmp_path)
    assert (finding.severity, finding.file, finding.line) == ("warning", "ledger-2.jsonl", 2)
    with (tmp_path / "ledger.jsonl").open("ab") as stream:
        stream.write(b'{"hash":"0')
    assert ("", 5) in failures(faults_in(tmp_path))


def test_growth_is_proved_across_segments(tmp_path: Path) -> None:
    record = begin(tmp_path)
    points = {}
    for _ in range(9):
        points[taken(tmp_path).size] = taken(tmp_path)
        answer(record)
    record.close()
    new = taken(tmp_path)
    for size, old in points.items():
        proof = growth(tmp_path, old, new)
        assert proof.splitlines()[0] == f"old {size}"


def test_a_copy_has_every_segment_and_no_line_that_was_not_finished(tmp_path: Path) -> None:
    small_record(tmp_path / "records", answers=4)
    with (tmp_path / "records" / "ledger-2.jsonl").open("ab") as stream:
        stream.write(b'{"hash":"0')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.session.exporting._summaries", lambda *_: iter(()))
        export(tmp_path / "records", tmp_path / "copy", datetime(2026, 11, 22, tzinfo=UTC))
    assert segments(tmp_path / "copy" / "records") == {"ledger.jsonl": 4, "ledger-2.jsonl": 1}
    assert faults_in(tmp_path / "copy" / "records") == []
