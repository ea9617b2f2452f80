"""Whole folders: what the ledger shows of records, and a checkpoint of the ledger."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.audit_records import (
    AUTHOR,
    ORIGIN,
    OTHER_SCREENING,
    SCREENING,
    START,
    answer,
    begin,
    clock,
    faults_in,
    forged,
    put,
    small_record,
)

from assistant.audit.anchoring import growth, taken
from assistant.audit.book import Book
from assistant.audit.checkpoint import Checkpoint, parsed
from assistant.audit.folders import verify_folder
from assistant.audit.keys import Signer
from assistant.audit.register import Holder, admit, revoke
from assistant.audit.store import Record
from assistant.audit.tracing import Finding
from assistant.errors import RecordError
from assistant.session.signing import signed_checkpoint


def two_records(folder: Path) -> tuple[Path, Path]:
    """Two records of three events, entered in turns."""
    origin = replace(ORIGIN, screening=OTHER_SCREENING)
    with (
        begin(folder) as one,
        Record.create(folder, origin, {}, author=AUTHOR, clock=clock()) as two,
    ):
        for number in range(2):
            answer(one, str(number))
            answer(two, str(number))
    return one.path, two.path


def against(folder: Path, *checkpoints: Checkpoint) -> list[Finding]:
    reports = verify_folder(folder, checkpoints=checkpoints)
    return [finding for report in reports for finding in report.findings]


def has_failed(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == "failure" for finding in findings)


def test_a_folder_with_its_checkpoint_is_sound(tmp_path: Path) -> None:
    one, two = two_records(tmp_path)
    checkpoint = taken(tmp_path)
    on_folder, on_ledger, *on_records = verify_folder(tmp_path, checkpoints=[checkpoint])
    assert against(tmp_path, checkpoint) == []
    assert on_folder.notes == ("2 records.",)
    assert (on_ledger.events, checkpoint.size) == (6, 6)
    assert on_ledger.head in checkpoint.note.splitlines()
    assert "It begins with the 6 lines of the checkpoint" in on_ledger.notes[0]
    assert {report.path for report in on_records} == {one, two}


def test_without_one_the_folder_is_unanchored(tmp_path: Path) -> None:
    two_records(tmp_path)
    (finding,) = against(tmp_path)
    assert (finding.severity, finding.line) == ("warning", None)
    assert "unanchored" in finding.cause


def test_one_record_is_verified_with_the_ledger(tmp_path: Path) -> None:
    one, two = two_records(tmp_path)
    two.write_bytes(two.read_bytes()[:-1])
    (*_, report) = verify_folder(tmp_path, only=SCREENING)
    assert (report.path, report.findings) == (one, ())
    two.unlink()
    assert not has_failed([each for on in verify_folder(tmp_path, only=SCREENING)
                           for each in on.findings])  # fmt: skip
    one.write_bytes(b"".join(one.read_bytes().splitlines(keepends=True)[:-1]))
    (*_, report) = verify_folder(tmp_path, only=SCREENING)
    assert "the end of this file is gone" in report.findings[0].cause


def test_every_flipped_bit_of_the_ledger_is_seen(tmp_path: Path) -> None:
    small_record(tmp_path, answers=1)
    path = tmp_path / "ledger.jsonl"
    sound = path.read_bytes()
    checkpoint = taken(tmp_path)
    with path.open("r+b", buffering=0) as stream:
        for at, byte in enumerate(sound):
            for bit in range(8):
                os.pwrite(stream.fileno(), bytes([byte ^ 1 << bit]), at)
                assert has_failed(against(tmp_path, checkpoint)), f"bit {bit} of byte {at}"
                found = faults_in(tmp_path)
                assert found, f"bit {bit} of byte {at}, without a checkpoint"
                assert at == len(sound) - 1 or has_failed(found)
            os.pwrite(stream.fileno(), bytes([byte]), at)
    assert against(tmp_path, checkpoint) == []


def test_every_line_of_the_ledger_moved_taken_doubled_or_put_in_is_seen(tmp_path: Path) -> None:
    two_records(tmp_path)
    path = tmp_path / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    last = len(lines) - 1

    def found(altered: Sequence[bytes]) -> list[Finding]:
        path.write_bytes(b"".join(altered))
        return faults_in(tmp_path)

    for at, line in enumerate(lines):
        gone = found([*lines[:at], *lines[at + 1 :]])
        assert gone
        assert has_failed(gone) is (at != last)  # which may not have been entered yet
        assert has_failed(found([*lines[: at + 1], *lines[at:]]))
        assert has_failed(found([*lines[:at], line.replace(b"a", b"b"), *lines[at:]]))
        for other in range(at):
            swapped = list(lines)
            swapped[at], swapped[other] = lines[other], line
            assert has_failed(found(swapped))
    assert found(lines) == []


@pytest.mark.parametrize(
    ("torn", "severity"),
    [(b'{"hash":"', "warning"), (b"\0" * 9, "warning"), (b"\0\0\n", "warning"),
     (b"\0\0\n{", "failure"), (b"\n", "failure"), (b"\0{}\n", "failure")],
    ids=repr,
)  # fmt: skip
def test_a_torn_end_of_the_ledger_is_told_from_a_bad_line(
    tmp_path: Path, torn: bytes, severity: str
) -> None:
    small_record(tmp_path)
    with (tmp_path / "ledger.jsonl").open("ab") as stream:
        stream.write(torn)
    assert {finding.severity for finding in faults_in(tmp_path)} >= {severity}
    assert has_failed(faults_in(tmp_path)) is (severity == "failure")


def cut(folder: Path, kept: int) -> None:
    """Cut the last events off everywhere, so that what is left agrees."""
    path = folder / "ledger.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:kept]))
    book = Book(folder)
    book.read()
    for record in folder.glob("*-*.jsonl"):
        count = book.counts().get(record.stem, 0)
        lines = record.read_bytes().splitlines(keepends=True)
        record.write_bytes(b"".join(lines[:count]))
        if not count:
            record.unlink()


def test_every_truncation_of_everything_is_seen_with_a_checkpoint_only(tmp_path: Path) -> None:
    two_records(tmp_path)
    checkpoint = taken(tmp_path)
    for kept in range(checkpoint.size - 1, -1, -1):
        cut(tmp_path, kept)
        assert faults_in(tmp_path) == []
        (finding,) = against(tmp_path, checkpoint)
        assert finding.severity == "failure"
        assert f"vouches for 6 lines and it has {kept}" in finding.cause


def test_every_truncation_of_a_record_is_seen_by_the_ledger(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    content = path.read_bytes()
    for length in range(len(content)):
        path.write_bytes(content[:length])
        found = faults_in(tmp_path)
        assert has_failed(found), f"cut to {length} bytes"


def test_a_record_taken_away_or_brought_in_is_seen(tmp_path: Path) -> None:
    one, two = two_records(tmp_path / "here")
    elsewhere = small_record(tmp_path / "elsewhere")
    two.unlink()
    (finding,) = faults_in(tmp_path / "here")
    assert finding.cause == f"the record {OTHER_SCREENING} is gone: the ledger has 3 lines"
    put(tmp_path / "here", forged({}, {}, {}))
    assert "not the line that the ledger has" in faults_in(tmp_path / "here")[1].cause
    shutil.copy(elsewhere, one)
    shutil.copy(tmp_path / "elsewhere" / "ledger.jsonl", tmp_path / "here" / "ledger.jsonl")
    stranger = two.with_name(f"{OTHER_SCREENING}.jsonl")
    origin = replace(ORIGIN, screening=OTHER_SCREENING)
    with Record.create(tmp_path / "third", origin, {}, author=AUTHOR, clock=clock()) as record:
        answer(record)
    shutil.copy(record.path, stranger)
    (finding,) = faults_in(tmp_path / "here")
    assert (finding.severity, finding.line) == ("failure", 1)
    assert "from elsewhere" in finding.cause


def test_a_folder_made_anew_is_seen_with_a_checkpoint_only(tmp_path: Path) -> None:
    small_record(tmp_path / "real")
    checkpoint = taken(tmp_path / "real")
    put_anew = tmp_path / "anew"
    with begin(put_anew) as record:
        for value in ("5", "6", "7"):
            answer(record, value)
    assert faults_in(put_anew) == []
    (finding,) = against(put_anew, checkpoint)
    assert "does not begin with the" in finding.cause or "another ledger" in finding.cause
    other = replace(checkpoint, origin="stereo-screening.ledger/0000000000000000")
    (finding,) = against(tmp_path / "real", other)
    assert "of another ledger" in finding.cause


def test_a_checkpoint_of_a_ledger_that_is_gone_is_a_failure(tmp_path: Path) -> None:
    small_record(tmp_path)
    checkpoint = taken(tmp_path)
    (tmp_path / "ledger.jsonl").unlink()
    assert has_failed(against(tmp_path, checkpoint))


def test_growth_between_checkpoints_is_shown_and_proved(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        answer(record)
        old = taken(tmp_path)
        for value in ("1", "2", "3"):
            answer(record, value)
    new = taken(tmp_path)
    assert against(tmp_path, new, old) == []
    on_ledger = verify_folder(tmp_path, checkpoints=[new, old])[1]
    assert [note.split(" lines")[0] for note in on_ledger.notes] == [
        "It begins with the 2",
        "It begins with the 5",
    ]
    assert [note.split("; ")[1] for note in on_ledger.notes] == [
        "3 came since. The checkpoint is not signed.",
        "0 came since. The checkpoint is not signed.",
    ]
    text = growth(tmp_path, old, new)
    assert text.startswith("old 2\n")
    assert parsed(text.split("\n\n", 1)[1], "proof") == new
    with pytest.raises(RecordError, match="did not grow"):
        growth(tmp_path, replace(old, root=bytes(32)), new)


def test_no_checkpoint_is_taken_of_nothing_or_of_what_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="nothing to take a checkpoint of"):
        taken(tmp_path)
    small_record(tmp_path)
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"n":1', b'"n":7'))
    with pytest.raises(RecordError, match="damaged ledger"):
        taken(tmp_path)


def test_a_folder_can_be_verified_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer saves two events each time that the verifier has read something."""
    real = Book.read
    with begin(tmp_path) as record:
        answer(record)
        checkpoint = taken(tmp_path)

        def read_then_written(book: Book) -> None:
            real(book)
            answer(record)
            answer(record)

        monkeypatch.setattr(Book, "read", read_then_written)
        assert against(tmp_path, checkpoint) == []
        assert len(record.events) > 4


