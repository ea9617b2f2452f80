"""The ledger as it is written: never ahead of a record, at most one event behind."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

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
    forged,
    put,
    rebegin,
    reopen,
    saving_together,
    small_record,
)

from assistant.audit import ledger, reading
from assistant.audit.ledger import Ledger
from assistant.audit.store import Record
from assistant.errors import RecordError


def other(folder: Path) -> Record:
    origin = replace(ORIGIN, screening=OTHER_SCREENING)
    return Record.create(folder, origin, {}, author=AUTHOR, clock=clock())


def lines(folder: Path) -> list[bytes]:
    return (folder / "ledger.jsonl").read_bytes().splitlines(keepends=True)


def entries(folder: Path) -> list[tuple[str, int]]:
    found = [json.loads(line) for line in lines(folder)]
    events = {
        name: reading.read(folder / f"{name}.jsonl")
        for name in {each["screening"] for each in found}
    }
    assert [each["n"] for each in found] == list(range(len(found)))
    for each in found:
        assert each["hash"] == events[each["screening"]][each["seq"]].hash
    return [(each["screening"], each["seq"]) for each in found]


def test_each_event_is_entered_in_the_order_in_which_it_was_saved(tmp_path: Path) -> None:
    with begin(tmp_path) as one, other(tmp_path) as two:
        answer(one)
        answer(two)
        answer(one)
    first, second = SCREENING, OTHER_SCREENING
    assert entries(tmp_path) == [(first, 0), (second, 0), (first, 1), (second, 1), (first, 2)]
    assert faults_in(tmp_path) == []


def test_the_line_is_canonical_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = small_record(tmp_path, answers=0)
    (event,) = reading.read(path)
    text = f'{{"hash":"{event.hash}","n":0,"screening":"{SCREENING}","seq":0}}\n'
    assert lines(tmp_path) == [text.encode()]
    for name in ("ledger.jsonl", "ledger.lock"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_ledger_begins_with_the_records_that_were_there_before_it(tmp_path: Path) -> None:
    small_record(tmp_path)
    rebegin(tmp_path)
    (finding,) = faults_in(tmp_path)
    assert finding.severity == "warning"
    assert "no ledger" in finding.cause
    with other(tmp_path) as record:
        answer(record)
    first, second = SCREENING, OTHER_SCREENING
    assert entries(tmp_path) == [(first, 0), (first, 1), (first, 2), (second, 0), (second, 1)]
    assert faults_in(tmp_path) == []


def test_a_damaged_record_is_not_taken_into_a_new_ledger(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"mmartin", b"mmartyn", 1))
    rebegin(tmp_path)
    other(tmp_path).close()
    assert entries(tmp_path) == [(OTHER_SCREENING, 0)]
    assert {finding.severity for finding in faults_in(tmp_path)} == {"failure"}


@pytest.mark.parametrize("torn", [b"{", b'{"hash":"00', b"\0" * 5000, b"\0\0\n"])
def test_a_torn_line_goes_with_the_next_event(tmp_path: Path, torn: bytes) -> None:
    small_record(tmp_path)
    with (tmp_path / "ledger.jsonl").open("ab") as stream:
        stream.write(torn)
    assert [finding.severity for finding in faults_in(tmp_path)] == ["warning"]
    with reopen(tmp_path) as record:
        answer(record)
    assert len(entries(tmp_path)) == 4
    assert faults_in(tmp_path) == []


@pytest.mark.parametrize("bad", [b"\n", b"{}\n", b'{"hash":"00"}\n'])
def test_a_whole_bad_line_is_never_written_after(tmp_path: Path, bad: bytes) -> None:
    with begin(tmp_path) as record:
        with (tmp_path / "ledger.jsonl").open("ab") as stream:
            stream.write(bad)
        before = lines(tmp_path)
        with pytest.raises(RecordError, match=r"NOT SAVED.*ledger is damaged"):
            answer(record)
    assert lines(tmp_path) == before


def test_a_ledger_replaced_or_cut_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    with begin(tmp_path) as record:
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)  # as an editor saves
        with pytest.raises(RecordError, match=r"NOT SAVED.*moved or replaced the ledger"):
            answer(record)
    with reopen(tmp_path) as record:
        answer(record)
        os.truncate(path, len(content))
        with pytest.raises(RecordError, match=r"NOT SAVED.*shorter than it was"):
            answer(record)


def test_the_event_whose_writer_was_stopped_is_entered_on_resuming(tmp_path: Path) -> None:
    small_record(tmp_path)
    entered = lines(tmp_path)
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(entered[:-1]))
    (finding,) = faults_in(tmp_path)
    assert (finding.severity, finding.line) == ("warning", 3)
    assert "not in the ledger yet" in finding.cause
    reopen(tmp_path).close()
    assert lines(tmp_path) == entered
    assert faults_in(tmp_path) == []


def test_a_record_that_never_got_into_the_ledger_is_entered_on_resuming(tmp_path: Path) -> None:
    small_record(tmp_path, answers=0)
    entered = lines(tmp_path)
    (tmp_path / "ledger.jsonl").write_bytes(b"")
    reopen(tmp_path).close()
    assert lines(tmp_path) == entered


def taken_up(folder: Path) -> str:
    with pytest.raises(RecordError, match="ledger do not agree") as caught:
        reopen(folder)
    assert caught.value.remedy
    return caught.value.why


def test_a_record_at_odds_with_the_ledger_is_not_taken_up(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    content = path.read_bytes()
    kept = content.splitlines(keepends=True)
    path.write_bytes(b"".join(kept[:-1]))  # its end cut off
    assert "the ledger has 3 lines of it, and it holds 2" in taken_up(tmp_path)
    path.write_bytes(content[:-1])  # a line torn that people were told of
    assert "the ledger has 3 lines of it, and it holds 2" in taken_up(tmp_path)
    assert path.read_bytes() == content[:-1]
    put(tmp_path, forged({}, {}, {}))  # a whole chain made anew
    assert "line 3 is not the one that the ledger has" in taken_up(tmp_path)
    path.write_bytes(content)
    (tmp_path / "ledger.jsonl").write_bytes(lines(tmp_path)[0])  # an older ledger put back
    assert "it holds 3 lines, and the ledger has 1 of them" in taken_up(tmp_path)
    (tmp_path / "ledger.jsonl").write_bytes(b"")
    assert "it holds 3 lines, and the ledger has 0 of them" in taken_up(tmp_path)


def test_a_ledger_that_another_program_keeps_is_said_so_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_PATIENCE", 0)
    record = begin(tmp_path)
    refused = pytest.raises(RecordError, match=r"NOT SAVED.*keeps the ledger to itself")
    with Ledger.open(tmp_path) as held, ledger._alone(held._lock), refused:
        answer(record)
    record.close()
    with reopen(tmp_path) as record:
        answer(record)
    assert len(entries(tmp_path)) == 3


CALLS = ("open", "fstat", "lstat", "pread", "write", "fsync", "ftruncate", "fdopen", "listdir",
         "rename")  # fmt: skip


@pytest.mark.parametrize(
    "error", [Killed(), *(OSError(code, "fault") for code in (errno.EIO, errno.ENOSPC))],
    ids=["killed", "EIO", "ENOSPC"],
)  # fmt: skip
def test_a_fault_while_a_ledger_begins_or_catches_up_is_made_good_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    faults = Faults(monkeypatch.setattr, CALLS)

    def prepared(name: str) -> Path:
        """A record of three lines, the last not in the ledger or, once more, in none at all."""
        faults.arm(0, None)
        small_record(tmp_path / name)
        (tmp_path / name / "ledger.jsonl").write_bytes(b"".join(lines(tmp_path / name)[:-1]))
        return tmp_path / name

    folder = prepared("count")
    faults.arm(0, None)
    reopen(folder).close()
    catching_up = len(faults.calls)
    rebegin(folder)
    faults.arm(0, None)
    reopen(folder).close()
    beginning = len(faults.calls)
    assert min(catching_up, beginning) > 12
    for at in range(1, max(catching_up, beginning) + 1):
        folder = prepared(str(at))
        for is_new in (False, True):
            if is_new:
                rebegin(folder)
            faults.arm(at, error)
            try:
                reopen(folder).close()
            except (Killed, RecordError):
                faults.arm(0, None)
                assert len(reading.read(folder / f"{SCREENING}.jsonl")) == 3
            faults.arm(0, None)
            reopen(folder).close()
            assert entries(folder) == [(SCREENING, seq) for seq in range(3)]
            assert faults_in(folder) == []


def test_eight_processes_save_a_hundred_events_each_in_one_folder(tmp_path: Path) -> None:
    with saving_together(tmp_path, processes=8, events=100) as process:
        assert process.communicate()[0].split() == ["100"] * 8
    assert len(entries(tmp_path)) == 800
    assert len(reading.screenings(tmp_path)) == 8
    assert faults_in(tmp_path) == []
