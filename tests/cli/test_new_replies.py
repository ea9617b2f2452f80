"""`screening new --replies`: a screening without a person, its id printed last."""

import json
from pathlib import Path

import pytest
from support.command import Outcome, anchored, command
from support.conversation import BONE, LIVER, merged

from assistant.audit.events import Event
from assistant.audit.reading import read, screenings


def new(folder: Path, replies: object, *more: str) -> Outcome:
    path = folder / "replies.json"
    path.write_text(json.dumps(replies))
    return command("new", "--replies", path, "--transcripts", folder / "records", *more)


def record(folder: Path, done: Outcome) -> tuple[Event, ...]:
    """The record of the screening whose id was printed last."""
    screening = done.out.splitlines()[-1]
    assert screening in screenings(folder / "records")
    return read(folder / "records" / f"{screening}.jsonl")


@pytest.mark.parametrize(
    ("changes", "code", "verdict"),
    [
        ({}, 0, "eligible"),
        ({"her2_ihc": "3+"}, 10, "not_eligible"),
        ({"social_security": "unknown"}, 11, "undetermined"),
        ({"brain_metastases": "leptomeningeal only"}, 11, "undetermined"),
    ],
)
def test_concluded(tmp_path: Path, changes: dict[str, str], code: int, verdict: str) -> None:
    done = new(tmp_path, merged(BONE, changes)).assert_clean()
    assert (done.code, done.err) == (code, "")
    events = record(tmp_path, done)
    assert events[-1].type == "concluded"
    assert events[-1].data["verdict"] == verdict
    assert events[0].data["subject"] == "SCRIPTED"
    assert "= 32 mm = 3.2 cm" in done.out
    assert anchored(tmp_path / "records").code == 0


def test_who_where_and_in_which_language(tmp_path: Path) -> None:
    done = new(
        tmp_path, BONE, "--subject", "sein-7", "--user", "jdupont", "--role", "investigator",
        "--site", "igr", "--lang", "fr",
    ).assert_clean()  # fmt: skip
    opened = record(tmp_path, done)[0]
    assert (opened.author.actor, opened.author.role) == ("jdupont", "investigator")
    assert [opened.data[key] for key in ("subject", "site", "language", "order", "scripted")] == [
        "SEIN-7", "igr", "fr", "protocol", True,
    ]  # fmt: skip
    assert "= au moins une métastase mesurable" in done.out


def test_suspended_at_the_first_question_without_a_reply(tmp_path: Path) -> None:
    done = new(tmp_path, {"histology_confirmed": "yes"}).assert_clean()
    assert (done.code, done.err) == (11, "")
    events = record(tmp_path, done)
    assert [event.type for event in events[-2:]] == ["asked", "paused"]
    assert events[-2].data["fact"] == "stage_iv_confirmed"
    assert new(tmp_path, {}).assert_clean().code == 11


def test_what_is_unusual_is_confirmed_by_the_script(tmp_path: Path) -> None:
    done = new(tmp_path, merged(BONE, LIVER, bilirubin="52 µmol/L")).assert_clean()
    assert done.code == 11
    assert "? 52 µmol/L ≈ 3.0409 mg/dL ≈ 30.4094 mg/L is unusual" in done.out
    assert "Confirmed: 52 µmol/L" in done.out
    confirmed = [event for event in record(tmp_path, done) if event.type == "confirmed"]
    assert [event.data["fact"] for event in confirmed] == ["bilirubin"]


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"age": "old"}, ["age", "'old' is refused", "I could not read that as a number."]),
        ({"age": "200"}, ["age", "200 years cannot be right"]),
        ({"age": "back"}, ["age", "It is a command, not an answer"]),
        ({"sex": "\x1b[2J"}, ["sex", "The character U+001B cannot be recorded"]),
        ({"sex": "\ud800"}, ["sex", "The character U+D800 cannot be recorded"]),
        ({"sex": "x" * 10_000}, ["sex", "bytes long"]),
    ],
)
def test_a_bad_reply_is_named_and_the_record_kept(
    tmp_path: Path, changes: dict[str, str], parts: list[str]
) -> None:
    done = new(tmp_path, merged(BONE, changes)).assert_refused(*parts)
    events = record(tmp_path, done)
    assert events[-1].type == "paused"
    answered = [event.data["fact"] for event in events if event.type == "answered"]
    assert answered == list(BONE)[: list(BONE).index(parts[0])]
    assert anchored(tmp_path / "records").code == 0


@pytest.mark.parametrize(
    ("replies", "part"),
    [
        ({"height": "1"}, "'height' is not a fact of this protocol"),
        ({"age": []}, "age: is not a reply"),
        ([], "is not an object of facts"),
        ("yes", "is not an object of facts"),
    ],
)
def test_a_bad_script_begins_no_screening(tmp_path: Path, replies: object, part: str) -> None:
    new(tmp_path, replies).assert_refused(part, "replies.json")
    assert not (tmp_path / "records").exists()


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    where = ("--transcripts", tmp_path / "records")
    command("new", "--replies", tmp_path / "none.json", *where).assert_refused("No such file")
    command("new", "--replies", tmp_path, *where).assert_refused("Is a directory")
    assert not (tmp_path / "records").exists()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--subject", "Jeanne Martin"], "is not a subject code"),
        (["--subject", "\x1b[31m"], "U+001B"),
        (["--user", "a b"], "is not a user's id"),
        (["--site", "a/b"], "is not a site's id"),
        (["--role", "monitor"], "invalid choice: 'monitor'"),
        (["--lang", "de"], "invalid choice: 'de'"),
        (["--order", "odd"], "invalid choice: 'odd'"),
        (["--frobnicate"], "Unrecognized arguments: --frobnicate"),
        (["\x1b]52;c;x\x07"], "Unrecognized arguments: <U+001B>]52;c;x<U+0007>"),
    ],
)
def test_bad_arguments(tmp_path: Path, arguments: list[str], part: str) -> None:
    new(tmp_path, BONE, *arguments).assert_refused(part)
    assert not (tmp_path / "records").exists()


def test_records_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "replies.json").write_text("{}")
    for place in ("file", "file/below", "file/far/below"):
        command(
            "new", "--replies", tmp_path / "replies.json", "--transcripts", tmp_path / place
        ).assert_refused(str(tmp_path / place), "choose another folder with --transcripts")
