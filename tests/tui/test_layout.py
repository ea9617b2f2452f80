"""The screen at every size: nothing a person needs is out of sight, and the criteria fold away."""

import pytest
from support.tui_fake import LABELS, FakeTalk, make_app
from support.tui_screen import LARGE, SMALL, Desktop, run

from assistant.session.conversation import Message, Tone
from assistant.tui.widgets.conversation import Conversation
from assistant.tui.widgets.criteria_panel import CriteriaPanel

LONG = "A question so long that it takes more than one line of any terminal. " * 4


def whole(desktop: Desktop) -> None:
    """Assert that standing, question, box and keys are all in sight."""
    text = desktop.text
    assert "SEIN-0042" in text
    assert "so far" in text
    assert "╭─" in text
    assert "╰─" in text
    assert "F1 help" in text
    assert "F10 suspend" in text
    assert all(len(row) == desktop.app.size.width for row in desktop.rows)


@pytest.mark.parametrize("size", [SMALL, (100, 30), (110, 30), LARGE, (60, 24), (200, 60)])
def test_all_that_is_needed_is_in_sight(size: tuple[int, int]) -> None:
    talk = FakeTalk([Message(tone=tone, text=LONG) for tone in Tone])

    async def script(desktop: Desktop) -> None:
        whole(desktop)
        for reply in ("yes", "done", "2", "1", "28"):
            await desktop.say(reply)
            whole(desktop)

    run(make_app(talk), script, size)


@pytest.mark.parametrize(("width", "beside"), [(109, False), (110, True)])
def test_the_criteria_stand_beside_the_conversation_where_there_is_room(
    width: int, beside: bool
) -> None:
    async def script(desktop: Desktop) -> None:
        assert ("performance status at most 2" in desktop.text) is beside
        assert desktop.app.screen.query_one(Conversation).display

    run(make_app(FakeTalk()), script, (width, 30))


def test_a_key_shows_the_criteria_in_place_of_the_conversation() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.say("yes")
        assert "= yes" in desktop.text
        for key in ("ctrl+t", "escape"):
            await desktop.press("ctrl+t")
            assert "= yes" not in desktop.text
            for criterion, _, label in LABELS:
                assert f"{criterion} " in desktop.text
                assert label in desktop.text
            await desktop.press(key)
            assert "= yes" in desktop.text

    run(make_app(FakeTalk()), script)


def test_a_key_folds_the_criteria_away_where_they_stand_beside() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+t")  # goes to them first
        assert "liver function" in desktop.text
        await desktop.press("ctrl+t")
        assert "liver function" not in desktop.text
        assert desktop.box.has_focus
        await desktop.press("ctrl+t")
        assert "liver function" in desktop.text

    run(make_app(FakeTalk()), script, LARGE)


def test_the_criteria_scroll_by_keys_too() -> None:
    async def script(desktop: Desktop) -> None:
        assert "brain metastases" not in desktop.text
        await desktop.press("ctrl+t", *["pagedown"] * 9)
        assert "brain metastases" in desktop.text
        await desktop.press(*["pageup"] * 9)
        assert "Inclusion" in desktop.text

    run(make_app(FakeTalk()), script, (120, 16))


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (1, 1), (500, 100)])
def test_no_size_is_too_small_or_too_large(size: tuple[int, int]) -> None:
    talk = FakeTalk([Message(tone=tone, text=LONG) for tone in Tone])

    async def script(desktop: Desktop) -> None:
        for reply in ("yes", "done", "2"):
            await desktop.say(reply)
        for key in ("ctrl+t", "f9", "escape", "f10"):
            await desktop.press(key)

    run(make_app(talk), script, size)
    assert talk.submitted == ["yes", "done", "2", "suspend"]


def test_a_terminal_may_change_its_size_at_any_time() -> None:
    async def script(desktop: Desktop) -> None:
        for width, height in ((160, 48), (80, 24), (120, 20), (60, 40), (80, 24)):
            await desktop.pilot.resize_terminal(width, height)
            await desktop.say("why")
            whole(desktop)
            assert ("liver function" in desktop.text) is (width >= 110)
            conversation = desktop.app.screen.query_one(Conversation)
            assert conversation.scroll_y == conversation.max_scroll_y

    run(make_app(FakeTalk()), script)


def test_the_end_stays_in_sight_when_the_choices_take_room() -> None:
    async def script(desktop: Desktop) -> None:
        for reply in ("yes", "done"):
            await desktop.say(reply)
        assert "weak to moderate" in desktop.text
        assert "= done" in desktop.text

    run(make_app(FakeTalk()), script)


def test_someone_who_reads_above_is_left_there() -> None:
    talk = FakeTalk([Message(tone=Tone.HELP, text=f"line {n}") for n in range(100)])

    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+home")
        await desktop.pilot.resize_terminal(90, 30)
        await desktop.settle()
        assert "line 0" in desktop.text

    run(make_app(talk), script)


def test_the_box_stands_right_below_the_choices() -> None:
    async def script(desktop: Desktop) -> None:
        for above, reply in ((" y  yes    n  no", "yes"), (" 3  neither done", "done")):
            rows = [y for y, row in enumerate(desktop.rows) if above in row or "╭─" in row]
            assert rows == [rows[0], rows[0] + 1]
            await desktop.say(reply)

    run(make_app(FakeTalk()), script)


def test_each_criterion_has_its_mark_and_its_word() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.say("yes")
        await desktop.say("no")
        rows = desktop.app.screen.query_one(CriteriaPanel).text.split("\n")
        words = [" ".join(row.split()) for row in rows]
        assert words == [
            "○ can still change the verdict: 0",
            "Inclusion 2 of 5 decided",
            "✓ I1 proven by histology met",
            "✗ I6 curative treatment of the primary not met",
            "· I5 HER2 not overexpressed open",
            "· I3 performance status at most 2 open",
            "· I9a liver function open",
            "",
            "Exclusion 0 of 1 decided",
            "· E4 brain metastases open",
        ]

    run(make_app(FakeTalk()), script, LARGE)


def test_a_picture_can_be_taken() -> None:
    async def script(desktop: Desktop) -> None:
        picture = desktop.app.export_screenshot()
        assert picture.startswith("<svg")
        assert "Proven&#160;by&#160;histology?" in picture

    run(make_app(FakeTalk()), script)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_the_standing_is_told_in_words(size: tuple[int, int]) -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        assert desktop.rows[0].startswith(" SEIN-0042   ? Undetermined so far ")
        assert desktop.rows[0].rstrip().endswith("0 answered, at most 6 left")
        assert "A synopsis is not the protocol." in desktop.rows[1]
        await desktop.say("no")
        assert "✗ Not eligible so far" in desktop.rows[0]

    run(make_app(talk), script, size)
