"""`log`: real records of one folder and of a folder of sites, read and never changed."""

import csv
import html
import io
import shutil
from pathlib import Path

import pytest
from support.command import Outcome, command
from support.conversation import BONE, Talk, merged, ticking
from support.signing import PASSPHRASE, keyed_folder

from assistant.session.live import Session
from assistant.session.opening import Opening


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sites with records, and one that has none yet."""
    root = tmp_path_factory.mktemp("trial")
    eligible = Talk.begin(root / "north", subject="N-01").follow(BONE).conclude()
    failed = Talk.begin(root / "north", subject="N-02").follow(merged(BONE, her2_ihc="3+"))
    failed.reply("stop").conclude()
    waiting = Talk.begin(root / "south", subject="S-01")
    waiting.follow(merged(BONE, social_security="unknown pending")).conclude()
    contested = Talk.begin(root / "south", subject="S-02").follow(BONE, until="er_percent")
    contested.reply("5", "2", "suspend")
    for talk in (eligible, failed, waiting, contested):
        talk.session.close()
    (root / "west").mkdir()
    return root


def ask(*arguments: str | Path) -> Outcome:
    done = command("log", *arguments).assert_clean()
    assert done.code == 0, done.err
    return done


def rows(*arguments: str | Path) -> dict[str, dict[str, str]]:
    """The rows of the spreadsheet, by subject; a damaged record by its state."""
    text = io.StringIO(command("log", *arguments, "--format", "csv").out, newline="")
    return {row["subject"] or row["state"]: row for row in csv.DictReader(text)}


def test_one_log_over_a_folder_of_sites(sites: Path) -> None:
    found = rows(sites)
    assert {subject: (row["state"], row["verdict"]) for subject, row in found.items()} == {
        "N-01": ("completed", "eligible"),
        "N-02": ("completed", "not_eligible"),
        "S-01": ("completed", "undetermined"),
        "S-02": ("suspended", "undetermined"),
    }
    assert found["N-02"]["failed"] == "I5 E2"
    assert found["S-01"]["missing"] == "I13"
    assert found["S-02"]["contested"] == "I4"
    assert found["S-02"]["missing"] == ""
    assert "I14" in found["S-02"]["not_assessed"].split()
    assert {Path(row["folder"]).name for row in found.values()} == {"north", "south"}


def test_the_log_names_what_vouches_for_each_folder(sites: Path) -> None:
    """As `screening checkpoint` says it, so that a printed log can be held against the records."""
    folders = [each for each in sorted(sites.iterdir()) if (each / "ledger.jsonl").exists()]
    assert len(folders) >= 2
    for format_ in ("table", "html", "json"):
        said = " ".join(ask(sites, "--format", format_).out.split())
        for folder in folders:
            _, size, root = command("checkpoint", "--transcripts", folder).out.splitlines()
            assert f"{size} lines, {root}" in html.unescape(said)
    (alone, *_) = folders
    assert "Ledger of all records: " in ask(alone).out


def test_a_site_without_records_stays_named(sites: Path) -> None:
    lines = ask(sites).out.splitlines()
    assert f"{sites / 'west'}: 0" in lines
    assert "Assessed for eligibility: 4" in lines


def test_folders_side_by_side_and_each_once(sites: Path) -> None:
    assert set(rows(sites / "north", sites / "south")) == {"N-01", "N-02", "S-01", "S-02"}
    twice = ask(sites / "north", sites / "north", sites).out.splitlines()
    assert "Assessed for eligibility: 4" in twice


def test_a_signed_record_names_who_signed_and_still_takes_a_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = keyed_folder(tmp_path, monkeypatch)
    talk = Talk.begin(folder, subject="N-07").follow(BONE).conclude()
    talk.session.close()
    clock = ticking(talk.events[-1].at)
    talk.session = Session.resume(folder, talk.session.id, "jleroy", "investigator", clock=clock)
    talk.reply("yes", PASSPHRASE).session.close()
    row = rows(folder, "--state", "signed")["N-07"]
    assert (row["signed_by"], row["signed_role"]) == ("jleroy", "investigator")
    assert row["signed_at"].startswith("2026-11-21T12:0")
    assert command("query", talk.session.id, "raise", "age", "?", "--transcripts", folder).code == 0
    assert rows(folder, "--user", "jleroy")["N-07"]["open_queries"] == "1"
    assert "FAILED" not in command("verify", folder).out


def test_filters(sites: Path) -> None:
    assert set(rows(sites, "--state", "suspended")) == {"S-02"}
    assert set(rows(sites, "--verdict", "undetermined")) == {"S-01", "S-02"}
    assert set(rows(sites, "--criterion", "i13")) == {"S-01"}
    assert set(rows(sites, "--user", "nobody")) == set()
    assert set(rows(sites, "--from", "2026-11-21", "--to", "2026-11-21")) == {
        "N-01",
        "N-02",
        "S-01",
        "S-02",
    }
    assert set(rows(sites, "--to", "2026-11-20")) == set()


def test_a_damaged_record_is_shown_under_every_filter(sites: Path, tmp_path: Path) -> None:
    shutil.copytree(sites / "north", tmp_path / "north")
    path = next(
        each for each in (tmp_path / "north").glob("*-*.jsonl") if b'"N-02"' in each.read_bytes()
    )
    path.write_bytes(path.read_bytes().replace(b'"3+"', b'"0"'))
    found = rows(tmp_path / "north", "--verdict", "eligible")
    assert set(found) == {"N-01", "damaged"}
    assert found["damaged"]["screening"] == path.stem
    assert "This record is damaged" in found["damaged"]["fault"]
    assert "Assessed for eligibility: 1" in ask(tmp_path / "north").out


class Practising(Session):
    is_practice = True


def test_practice_is_told_apart_and_counted_nowhere(sites: Path, tmp_path: Path) -> None:
    shutil.copytree(sites / "north", tmp_path / "north")
    opening = Opening(subject="PRACTICE-01", user="mmartin", practice="first")
    Practising.begin(tmp_path / "north", opening, clock=ticking()).close()
    found = rows(tmp_path / "north")
    assert set(found) == {"N-01", "N-02", "practice"}
    assert "practice record" in found["practice"]["fault"]
    assert "Assessed for eligibility: 2" in ask(tmp_path / "north").out


def test_a_folder_of_practice_is_no_site(sites: Path, tmp_path: Path) -> None:
    shutil.copytree(sites, tmp_path / "trial")
    opening = Opening(subject="PRACTICE-01", user="mmartin", practice="first")
    for folder in (tmp_path / "trial", tmp_path / "trial" / "north", tmp_path / "new"):
        Practising.begin(folder / "practice", opening, clock=ticking()).close()
    assert set(rows(tmp_path / "trial")) == {"N-01", "N-02", "S-01", "S-02"}
    assert rows(tmp_path / "new") == {}


def test_nothing_is_changed_and_a_file_can_be_named(sites: Path, tmp_path: Path) -> None:
    before = {each: each.read_bytes() for each in sites.rglob("*") if each.is_file()}
    page = tmp_path / "log.html"
    done = ask(sites, "--format", "html", "--lang", "fr", "-o", page)
    assert done.out == ""
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert {each: each.read_bytes() for each in sites.rglob("*") if each.is_file()} == before


def test_the_usual_folder(sites: Path, tmp_path: Path) -> None:
    assert "N-02" in ask("--transcripts", sites / "north").out
    assert "Assessed for eligibility: 4" in ask("--transcripts", sites).out
    assert "No screening" in ask("--transcripts", tmp_path / "none").out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["nowhere"], "is not a folder of records"),
        (["x" * 300], "is not a folder of records"),
        (["--from", "21/11/2026"], "'21/11/2026' is not a day"),
        (["--to", "\x1b[2J"], "is not a day"),
        (["--from", "2026-11-22", "--to", "2026-11-21"], "2026-11-22 comes after 2026-11-21"),
    ],
)
def test_what_cannot_be_asked(arguments: list[str], part: str) -> None:
    command("log", *arguments).assert_refused(part)


def test_a_criterion_that_there_is_not(sites: Path) -> None:
    command("log", sites, "--criterion", "I99").assert_refused("'I99' is not a criterion")


# ---------------------------------------------------------------- verification over sites


def test_verify_judges_each_site_apart(sites: Path, tmp_path: Path) -> None:
    notes: list[str | Path] = []
    for site in ("north", "south"):
        note = tmp_path / f"{site}.checkpoint"
        assert command("checkpoint", "--transcripts", sites / site, "-o", note).code == 0
        notes += ["--checkpoint", note]
    done = command("verify", sites, *notes)
    assert done.code == 0
    heads = [line for line in done.out.splitlines() if line.startswith(str(sites))]
    assert sum(line.startswith(f"{sites / 'north'}: sound") for line in heads) == 1
    assert sum(line.startswith(f"{sites / 'west'}: sound") for line in heads) == 1
    assert len(heads) == 3 + 2 + 4

    shutil.copytree(sites, tmp_path / "trial")
    moved = next((tmp_path / "trial" / "north").glob("*-*.jsonl"))
    moved.write_bytes(moved.read_bytes()[:-30])
    assert command("verify", tmp_path / "trial", *notes).code == 2
    assert command("verify", tmp_path / "trial" / "south", *notes[2:]).code == 0
    command("verify", sites / "north", *notes[:2]).assert_clean()
    (tmp_path / "trial" / "south" / "ledger.jsonl").unlink()
    command("verify", tmp_path / "trial", *notes).assert_refused("of none of these ledgers")
