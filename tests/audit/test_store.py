"""The writer: what it keeps, what it refuses, and in which words."""

import errno
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from support.audit_records import (
    AUTHOR,
    ORIGIN,
    OTHER_SCREENING,
    PROTOCOL,
    SCREENING,
    START,
    answer,
    begin,
    clock,
    clock_reading,
    reopen,
    small_record,
)

from assistant.audit import locks, reading
from assistant.audit.clock import Clock, stamp
from assistant.audit.events import SYSTEM, Origin
from assistant.audit.layout import SALT_BYTES
from assistant.audit.store import Record
from assistant.audit.verifying import verify
from assistant.errors import BadInput, Busy, RecordError


def test_an_event_is_returned_as_it_is_on_the_disk(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        event = record.append(
            "noted", {"fact": "age", "list": (1, 2)}, author=AUTHOR, private={"note": "à voir"}
        )
        assert reading.read(record.path) == record.events == (record.events[0], event)
    assert (event.seq, event.type, event.author) == (1, "noted", AUTHOR)
    assert event.at == START + timedelta(seconds=2)
    assert event.mono == 5_000_000
    assert event.data == {"fact": "age", "list": [1, 2]}
    assert event.private == {"note": "à voir"}
    assert (event.protocol, event.software, event.redacted) == (PROTOCOL, "0.1.0", False)


def test_a_record_is_taken_up_where_it_was_left(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    later = clock_reading(START + timedelta(days=1))
    with Record.open(tmp_path, SCREENING, software="0.2.0", clock=later) as record:
        assert [event.seq for event in record.events] == [0, 1, 2]
        event = record.append("resumed", {}, author=AUTHOR)
    assert event.prev == record.events[2].hash
    assert (event.protocol, event.software) == (PROTOCOL, "0.2.0")
    assert record.origin == Origin(SCREENING, PROTOCOL, "0.2.0")
    assert verify(path).findings == ()


def test_only_the_owner_may_enter_the_folder_and_read_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "transcripts"
    previous = os.umask(0)
    try:
        path = small_record(folder)
    finally:
        os.umask(previous)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.with_suffix(".lock").stat().st_mode) == 0o600


@pytest.mark.parametrize(("beside", "mode"), [("README.md", 0o700), ("thesis.odt", 0o755)])
def test_a_folder_is_closed_to_others_only_if_it_is_for_records(
    tmp_path: Path, beside: str, mode: int
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    (folder / beside).touch()
    small_record(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == mode


def test_the_machine_s_own_clock_and_salts_are_used_unless_others_are_given() -> None:
    machine = Clock()
    assert machine.now().utcoffset() == timedelta(0)
    assert machine.monotonic_ns() <= machine.monotonic_ns()
    assert len(machine.salt()) == SALT_BYTES
    assert machine.salt() != machine.salt()


def test_a_moment_is_written_in_utc_with_microseconds() -> None:
    assert stamp(START) == "2026-11-21T09:30:00.000000Z"


def test_a_clock_that_steps_back_is_recorded_before_the_event(tmp_path: Path) -> None:
    back = START - timedelta(hours=1)
    with begin(tmp_path, clock_reading(START, back, back, back)) as record:
        answer(record)
        answer(record)
    kinds = [(event.type, event.author) for event in record.events]
    assert kinds == [
        ("opened", AUTHOR),
        ("clock_anomaly", SYSTEM),
        ("answered", AUTHOR),
        ("answered", AUTHOR),
    ]
    assert record.events[1].data == {
        "previous": "2026-11-21T09:30:00.000000Z",
        "now": "2026-11-21T08:30:00.000000Z",
    }
    assert verify(record.path).findings == ()


def test_a_second_handle_is_told_who_is_in_the_way(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        with pytest.raises(Busy, match="open in another window") as caught:
            reopen(tmp_path)
        assert "resume it here" in caught.value.remedy
        answer(record)
    with reopen(tmp_path) as again:
        assert len(again.events) == 2


def test_a_closed_handle_saves_nothing(tmp_path: Path) -> None:
    record = begin(tmp_path)
    record.close()
    record.close()
    with pytest.raises(RecordError, match="NOT SAVED"):
        answer(record)
    assert len(reading.read(record.path)) == 1


@pytest.mark.parametrize("kind", ["answered", "noted", "paused", "resumed", "concluded"])
@pytest.mark.parametrize("closing", ["concluded", "signed"])
def test_a_closed_record_takes_no_more_answers(tmp_path: Path, closing: str, kind: str) -> None:
    with begin(tmp_path) as record:
        record.append(closing, {}, author=AUTHOR)
        with pytest.raises(RecordError, match=r"NOT SAVED.*closed"):
            record.append(kind, {}, author=AUTHOR)
        record.append("addendum", {}, author=AUTHOR)
    assert verify(record.path).findings == ()


def test_a_record_is_opened_once_and_only_with_known_events(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        with pytest.raises(RecordError, match=r"NOT SAVED.*`opened`"):
            record.append("opened", {}, author=AUTHOR)
        with pytest.raises(RecordError, match="NOT SAVED"):
            record.append("gossip", {}, author=AUTHOR)
        answer(record)  # a refused event does no harm to the handle
    assert [event.type for event in record.events] == ["opened", "answered"]


def test_what_the_format_cannot_hold_is_refused_before_a_byte_is_written(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        before = record.path.read_bytes()
        with pytest.raises(RecordError, match=r"NOT SAVED.*2\.8 is a binary fraction"):
            record.append("noted", {"value": 2.8}, author=AUTHOR)  # type: ignore[dict-item]
        with pytest.raises(RecordError, match="NOT SAVED"):
            record.append("noted", {}, author=AUTHOR, private={"note": "\udc80"})
        assert record.path.read_bytes() == before


def test_an_existing_record_is_never_begun_again(tmp_path: Path) -> None:
    before = small_record(tmp_path).read_bytes()
    with pytest.raises(RecordError, match="there already"):
        begin(tmp_path)
    assert (tmp_path / f"{SCREENING}.jsonl").read_bytes() == before


@pytest.mark.parametrize("text", ["", "../etc", SCREENING.upper(), SCREENING + "\n", "S-001"])
def test_only_an_id_names_a_screening(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="not a screening's id"):
        Record.open(tmp_path, text, software="0.1.0", clock=clock())
    origin = Origin(text, ORIGIN.protocol, "0.1.0")
    with pytest.raises(BadInput, match="not a screening's id"):
        Record.create(tmp_path, origin, {}, author=AUTHOR, clock=clock())
    assert list(tmp_path.iterdir()) == []


def test_a_screening_that_is_not_there_leaves_no_trace(tmp_path: Path) -> None:
    small_record(tmp_path)
    with pytest.raises(RecordError, match=r"no such screening.*screening list"):
        Record.open(tmp_path, OTHER_SCREENING, software="0.1.0", clock=clock())
    assert not (tmp_path / f"{OTHER_SCREENING}.lock").exists()


def test_a_file_in_the_place_of_the_folder_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "transcripts"):
        with pytest.raises(RecordError, match="NOT SAVED") as caught:
            begin(folder)
        assert "another folder with --transcripts" in caught.value.remedy
        assert str(folder) in caught.value.where


def test_a_folder_that_cannot_hold_a_file_is_not_called_busy() -> None:
    with pytest.raises(RecordError, match="NOT SAVED") as caught:
        begin(Path("/proc/self/fdinfo"))
    assert not isinstance(caught.value, Busy)


def test_a_symbolic_link_is_never_followed(tmp_path: Path) -> None:
    real = small_record(tmp_path / "elsewhere")
    before = real.read_bytes()
    folder = tmp_path / "transcripts"
    folder.mkdir()
    (folder / real.name).symlink_to(real)
    with pytest.raises(RecordError, match="symbolic link"):
        reopen(folder)
    with pytest.raises(RecordError, match="there already"):
        begin(folder)
    with pytest.raises(RecordError, match="symbolic link"):
        reading.read(folder / real.name)
    assert [finding.severity for finding in verify(folder / real.name).findings] == ["failure"]
    assert real.read_bytes() == before


def test_a_link_in_the_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    lock = path.with_suffix(".lock")
    lock.unlink()
    lock.symlink_to(tmp_path / "target")
    with pytest.raises(RecordError, match="cannot be resumed"):
        reopen(tmp_path)
    assert not (tmp_path / "target").exists()


def test_a_pipe_or_a_folder_in_the_place_of_the_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / f"{SCREENING}.jsonl"
    os.mkfifo(path)
    with pytest.raises(RecordError, match="not a plain file"):
        reopen(tmp_path)
    with pytest.raises(RecordError, match="not a plain file"):
        reading.read(path)
    assert [finding.severity for finding in verify(path).findings] == ["failure"]
    path.unlink()
    path.mkdir()
    with pytest.raises(RecordError):
        reopen(tmp_path)
    with pytest.raises(RecordError):
        reading.read(path)
    assert [finding.severity for finding in verify(path).findings] == ["failure"]


def test_a_record_replaced_while_it_is_open_is_not_written(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        content = record.path.read_bytes()
        record.path.unlink()
        record.path.write_bytes(content)  # as an editor saves
        with pytest.raises(RecordError, match=r"NOT SAVED.*moved or changed"):
            answer(record)
    assert record.path.read_bytes() == content


def test_a_record_removed_or_written_by_another_while_it_is_open_is_not_written(
    tmp_path: Path,
) -> None:
    with begin(tmp_path) as record:
        record.path.rename(tmp_path / "away")
        with pytest.raises(RecordError, match="NOT SAVED"):
            answer(record)
        (tmp_path / "away").rename(record.path)
        with pytest.raises(RecordError, match=r"NOT SAVED.*earlier write failed"):
            answer(record)
    with reopen(tmp_path) as record:
        with record.path.open("ab") as stream:
            stream.write(b"x")
        with pytest.raises(RecordError, match=r"NOT SAVED.*moved or changed"):
            answer(record)


def test_a_lock_that_fails_for_another_reason_is_not_called_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_record(tmp_path)

    def no_locks(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(RecordError, match="No locks available") as caught:
        reopen(tmp_path)
    assert not isinstance(caught.value, Busy)
    with pytest.raises(OSError, match="No locks available"), locks.held(tmp_path, SCREENING):
        pass
