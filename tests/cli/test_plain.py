"""The plain front end, through a pipe and through a real pseudo-terminal."""

import errno
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pexpect
import pytest
from support.command import CONTROLS, SCREENING, Outcome, anchored, command, environment, process
from support.conversation import BONE, LIVER, merged

from assistant.audit import disk
from assistant.audit.reading import read, screenings

WHOLE = [*BONE.values(), "conclude", "yes", "yes"]


def lines(*replies: str) -> bytes:
    return "".join(f"{reply}\n" for reply in replies).encode()


def new(folder: Path, *replies: str, more: Sequence[str] = ()) -> Outcome:
    where = ("--transcripts", folder, "--subject", "SEIN-1", "--user", "mmartin")
    return command("new", "--plain", *where, *more, stdin=lines(*replies))


def only_record(folder: Path) -> Path:
    (screening,) = screenings(folder)
    return folder / f"{screening}.jsonl"


def told(path: Path) -> list[dict[str, Any]]:
    """What a record tells, apart from times, ids and salts."""
    found = []
    for line in path.read_bytes().splitlines():
        document = json.loads(line)
        event, private = document["e"], document["p"]
        kept = ("seq", "actor", "role", "type", "protocol", "software", "data")
        found.append({**{key: event[key] for key in kept}, "text": private.get("text", {})})
    return found


# ---------------------------------------------------------------- through a pipe


def test_a_whole_screening(tmp_path: Path) -> None:
    done = new(tmp_path, *WHOLE).assert_clean()
    assert (done.code, done.err) == (0, "")
    path = only_record(tmp_path)
    assert done.out.splitlines()[-1] == path.stem
    assert "** Concluded: Eligible. The record is closed." in done.out
    assert read(path)[-1].data["verdict"] == "eligible"


def test_a_turn_as_it_is_printed(tmp_path: Path) -> None:
    done = new(tmp_path, *list(BONE.values())[:2], "ninety", "90").assert_clean()
    assert done.code == 11
    at = done.out.index("\nWhat percentage of tumour nuclei are positive for oestrogen")
    assert done.out[at:].split("\nWhat is the HER2")[0] == (
        "\nWhat percentage of tumour nuclei are positive for oestrogen receptors on "
        "immunohistochemistry (IHC)?\n"
        "  (a number in %)\n"
        "> ninety\n"
        "! I could not read that as a number. For example: 100%. "
        "If it is not known, write “unknown”.\n"
        "  (a number in %)\n"
        "> 90\n"
        "  = 90%\n"
    )


def test_the_end_of_the_replies_suspends(tmp_path: Path) -> None:
    done = new(tmp_path, "yes").assert_clean()
    assert done.code == 11
    assert [event.type for event in read(only_record(tmp_path))[-2:]] == ["asked", "paused"]
    resumed = command(
        "resume", only_record(tmp_path).stem, "--plain", "--transcripts", tmp_path,
        "--user", "pleroy", "--role", "investigator", stdin=lines(*WHOLE[1:]),
    ).assert_clean()  # fmt: skip
    assert resumed.code == 0
    assert "- Resumed by pleroy (investigator). 1 answer is on record;" in resumed.out
    assert "= breast cancer proven by histology" in resumed.out  # what was said before
    assert read(only_record(tmp_path))[-1].author.actor == "pleroy"
    assert anchored(tmp_path).code == 0


def test_an_empty_line_is_a_reply_and_not_the_end(tmp_path: Path) -> None:
    done = new(tmp_path, "", "yes", "   ", *WHOLE[1:]).assert_clean()
    assert done.code == 0
    assert done.out.count("! I need a yes or a no.") == 2


def test_a_last_line_without_its_end_counts(tmp_path: Path) -> None:
    where = ("--transcripts", tmp_path, "--subject", "SEIN-1")
    command("new", "--plain", *where, stdin=b"yes\r\nyes").assert_clean()
    answered = [event for event in read(only_record(tmp_path)) if event.type == "answered"]
    assert len(answered) == 2


