"""The criteria: gone through by key or by click, and each looked at closely."""

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import LARGE, SMALL, Desktop, run

from assistant.phrases import phrases
from assistant.session.conversation import Row
from assistant.tui.app import ROOM
from assistant.tui.drawing import plain
from assistant.tui.widgets.criteria_panel import CriteriaPanel


def panel(desktop: Desktop) -> CriteriaPanel:
    return desktop.app.screen.query_one(CriteriaPanel)


def test_a_criterion_is_looked_at_by_key() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+t", "down")
        assert panel(desktop).marked == "I1"
        assert "I1 – its label" in desktop.text
        assert "· open" in desktop.text
        assert "The wording of I1." in desktop.text
        assert "· histology: yes" in desktop.text
        for key, marked in (("down", "I6"), ("end", "E4"), ("down", "E4"), ("up", "I9a")):
            await desktop.press(key)
            assert panel(desktop).marked == marked
            assert f"The wording of {marked}." in desktop.text
        await desktop.press("escape")
        assert "The wording of" not in desktop.text
        assert desktop.box.has_focus
        await desktop.say("yes")

    run(make_app(talk), script, LARGE)
    assert talk.submitted == ["yes"]


def test_the_last_criterion_is_reached_from_below() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+t", "up")
        assert panel(desktop).marked == "E4"

    run(make_app(FakeTalk()), script, LARGE)


def test_a_click_looks_at_a_criterion_and_the_mouse_goes_back_too() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.click("performance status at most 2")
        assert panel(desktop).marked == "I3"
        assert "The wording of I3." in desktop.text
        await desktop.click("Esc reply")
        assert "The wording of" not in desktop.text
        assert desktop.box.has_focus

    run(make_app(FakeTalk()), script, LARGE)


def test_a_criterion_looked_at_follows_the_answers() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+t", "down")
        assert "· open" in desktop.text
        await desktop.type("no")
        await desktop.press("enter")
        assert "✗ not met" in desktop.text
        assert "The wording of I1." in desktop.text

    run(make_app(FakeTalk()), script, LARGE)


def test_where_there_is_little_room_the_criteria_take_the_place_of_the_conversation() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+t", "down", "down")
        assert "The wording of I6." in desktop.text
        assert "I6 " in desktop.text
        await desktop.press("escape")
        assert "The wording of" not in desktop.text
        assert "performance status" not in desktop.text
        assert desktop.box.has_focus
        await desktop.click("^T criteria")
        await desktop.click("HER2 not overexpressed")
        assert "The wording of I5." in desktop.text

    run(make_app(FakeTalk()), script, SMALL)


def test_only_those_that_can_still_change_the_verdict_are_shown_on_demand() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.say("yes")
        assert "○ can still change the verdict: 5" in desktop.text
        await desktop.press("ctrl+t", "o")
        assert "● can still change the verdict: 5" in desktop.text
        assert "proven by histology" not in panel(desktop).text
        assert "HER2 not overexpressed" in panel(desktop).text
        await desktop.click("can still change the verdict")
        assert "proven by histology" in panel(desktop).text
        await desktop.press("escape")
        await desktop.say("no")  # that settles it
        await desktop.click("can still change the verdict")
        assert "Nothing more can change the verdict." in desktop.text
        assert "HER2 not overexpressed" not in panel(desktop).text
        await desktop.press("ctrl+t", "ctrl+t", "down")
        assert panel(desktop).marked == ""

    run(make_app(FakeTalk()), script, LARGE)


def test_the_palette_brings_folded_criteria_back_to_show_only_those_that_turn() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.app.screen.run_action("filter_criteria")
        await desktop.settle()
        assert "● can still change the verdict: 6" in desktop.text

    run(make_app(FakeTalk()), script, SMALL)


@pytest.mark.parametrize(("language", "word"), [("en", "n/a"), ("fr", "s. o.")])
def test_a_label_keeps_its_number_beside_what_does_not_apply(language: str, word: str) -> None:
    label = "Clearance > 60 mL/min, today"
    row = Row("I9e", "inclusion", label, "not_applicable", "not applicable", False, False)
    shown = CriteriaPanel(phrases(ROOM, language))
    shown.show((row,))
    (line,) = [plain(each) for each in shown.laid_out(46) if "I9e" in plain(each)]
    assert f"{label} " in line
    assert line.endswith(f" {word} ")
    assert shown.standing(row)[1] == "not applicable"  # in full where it is looked at closely
