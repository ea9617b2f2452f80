"""Torn ends: what a cut of power leaves is set aside, told, and never guessed at."""

import hashlib
from pathlib import Path

import pytest
from support.audit_records import (
    SCREENING,
    Faults,
    Killed,
    answer,
    begin,
    faults_in,
    forged,
    put,
    rebegin,
    reopen,
    small_record,
)

from assistant.audit import reading
from assistant.audit.events import SYSTEM
from assistant.audit.verifying import verify
from assistant.errors import RecordError

CALLS = ("open", "fstat", "listdir", "write", "fsync", "ftruncate", "rename", "fdopen", "stat")


def tear(path: Path, torn: bytes) -> bytes:
    """The file as it was, before these bytes were left at its end."""
    sound = path.read_bytes()
    with path.open("ab") as stream:
        stream.write(torn)
    return sound


@pytest.fixture
def next_line(tmp_path: Path) -> bytes:
    lines = small_record(tmp_path / "longer", answers=3).read_bytes().splitlines(keepends=True)
    return lines[3]


def test_a_tail_torn_at_any_byte_is_told_from_a_line(tmp_path: Path, next_line: bytes) -> None:
    path = small_record(tmp_path)
    sound = path.read_bytes()
    for length in range(1, len(next_line)):
        path.write_bytes(sound + next_line[:length])
        assert len(reading.read(path)) == 3
        assert [finding.severity for finding in verify(path).findings] == ["warning"]


def test_a_torn_tail_is_recovered(tmp_path: Path, next_line: bytes) -> None:
    path = small_record(tmp_path)
    sound = path.read_bytes()
    copy = tmp_path / f"{SCREENING}.torn-1"
    last = len(next_line) - 1
    for length in sorted({1, 2, *range(3, last, 13), last - 1, last}):  # each costs five fsyncs
        torn = next_line[:length]
        path.write_bytes(sound + torn)
        copy.unlink(missing_ok=True)
        rebegin(tmp_path)
        with reopen(tmp_path) as record:
            recovered = record.events[-1]
        assert (recovered.seq, recovered.type, recovered.author) == (3, "recovered", SYSTEM)
        assert recovered.data == {
            "bytes": length,
            "sha256": hashlib.sha256(torn).hexdigest(),
            "copy": copy.name,
        }
        assert copy.read_bytes() == torn
        assert path.read_bytes().startswith(sound)
        assert verify(path).findings == ()


@pytest.mark.parametrize("torn", [b"\0", b"\0" * 4096, b"\0\0\n", b'{"e":{"ac\0\0\0'])
def test_nuls_that_a_file_system_leaves_are_a_torn_tail(tmp_path: Path, torn: bytes) -> None:
    path = small_record(tmp_path)
    tear(path, torn)
    assert [finding.severity for finding in verify(path).findings] == ["warning"]
    with reopen(tmp_path) as record:
        assert [event.type for event in record.events][2:] == ["answered", "recovered"]
    assert verify(path).findings == ()


@pytest.mark.parametrize(
    "bad", [b"\n", b"{}\n", b"\0\0{}\n", b" \n", b"\0\n{}\n", b"\0\n\0\n", b'\0\n{"e"']
)
def test_a_complete_bad_line_is_never_repaired(tmp_path: Path, bad: bytes) -> None:
    path = small_record(tmp_path)
    tear(path, bad)
    before = path.read_bytes()
    with pytest.raises(RecordError, match="never repaired") as caught:
        reopen(tmp_path)
    assert caught.value.where == f"{path}, line 4"
    with pytest.raises(RecordError, match="never repaired"):
        reading.read(path)
    assert path.read_bytes() == before
    assert any(finding.severity == "failure" for finding in verify(path).findings)
    assert list(tmp_path.glob("*.torn-*")) == []


