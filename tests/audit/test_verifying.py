"""Verification: every alteration is seen, named by its line, and nothing is touched by looking."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from support.audit_records import (
    OTHER_SCREENING,
    SCREENING,
    ZEROS,
    answer,
    begin,
    digest,
    event,
    forged,
    head_of,
    packed,
    put,
    sealed,
    small_record,
)

from assistant.audit import reading
from assistant.audit.copies import keep
from assistant.audit.folders import verify_folder
from assistant.audit.verifying import Report, verify
from assistant.errors import BadInput, RecordError


def causes(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.severity, finding.line) for finding in report.findings]


def has_failed(path: Path) -> bool:
    return any(finding.severity == "failure" for finding in verify(path).findings)


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def test_a_sound_record_has_no_finding(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    report = verify(path)
    assert (report.path, report.findings) == (path, ())
    assert report.events == 3
    assert report.head == head_of(lines_of(path)[-1])


def test_every_flipped_bit_is_seen(tmp_path: Path) -> None:
    path = small_record(tmp_path, answers=1)
    sound = path.read_bytes()
    last = len(sound) - 1
    with path.open("r+b", buffering=0) as stream:
        for at, byte in enumerate(sound):
            for bit in range(8):
                os.pwrite(stream.fileno(), bytes([byte ^ 1 << bit]), at)
                findings = verify(path).findings
                assert findings, f"bit {bit} of byte {at}"
                assert at == last or any(found.severity == "failure" for found in findings)
            os.pwrite(stream.fileno(), bytes([byte]), at)
    assert verify(path).findings == ()


def test_every_line_deleted_but_the_last_is_seen_where_it_was(tmp_path: Path) -> None:
    lines = lines_of(small_record(tmp_path, answers=5))
    for at in range(len(lines) - 1):
        report = verify(put(tmp_path, lines[:at] + lines[at + 1 :]))
        assert ("failure", at + 1) in causes(report)
        assert {line for _, line in causes(report)} == {at + 1}


def test_every_line_doubled_is_seen_where_it_is(tmp_path: Path) -> None:
    lines = lines_of(small_record(tmp_path, answers=5))
    for at in range(len(lines)):
        report = verify(put(tmp_path, lines[: at + 1] + lines[at:]))
        assert ("failure", at + 2) in causes(report)
        with pytest.raises(RecordError, match=rf"line {at + 2}"):
            reading.read(report.path)


def test_every_pair_of_lines_swapped_is_seen(tmp_path: Path) -> None:
    lines = lines_of(small_record(tmp_path, answers=5))
    for first in range(len(lines)):
        for second in range(first + 1, len(lines)):
            swapped = list(lines)
            swapped[first], swapped[second] = lines[second], lines[first]
            assert ("failure", first + 1) in causes(verify(put(tmp_path, swapped)))


def test_a_line_of_another_record_is_seen_wherever_it_is_put(tmp_path: Path) -> None:
    lines = lines_of(small_record(tmp_path, answers=5))
    foreign = sealed(event(2, ZEROS, screening=OTHER_SCREENING))
    for at in range(len(lines) + 1):
        report = verify(put(tmp_path, [*lines[:at], foreign, *lines[at:]]))
        assert ("failure", at + 1) in causes(report)


def test_a_line_forged_with_a_right_hash_is_seen(tmp_path: Path) -> None:
    lines = lines_of(small_record(tmp_path, answers=3))
    values = json.loads(lines[2])["e"]
    del values["pc"]
    values["data"] = {"fact": "bilirubin", "value": "2"}
    report = verify(put(tmp_path, [*lines[:2], sealed(values), *lines[3:]]))
    assert causes(report) == [("failure", 4)]
    assert "prev is not the hash" in report.findings[0].cause


EDITORS: list[tuple[str, bytes, bytes, str]] = [
    ("BOM", b'{"e":{"actor"', b'\xef\xbb\xbf{"e":{"actor"', "byte-order mark"),
    ("CRLF", b"\n", b"\r\n", "CR LF"),
    ("spaces", b'{"e":', b'{ "e": ', "laid out again"),
    ("indent", b'"e":{', b'"e":\t{', "laid out again"),
    ("NFD", "é".encode(), "e\u0301".encode(), "does not match its hash"),
    ("escape", "é".encode(), b"\\u00e9", "laid out again"),
    ("Latin-1", "é".encode(), b"\xe9", "not UTF-8"),
    ("twin key", b'"mono":5000000', b'"mono":1,"mono":5000000', "same key twice"),
    ("key order", b'"v":1}', b'"v":1,"a":0}', "laid out again"),
    ("NaN", b'"mono":5000000', b'"mono":NaN', "NaN"),
    ("infinity", b'"mono":5000000', b'"mono":-Infinity', "Infinity"),
    ("float", b'"mono":5000000', b'"mono":5000000.0', "5000000.0"),
    ("exponent", b'"mono":5000000', b'"mono":5e6', "5e6"),
    ("minus zero", b'"mono":5000000', b'"mono":-0', "laid out again"),
    ("leading zero", b'"mono":5000000', b'"mono":05', "not JSON"),
    ("comment", b"\n", b" // checked\n", "not JSON"),
    ("blank line", b"\n", b"\n\n", "blank"),
    ("binary", b'{"e"', b"\x00\xff\xfe{", "not UTF-8"),
    ("deep", b'"data":{', b'"data":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b",", "nested"),
    ("huge", b'"mono":5000000', b'"mono":' + b"9" * 5000, "digits"),
    ("version", b'"v":1}', b'"v":2}', "format version is 2"),
]


@pytest.mark.parametrize(("old", "new", "cause"), [row[1:] for row in EDITORS],
                         ids=[row[0] for row in EDITORS])  # fmt: skip
def test_damage_by_an_editor_is_seen_and_named(
    tmp_path: Path, old: bytes, new: bytes, cause: str
) -> None:
    with begin(tmp_path) as record:
        answer(record, "répondu")
        answer(record, "29")
    lines = lines_of(record.path)
    damaged = lines[1].replace(old, new)
    assert damaged != lines[1]
    report = verify(put(tmp_path, [lines[0], damaged, lines[2]]))
    assert report.findings[0].severity == "failure"
    assert any(cause in finding.cause for finding in report.findings)
    assert all(finding.line in (2, 3) for finding in report.findings)
    with pytest.raises(RecordError, match="never repaired"):
        reading.read(record.path)


@pytest.mark.parametrize(
    "data", [{"é": 1}, {"a": {"é": 1}}, {"a": [{"é": 1}]}, {"a": [[{"é": 1}]]}]
)
def test_no_key_is_anything_but_ascii(tmp_path: Path, data: object) -> None:
    (finding,) = verify(put(tmp_path, forged({}, {"data": data}))).findings
    assert (finding.severity, finding.line) == ("failure", 2)


@pytest.mark.parametrize("day", ["2026-11-31", "2026-02-29", "2027-13-01", "2026-12-00"])
def test_no_event_is_of_a_day_that_there_is_not(tmp_path: Path, day: str) -> None:
    at = f"{day}T09:30:00.000000Z"
    for above in (1, 3):
        report = verify(put(tmp_path, forged(*[{}] * above, {"at": at})))
        assert causes(report) == [("failure", above + 1)]


def test_a_whole_file_that_is_something_else_is_a_failure(tmp_path: Path) -> None:
    for content in (b"\x7fELF\x00\n" * 50, b"a,b\n1,2\n", b"[]\n", b"null\n", b'{"e":{}}\n'):
        assert has_failed(put(tmp_path, [content]))


def test_another_name_for_the_file_is_seen_once(tmp_path: Path) -> None:
    path = small_record(tmp_path).rename(tmp_path / f"{OTHER_SCREENING}.jsonl")
    (finding,) = verify(path).findings
    assert (finding.severity, finding.line) == ("failure", 1)
    assert SCREENING in finding.cause
    with pytest.raises(RecordError, match="another screening"):
        reading.read(path)


RULES: list[tuple[str, Sequence[Mapping[str, object]], list[tuple[str, int | None]]]] = [
    ("sound", [{}, {}], []),
    ("unknown type", [{}, {"type": "gossip"}, {}], [("failure", 2)]),
    ("not opened first", [{"type": "noted"}, {}], [("failure", 1)]),
    ("opened again", [{}, {"type": "opened"}], [("failure", 2)]),
    ("a note after all", [{}, {"type": "concluded"}, {"type": "noted"}], [("failure", 3)]),
    ("pause after signature", [{}, {"type": "signed"}, {"type": "paused"}], [("failure", 3)]),
    (
        "what may follow",
        [
            {},
            {"type": "concluded"},
            {"type": "signed"},
            {"type": "addendum"},
            {"type": "checkpoint"},
            {"type": "clock_anomaly"},
            {"type": "redacted"},
        ],
        [],
    ),
    ("time steps back", [{"at": "2026-11-21T10:00:00.000000Z"}, {}, {}], [("warning", 2)]),
    (
        "time steps back, as told",
        [
            {"at": "2026-11-21T10:00:00.000000Z"},
            {
                "type": "clock_anomaly",
                "data": {
                    "previous": "2026-11-21T10:00:00.000000Z",
                    "now": "2026-11-21T09:01:00.000000Z",
                },
            },
            {},
        ],
        [],
    ),
    (
        "time steps back, told by another event",
        [
            {"at": "2026-11-21T10:00:00.000000Z"},
            {
                "data": {
                    "previous": "2026-11-21T10:00:00.000000Z",
                    "now": "2026-11-21T09:01:00.000000Z",
                },
            },
        ],
        [("warning", 2)],
    ),
    (
        "time steps back, told otherwise",
        [
            {"at": "2026-11-21T10:00:00.000000Z"},
            {"type": "clock_anomaly", "data": {"previous": "2026-11-21T10:00:00.000000Z"}},
        ],
        [("warning", 2)],
    ),
    (
        "another protocol",
        [{}, {"protocol": {"id": "x", "version": "2", "sha256": "cd" * 32}}],
        [("failure", 2)],
    ),
    (
        "another protocol on resuming",
        [{}, {"type": "resumed", "protocol": {"id": "x", "version": "2", "sha256": "cd" * 32}},
         {"protocol": {"id": "x", "version": "2", "sha256": "cd" * 32}}],
        [],
    ),
    ("no text to redact", [{}, {}, {}, {"type": "redacted", "data": {"seq": 2}}], []),
    ("a gap", [{}, {"seq": 2}, {"seq": 3}], [("failure", 2)]),
    ("a beginning cut off", [{"prev": "1" * 64}, {}], [("failure", 1)]),
    ("a broken link", [{}, {"prev": "1" * 64}, {}], [("failure", 2)]),
    ("a copy not named", [{}, {"type": "recovered", "data": {"bytes": 1}}], [("failure", 2)]),
    ("a copy elsewhere", [{}, {"type": "recovered", "data": {"copy": "../x"}}], [("failure", 2)]),
    ("free text gone", [{}, {"pc": "0" * 64}], [("failure", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "expected"), [row[1:] for row in RULES],
                         ids=[row[0] for row in RULES])  # fmt: skip
def test_a_chain_of_right_hashes_must_still_keep_the_rules(
    tmp_path: Path,
    steps: Sequence[Mapping[str, object]],
    expected: list[tuple[str, int | None]],
) -> None:
    assert causes(verify(put(tmp_path, forged(*steps)))) == expected


BROKEN = ["unknown type", "not opened first", "opened again", "a gap", "a beginning cut off",
          "a broken link", "free text gone"]  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_session_reads_no_record_whose_chain_is_broken(tmp_path: Path, name: str) -> None:
    (steps, expected) = next(row[1:] for row in RULES if row[0] == name)
    with pytest.raises(RecordError, match="never repaired") as caught:
        reading.read(put(tmp_path, forged(*steps)))
    assert caught.value.where.endswith(f"line {expected[0][1]}")


def test_the_line_below_an_unreadable_one_is_not_blamed(tmp_path: Path) -> None:
    lines = lines_of(small_record(tmp_path, answers=4))
    assert causes(verify(put(tmp_path, [*lines[:2], b"{}\n", *lines[3:]]))) == [("failure", 3)]
    assert causes(verify(put(tmp_path, [*lines[:2], b"{}\n", *lines[2:]]))) == [("failure", 3)]


def with_second_line(private: object, **changes: object) -> list[bytes]:
    first = sealed(event(0, ZEROS))
    return [first, sealed(event(1, head_of(first), **changes), private)]


TEXT = {"salt": "00" * 16, "text": {"reply": "28"}}
COMMITMENT = digest(b"screening-record/1/private\n", TEXT)


@pytest.mark.parametrize(
    ("private", "changes", "cause"),
    [
        (TEXT, {"pc": COMMITMENT}, None),
        (TEXT, {"pc": "0" * 64}, "free text does not match its hash"),
        (TEXT, {}, "no hash vouches"),
        ({**TEXT, "text": {"reply": "29"}}, {"pc": COMMITMENT}, "free text does not match"),
        ({**TEXT, "salt": "01" * 16}, {"pc": COMMITMENT}, "free text does not match"),
        ({**TEXT, "salt": "00" * 15}, {"pc": COMMITMENT}, "fields or their values"),
        ({}, {"pc": COMMITMENT}, "free text is missing"),
        ([], {}, "fields or their values"),
    ],
)
def test_free_text_is_held_to_its_salted_hash(
    tmp_path: Path, private: object, changes: Mapping[str, object], cause: str | None
) -> None:
    report = verify(put(tmp_path, with_second_line(private, **changes)))
    assert [finding.line for finding in report.findings] == ([2] if cause else [])
    assert all(cause and cause in finding.cause for finding in report.findings)


@pytest.mark.parametrize(
    "private",
    [{**TEXT, "salt": 0}, {**TEXT, "text": ["28"]}, {**TEXT, "text": 1}, {**TEXT, "text": {}},
     {**TEXT, "more": ""}, {**TEXT, "text": {"reply": 28}}],
    ids=repr,
)  # fmt: skip
def test_free_text_has_one_form_whatever_its_hash_is_of(tmp_path: Path, private: object) -> None:
    commitment = digest(b"screening-record/1/private\n", private)
    (finding,) = verify(put(tmp_path, with_second_line(private, pc=commitment))).findings
    assert (finding.severity, finding.line) == ("failure", 2)


def test_nothing_follows_the_free_text_in_its_line(tmp_path: Path) -> None:
    hashed = packed(TEXT) + b',"q":{}'
    commitment = hashlib.sha256(b"screening-record/1/private\n" + hashed).hexdigest()
    first, second = with_second_line(TEXT, pc=commitment)
    longer = second[: -len(b"}\n")] + b',"q":{}}\n'
    (finding,) = verify(put(tmp_path, [first, longer])).findings
    assert (finding.severity, finding.line) == ("failure", 2)


def without_text(*, redacted: object, kind: str = "redacted") -> list[bytes]:
    lines = with_second_line(TEXT, pc=COMMITMENT)
    lines[1] = lines[1].replace(b'"p":{"salt"', b'"p":null#').split(b"#")[0] + b"}\n"
    third = event(2, head_of(lines[1]), type=kind, data={"seq": redacted})
    return [*lines, sealed(third)]


def test_free_text_may_be_gone_only_where_a_redaction_names_it(tmp_path: Path) -> None:
    path = put(tmp_path, without_text(redacted=1))
    assert verify(path).findings == ()
    assert [event.redacted for event in reading.read(path)] == [False, True, False]
    for lines in (without_text(redacted=0), without_text(redacted=1, kind="noted")):
        (finding,) = verify(put(tmp_path, lines)).findings
        assert (finding.severity, finding.line) == ("failure", 2)
        assert "no `redacted` event names its seq 1" in finding.cause


def test_no_redaction_removes_its_own_reason(tmp_path: Path) -> None:
    first = sealed(event(0, ZEROS))
    changes = {"type": "redacted", "data": {"seq": 1}, "pc": COMMITMENT}
    told = sealed(event(1, head_of(first), **changes), TEXT)
    gone = told[: told.index(b'"p":{"salt"')] + b'"p":null}\n'
    assert causes(verify(put(tmp_path, [first, gone]))) == [("failure", 2)]


@pytest.mark.parametrize("named", [2, True, "2", [2], None], ids=repr)
def test_a_redaction_names_a_line_above_it_by_its_number(tmp_path: Path, named: object) -> None:
    first, told = forged({}, {"type": "redacted", "data": {"seq": named}})
    third = sealed(event(2, head_of(told), pc=COMMITMENT), TEXT)
    gone = third[: third.index(b'"p":{"salt"')] + b'"p":null}\n'
    (finding,) = verify(put(tmp_path, [first, told, gone])).findings
    assert (finding.severity, finding.line) == ("failure", 3)
    assert verify(put(tmp_path, [first, told, third])).findings == ()


def test_free_text_that_never_was_cannot_be_gone(tmp_path: Path) -> None:
    first, second = with_second_line(None)
    path = put(tmp_path, [first, second.replace(b'"p":{}', b'"p":null')])
    assert causes(verify(path)) == [("failure", 2)]
    with pytest.raises(RecordError, match="free text"):
        reading.read(path)


def test_a_verdict_is_replayed_only_from_a_sound_record(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    seen: list[Sequence[Mapping[str, object]]] = []

    def replay(lines: Sequence[Mapping[str, object]]) -> Sequence[str]:
        seen.append(lines)
        return ["the verdict does not follow"]

    (finding,) = verify(path, replay).findings
    assert (finding.severity, finding.line) == ("failure", None)
    assert finding.cause == "the verdict does not follow"
    assert seen == [[json.loads(line) for line in lines_of(path)]]
    path.write_bytes(path.read_bytes().replace(b"bilirubin", b"bilirubim"))
    assert "the verdict does not follow" not in {
        finding.cause for finding in verify(path, replay).findings
    }
    assert len(seen) == 1
    assert causes(verify(put(tmp_path, []), replay)) == [("warning", None)]
    assert len(seen) == 1


def test_a_record_that_cannot_be_read_has_that_fault_alone(tmp_path: Path) -> None:
    path = tmp_path / f"{SCREENING}.jsonl"
    path.symlink_to(small_record(tmp_path / "elsewhere"))
    (finding,) = verify(path).findings
    assert (finding.severity, finding.line) == ("failure", None)
    assert finding.cause.startswith("it cannot be read")


def test_only_a_torn_copy_is_named_as_one(tmp_path: Path) -> None:
    other = tmp_path / "allowed_signers"
    other.write_bytes(b"torn")
    data = {"copy": other.name, "bytes": 4, "sha256": hashlib.sha256(b"torn").hexdigest()}
    (finding,) = verify(put(tmp_path, forged({}, {"type": "recovered", "data": data}))).findings
    assert (finding.severity, finding.line) == ("failure", 2)
    assert finding.cause == "it does not name the copy of the line that was torn"


def test_a_copy_that_went_with_a_redacted_text_is_not_missed(tmp_path: Path) -> None:
    copy = f"{SCREENING}.torn-1"
    recovered = {"type": "recovered", "data": {"copy": copy, "bytes": 4, "sha256": "0" * 64}}
    for files, expected in ((copy, []), ("", [("warning", 2)])):
        redacted = {"type": "redacted", "data": {"seq": 0, "files": files}}
        assert causes(verify(put(tmp_path, forged({}, recovered, redacted)))) == expected


def test_a_replay_that_cannot_be_done_is_a_failure(tmp_path: Path) -> None:
    def replay(lines: Sequence[Mapping[str, object]]) -> Sequence[str]:
        raise BadInput("the protocol is not here")

    (finding,) = verify(small_record(tmp_path), replay).findings
    assert finding.severity == "failure"
    assert "the protocol is not here" in finding.cause


def test_looking_changes_nothing_and_needs_no_right_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_record(tmp_path)
    with path.open("ab") as stream:
        stream.write(b"torn")
    before = {place.name: place.stat() for place in tmp_path.iterdir()}
    real = os.open

    def read_only(place: Path, flags: int, mode: int = 0o777) -> int:
        assert flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC) == 0
        return real(place, flags, mode)

    monkeypatch.setattr("os.open", read_only)
    verify_folder(tmp_path)
    after = {place.name: place.stat() for place in tmp_path.iterdir()}
    assert {name: (state.st_mtime_ns, state.st_size) for name, state in after.items()} == {
        name: (state.st_mtime_ns, state.st_size) for name, state in before.items()
    }


def test_a_record_can_be_verified_while_it_is_held(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        for number in range(3):
            report = verify(record.path)
            assert (report.findings, report.events) == ((), number + 1)
            answer(record)


def test_a_folder_reports_each_record_and_what_belongs_to_none(tmp_path: Path) -> None:
    folder = tmp_path / "transcripts"
    path = small_record(folder)
    keep(folder, "ab" * 32, {"protocol.toml": b""})
    (folder / "README.md").touch()
    (folder / f"{OTHER_SCREENING}.jsonl").write_bytes(path.read_bytes())
    (folder / f"{SCREENING}.jsonl.bak").touch()
    (folder / "re\x1b[31mport.odt").touch()
    on_folder, on_ledger, first, second = verify_folder(folder)
    assert [finding.severity for finding in on_folder.findings] == ["warning", "warning"]
    assert f"{SCREENING}.jsonl.bak" in on_folder.findings[0].cause
    assert "\x1b" not in on_folder.findings[1].cause
    assert on_folder.path == folder
    assert (on_ledger.path, on_ledger.events) == (folder / "ledger.jsonl", 3)
    assert on_folder.notes == ("2 records.",)
    assert (first.path.stem, first.findings) == (SCREENING, ())
    assert (second.path.stem, causes(second)) == (OTHER_SCREENING, [("failure", 1)])


def test_a_folder_that_others_may_enter_is_noted(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    (report,) = verify_folder(tmp_path)
    assert report.findings == ()
    assert "chmod 700" in report.notes[1]


def test_what_is_not_there_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        verify(tmp_path / f"{SCREENING}.jsonl")
    with pytest.raises(RecordError, match="cannot be read"):
        verify_folder(tmp_path / "nowhere")
