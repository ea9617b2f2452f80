"""The screening log on the screen: who is listed, what narrows it, and what is behind a line."""

from pathlib import Path

import pytest
from support.conversation import BONE, merged
from support.conversation import Talk as Conversation
from support.log_entries import FOLDER, entry, reasons, unfinished
from support.tui_fake import FakeDesk, FakeTalk, make_app, register
from support.tui_screen import LARGE, SMALL, Desktop, run
from textual.widgets import Input

from assistant.reports.log.entries import DAMAGED, left_out
from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Launch

MIXED = (
    entry(1, "eligible", site="site-02"),
    entry(2, "not_eligible", failed=reasons("I9a", "E5b")),
    entry(3, contested=reasons("I4")),
    unfinished(4, missing=reasons("E5b")),
    left_out(FOLDER, "ffffffff-0000-4000-8000-000000000000", DAMAGED, "line 3 was changed"),
)


def logged() -> ScreeningApp:
    desk = FakeDesk(FakeTalk())
    desk.register = register(MIXED)
    return make_app(desk.talk, Launch(Path("nowhere"), mode="start", language="en"), desk)


def subjects(desktop: Desktop) -> list[str]:
    return [word for word in desktop.text.split() if word.startswith(("SEIN-", "ffff"))]


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_everybody_is_listed_with_reasons(size: tuple[int, int]) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("l")
        assert subjects(desktop) == ["SEIN-0004", "SEIN-0003", "SEIN-0002", "SEIN-0001", "ffffffff"]
        assert "✗ not eligible" in desktop.text
        assert "✗ I9a, E5b" in desktop.text
        assert "undetermined so far" in desktop.text
        assert "Participants: 4. Screenings: 4. Records left out: 1." in desktop.text

    run(logged(), script, size, chats=False)


def test_a_key_goes_through_what_is_on_record_and_damage_stays() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("l", "v")
        assert subjects(desktop) == ["SEIN-0001", "ffffffff"]
        assert "verdict eligible" in desktop.text
        await desktop.press("v")
        assert subjects(desktop) == ["SEIN-0002", "ffffffff"]
        await desktop.press("c")  # E5b, among those not eligible
        assert subjects(desktop) == ["SEIN-0002", "ffffffff"]
        await desktop.press("v", "v")
        assert subjects(desktop) == ["SEIN-0004", "SEIN-0002", "ffffffff"]
        await desktop.click("Criterion")
        await desktop.press("c", "c")
        assert len(subjects(desktop)) == 5

    run(logged(), script, LARGE, chats=False)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_any_days_are_asked_for_and_what_is_none_is_told(size: tuple[int, int]) -> None:
    desk = FakeDesk(FakeTalk())
    desk.register = register([entry(1), entry(29), entry(30)])  # 2 and 30 November, 1 December
    app = make_app(desk.talk, Launch(Path("nowhere"), mode="start", language="en"), desk)

    async def script(desktop: Desktop) -> None:
        await desktop.press("l", "d")
        assert "Opened since which day?" in desktop.text
        for typed, told in (
            (
                "soon",
                "I could not read that as a date. The day comes before the month. For example",
            ),
            ("31/11/2026", "The calendar has no such day."),
            ("[@click=app.quit]x[/]", "I could not read that as a date."),
        ):
            await desktop.type(typed)
            await desktop.press("enter")
            assert told in " ".join(desktop.text.split())
            assert len(subjects(desktop)) == 3
            await desktop.press("ctrl+u")
        await desktop.type("30/11/2026")
        await desktop.press("enter")
        assert subjects(desktop) == ["SEIN-0030", "SEIN-0029"]
        assert "2026-11-30" in desktop.text
        assert "Opened since which day?" not in desktop.text
        await desktop.click("Until")
        await desktop.type("29 november 2026")
        await desktop.press("enter")
        assert "Nobody can be listed: 2026-11-30 comes after 2026-11-29." in desktop.text
        await desktop.press("escape", "t")
        await desktop.type("yesterday")  # the log is made on 1 December
        await desktop.press("enter")
        assert subjects(desktop) == ["SEIN-0029"]
        await desktop.press("d", "ctrl+u", "enter")
        assert subjects(desktop) == ["SEIN-0029", "SEIN-0001"]
        await desktop.press("t")
        assert desktop.app.screen.query_one(Input).value == "2026-11-30"
        await desktop.press("escape", "escape")
        assert "new screening" in desktop.text

    run(app, script, size, chats=False)


def test_the_flow_is_of_those_listed() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("l", "f")
        assert "Assessed for eligibility: 4" in desktop.text
        assert "├─► Excluded: 1" in desktop.text
        await desktop.press("escape", "v", "f")
        assert "Assessed for eligibility: 1" in desktop.text

    run(logged(), script, LARGE, chats=False)


def test_a_damaged_record_says_what_is_wrong_and_escape_goes_back() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("l", "end", "enter")
        assert "line 3 was changed" in desktop.text
        await desktop.press("escape", "home", "enter")
        assert "This record cannot be read" in desktop.text  # nothing stands behind these lines
        await desktop.press("escape", "escape")
        assert "new screening" in desktop.text

    run(logged(), script, SMALL, chats=False)


def test_real_records_and_their_summaries(tmp_path: Path) -> None:
    talk = Conversation.begin(tmp_path).follow(merged(BONE, her2_ihc="3+")).reply("stop")
    talk.conclude().session.close()
    launch = Launch(tmp_path, mode="start", language="fr")
    app = ScreeningApp(launch, FolderDesk(tmp_path))

    async def script(desktop: Desktop) -> None:
        await desktop.press("l")
        assert "Registre de sélection" in desktop.text
        assert "✗ Non éligible" in desktop.text
        assert "✗ I5, E2" in desktop.text
        await desktop.press("enter")
        assert "Eligibility summary: SEIN-1" in desktop.text

    run(app, script, SMALL, chats=False)
