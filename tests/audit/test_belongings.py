"""Files in a folder of records that no event accounts for: named, and no failure."""

from pathlib import Path

import pytest
from support.audit_records import SCREENING, faults_in, forged, put, reopen, small_record
from support.command import command


def causes(folder: Path) -> list[str]:
    found = faults_in(folder)
    assert {each.severity for each in found} <= {"warning"}
    return [each.cause for each in found]


@pytest.mark.parametrize("name", [".", "README.md", "protocols", "policy.toml", "north/practice"])
def test_a_folder_without_a_record_is_asked_about(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir(parents=True, exist_ok=True)
    done = command("verify", tmp_path).assert_clean()
    assert done.code == 1
    assert done.out.count("is this the folder that you mean?") == 1


def test_with_one_nothing_is_asked(tmp_path: Path) -> None:
    small_record(tmp_path / "north")
    (tmp_path / "south").mkdir()  # a site that has not begun
    assert causes(tmp_path / "north") == []
    assert "that you mean" not in command("verify", tmp_path).out


@pytest.mark.parametrize("name", [f"{SCREENING}.report-1", f"{SCREENING}.torn-12"])
def test_a_report_or_a_torn_line_that_no_event_names_is_named(tmp_path: Path, name: str) -> None:
    small_record(tmp_path)
    (tmp_path / name).write_text("ELIGIBLE")
    (cause,) = causes(tmp_path)
    assert cause.startswith(f"{name} is named by no event of its record")


def test_a_torn_line_that_was_recovered_is_accounted_for(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    with path.open("ab") as stream:
        stream.write(b"torn")
    reopen(tmp_path).close()
    assert (tmp_path / f"{SCREENING}.torn-1").exists()
    assert causes(tmp_path) == []


def test_of_a_record_that_is_damaged_nothing_more_is_said(tmp_path: Path) -> None:
    put(tmp_path, forged({}, {"seq": 5}))
    (tmp_path / f"{SCREENING}.report-1").touch()
    found = faults_in(tmp_path)
    assert [each.severity for each in found] == ["warning", "failure"]
    assert "it has no ledger" in found[0].cause


@pytest.mark.parametrize("name", ["junk", ".tmp1", "AB" * 32, "ab" * 31, "\x1b[2J"])
def test_what_is_no_copy_of_a_protocol_is_named(tmp_path: Path, name: str) -> None:
    small_record(tmp_path)
    (tmp_path / "protocols" / name).mkdir(parents=True)
    (tmp_path / "protocols" / ("ab" * 32)).mkdir()
    (cause,) = causes(tmp_path)
    assert cause.startswith("protocols/")
    assert "\x1b" not in cause
    assert "no copy of a protocol" in cause
