"""A subject code on record already: said, offered and linked, at the keyboard and in a pipe."""

from pathlib import Path

import pexpect
import pytest
from support.command import SCREENING, Outcome, command, environment
from support.conversation import BONE, Talk


@pytest.fixture
def first(tmp_path: Path) -> Talk:
    talk = Talk.begin(tmp_path).follow(BONE, until="age").reply("suspend")
    talk.session.close()
    return talk


def ask(first: Talk, *arguments: str, stdin: bytes = b"yes\nsuspend\n") -> Outcome:
    where = ("--transcripts", first.session.folder, "--plain", "--user", "mmartin")
    return command("new", *arguments, *where, stdin=stdin).assert_clean()


def test_a_pipe_is_told_how_and_goes_on_from_nothing(first: Talk) -> None:
    done = ask(first, "--subject", "SEIN-1", "--site", "site-01")
    known = f"SEIN-1 is on record already at this site: {first.session.id[:8]} of 2026-11-21"
    assert done.out.startswith(known)
    assert f"screening new --rescreens {first.session.id[:8]}" in done.out
    assert "At the earlier screening" not in done.out
    french = ask(first, "--subject", "sein-1", "--site", "site-01", "--lang", "fr")
    assert "SEIN-1 est déjà au dossier de ce centre" in french.out


def test_a_code_of_another_site_or_subject_says_nothing(first: Talk) -> None:
    for arguments in (("--subject", "SEIN-1"), ("--subject", "SEIN-2", "--site", "site-01")):
        assert "on record already" not in ask(first, *arguments).out


def test_an_earlier_screening_offers_its_answers(first: Talk) -> None:
    done = ask(first, "--rescreens", first.session.id[:8])
    assert "Screening of SEIN-1" in done.out
    assert "At the earlier screening, on 2026-11-21, the answer was yes." in done.out
    assert done.out.count("At the earlier screening") >= 2
    log = command("log", first.session.folder)
    assert f"rescreening of {first.session.id[:8]}" in log.out
    assert "Participants: 1. Screenings: 2." in log.out
    assert "FAILED" not in command("verify", first.session.folder).out


def test_what_cannot_be_screened_again(first: Talk) -> None:
    ask(first, "--rescreens", "ffffffff").assert_refused("names 0 screenings")
    ask(first, "--rescreens", first.session.id, "--subject", "X-9").assert_refused(
        "another subject"
    )


def test_replies_from_a_file_say_it_too(first: Talk, tmp_path: Path) -> None:
    replies = tmp_path / "replies.json"
    replies.write_text('{"histology_confirmed": true}')
    where = ("--transcripts", first.session.folder, "--replies", str(replies))
    done = command("new", "--subject", "SEIN-1", "--site", "site-01", *where)
    assert "SEIN-1 is on record already" in done.out
    linked = command("new", "--rescreens", first.session.id, *where).assert_clean()
    assert "Screening of SEIN-1" in linked.out


@pytest.mark.parametrize(("reply", "offers"), [("yes", True), ("no", False)])
def test_a_person_is_asked_whether_it_is_the_same(first: Talk, reply: str, offers: bool) -> None:
    arguments = ["new", "--plain", "--subject", "SEIN-1", "--site", "site-01", "--user", "mmartin"]
    child = pexpect.spawn(
        SCREENING, [*arguments, "--transcripts", str(first.session.folder)],
        env=environment(TERM="dumb"), encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.expect("Is this the same participant, screened again")
    child.sendline("perhaps")
    child.expect("Is this the same participant, screened again")
    child.sendline(reply)
    child.expect("Has breast cancer been proven by histology")
    found = child.expect(["At the earlier screening", r"\(yes or no\)"])
    assert (found == 0) is offers
    child.sendline("suspend")
    child.expect(pexpect.EOF)
