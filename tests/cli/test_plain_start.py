"""The plain start: the menu, the form, and hostile text in each field of them and of the talk."""

import re
from collections.abc import Iterable
from pathlib import Path

import pexpect
import pytest
from support.command import CONTROLS, SCREENING, command, environment
from support.conversation import BONE

from assistant.audit.reading import read, screenings
from assistant.console.printing import printed
from assistant.session.conversation import Message, Tone

TITLE = "STEREO-SEIN eligibility screening, line by line."


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)


def terminal(folder: Path, *arguments: str) -> "pexpect.spawn[str]":
    talk = pexpect.spawn(
        SCREENING, [*arguments, "--transcripts", str(folder)],
        env=environment(TERM="xterm"), encoding="utf-8", timeout=30, echo=False,
    )  # fmt: skip
    talk.delaybeforesend = None
    return talk


def told(talk: "pexpect.spawn[str]", replies: Iterable[str]) -> str:
    """Everything that is printed while replies are given, each at a prompt."""
    printed = ""
    for reply in replies:
        talk.expect(["> $", ": $"])
        printed += f"{talk.before}{talk.after}"
        talk.sendline(reply)
    talk.expect(pexpect.EOF)
    talk.close()
    return printed + str(talk.before)


def records(folder: Path) -> list[Path]:
    return [folder / f"{screening}.jsonl" for screening in screenings(folder)]


def test_the_menu_offers_what_the_start_screen_does(tmp_path: Path) -> None:
    typed = ["list", "new", "SEIN-1", "yes", "suspend", "4", "5", "resume", "1", "suspend", "7"]
    done = command(
        "--plain", "--transcripts", tmp_path / "r", stdin="".join(f"{t}\n" for t in typed).encode()
    ).assert_clean()
    assert done.out.startswith(TITLE)
    assert "No screenings in" in done.out
    (path,) = records(tmp_path / "r")
    assert done.out.count(path.stem) >= 3  # as it ends, in the list, as it ends again
    assert "Screening log" in done.out
    assert "1 answer is on record" in done.out
    assert done.out.endswith("Goodbye.\n")
    assert done.code == 11
    assert [event.type for event in read(path)][-3:] == ["resumed", "asked", "paused"]


def test_the_menu_speaks_french_and_ends_with_the_replies(tmp_path: Path) -> None:
    done = command("--plain", "--transcripts", tmp_path / "r", stdin=b"6\n2\n9\n").assert_clean()
    assert "commencer une sélection" in done.out
    assert "- Aucune sélection n'est en cours ici." in done.out
    assert "! Tapez un nombre de 1 à 7." in done.out
    assert done.out.endswith("Au revoir.\n")
    assert done.code == 0


def test_what_goes_wrong_in_the_menu_is_said_and_the_menu_goes_on(tmp_path: Path) -> None:
    typed = b"new\nJeanne Martin\nnew\nSEIN-1\nsuspend\nresume\nffffffff\n\nquit\n"
    done = command("--plain", "--transcripts", tmp_path / "r", stdin=typed)
    assert "is not a subject code" in done.err
    assert "'ffffffff' names 0 screenings" in done.out
    assert done.out.endswith("Goodbye.\n")


def test_a_person_fills_the_form_and_is_remembered(tmp_path: Path) -> None:
    form = ["Jeanne Martin", "sein-7", "a b", "mmartin", "2", "site-9", "2"]
    out = told(terminal(tmp_path / "r", "new", "--plain"), [*form, "suspend"])
    assert "'Jeanne Martin' is not a subject code" in out
    (path,) = records(tmp_path / "r")
    opened = read(path)[0]
    assert {
        "subject": "SEIN-7",
        "site": "site-9",
        "order": "quickest",
    }.items() <= opened.data.items()
    assert (opened.author.actor, opened.author.role) == ("mmartin", "investigator")
    out = told(terminal(tmp_path / "r", "new", "--plain", "--subject", "SEIN-8"), ["", "suspend"])
    assert "Your id [mmartin]: " in out
    assert "investigator" in out


HOSTILE = [
    "[@click=app.quit]x[/]", "[/", "\\", "\x1b]52;c;ZXZpbA==\x07", "\x1b[2J\x1b[H", "\x9b31m",
    "\u202eyes", "\u2028", "a\tb", "{0}{x}%s", "\U0001f642\u0301e\u0301", "日本語",
]  # fmt: skip


def test_hostile_text_in_every_field_of_a_terminal(tmp_path: Path) -> None:
    """Each is refused, or shown as the text that it is; nothing of it steers the terminal."""
    bad = HOSTILE
    worded = [f"{word} {each}" for word in ("note", "source", "criteria", "language", "judge")
              for each in bad]  # fmt: skip
    typed = [
        *bad, "1",  # the menu
        *bad, "SEIN-1", *bad, "mmartin", *bad, "1", *bad, "site-1", *bad, "1",  # the form
        *bad, *worded, "x" * 5000, "x" * 1_000_000, "yes", "yes",
        "unknown", *bad, "1",  # why it is unknown
        *(f"revise {each}" for each in bad), "revise", *bad, "1",  # which answer to change
        *bad, "90",  # what it should be
        *[each for each in bad if CONTROLS & set(each)], bad[0], *bad, "yes",  # why; all of it?
        "50", "suspend",
        "2", *bad, "", *bad, "7",  # which screening to resume, and the menu again
    ]  # fmt: skip
    out = told(terminal(tmp_path / "r", "--plain"), typed)
    assert "Traceback" not in out
    assert not (CONTROLS - {"\r"}) & set(out)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029]", out)
    assert "this terminal may have cut it" in out
    assert out.rstrip().endswith("Goodbye.")
    (path,) = records(tmp_path / "r")
    events = read(path)
    (changed,) = [event for event in events if event.type == "revised"]
    assert changed.private["reason"] == bad[0]
    assert {event.private["text"] for event in events if event.type == "noted"} >= {"[/", "日本語"}
    assert b"\x1b" not in path.read_bytes()
    assert command("verify", "--transcripts", tmp_path / "r").code in (0, 1)  # 1: unanchored


def test_colour_only_where_it_is_asked_for(tmp_path: Path) -> None:
    replies = "".join(f"{reply}\n" for reply in [*list(BONE.values())[:3], "99999"]).encode()
    where = ("new", "--plain", "--subject", "SEIN-1", "--transcripts")
    plain = command(*where, tmp_path / "one", stdin=replies)
    coloured = command(*where, tmp_path / "other", "--colour", stdin=replies)
    plain.assert_clean()
    assert "\x1b[1m" in coloured.out
    bare = re.sub(r"\x1b\[\d+m", "", coloured.out)
    assert not CONTROLS & set(bare)
    assert bare.splitlines()[:-2] == plain.out.splitlines()[:-2]  # the ids differ


def test_what_was_set_aside_is_marked_and_says_why() -> None:
    erased = Message(tone=Tone.ERASED, text="albumin: 41 g/L", cause="liver: no")
    assert printed(erased, with_reply=True) == "~ albumin: 41 g/L – liver: no\n"
    struck = printed(erased, with_reply=True, colour=True)
    assert struck == "~ \x1b[9malbumin: 41 g/L\x1b[0m – liver: no\n"
