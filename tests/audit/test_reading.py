"""Records listed and read for the session, and the protocols kept beside them."""

from pathlib import Path

import pytest
from support.audit_records import OTHER_SCREENING, SCREENING, small_record

from assistant.audit import chain, reading
from assistant.audit.copies import keep, kept
from assistant.audit.verifying import verify
from assistant.errors import RecordError

PROTOCOL = "0123456789abcdef" * 4


def test_screenings_are_listed_by_their_records_alone(tmp_path: Path) -> None:
    assert reading.screenings(tmp_path / "nowhere") == ()
    small_record(tmp_path)
    for name in (f"{OTHER_SCREENING}.jsonl", "ledger.jsonl", "README.md", f"{SCREENING}.torn-1"):
        (tmp_path / name).touch()
    assert reading.screenings(tmp_path) == (SCREENING, OTHER_SCREENING)


def test_a_file_is_no_folder_of_records(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RecordError, match="cannot be listed"):
        reading.screenings(tmp_path / "file")


def test_the_lines_that_a_replay_is_given_are_the_events_that_are_read(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    given: list[object] = []

    def replay(lines: object) -> list[str]:
        assert isinstance(lines, list)
        given.extend(chain.event_of(line) for line in lines)
        return []

    assert verify(path, replay).findings == ()
    assert tuple(given) == reading.read(path)


def test_a_record_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"cannot be read.*No such file"):
        reading.read(tmp_path / f"{SCREENING}.jsonl")


def test_a_protocol_is_kept_once_byte_for_byte(tmp_path: Path) -> None:
    files = {"protocol.toml": "é\r\n".encode(), "en.toml": b"\x00"}
    assert kept(tmp_path, PROTOCOL) is None
    place = keep(tmp_path, PROTOCOL, files)
    assert place == kept(tmp_path, PROTOCOL) == tmp_path / "protocols" / PROTOCOL
    assert {file.name: file.read_bytes() for file in place.iterdir()} == files
    assert keep(tmp_path, PROTOCOL, {"protocol.toml": b"other"}) == place
    assert (place / "protocol.toml").read_bytes() == "é\r\n".encode()
    assert [entry.name for entry in (tmp_path / "protocols").iterdir()] == [PROTOCOL]


def test_a_copy_made_meanwhile_by_another_is_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename

    def late(draft: Path, place: Path) -> Path:
        monkeypatch.undo()
        keep(tmp_path, PROTOCOL, {"protocol.toml": b"a"})
        return real(draft, place)

    monkeypatch.setattr(Path, "rename", late)
    place = keep(tmp_path, PROTOCOL, {"protocol.toml": b"a"})
    assert [entry.name for entry in place.parent.iterdir()] == [PROTOCOL]
    assert (place / "protocol.toml").read_bytes() == b"a"


@pytest.mark.parametrize("name", ["", "..", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_only_a_hash_names_a_protocol(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        keep(tmp_path, name, {})
    with pytest.raises(ValueError, match="not a SHA-256"):
        kept(tmp_path, name)


def test_a_copy_that_cannot_be_kept_is_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "protocols").touch()
    with pytest.raises(RecordError, match="No copy of the protocol could be kept") as caught:
        keep(tmp_path, PROTOCOL, {"protocol.toml": b""})
    assert "another folder" in caught.value.remedy