def test_the_subjects_code_is_asked_for(tmp_path: Path) -> None:
    done = command("new", "--plain", "--transcripts", tmp_path, stdin=lines("sein-9"))
    done.assert_clean()
    assert done.out.startswith("Subject code: \n== ")
    assert read(only_record(tmp_path))[0].data["subject"] == "SEIN-9"
    command("new", "--plain", "--transcripts", tmp_path).assert_refused("No subject code was given")
    command(
        "new", "--plain", "--transcripts", tmp_path, stdin=lines("Jeanne Martin")
    ).assert_refused("is not a subject code")


def test_two_runs_and_a_script_tell_the_same(tmp_path: Path) -> None:
    replies = merged(BONE, LIVER, age="20", bilirubin="2.5", her2_ihc="2+", her2_ish="unknown")
    whole = [
        "yes", "yes", "90", "2+", "unknown", "not done", "done",
        "female", "20", "yes", "1", "24 months", "no", "3", "no", "yes", "32 mm",
        "yes", "84/40", "1.5", "2.5", "mg/dL", "41 g/L", "no", "none", "3 cm", "yes",
        "no", "64", "70 µmol/L", "none known", "no", "no", "yes", "signed", "none", "neither",
    ]  # fmt: skip
    records = []
    for name in ("first", "second"):
        done = new(tmp_path / name, *whole, "conclude", "yes", "yes").assert_clean()
        assert done.code == 11, done.out
        records.append(told(only_record(tmp_path / name)))
    assert records[0] == records[1]
    assert records[0][-1]["type"] == "concluded"

    (tmp_path / "replies.json").write_text(json.dumps(replies))
    scripted = command(
        "new", "--replies", tmp_path / "replies.json", "--transcripts", tmp_path / "third",
        "--subject", "SEIN-1", "--user", "mmartin",
    ).assert_clean()  # fmt: skip
    assert scripted.code == 11
    by_script = told(only_record(tmp_path / "third"))
    differ = [
        (one["type"], one["data"].get("fact"))
        for one, other in zip(records[0], by_script, strict=True)
        if one != other
    ]
    # a script is marked as one; it means the canonical unit, and need not say why
    assert differ == [("opened", None), ("answered", "her2_ish"), ("answered", "bilirubin")]


# ---------------------------------------------------------------- what a pipe may hold


HOSTILE = [
    b"\x1b]52;c;ZXZpbA==\x07", b"\x1b[2J\x1b[H", b"\x00", b"\x9b31m", b"\xc2\x9b31m", b"\xff\xfe",
    "\u202eyes".encode(), "\u2028".encode(), b"[@click=app.quit]x[/]", b"note \x1b[31mred",
    b"x" * 1_000_000, b"\xed\xa0\x80", b"yes\x08\x08\x08no", b"\tyes",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_nothing_in_a_pipe_breaks_it_or_reaches_the_terminal(tmp_path: Path, encoding: str) -> None:
    done = process(
        "new", "--plain", "--subject", "SEIN-1", "--transcripts", tmp_path,
        stdin=b"\n".join([*HOSTILE, b"yes", b""]), env={"PYTHONIOENCODING": f"{encoding}:strict"},
        encoding=encoding,
    ).assert_clean()  # fmt: skip
    assert done.code == 11
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029]", done.out)
    assert len(done.out) < 20_000
    path = only_record(tmp_path)
    assert [event.type for event in read(path) if event.type == "answered"] == ["answered"]
    assert b"\x1b" not in path.read_bytes()
    assert b"\\u001b" not in path.read_bytes()
    assert anchored(tmp_path).code == 0


@pytest.mark.parametrize("at", [3, 4, 9, 20])
def test_a_disk_that_fails_ends_the_conversation_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    real, calls = disk.write, 0

    def write(descriptor: int, content: bytes) -> None:
        nonlocal calls
        calls += b'"answered"' in content
        if calls == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor, content)

    monkeypatch.setattr("assistant.audit.disk.write", write)
    done = new(tmp_path, *WHOLE)
    done.assert_refused("NOT SAVED", "No space left on device", "Free some space on this disk")
    assert done.out.count("  = ") == at - 1
    monkeypatch.undo()
    path = only_record(tmp_path)
    assert len([event for event in read(path) if event.type == "answered"]) == at - 1
    resumed = command(
        "resume", path.stem, "--plain", "--transcripts", tmp_path, stdin=lines(*WHOLE[at - 1 :])
    ).assert_clean()
    assert resumed.code == 0


