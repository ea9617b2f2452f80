"""`query` and `history`: what a monitor asks and finds, through the command."""

import json
from pathlib import Path

import pytest
from support.command import Outcome, command
from support.conversation import BONE, Talk


@pytest.fixture
def kept(tmp_path: Path) -> Talk:
    """A screening with a refusal, a confirmation, and a change that set an answer aside."""
    talk = Talk.begin(tmp_path).follow(BONE, until="age").reply("17.5", "old", "58")
    talk.follow(BONE, until="life_expectancy").reply("260 months", "yes")
    talk.follow(BONE, until="liver_metastases").reply("yes", "84/40")
    talk.reply("revise liver_metastases", "no", "new or corrected result", "yes", "suspend")
    talk.session.close()
    return talk


def ask(talk: Talk, *arguments: str) -> Outcome:
    where = ("--transcripts", talk.session.folder)
    return command(arguments[0], talk.session.id, *arguments[1:], *where).assert_clean()


def test_a_conversation_between_monitor_and_site(kept: Talk) -> None:
    assert ask(kept, "query").out.endswith("No query was raised.\n")
    raised = ask(kept, "query", "raise", "age", "57 or 58?", "--user", "mona")
    assert (raised.code, raised.out) == (0, "Query 1 is on record.\n")
    assert (
        ask(kept, "query", "reply", "1", "58", "--user", "ada", "--role", "investigator").code == 0
    )
    listed = ask(kept, "query").out
    assert "1. age (open)" in listed
    assert "mona (monitor): raised\n      57 or 58?" in listed
    assert "ada (investigator): reply\n      58" in listed
    assert ask(kept, "query", "close", "1", "--user", "mona").code == 0
    assert "1. âge (close)" in ask(kept, "query", "--lang", "fr").out
    for format_ in ("txt", "md", "html"):
        shown = ask(kept, "summary", "--format", format_).out
        assert "57 or 58?" in shown.replace("\\", "")
        assert "mona (monitor)" in shown
    verified = ask(kept, "verify")
    assert (verified.code, verified.out.count("warning: ")) == (1, 1)
    assert "warning: unanchored: " in verified.out  # nobody kept a checkpoint; all else is sound


def test_the_log_counts_open_queries(kept: Talk) -> None:
    for on in ("age", "I4"):
        ask(kept, "query", "raise", on, "?", "--user", "mona")
    assert "  2 open queries\n" in command("list", "--transcripts", kept.session.folder).out
    ask(kept, "query", "close", "1", "--user", "mona")
    done = command("log", kept.session.folder)
    assert "open queries: 1" in done.out
    assert '"1"' in command("log", kept.session.folder, "--format", "csv").out.splitlines()[1]
    assert "S" in command("log", kept.session.folder, "--user", "mona").out
    assert "SEIN-1" in command("log", kept.session.folder, "--user", "mona").out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("raise", "age", "?", "--user", "Dr Mona"), "is not a user's id"),
        (("raise", "nothing", "?"), "is no fact and no criterion"),
        (("raise", "age"), "The following arguments are required: TEXT"),
        (("reply", "1", "x"), "There is no open query 1"),
        (("reply", "one", "x"), "invalid int value"),
        (("close", "1"), "There is no open query 1"),
        (("verify-source", "age"), "Nothing can be compared"),
        (("withdraw", "1"), "invalid choice"),
    ],
)
def test_what_is_refused(kept: Talk, arguments: tuple[str, ...], part: str) -> None:
    before = kept.path.read_bytes()
    ask(kept, "query", *arguments).assert_refused(part)
    assert kept.path.read_bytes() == before


def test_an_answer_is_marked_as_compared_with_its_source(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).reply(
        "source pathology report, 3 days ago, binder 12", "yes", "suspend"
    )
    talk.session.close()
    assert ask(talk, "query", "verify-source", "histology_confirmed", "--user", "mona").code == 0
    for format_ in ("txt", "md", "html", "json"):
        shown = ask(talk, "summary", "--format", format_).out
        assert "compared with the source by mona (monitor)" in " ".join(shown.split())
    assert "compared with the source document" in ask(talk, "history").out


def test_a_source_is_named_from_the_command_line(kept: Talk) -> None:
    done = ask(kept, "source", "age", "patient file, 3 days ago, archive", "--user", "ada")
    assert (done.code, done.out) == (0, "The source document is on record.\n")
    assert ask(kept, "query", "verify-source", "age", "--user", "mona").code == 0
    text = ask(kept, "history").out
    assert "ada (coordinator): source document named" in text
    assert "document: patient file, 3 days ago, archive" in text
    assert "source document named" not in ask(kept, "history", "--lang", "fr").out
    ask(kept, "source", "age", "somewhere").assert_refused("That names no source document")


def test_history_tells_each_change_with_what_it_set_aside(kept: Talk) -> None:
    changes = json.loads(ask(kept, "history", "--format", "json").out)["history"]
    (revised,) = [each for each in changes if each["what"] == "answer changed"]
    details = {row["label"]: row["text"] for row in revised["details"]}
    assert revised["fact"] == "liver metastases"
    assert (details["before"], details["after"]) == ("yes", "no")
    assert details["reason"] == "new or corrected result"
    assert details["set aside by it"] == "aspartate aminotransferase (AST) (84/40 = 2.1×ULN)"
    (erased,) = [each for each in changes if each["what"] == "answer set aside"]
    because = {row["label"]: row["text"] for row in erased["details"]}["because of"]
    assert because == f"liver metastases, event {revised['number']} of the record"
    assert [each["what"] for each in changes].count("reply not accepted") == 2
    assert [each["fact"] for each in changes if each["what"] == "confirmed"] == [
        "estimated life expectancy"
    ]
    text = ask(kept, "history").out
    assert (
        f"[{revised['number']}] {revised['at']['text']}, mmartin (coordinator): answer changed"
        in text
    )
    assert text.startswith("SEIN-1 ")


def test_history_in_french(kept: Talk) -> None:
    text = ask(kept, "history", "--lang", "fr").out
    assert "Historique des changements" in text
    assert "mis de côté par là\u00a0: aspartate" in text
