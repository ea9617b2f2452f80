"""One turn of the chat: what is typed, pressed or clicked reaches the session as words."""

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import Desktop, run

from assistant.tui.widgets.choices import Choices
from assistant.tui.widgets.conversation import Conversation


def test_the_first_question_stands_with_its_choices() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        assert "Proven by histology?" in desktop.text
        assert " y  yes    n  no" in desktop.text
        assert desktop.box.has_focus

    run(make_app(talk), script)


def test_a_typed_reply_is_given_and_moves_into_the_conversation() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.type("yes")
        await desktop.press("enter")
        assert talk.submitted == ["yes"]
        assert desktop.box.value == ""
        said = desktop.app.screen.query_one(Conversation).text.split("\n")
        assert [line.strip() for line in said if line.strip()] == [
            "▌ Proven by histology?",
            "yes",
            "= yes",
        ]
        assert said[1].endswith(" yes")  # a reply stands on the right
        assert "Has the primary been treated?" in desktop.text

    run(make_app(talk), script)


def test_an_empty_reply_is_none() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.press("enter")
        await desktop.type("   ")
        await desktop.press("enter")
        assert talk.submitted == []

    run(make_app(talk), script)


COMMANDS = {
    "f2": "why",
    "f3": "back",
    "f4": "unknown",
    "f7": "skip",
    "f8": "revise",
    "f10": "suspend",
}


def test_a_key_gives_its_command() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.press(*COMMANDS)

    run(make_app(talk), script)
    assert talk.submitted == list(COMMANDS.values())


def test_a_click_on_a_key_gives_its_command_too() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        for key, word in COMMANDS.items():
            await desktop.click(f"{key.upper()} {word}")

    run(make_app(talk), script)
    assert talk.submitted == list(COMMANDS.values())


@pytest.mark.parametrize(("key", "word"), [("f5", "note"), ("f6", "source")])
def test_a_note_is_begun_before_what_is_typed(key: str, word: str) -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.type("seen")
        await desktop.press(key)
        assert desktop.box.value == f"{word} seen"
        await desktop.type(" today")
        await desktop.press("enter")

    run(make_app(talk), script)
    assert talk.submitted == [f"{word} seen today"]


def test_what_is_typed_survives_asking_why() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.type("ye")
        await desktop.press("f2")
        assert desktop.box.value == "ye"
        assert "This can still decide: I1." in desktop.text
        await desktop.type("s")
        await desktop.press("enter")

    run(make_app(talk), script)
    assert talk.submitted == ["why", "yes"]


def test_a_click_picks_a_choice() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.click(" n  no")
        await desktop.click("planned: surgery")

    run(make_app(talk), script)
    assert talk.submitted == ["no", "planned"]


def test_arrows_mark_a_choice_and_enter_gives_it() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.say("yes")
        await desktop.press("down", "down", "enter")
        await desktop.press("up", "enter")

    run(make_app(talk), script)
    assert talk.submitted == ["yes", "planned", "not_done"]


def test_a_digit_marks_its_choice_and_waits_for_enter() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.say("yes")
        await desktop.type("2")
        assert desktop.app.screen.query_one(Choices).marked == 1
        assert talk.submitted == ["yes"]
        await desktop.press("enter")

    run(make_app(talk), script)
    assert talk.submitted == ["yes", "2"]


def test_a_score_with_a_sign_can_be_typed() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.say("yes")
        await desktop.say("done")
        await desktop.press("2", "+")
        assert desktop.app.screen.query_one(Choices).marked == 2
        await desktop.press("enter")

    run(make_app(talk), script)
    assert talk.submitted == ["yes", "done", "2+"]


@pytest.mark.parametrize(
    ("typed", "reading"), [("28", "= 28 mg/dL"), ("x", "not a number"), ("", "a number in mg/dL")]
)
def test_what_is_typed_is_read_at_once(typed: str, reading: str) -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        for reply in ("yes", "done", "0", "1"):
            await desktop.say(reply)
        await desktop.type(typed)
        assert reading in desktop.text
        assert len(talk.submitted) == 4

    run(make_app(talk), script)


@pytest.mark.parametrize("ask", ["f1", "help", "mouse"])
def test_the_help_is_read_over_the_chat(ask: str) -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        if ask == "f1":
            await desktop.press("f1")
        elif ask == "mouse":
            await desktop.click("F1 help")
        else:
            await desktop.say("help")
        assert "F2      Why this is asked, and what it decides" in desktop.text
        await desktop.press("escape")
        assert "Proven by histology?" in desktop.text

    run(make_app(talk), script)
    assert talk.submitted == []


def test_what_is_typed_elsewhere_reaches_the_box() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        desktop.app.screen.set_focus(None)
        await desktop.type("yes")
        assert desktop.box.value == "yes"

    run(make_app(talk), script)


def test_the_summary_is_read_over_the_chat() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        for ask in ("f9", "enter"):
            desktop.box.fill("summary" if ask == "enter" else "")
            await desktop.press(ask)
            assert "Line 1 of the summary" in desktop.text
            await desktop.press("end")
            assert "Line 100 of the summary" in desktop.text
            await desktop.press("escape")
            assert "Proven by histology?" in desktop.text

    run(make_app(talk), script)
    assert talk.submitted == []


def test_why_this_verdict_is_read_once_all_is_over() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.press("f10")
        assert talk.is_over
        assert "F2 why" in desktop.text
        await desktop.press("f2")
        assert "I1 would turn it." in desktop.text
        await desktop.press("escape")
        assert "I1 would turn it." not in desktop.text

    run(make_app(talk), script)
    assert talk.submitted == ["suspend"]


def test_the_conversation_scrolls_and_comes_back_with_the_next_reply() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        for _ in range(10):
            await desktop.press("f2")
        conversation = desktop.app.screen.query_one(Conversation)
        assert conversation.scroll_y == conversation.max_scroll_y > 0
        await desktop.press("ctrl+home")
        assert conversation.scroll_y == 0
        await desktop.press("f2")
        assert conversation.scroll_y == conversation.max_scroll_y
        await desktop.press("pageup")
        assert conversation.scroll_y < conversation.max_scroll_y
        await desktop.press("ctrl+end")
        assert conversation.scroll_y == conversation.max_scroll_y

    run(make_app(talk), script)


def test_another_language_is_spoken_from_the_next_turn_on() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.say("francais")
        assert "F2 pourquoi" in desktop.text
        assert "Undetermined à ce stade" in desktop.text
        await desktop.press("f2")

    run(make_app(talk), script)
    assert talk.submitted == ["francais", "pourquoi"]
