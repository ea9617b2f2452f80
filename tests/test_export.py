"""The copy that is handed over, the drill of restoring it, and the checker that goes with it."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import command
from support.conversation import BONE, Talk
from support.forging import Line, forge, of
from support.signing import PASSPHRASE, key_of

from assistant.audit.layout import SITE_RECORD
from assistant.session.live import Session

ROOT = Path(__file__).resolve().parent.parent
CHECKER = ROOT / "docs" / "check_records.py"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two screenings: one signed, corrected and asked about, the other with a text removed."""
    place = tmp_path_factory.mktemp("site")
    folder = place / "records"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCREENING_KEYS", str(place / "keys"))
        key_of(place / "keys", folder)
        other = Talk.begin(folder, subject="SEIN-2").reply("yes", "note seen", "suspend")
        other.session.close()
        where = ("--transcripts", folder, "--user", "jleroy")
        stdin = f"{PASSPHRASE}\n".encode()
        listed = command("redact", other.session.id, "--transcripts", folder).out
        seq = next(line.split()[0] for line in listed.splitlines() if "noted" in line)
        done = command("redact", other.session.id, seq, "--reason", "a name", *where, stdin=stdin)
        assert done.code == 0, done.err
        talk = Talk.begin(folder).follow(BONE).conclude()
        talk.session.close()
        clock = talk.session.clock
        session = Session.resume(folder, talk.session.id, "jleroy", "investigator", clock=clock)
        session.submit("yes")
        session.submit(PASSPHRASE)
        session.close()
        id_, monitor = session.id, ("--transcripts", folder, "--user", "monitor")
        for act in (
            ("addendum", id_, "The report says 59.", "--on", "age", *where),
            ("query", id_, "raise", "age", "Is this so?", *monitor),
            ("query", id_, "reply", "1", "It is.", *where),
            ("query", id_, "close", "1", *monitor),
        ):
            assert command(*act).code == 0, act
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    shutil.copytree(kept, tmp_path / "records")
    return tmp_path / "records"


def exported(folder: Path) -> Path:
    target = folder.parent / f"copy-{len(list(folder.parent.iterdir()))}"
    done = command("export", target, "--transcripts", folder).assert_clean()
    assert (done.code, done.out.split()[0]) == (0, "2")
    return target


def verified(records: Path, checkpoint: Path) -> int:
    return command("verify", records, "--checkpoint", checkpoint).assert_clean().code