def test_a_folder_on_a_disk_that_is_read_only_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_records(tmp_path)
    real = os.open

    def read_only(place: Path, flags: int, mode: int = 0o777) -> int:
        assert flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC) == 0
        return real(place, flags, mode)

    monkeypatch.setattr("os.open", read_only)
    assert against(tmp_path, taken(tmp_path)) == []


def test_a_ledger_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    small_record(tmp_path)
    path = tmp_path / "ledger.jsonl"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    causes = [finding.cause for finding in faults_in(tmp_path) if finding.severity == "failure"]
    assert any(cause.startswith("it cannot be read") for cause in causes)


def test_a_checkpoint_kept_in_the_folder_is_held_against_it_too(tmp_path: Path) -> None:
    small_record(tmp_path)
    checkpoint = taken(tmp_path)
    place = tmp_path / "checkpoints"
    place.mkdir()
    (place / "3").write_text(checkpoint.note)
    (finding,) = faults_in(tmp_path)  # each is signed when it is put there
    assert (finding.severity, finding.line) == ("warning", None)
    assert finding.cause == "checkpoints/3 bears the signature of nobody in the register"
    (place / "3").write_text(replace(checkpoint, root=bytes(32)).note)
    assert any("does not begin with the" in each.cause for each in faults_in(tmp_path))
    (place / "3").write_text(replace(checkpoint, size=4).note)
    assert any("vouches for 4 lines" in each.cause for each in faults_in(tmp_path))
    (place / "3").write_text("no checkpoint")
    (finding,) = faults_in(tmp_path)
    assert (finding.severity, "is no checkpoint" in finding.cause) == ("warning", True)


