"""Disks that fail: nothing is called saved that is not, and nothing saved is lost."""

import errno
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.audit_records import (
    SCREENING,
    Faults,
    Killed,
    answer,
    begin,
    faults_in,
    reopen,
    small_record,
)

from assistant.audit import copies, disk, reading
from assistant.audit.verifying import verify
from assistant.errors import RecordError

WATCHED = ("open", "mkdir", "stat", "lstat", "fstat", "listdir", "write", "fsync", "ftruncate",
           "rename", "fdopen", "chmod", "pread")  # fmt: skip
DISK_FAULTS = [errno.EIO, errno.ENOSPC, errno.EROFS]


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    return Faults(monkeypatch.setattr, WATCHED)


def calls_of_one_answer(folder: Path, faults: Faults) -> list[str]:
    with begin(folder) as record:
        faults.arm(0, None)
        answer(record)
        return list(faults.calls)


def test_an_answer_is_one_write_and_one_sync_in_the_record_then_in_the_ledger(
    tmp_path: Path, faults: Faults
) -> None:
    calls = calls_of_one_answer(tmp_path, faults)
    assert [call for call in calls if call in ("write", "fsync")] == ["write", "fsync"] * 2


@pytest.mark.parametrize("code", DISK_FAULTS, ids=errno.errorcode.get)
def test_a_fault_in_any_call_of_an_answer_is_never_called_saved(
    tmp_path: Path, faults: Faults, code: int
) -> None:
    total = len(calls_of_one_answer(tmp_path / "count", faults))
    assert total >= 4
    for at in range(1, total + 1):
        folder = tmp_path / str(at)
        faults.arm(0, None)
        with begin(folder) as record:
            answer(record, "kept")
            faults.arm(at, OSError(code, os.strerror(code)))
            with pytest.raises(RecordError, match="NOT SAVED") as caught:
                answer(record, "doubtful")
            assert os.strerror(code) in caught.value.why
            assert caught.value.remedy
            assert not {"write", "fsync"} & {*faults.calls[at:]}, "it went on after the fault"
            written = faults.calls.count("write")
            with pytest.raises(RecordError, match=r"NOT SAVED.*screening resume"):
                answer(record, "after")
            assert faults.calls.count("write") == written, "a poisoned handle wrote again"
            assert len(record.events) == 2
        with reopen(folder) as record:
            values = [event.data.get("value") for event in record.events]
            assert values in ([None, "kept"], [None, "kept", "doubtful"])
            answer(record, "goes on")
        assert faults_in(folder) == []


def refusal_of_a_beginning(folder: Path) -> RecordError | None:
    try:
        begin(folder).close()
    except RecordError as refusal:
        return refusal
    return None


@pytest.mark.parametrize("code", DISK_FAULTS, ids=errno.errorcode.get)
def test_a_fault_in_any_call_of_a_beginning_is_never_called_saved(
    tmp_path: Path, faults: Faults, code: int
) -> None:
    faults.arm(0, None)
    begin(tmp_path / "count" / "deep").close()
    total = len(faults.calls)
    assert total >= 10
    refused = 0
    for at in range(1, total + 1):
        folder = tmp_path / str(at) / "deep"
        faults.arm(at, OSError(code, os.strerror(code)))
        refusal = refusal_of_a_beginning(folder)
        if refusal is None:  # the call only asked, or made again, what was there already
            assert faults.calls[at - 1] in ("stat", "lstat", "mkdir")
            assert len(reading.read(folder / f"{SCREENING}.jsonl")) == 1
        else:
            refused += 1
            assert "NOT SAVED" in refusal.what
            assert refusal.remedy
        faults.arm(0, None)
        for screening in reading.screenings(folder):
            if (folder / f"{screening}.jsonl").read_bytes().endswith(b"\n"):
                reopen(folder).close()
                assert faults_in(folder) == []
        if folder.exists():
            assert {finding.severity for finding in faults_in(folder)} <= {"warning"}
    assert refused >= total / 2