# ---------------------------------------------------------------- through a terminal


def terminal(folder: Path, *arguments: str, term: str = "xterm-256color") -> "pexpect.spawn[str]":
    talk = pexpect.spawn(
        SCREENING, [*arguments, "--transcripts", str(folder), "--user", "mmartin"],
        env=environment(TERM=term), encoding="utf-8", timeout=20, echo=False,
    )  # fmt: skip
    talk.delaybeforesend = None
    return talk


def finished(talk: "pexpect.spawn[str]") -> tuple[int | None, str]:
    talk.expect(pexpect.EOF)
    rest = str(talk.before)
    talk.close()
    return talk.exitstatus, rest


def assert_plain(text: str) -> None:
    assert "Traceback" not in text
    assert not (CONTROLS - {"\r"}) & set(text)


@pytest.mark.parametrize(("more", "term"), [(["--plain"], "xterm"), ([], "dumb")])
def test_a_whole_screening_at_a_terminal(tmp_path: Path, more: list[str], term: str) -> None:
    talk = terminal(tmp_path, "new", "--subject", "SEIN-1", *more, term=term)
    printed = ""
    for reply in WHOLE:
        talk.expect_exact("\n> ")
        printed += str(talk.before)
        talk.sendline(reply)
    code, rest = finished(talk)
    assert code == 0
    assert_plain(printed + rest)
    assert "> 90" not in printed  # what a person types, the terminal shows
    assert "= 90%" in printed
    assert "** Concluded: Eligible." in rest
    assert told(only_record(tmp_path))[-1]["data"]["verdict"] == "eligible"

    new(tmp_path / "piped", *WHOLE)
    assert told(only_record(tmp_path)) == told(only_record(tmp_path / "piped"))


def test_the_end_of_input_suspends_at_a_terminal(tmp_path: Path) -> None:
    talk = terminal(tmp_path, "new", "--plain", "--subject", "SEIN-1")
    talk.expect_exact("\n> ")
    talk.sendeof()
    code, rest = finished(talk)
    assert code == 11
    assert "Suspended. Nothing is lost" in rest
    assert_plain(rest)


def test_an_interrupt_loses_nothing(tmp_path: Path) -> None:
    talk = terminal(tmp_path, "new", "--plain", "--subject", "SEIN-1")
    talk.expect_exact("\n> ")
    talk.sendline("yes")
    talk.expect_exact("\n> ")
    talk.sendintr()
    code, rest = finished(talk)
    assert code == 130
    assert_plain(rest.replace("^C", ""))
    events = read(only_record(tmp_path))
    assert [event.type for event in events[-2:]] == ["answered", "asked"]
    done = command(
        "resume", only_record(tmp_path).stem, "--plain", "--transcripts", tmp_path,
        stdin=lines(*WHOLE[1:]),
    ).assert_clean()  # fmt: skip
    assert done.code == 0


def test_two_processes_on_one_screening(tmp_path: Path) -> None:
    talk = terminal(tmp_path, "new", "--plain", "--subject", "SEIN-1")
    talk.expect_exact("\n> ")
    screening = only_record(tmp_path).stem
    for _ in range(2):
        process("resume", screening, "--plain", "--transcripts", tmp_path).assert_refused(
            "This screening is open in another window", "Finish or close it there"
        )
    talk.sendline("yes")
    talk.expect_exact("= breast cancer proven by histology")
    talk.expect_exact("\n> ")
    talk.sendline("suspend")
    assert finished(talk)[0] == 11
    resumed = command("resume", screening, "--plain", "--transcripts", tmp_path).assert_clean()
    assert resumed.code == 11


def test_without_a_terminal_there_is_no_terminal_interface(tmp_path: Path) -> None:
    done = process("--transcripts", tmp_path)
    done.assert_refused("The terminal interface needs a terminal", "screening new --plain")
    done = process("--transcripts", tmp_path, prefix=(sys.executable, "-m", "assistant"))
    done.assert_refused("The terminal interface needs a terminal")