def test_a_ledger_that_a_kept_checkpoint_names_cannot_be_taken_away(tmp_path: Path) -> None:
    small_record(tmp_path)
    place = tmp_path / "checkpoints"
    place.mkdir()
    (place / "3").write_text(taken(tmp_path).note)
    (tmp_path / "ledger.jsonl").unlink()
    causes = [each.cause for each in faults_in(tmp_path) if each.severity == "failure"]
    assert causes == ["a checkpoint vouches for 3 lines of a ledger that is not here"]


def test_a_folder_without_a_ledger_says_so_and_names_what_is_no_part_of_it(tmp_path: Path) -> None:
    path = put(tmp_path, forged({}, {}))
    (tmp_path / "notes.txt").touch()
    on_folder, on_record = verify_folder(tmp_path)
    assert [finding.severity for finding in on_folder.findings] == ["warning", "warning"]
    assert "it has no ledger" in on_folder.findings[0].cause
    assert "notes.txt" in on_folder.findings[1].cause
    assert (on_record.path, on_record.findings) == (path, ())


def signer() -> Signer:
    private = Ed25519PrivateKey.generate()
    return Signer(private.public_key().public_bytes_raw(), private)


def test_a_checkpoint_is_held_against_the_key_that_signed_it(tmp_path: Path) -> None:
    """One of several people, and of a person's keys the one that was good when it was taken."""
    small_record(tmp_path)
    first, second, other = signer(), signer(), signer()
    for user, each in (("acolin", other), ("jleroy", first), ("jleroy", second)):
        admit(tmp_path, Holder(user, "Name", "investigator", each.public, START))
        if each is first:
            revoke(tmp_path, user, START)
    for user, each, signed_by in (
        ("jleroy", first, "jleroy"),
        ("jleroy", second, "jleroy"),
        ("acolin", other, "acolin"),
        ("acolin", second, "acolin, who is not in the register"),
    ):
        note = signed_checkpoint(taken(tmp_path), user, each)
        on_ledger = verify_folder(tmp_path, checkpoints=[note])[1]
        assert on_ledger.findings == ()
        assert on_ledger.notes[0].endswith(f"The checkpoint is signed by {signed_by}.")