@pytest.mark.parametrize("length", [0, 1, 100])
def test_a_short_write_is_an_error_and_its_bytes_are_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    real = os.write
    with begin(tmp_path) as record:
        answer(record, "kept")
        with monkeypatch.context() as patch:
            patch.setattr("os.write", lambda fd, content: real(fd, content[:length]))
            with pytest.raises(RecordError, match=rf"NOT SAVED.*took only {length} of \d+ bytes"):
                answer(record, "torn")
    with reopen(tmp_path) as record:
        kinds = [event.type for event in record.events]
    assert kinds == ["opened", "answered", "recovered"][: 3 if length else 2]
    assert verify(record.path).findings == ()


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """A limit of the system itself, which holds even for root."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, previous)


@pytest.mark.parametrize("room", [0, 1, 300])
def test_a_disk_that_really_runs_out_of_room_is_never_called_saved(
    tmp_path: Path, room: int
) -> None:
    with begin(tmp_path) as record:
        answer(record, "kept")
        size = record.path.stat().st_size
        with files_no_longer_than(size + room), pytest.raises(RecordError, match="NOT SAVED"):
            answer(record, "torn")
        assert record.path.stat().st_size == size + room
    with reopen(tmp_path) as record:
        assert [event.data.get("value") for event in record.events][:2] == [None, "kept"]
        assert len(record.events) == (3 if room else 2)
    assert verify(record.path).findings == ()


def test_a_key_pressed_during_the_write_leaves_a_handle_that_writes_no_more(
    tmp_path: Path, faults: Faults
) -> None:
    with begin(tmp_path) as record:
        faults.arm(0, None)
        at = calls_of_one_answer(tmp_path / "count", faults).index("fsync") + 1
        faults.arm(at, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            answer(record, "interrupted")
        with pytest.raises(RecordError, match="NOT SAVED"):
            answer(record, "after")
    with reopen(tmp_path) as record:
        assert [event.seq for event in record.events] == [0, 1]
    assert verify(record.path).findings == ()


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The inodes of all that was made durable."""
    inodes: set[int] = set()
    real = os.fsync

    def note(descriptor: int) -> None:
        inodes.add(os.fstat(descriptor).st_ino)
        real(descriptor)

    monkeypatch.setattr("os.fsync", note)
    return inodes


def inodes(*places: Path) -> set[int]:
    return {place.stat().st_ino for place in places}


def test_a_new_record_is_durable_with_every_name_on_the_way_to_it(
    tmp_path: Path, synced: set[int]
) -> None:
    folder = tmp_path / "deep" / "transcripts"
    begin(folder).close()
    files = (folder / f"{SCREENING}.jsonl", folder / "ledger.jsonl")
    assert synced == inodes(*files, folder, folder.parent, tmp_path)


def test_a_torn_end_is_durable_elsewhere_with_its_name_before_it_goes(
    tmp_path: Path, synced: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_record(tmp_path)
    with path.open("ab") as stream:
        stream.write(b"torn")
    synced.clear()
    before: set[int] = set()
    real = os.ftruncate

    def note(descriptor: int, size: int) -> None:
        before.update(synced)
        synced.clear()
        real(descriptor, size)

    monkeypatch.setattr("os.ftruncate", note)
    reopen(tmp_path).close()
    assert before == inodes(tmp_path / f"{SCREENING}.torn-1", tmp_path)
    assert synced == inodes(path, tmp_path / "ledger.jsonl")


def test_a_protocol_s_copy_is_durable_with_every_name_on_the_way_to_it(
    tmp_path: Path, synced: set[int]
) -> None:
    place = copies.keep(tmp_path, "ab" * 32, {"protocol.toml": b"a"})
    assert synced == inodes(place / "protocol.toml", place, place.parent, tmp_path)


def test_a_mac_is_asked_to_empty_the_drive_s_own_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: Faults
) -> None:
    asked: list[int] = []
    monkeypatch.setattr("fcntl.F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr("fcntl.fcntl", lambda descriptor, command: asked.append(command))
    with begin(tmp_path) as record:
        asked.clear()
        answer(record)
    assert asked == [51, 51]
    assert "fsync" not in faults.calls


def test_reading_a_record_that_fails_names_it(tmp_path: Path, faults: Faults) -> None:
    path = small_record(tmp_path)
    faults.arm(1, OSError(errno.EIO, os.strerror(errno.EIO)))
    with pytest.raises(RecordError, match="cannot be read") as caught:
        reading.read(path)
    assert caught.value.where == str(path)
    faults.arm(1, OSError(errno.EIO, os.strerror(errno.EIO)))
    with pytest.raises(RecordError, match="cannot be listed"):
        reading.screenings(tmp_path)


@pytest.mark.parametrize("fault", [OSError(errno.EIO, "I/O"), Killed()], ids=["error", "killed"])
def test_a_protocol_s_copy_is_whole_or_not_there_whatever_fails(
    tmp_path: Path, faults: Faults, fault: BaseException
) -> None:
    files = {"protocol.toml": b"a", "en.toml": b"b"}
    faults.arm(0, None)
    copies.keep(tmp_path / "count", "ab" * 32, files)
    total = len(faults.calls)
    assert total >= 10
    for at in range(1, total + 1):
        folder = tmp_path / str(at)
        faults.arm(at, fault)
        try:
            copies.keep(folder, "ab" * 32, files)
        except (RecordError, Killed):
            faults.arm(0, None)
            kept = copies.kept(folder, "ab" * 32)
            assert kept is None or disk.names(kept) == ["en.toml", "protocol.toml"]
        faults.arm(0, None)
        place = copies.keep(folder, "ab" * 32, files)
        assert {name: (place / name).read_bytes() for name in disk.names(place)} == files
