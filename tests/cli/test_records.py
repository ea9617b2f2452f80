"""`list`, `show`, `summary`, `verify`: what is on record, read and judged, never changed."""

import json
import shutil
from pathlib import Path

import pytest
from support.command import Outcome, anchored, command
from support.conversation import BONE, Talk, merged
from support.forging import forge, number_of, of

IDS = "abcdef01-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with one screening of each kind."""
    folder = tmp_path_factory.mktemp("kept") / "records"
    eligible = Talk.begin(folder, subject="SEIN-1").follow(BONE).conclude()
    failed = Talk.begin(folder, subject="SEIN-2").follow(merged(BONE, her2_ihc="3+"))
    failed.reply("stop").conclude()
    french = Talk.begin(folder, subject="SEIN-3", language="fr").follow(BONE, until="age")
    french.reply("suspend")
    crashed = Talk.begin(folder, subject="SEIN-4").reply("yes")
    talks = {"eligible": eligible, "failed": failed, "french": french, "crashed": crashed}
    for talk in talks.values():
        talk.session.close()
    return folder, {name: talk.session.id for name, talk in talks.items()}


@pytest.fixture
def records(kept: tuple[Path, dict[str, str]], tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A copy that a test may damage."""
    folder, ids = kept
    shutil.copytree(folder, tmp_path / "records")
    return tmp_path / "records", ids


def ask(folder: Path, *arguments: str | Path) -> Outcome:
    return command(*arguments, "--transcripts", folder).assert_clean()


# ---------------------------------------------------------------- list


def test_list(kept: tuple[Path, dict[str, str]]) -> None:
    folder, ids = kept
    done = ask(folder, "list")
    assert (done.code, done.err) == (0, "")
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in done.out.splitlines()}
    assert {name: rows[id_].split("UTC ")[1] for name, id_ in ids.items()} == {
        "eligible": "completed 23 answers Eligible",
        "failed": "completed 4 answers Not eligible",
        "french": "suspended 6 answers Undetermined",
        "crashed": "open 1 answer Undetermined",
    }
    assert rows[ids["eligible"]].startswith("SEIN-1 2026-11-21 12:00 UTC")
    french = ask(folder, "list", "--lang", "fr").out
    assert sorted(" ".join(row.split("UTC ")[1].split()) for row in french.splitlines()) == [
        "en cours 1 réponse Indéterminé",
        "suspendue 6 réponses Indéterminé",
        "terminée 23 réponses Éligible",
        "terminée 4 réponses Non éligible",
    ]


def test_list_of_nothing(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        done = ask(folder, "list")
        assert done.code == 0
        assert done.out == f"No screenings in {folder}. Start one: screening new\n"
    (tmp_path / "file").write_text("")
    ask(tmp_path / "file", "list").assert_refused("Not a directory")
    ask(tmp_path / ("x" * 300), "list").assert_refused("File name too long")


def test_list_says_which_record_is_damaged(records: tuple[Path, dict[str, str]]) -> None:
    folder, ids = records
    path = folder / f"{ids['failed']}.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"3+"', b'"0"'))
    (folder / f"{IDS}.jsonl").write_bytes(b"")
    done = ask(folder, "list")
    assert done.code == 0
    assert len(done.out.splitlines()) == 5
    assert f"{ids['failed']}  {path}, line " in done.out
    assert "Nothing was ever saved in this record." in done.out


def test_list_shows_no_controls_of_a_forged_record(records: tuple[Path, dict[str, str]]) -> None:
    folder, ids = records
    forge(
        folder / f"{ids['crashed']}.jsonl",
        lambda lines: of(lines, "opened")["data"].update(subject="\x1b[2J\u202e"),
    )
    done = ask(folder, "list")
    assert "<U+001B>[2J<U+202E>" in done.out
    assert "<U+001B>[2J" in ask(folder, "show", ids["crashed"]).out


# ---------------------------------------------------------------- which screening is meant


def test_a_screening_is_named_by_the_beginning_of_its_id(
    kept: tuple[Path, dict[str, str]],
) -> None:
    folder, ids = kept
    for name in (ids["eligible"], ids["eligible"][:8], ids["eligible"].upper()):
        assert ask(folder, "show", name).code == 0


@pytest.mark.parametrize("what", ["show", "summary", "resume", "verify"])
@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("", "too many screenings"),
        ("abc", "names too many screenings"),
        ("ffffffff", "names 0 screenings"),
        ("../no/such/place", "names 0 screenings"),
        ("\x1b[2J", "names 0 screenings"),
        ("x" * 5000, "names 0 screenings"),
    ],
)
def test_a_name_that_names_no_screening(
    kept: tuple[Path, dict[str, str]], what: str, name: str, part: str
) -> None:
    folder, _ = kept
    if what == "verify" and not name:
        assert ask(folder, what, name).code == 1  # all of them, unanchored
    else:
        ask(folder, what, name).assert_refused(part, "`screening list` shows their ids")


# ---------------------------------------------------------------- show


def test_show_tells_the_conversation_as_it_went(kept: tuple[Path, dict[str, str]]) -> None:
    folder, ids = kept
    lines = ask(folder, "show", ids["failed"]).out.splitlines()
    assert lines[1] == "== STEREO-SEIN =="
    at = lines.index("What is the HER2 score on immunohistochemistry (IHC)?")
    assert lines[at + 1 : at + 3] == [
        "> 3+", "  = 3+: intense, complete staining in more than 10% of cells (positive)",
    ]  # fmt: skip
    assert "- We stop here. Criteria not yet decided stay unknown, labelled not assessed." in lines
    assert lines[-1].startswith("** Concluded: Not eligible.")
    assert "= hormone" not in ask(folder, "show", ids["french"]).out
    assert "Quel est l'âge, en années révolues ?" in ask(folder, "show", ids["french"]).out


# ---------------------------------------------------------------- summary


@pytest.mark.parametrize("name", ["eligible", "failed", "french", "crashed"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("format_", ["html", "md", "txt", "json"])
def test_summary_in_every_format_and_language(
    kept: tuple[Path, dict[str, str]], tmp_path: Path, name: str, language: str, format_: str
) -> None:
    folder, ids = kept
    arguments = ["summary", ids[name], "--format", format_, "--lang", language]
    printed = ask(folder, *arguments)
    assert printed.code == 0
    path = tmp_path / f"summary.{format_}"
    assert ask(folder, *arguments, "-o", path) == Outcome(0, "", "")
    assert path.read_text("utf-8").count("\n") + 1 >= printed.out.count("\n")
    subject = {"eligible": "SEIN-1", "failed": "SEIN-2", "french": "SEIN-3", "crashed": "SEIN-4"}
    assert subject[name] in printed.out
    if format_ == "json":
        json.loads(printed.out)
    if format_ == "html":
        assert f'lang="{language}"' in printed.out


def test_summary_is_in_the_screenings_own_language(kept: tuple[Path, dict[str, str]]) -> None:
    folder, ids = kept
    same = ask(folder, "summary", ids["french"], "--format", "md", "--lang", "fr").out
    own = ask(folder, "summary", ids["french"], "--format", "md").out
    assert own.splitlines()[:3] == same.splitlines()[:3]
    assert own.splitlines()[:3] != ask(
        folder, "summary", ids["french"], "--format", "md", "--lang", "en"
    ).out.splitlines()[:3]  # fmt: skip


def test_summary_to_a_place_that_cannot_be_written(
    kept: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, ids = kept
    (tmp_path / "file").write_text("")
    for place, part in [
        (tmp_path, "Is a directory"),
        (tmp_path / "none" / "summary.html", "No such file or directory"),
        (tmp_path / "file" / "summary.html", "Not a directory"),
        (tmp_path / ("x" * 300), "File name too long"),
        (Path("/dev/full"), "No space left on device"),
    ]:
        done = ask(folder, "summary", ids["eligible"], "-o", place)
        done.assert_refused(str(place), "cannot be written", part)
    ask(folder, "summary", ids["eligible"], "--format", "pdf").assert_refused("invalid choice")


# ---------------------------------------------------------------- verify


def test_verify_sound(kept: tuple[Path, dict[str, str]]) -> None:
    folder, ids = kept
    path = folder / f"{ids['eligible']}.jsonl"
    for what in ([], [str(folder)], [ids["eligible"]], [str(path)], [ids["eligible"][:6]]):
        done = anchored(folder, *what)
        assert (done.code, done.err) == (0, "")
        assert f"{path}: sound  54 events, head " in done.out
    assert len([line for line in done.out.splitlines() if line.startswith("/")]) == 3
    everything = anchored(folder).out.splitlines()
    assert len([line for line in everything if ": sound" in line]) == 6


def test_verify_warns_without_a_checkpoint(kept: tuple[Path, dict[str, str]]) -> None:
    done = ask(kept[0], "verify")
    assert done.code == 1
    assert "ledger.jsonl: WARNING" in done.out
    (warning,) = [line for line in done.out.splitlines() if line.startswith("  warning")]
    assert "unanchored" in warning
    assert "--checkpoint" in warning


def test_verify_as_json(records: tuple[Path, dict[str, str]]) -> None:
    folder, ids = records
    path = folder / f"{ids['eligible']}.jsonl"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"32 mm", b"33 mm"))
    done = ask(folder, "verify", ids["eligible"], "--format", "json")
    found = json.loads(done.out)
    assert (done.code, found["result"]) == (2, "failed")
    on_folder, on_ledger, on_record = found["reports"]
    assert (on_folder["path"], on_folder["result"]) == (str(folder), "sound")
    assert [each["severity"] for each in on_ledger["findings"]] == ["warning"]
    assert (on_record["path"], on_record["result"]) == (str(path), "failed")
    line = content[: content.index(b"32 mm")].count(b"\n") + 1
    assert on_record["findings"][0] == {
        "severity": "failure",
        "file": path.name,
        "line": line,
        "cause": "its free text does not match its hash: it was changed after it was saved",
    }


def test_verify_leaves_no_trace(kept: tuple[Path, dict[str, str]]) -> None:
    folder, _ = kept
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for what in (["verify"], ["list"]):
        ask(folder, *what)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_verify_warns_of_a_torn_end(records: tuple[Path, dict[str, str]]) -> None:
    folder, ids = records
    path = folder / f"{ids['crashed']}.jsonl"
    with path.open("ab") as stream:
        stream.write(b'{"e":{"actor"')
    done = ask(folder, "verify", ids["crashed"])
    assert done.code == 1
    assert f"{path}: WARNING" in done.out
    assert "  warning: line 7: it is unfinished, 13 bytes long:" in done.out
    assert ask(folder, "verify").code == 1
    assert anchored(folder, ids["eligible"]).code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"32 mm", b"33 mm"), (b'"3.2"', b'"3.3"'), (b"mmartin", b"mmartyn"), (b"\n", b"\r\n")],
)
def test_verify_fails_a_record_that_was_altered(
    records: tuple[Path, dict[str, str]], old: bytes, new: bytes
) -> None:
    folder, ids = records
    path = folder / f"{ids['eligible']}.jsonl"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    done = ask(folder, "verify", ids["eligible"])
    assert done.code == 2
    assert f"{path}: FAILED" in done.out
    assert "  failure: line " in done.out
    assert ask(folder, "verify").code == 2
    ask(folder, "resume", ids["eligible"], "--plain").assert_refused("damaged")
    ask(folder, "show", ids["eligible"]).assert_refused("damaged")
    ask(folder, "summary", ids["eligible"]).assert_refused("damaged")


def test_verify_fails_a_verdict_that_does_not_follow(
    records: tuple[Path, dict[str, str]],
) -> None:
    folder, ids = records
    forge(
        folder / f"{ids['failed']}.jsonl",
        lambda lines: of(lines, "concluded")["data"].update(verdict="eligible"),
    )
    done = ask(folder, "verify", ids["failed"])
    assert done.code == 2
    line = number_of(folder / f"{ids['failed']}.jsonl", "concluded")
    assert f"  failure: line {line}: the verdict does not follow" in done.out


def test_verify_of_what_is_no_record(tmp_path: Path) -> None:
    ask(tmp_path / "none", "verify").assert_refused("is not a folder of records")
    (tmp_path / "notes.txt").write_text("hello\n")
    done = ask(tmp_path, "verify", tmp_path / "notes.txt")
    assert done.code == 2
    assert "FAILED" in done.out
    done = ask(tmp_path, "verify")
    assert done.code == 1
    assert "notes.txt is not part of any record" in done.out
    done = ask(tmp_path, "verify", "/dev/null")
    assert done.code == 2
