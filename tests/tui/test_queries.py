"""A monitor's queries in the terminal interface: seen, raised, replied to, compared and closed."""

from pathlib import Path
from typing import Any

import pytest
from support.conversation import BONE, Talk
from support.log_entries import entry
from support.tui_fake import STARTED, FakeDesk, FakeTalk, Shelved, make_app, register
from support.tui_screen import LARGE, SMALL, Desktop, run
from textual.widgets import Input

from assistant.audit.events import Author
from assistant.audit.reading import read
from assistant.audit.verifying import verify
from assistant.session.monitoring import MONITOR, raise_query
from assistant.session.replaying import Replayer
from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Launch

START = Launch(Path("nowhere"), mode="start", user="anna", language="en")


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    """A completed screening, its first answer from a named source, with a query on the age."""
    talk = Talk.begin(tmp_path).reply("source letter, 2026-11-02, ward", "yes").follow(BONE)
    talk.conclude().session.close()
    raise_query(tmp_path, talk.session.id, Author("mona", MONITOR), "age", "57 or [b]58[/b]?")
    return talk


def over(talk: Talk, **changed: Any) -> ScreeningApp:
    folder = talk.session.folder
    launch = START._replace(folder=folder, **changed)
    return ScreeningApp(launch, FolderDesk(folder))


def done(talk: Talk) -> list[tuple[str, str, str, str]]:
    """What was recorded beside the conversation: kind, user, role, text."""
    events = [each for each in read(talk.path) if each.type.startswith(("query", "source_"))]
    assert verify(talk.path, Replayer(talk.session.folder)).findings == ()
    return [
        (each.type, each.author.actor, each.author.role, each.private.get("text", ""))
        for each in events[1:]
    ]


def test_the_site_replies_from_the_log_by_keys(talk: Talk) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("l")
        assert "1 query" in desktop.text
        await desktop.press("ctrl+n")
        assert "57 or [b]58[/b]?" in desktop.text
        assert "mona (monitor), raised" in desktop.text
        await desktop.press("enter", "enter")  # nothing is nothing
        await desktop.type("a@b.org")
        await desktop.press("enter")
        assert "named the participant" in " ".join(desktop.text.split())
        await desktop.press(*["backspace"] * 7)
        await desktop.type("58, [/] page 2")
        await desktop.press("enter")
        assert "On record." in desktop.text
        assert "replied" in desktop.text
        assert "anna (coordinator), reply – 58, [/] page 2" in " ".join(desktop.text.split())
        await desktop.press("enter")
        desktop.app.screen.query_one("#typed", Input).value = "line " * 120 + "the end"
        await desktop.press("enter")
        assert "the end" in desktop.text  # the newest is in sight

    run(over(talk), script, SMALL, chats=False)
    assert done(talk)[0] == ("query_replied", "anna", "coordinator", "58, [/] page 2")


def test_a_monitor_asks_compares_and_closes_by_mouse_but_for_the_words(talk: Talk) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.click("l   screening log")
        await desktop.click("^N queries")
        await desktop.click("monitor")
        await desktop.click("histological proof")
        await desktop.type("Which block?")
        await desktop.press("enter")
        assert "2. histological proof" in desktop.text
        await desktop.click("v  compared")
        await desktop.press("enter")
        assert "compared with the source by anna (monitor)" in desktop.text
        await desktop.click("v  compared")
        assert "Only an answer that names its source" in desktop.text
        await desktop.click("1. age")
        await desktop.press("enter")
        await desktop.click("closed")
        assert "This query is closed." in desktop.text
        await desktop.click("Esc back")
        assert "1 query" in desktop.text  # read anew: one was raised, and one closed

    run(over(talk), script, LARGE, chats=False)
    assert done(talk) == [
        ("query_raised", "anna", "monitor", "Which block?"),
        ("source_verified", "anna", "monitor", ""),
        ("query_closed", "anna", "monitor", ""),
    ]


def test_who_looks_is_named_and_stays_so(talk: Talk) -> None:
    async def script(desktop: Desktop) -> None:
        for key in ("r", "ctrl+n", "r", "r"):
            await desktop.press(key)
        await desktop.click("anna")
        await desktop.press("end")
        await desktop.type(" M")
        await desktop.press("enter", "enter", "enter")
        assert "An id has 1 to 32 letters" in desktop.text
        await desktop.press("escape")
        assert "An id has" not in desktop.text
        await desktop.click("anna M")
        await desktop.press("end", "backspace", "backspace", "enter")
        await desktop.press("escape", "ctrl+n")
        assert "● monitor" in desktop.text
        await desktop.press("enter", "enter")
        await desktop.press("escape")
        assert "Queries" not in desktop.text  # none is open any more

    run(over(talk), script, LARGE, chats=False)
    assert done(talk) == [("query_closed", "anna", "monitor", "")]


def test_the_end_of_a_screening_leads_to_its_queries(talk: Talk) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.click("^N query")
        assert "57 or [b]58[/b]?" in desktop.text
        await desktop.press("enter")
        await desktop.type("58 it is")
        await desktop.press("enter", "escape")
        await desktop.press("f9", "slash")
        await desktop.type("58 it is")
        assert "line 1 of 2 that hold it" in desktop.text  # the query, and the history

    run(over(talk, mode="resume", screening=talk.session.id), script, LARGE)
    assert done(talk) == [("query_replied", "anna", "coordinator", "58 it is")]


def test_a_query_is_replied_to_in_the_chat(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE, until="age").reply("suspend")
    talk.session.close()
    raise_query(tmp_path, talk.session.id, Author("mona", MONITOR), "I5", "Which test?")

    async def script(desktop: Desktop) -> None:
        assert "1 query of a monitor is open" in desktop.text
        await desktop.press("ctrl+n")
        assert "What do you reply to query 1?" in desktop.text
        await desktop.say("IHC, twice")
        assert "How old is the patient" in desktop.text
        await desktop.press("f10", "ctrl+n")
        assert "IHC, twice" in desktop.text

    run(over(talk, mode="resume", screening=talk.session.id), script, LARGE)
    assert done(talk) == [("query_replied", "anna", "coordinator", "IHC, twice")]


def test_open_queries_are_counted_on_the_shelf_only_where_there_are_some() -> None:
    shelved = [
        Shelved("S-1", "SEIN-0001", STARTED, STARTED, "signed", "eligible", "Eligible", 7, 0),
        Shelved(
            "S-2", "SEIN-0002", STARTED, STARTED, "signed", "eligible", "Eligible", 7, 0, queries=3
        ),
    ]
    for some, shown in ((shelved[:1], False), (shelved, True)):
        desk = FakeDesk(FakeTalk(), some)

        async def script(desktop: Desktop, shown: bool = shown) -> None:
            await desktop.press("r")
            assert ("Queries" in desktop.text) is shown
            assert ("signed  3 " in desktop.text) is shown

        run(make_app(desk.talk, START, desk), script, LARGE, chats=False)


def test_a_record_that_cannot_be_read_is_told() -> None:
    desk = FakeDesk(FakeTalk())
    desk.register = register([entry(1)])

    async def script(desktop: Desktop) -> None:
        await desktop.press("l", "ctrl+n")
        assert "No such file or directory" in desktop.text
        assert "No query" not in desktop.text
        assert "Enter" not in desktop.rows[-1]
        await desktop.press("enter", "v", "escape")

    desk.queries = FolderDesk(Path("nowhere")).queries  # type: ignore[method-assign, assignment]
    run(make_app(desk.talk, START, desk), script, LARGE, chats=False)