def test_a_bad_line_before_a_torn_tail_leaves_both_as_they_are(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    tear(path, b'{"no":1}\n{"torn')
    before = path.read_bytes()
    with pytest.raises(RecordError, match="line 4"):
        reopen(tmp_path)
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.torn-*")) == []


def test_each_tear_has_its_own_copy(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    for torn in (b"one", b"two", b"one"):
        tear(path, torn)
        reopen(tmp_path).close()
    told = [event.data["copy"] for event in reading.read(path) if event.type == "recovered"]
    assert told == [f"{SCREENING}.torn-{number}" for number in (1, 2, 3)]
    assert [(tmp_path / str(name)).read_bytes() for name in told] == [b"one", b"two", b"one"]
    assert verify(path).findings == ()


@pytest.mark.parametrize("content", [b"", b'{"e":{"act', b"\0" * 100], ids=["none", "torn", "NULs"])
def test_a_record_in_which_nothing_was_saved_says_so(tmp_path: Path, content: bytes) -> None:
    path = put(tmp_path, [content])
    with pytest.raises(RecordError, match="Nothing was ever saved") as caught:
        reopen(tmp_path)
    assert "new screening" in caught.value.remedy
    with pytest.raises(RecordError, match="Nothing was ever saved"):
        reading.read(path)
    report = verify(path)
    assert {finding.severity for finding in report.findings} == {"warning"}
    assert any("nothing was ever saved" in finding.cause for finding in report.findings)
    assert (report.events, report.head) == (0, "")
    assert path.read_bytes() == content


def calls_of_a_recovery(folder: Path, faults: Faults) -> int:
    tear(small_record(folder), b"torn")
    faults.arm(0, None)
    reopen(folder).close()
    return len(faults.calls)


@pytest.mark.parametrize("error", [Killed(), OSError(5, "I/O error")], ids=["killed", "error"])
def test_recovery_stopped_at_any_call_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    faults = Faults(monkeypatch.setattr, CALLS)
    total = calls_of_a_recovery(tmp_path / "count", faults)
    assert total >= 15
    for at in range(1, total + 1):
        folder = tmp_path / str(at)
        faults.arm(0, None)
        path = small_record(folder)
        sound = tear(path, b"torn")
        faults.arm(at, error)
        try:
            reopen(folder).close()
        except (Killed, RecordError):
            faults.arm(0, None)
            assert len(reading.read(path)) >= 3, "a saved event was lost"
        faults.arm(0, None)
        with reopen(folder) as record:
            told = [event for event in record.events if event.type == "recovered"]
            answer(record, "goes on")
        assert [event.data["bytes"] for event in told] == [4]
        assert [copy.read_bytes() for copy in folder.glob("*.torn-?")] == [b"torn"]
        assert path.read_bytes().startswith(sound)
        assert faults_in(folder) == []


def test_recovery_whose_own_line_is_torn_loses_neither_copy(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    sound = tear(path, b"first")
    reopen(tmp_path).close()
    told = path.read_bytes()[len(sound) :]
    rebegin(tmp_path)
    path.write_bytes(sound + told[:50])  # the copy is there, its event was cut short
    with reopen(tmp_path) as record:
        lost = [event.data["bytes"] for event in record.events if event.type == "recovered"]
    assert lost == [5, 50]
    assert (tmp_path / f"{SCREENING}.torn-1").read_bytes() == b"first"
    assert (tmp_path / f"{SCREENING}.torn-2").read_bytes() == told[:50]
    assert verify(path).findings == ()


def test_a_closed_record_is_recovered_too(tmp_path: Path) -> None:
    path = put(tmp_path, [*forged({}, {"type": "concluded"}), b"{"])
    with reopen(tmp_path) as record:
        assert record.events[-1].type == "recovered"
        with pytest.raises(RecordError, match=r"NOT SAVED.*closed"):
            answer(record)
    assert verify(path).findings == ()


def test_a_lost_or_changed_copy_is_told(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    tear(path, b"torn")
    reopen(tmp_path).close()
    copy = tmp_path / f"{SCREENING}.torn-1"
    copy.write_bytes(b"born")
    (finding,) = verify(path).findings
    assert (finding.severity, finding.line) == ("failure", 4)
    assert "was changed after it was made" in finding.cause
    copy.unlink()
    (finding,) = verify(path).findings
    assert (finding.severity, finding.line) == ("warning", 4)
    assert copy.name in finding.cause


def test_reading_reports_no_torn_tail_and_changes_nothing(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    tear(path, b"torn")
    before = path.read_bytes()
    with begin(tmp_path / "other") as other:
        assert len(reading.read(other.path)) == 1  # while it is held
    assert len(reading.read(path)) == 3
    assert path.read_bytes() == before