def checked(records: Path, *checkpoint: Path) -> tuple[int, str]:
    """What the checker says, run as an auditor would: with nothing but Python."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", CHECKER, records, *checkpoint],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_copy_needs_nothing_else(folder: Path) -> None:
    copy = exported(folder)
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    rows = [line.split("  ", 1) for line in (copy / "SHA256SUMS").read_text().splitlines()]
    listed = {name: digest for digest, name in rows}
    assert listed.keys() == names - {"SHA256SUMS"}
    for name, expected in listed.items():
        assert hashlib.sha256((copy / name).read_bytes()).hexdigest() == expected
    assert not any(name.endswith((".lock", ".part")) for name in names)
    assert {"README.md", "check_records.py", "checkpoint"} <= names
    summaries = sorted(name for name in names if name.startswith("summaries/SEIN-1-"))
    assert [name.rpartition(".")[2] for name in summaries] == ["html", "txt"]
    assert "completed and signed" in (copy / summaries[1]).read_text("utf-8")
    assert verified(copy / "records", copy / "checkpoint") == 0
    assert checked(copy / "records", copy / "checkpoint") == (
        0,
        checked(folder)[1].splitlines()[0] + "\n",
    )


def test_a_copy_goes_nowhere_where_something_is(folder: Path, tmp_path: Path) -> None:
    command("export", folder, "--transcripts", folder).assert_refused("there already")
    (tmp_path / "file").touch()
    command("export", tmp_path / "file", "--transcripts", folder).assert_refused("there already")


def test_the_copy_is_of_one_moment_while_a_screening_goes_on(folder: Path) -> None:
    talk = Talk.begin(folder, subject="SEIN-3").reply("yes")
    with talk.path.open("ab") as stream:
        stream.write(b'{"e":{"actor":"unfinished')
    target = folder.parent / "copy"
    assert command("export", target, "--transcripts", folder).code == 0
    assert verified(target / "records", target / "checkpoint") == 0
    talk.session.close()


@pytest.mark.parametrize("subject", ["../../../up", "/up", "a\x00b", "\x1b[2J", "x" * 300])
def test_a_forged_subject_names_no_file(folder: Path, subject: str) -> None:
    path = next(path for path in folder.glob("*.jsonl") if b'"SEIN-2"' not in path.read_bytes()
                and path.name != "ledger.jsonl")  # fmt: skip
    forge(path, lambda lines: of(lines, "opened")["data"].update(subject=subject))
    before = set(folder.parent.rglob("*"))
    target = exported(folder)
    assert f"{path.stem[:8]}.txt" in {each.name for each in (target / "summaries").iterdir()}
    assert all(target in (each, *each.parents) for each in {*folder.parent.rglob("*")} - before)


def test_a_damaged_record_is_copied_as_it_is(folder: Path) -> None:
    path = next(path for path in folder.glob("*-*.jsonl"))
    for content in (path.read_bytes().replace(b"\n", b"\r\n"), path.read_bytes()[:-40]):
        path.write_bytes(content)
        assert (exported(folder) / "records" / path.name).read_bytes() == content


def test_the_drill_an_older_copy_put_back_is_seen(folder: Path) -> None:
    old = exported(folder)
    Talk.begin(folder, subject="SEIN-3").reply("yes", "suspend").session.close()
    new = exported_three(folder)
    assert verified(folder, old / "checkpoint") == 0
    assert verified(folder, new / "checkpoint") == 0
    shutil.rmtree(folder)
    shutil.copytree(old / "records", folder)
    assert command("verify", folder).code == 1  # sound in itself, and unanchored
    assert verified(folder, old / "checkpoint") == 0
    assert verified(folder, new / "checkpoint") == 2
    said = command("verify", folder, "--checkpoint", new / "checkpoint").out
    assert "an older copy of the folder was put back" in said
    assert checked(folder, new / "checkpoint")[0] == 2
    shutil.rmtree(folder)
    shutil.copytree(new / "records", folder)
    assert verified(folder, new / "checkpoint") == 0
    talk = Talk.begin(folder, subject="SEIN-4").reply("yes", "suspend")  # and work goes on
    talk.session.close()
    assert verified(folder, new / "checkpoint") == 0


def exported_three(folder: Path) -> Path:
    target = folder.parent / "later"
    assert command("export", target, "--transcripts", folder).out.split()[0] == "3"
    return target


def records(folder: Path) -> list[Path]:
    return sorted(folder.glob("*-*.jsonl"), key=lambda path: path.stat().st_size)


def first(folder: Path) -> Path:
    return records(folder)[0]


def signed(folder: Path) -> Path:
    return records(folder)[-1]


def replaced(path: Path, old: bytes, new: bytes) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))


def without_line(path: Path, at: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[at]
    path.write_bytes(b"".join(lines))


def cut(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))


OTHER = "00000000-0000-4000-8000-00000000000f.jsonl"
ALTERATIONS: list[tuple[str, Callable[[Path], object]]] = [
    ("a byte of a record", lambda f: replaced(first(f), b'"yes"', b'"yea"')),
    ("layout", lambda f: replaced(first(f), b'"e":', b'"e": ')),
    ("line ends", lambda f: replaced(first(f), b"\n", b"\r\n")),
    ("a line deleted", lambda f: without_line(first(f), 2)),
    ("the last line deleted", lambda f: without_line(first(f), -1)),
    ("a record deleted", lambda f: first(f).unlink()),
    ("a record emptied", lambda f: first(f).write_bytes(b"")),
    ("a record renamed", lambda f: first(f).rename(f / OTHER)),
    ("a byte of the ledger", lambda f: replaced(f / "ledger.jsonl", b'"hash":"', b'"hash":"0')),
    ("a ledger line deleted", lambda f: without_line(f / "ledger.jsonl", 3)),
    ("the ledger cut", lambda f: cut(f / "ledger.jsonl")),
    ("the register", lambda f: replaced(f / "allowed_signers", b"20261121", b"20361121")),
    ("the register's key", lambda f: replaced(f / "allowed_signers", b"jleroy ", b"jleroi ")),
    ("the signed report", lambda f: replaced(next(f.glob("*.report-1")), b"ELIGIBLE", b"eligible")),
    ("a removed text put back", lambda f: replaced(first(f), b'"p":null', b'"p":{}')),
]  # fmt: skip


@pytest.mark.parametrize("alter", [row[1] for row in ALTERATIONS],
                         ids=[row[0] for row in ALTERATIONS])  # fmt: skip
def test_the_checker_and_verify_see_the_same_alterations(
    folder: Path, alter: Callable[[Path], object]
) -> None:
    note = folder.parent / "checkpoint"
    assert command("checkpoint", "-o", note, "--transcripts", folder).code == 0
    alter(folder)
    assert verified(folder, note) == 2
    assert checked(folder, note)[0] == 2


@pytest.mark.parametrize("text", [
    "", "x\n", "{name}\r\n9\r\n{root}\r\n",
    "{name}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "{name}\n-1\n{root}\n",
    "{name}\n 9\n{root}\n", "{name}\n1_0\n{root}\n", "{name}\n9\nAAAA\n",
])  # fmt: skip
def test_what_is_no_checkpoint_vouches_for_nothing(folder: Path, text: str) -> None:
    note = folder.parent / "checkpoint"
    assert command("checkpoint", "-o", note, "--transcripts", folder).code == 0
    name, _, root = note.read_text().splitlines()[:3]
    assert checked(folder, note)[0] == 0
    note.write_text(text.format(name=name, root=root))
    code, said = checked(folder, note)
    assert code == 2
    assert f"WRONG: {note}: it is no checkpoint" in said


def test_the_checker_holds_the_name_against_the_register(folder: Path) -> None:
    replaced(folder / "allowed_signers", b" Jeanne Leroy\n", b" Jeanne Leroi\n")
    code, said = checked(folder)
    assert code == 2
    assert said.count("the register does not give jleroy the name that signed") == 2


def test_the_checker_checks_what_the_sponsor_decided(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREENING_KEYS", str(kept.parent / "keys"))
    decided = command(
        "decide", "hr_cutoff", "one_percent", "--by", "S. Ponsor", "--date", "2026-11-02",
        "--reference", "letter 12", "--user", "jleroy", "--role", "investigator",
        "--transcripts", folder, stdin=f"{PASSPHRASE}\n".encode(),
    )  # fmt: skip
    assert decided.code == 0, decided.err
    assert "WRONG" not in checked(folder)[1]
    path = folder / f"{SITE_RECORD}.jsonl"
    forge(path, lambda lines: of(lines, "decided")["data"].update(reading="ten_percent"))
    assert f"WRONG: {SITE_RECORD}, line 2: its signature is not good" in checked(folder)[1]


def test_a_text_is_removed_by_a_later_event_only(folder: Path) -> None:
    path = first(folder)
    forge(path, earlier_redaction)
    said = checked(folder)[1]
    assert "a text is gone, and nobody says why" in said
    assert "failure" in command("verify", folder).out


def earlier_redaction(lines: list[Line]) -> None:
    """Put the event that removed a text before the one whose text it is."""
    at = next(at for at, line in enumerate(lines) if line["e"]["type"] == "redacted")
    target = lines[at]["e"]["data"]["seq"]
    line = lines.pop(at)
    lines.insert(target, line)
    line["e"]["data"]["seq"] = target + 1


def test_the_checker_says_what_it_could_not_check(folder: Path) -> None:
    code, said = checked(folder)
    assert code == 1
    assert "NOT CHECKED: no checkpoint was given" in said
    (folder / "ledger.jsonl").unlink()
    assert "NOT CHECKED: there is no ledger" in checked(folder)[1]


def test_the_checker_shares_nothing_with_the_program() -> None:
    text = CHECKER.read_text("utf-8")
    assert "assistant" not in text
    assert len(text.splitlines()) <= 240
    spec = importlib.util.spec_from_file_location("check_records", CHECKER)
    assert spec is not None
    modules = {line.split()[1] for line in text.splitlines() if line.startswith("import ")}
    assert modules <= sys.stdlib_module_names
