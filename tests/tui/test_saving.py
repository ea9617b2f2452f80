"""What was not saved is said in words, and loses nothing; leaving suspends."""

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import Desktop, run

from assistant.errors import BadInput, RecordError

FULL = RecordError("the record could not be written", why="the disk is full", remedy="make room")


def test_a_reply_that_was_not_saved_stays_in_the_box() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        talk.failure = FULL
        await desktop.type("yes")
        await desktop.press("enter")
        assert " NOT SAVED " in desktop.text
        assert "the disk is full" in desktop.text
        assert desktop.box.value == "yes"
        assert "Proven by histology?" in desktop.text
        talk.failure = None
        await desktop.press("enter")
        assert "NOT SAVED" not in desktop.text
        assert desktop.box.value == ""

    run(make_app(talk), script)
    assert talk.submitted == ["yes"]


def test_the_alarm_stays_until_something_is_saved() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        talk.failure = FULL
        await desktop.say("yes")
        await desktop.type("!")
        assert "NOT SAVED" in desktop.text
        await desktop.press("f2")
        assert "NOT SAVED" in desktop.text

    run(make_app(talk), script)


def test_after_a_failure_the_conversation_is_what_the_session_read_anew() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.press("f2")
        assert "This can still decide" in desktop.text
        talk.messages = (talk._question(),)
        talk.failure = FULL
        await desktop.say("yes")
        assert "This can still decide" not in desktop.text

    run(make_app(talk), script)


def test_a_reply_that_no_record_may_hold_stays_in_the_box() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        talk.failure = BadInput("this cannot be recorded", remedy="type it again")
        await desktop.say("yes")
        assert "this cannot be recorded" in desktop.text
        assert "NOT SAVED" not in desktop.text
        assert desktop.box.value == "yes"

    run(make_app(talk), script)


@pytest.mark.parametrize("key", ["enter", "escape"])
def test_a_suspended_screening_is_left_with_one_key(key: str) -> None:
    talk = FakeTalk()
    app = make_app(talk)

    async def script(desktop: Desktop) -> None:
        await desktop.press("f10")
        assert talk.submitted == ["suspend"]
        assert "Suspended." in desktop.text
        assert "F3 back" not in desktop.text
        assert app.is_running
        await desktop.type("x")
        assert talk.submitted == ["suspend"]
        await desktop.press(key)

    run(app, script)
    assert app.return_value == "S-1"


def test_quitting_suspends() -> None:
    talk = FakeTalk()
    app = make_app(talk)

    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+q")

    run(app, script)
    assert talk.submitted == ["suspend"]
    assert app.return_value == "S-1"


def test_quitting_under_the_summary_suspends_too() -> None:
    talk = FakeTalk()
    app = make_app(talk)

    async def script(desktop: Desktop) -> None:
        await desktop.press("f9", "ctrl+q")

    run(app, script)
    assert talk.submitted == ["suspend"]
    assert app.return_value == "S-1"


def test_quitting_twice_leaves_even_if_nothing_can_be_saved() -> None:
    talk = FakeTalk()
    app = make_app(talk)

    async def script(desktop: Desktop) -> None:
        talk.failure = FULL
        await desktop.press("ctrl+q")
        assert "NOT SAVED" in desktop.text
        assert app.return_value is None
        await desktop.press("ctrl+q")

    run(app, script)
    assert app.return_value == "S-1"
    assert talk.submitted == []


def test_ctrl_c_says_how_to_leave_and_leaves_nothing_undone() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+c")
        assert "F10 suspends the screening" in desktop.text
        assert not talk.is_over

    run(make_app(talk), script)
