"""Answers in the conversation: marked by key or click, revised, copied, struck out once gone."""

from collections.abc import Sequence

from support.tui_fake import FakeTalk, make_app
from support.tui_screen import LARGE, Desktop, run

from assistant.session.conversation import Message, Tone
from assistant.tui.widgets.conversation import Conversation
from assistant.tui.widgets.standing_answers import StandingAnswers


def answered(fact: str, reply: str) -> list[Message]:
    return [
        Message(tone=Tone.QUESTION, text=f"{fact}?", fact=fact),
        Message(tone=Tone.REPLY, text=reply, fact=fact),
        Message(tone=Tone.UNDERSTOOD, text=f"= {reply}", fact=fact),
    ]


def revised(fact: str, reply: str) -> list[Message]:
    return [
        Message(tone=Tone.REPLY, text=reply, fact=fact),
        Message(tone=Tone.NOTICE, text=f"{fact} is now {reply}", fact=fact),
    ]


def erased(fact: str) -> Message:
    return Message(tone=Tone.ERASED, text=f"{fact}: old", fact=fact, cause="set aside")


REFUSED = [
    Message(tone=Tone.REPLY, text="plenty", fact="age"),
    Message(tone=Tone.REFUSED, text="not a number"),
]
WHY = [Message(tone=Tone.REPLY, text="why"), Message(tone=Tone.HELP, text="because")]
SOURCE = [
    Message(tone=Tone.REPLY, text="report 12", fact="age"),
    Message(tone=Tone.NOTICE, text="Source noted."),
]
SAID = [*answered("age", "58"), *WHY, *answered("liver", "yes"), *REFUSED]


def followed(messages: Sequence[Message]) -> StandingAnswers:
    answers = StandingAnswers()
    for end in range(1, len(messages) + 1):
        answers.follow(messages[:end])
    return answers


def test_only_a_reply_that_was_taken_is_an_answer() -> None:
    answers = followed([*SAID, *SOURCE])
    assert sorted(answers.given) == [1, 6]
    assert answers.gone == set()
    assert answers.fact_at(SAID, 1) == answers.fact_at(SAID, 2) == "age"
    assert [answers.fact_at(SAID, place) for place in (0, 3, 4, 8, 9)] == [""] * 5


def test_an_answer_is_gone_once_changed_or_erased_and_stands_again_once_given_again() -> None:
    said = [*answered("age", "58"), *revised("age", "59")]
    answers = followed(said)
    assert answers.gone == {1, 2}
    assert (answers.fact_at(said, 1), answers.fact_at(said, 3)) == ("", "age")
    said = [*said, erased("age")]
    answers = followed(said)
    assert answers.gone == {1, 2, 3, 4}
    said = [*said, *answered("age", "60")]
    answers = followed(said)
    assert answers.gone == {1, 2, 3, 4}
    assert answers.fact_at(said, 7) == "age"
    assert sorted(answers.given) == [1, 3, 7]


def conversation(desktop: Desktop) -> Conversation:
    return desktop.app.screen.query_one(Conversation)


def test_keys_go_from_answer_to_answer_and_enter_revises_it() -> None:
    talk = FakeTalk(SAID)

    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+r")
        assert conversation(desktop).marked_fact == "liver"
        assert "Enter revise  C copy" in desktop.text
        await desktop.press("up")
        assert conversation(desktop).marked_fact == "age"
        await desktop.press("up")
        assert conversation(desktop).marked_fact == "age"
        await desktop.press("down", "up", "enter")

    run(make_app(talk), script)
    assert talk.submitted == ["revise age"]


def test_escape_and_typing_go_back_to_the_reply() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+up", "escape")
        assert conversation(desktop).marked is None
        assert desktop.box.has_focus
        assert "F2 why" in desktop.text
        await desktop.press("ctrl+up", "y")
        assert desktop.box.value == "y"
        assert conversation(desktop).marked is None

    run(make_app(FakeTalk(SAID)), script)


def test_a_second_click_or_the_key_row_revises_what_a_first_one_marks() -> None:
    talk = FakeTalk(SAID)

    async def script(desktop: Desktop) -> None:
        await desktop.click("= 58")
        assert conversation(desktop).marked_fact == "age"
        await desktop.click("= 58")
        assert talk.submitted == ["revise age"]
        await desktop.click("= yes")
        await desktop.click("Enter revise")
        assert talk.submitted == ["revise age", "revise liver"]
        assert desktop.box.has_focus

    run(make_app(talk), script, LARGE)


def test_what_holds_no_standing_answer_is_not_revised() -> None:
    talk = FakeTalk([*SAID, erased("liver")])

    async def script(desktop: Desktop) -> None:
        for text in ("plenty", "because"):
            await desktop.click(text)
            await desktop.press("enter")
            assert "There is no answer here that stands" in desktop.text
        await desktop.click("── ")  # a click beside every message leaves the focus alone
        await desktop.press("escape", "ctrl+up", "enter")  # liver, which is gone
        assert "There is no answer here that stands" in desktop.text

    talk.messages = (Message(tone=Tone.HEADING, text="Disease"), *talk.messages)
    run(make_app(talk), script, LARGE)
    assert talk.submitted == []


def test_while_something_else_must_be_answered_nothing_is_revised() -> None:
    talk = FakeTalk(SAID)
    talk.command = lambda text: ""  # type: ignore[method-assign]

    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+up", "enter")
        assert "Reply to this first" in desktop.text

    run(make_app(talk), script)
    assert talk.submitted == []


def test_a_message_and_the_summary_are_copied() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+up", "c")
        assert desktop.app.clipboard == "yes"
        assert "Copied to the clipboard" in desktop.text
        await desktop.click("because")
        await desktop.click("C copy")
        assert desktop.app.clipboard == "because"
        await desktop.press("escape", "ctrl+y")
        assert desktop.app.clipboard.startswith("Line 1 of the summary")

    run(make_app(FakeTalk(SAID)), script)


def struck(desktop: Desktop, text: str) -> bool:
    """Return whether a text stands struck out."""
    view = conversation(desktop)
    row = next(y for y, line in enumerate(view.text.split("\n")) if text in line)
    strip = view.render_line(row - view.scroll_offset.y + view.gap_above)
    return any(segment.style and segment.style.strike for segment in strip if text in segment.text)


def test_an_answer_that_no_longer_stands_is_struck_out_at_once() -> None:
    talk = FakeTalk(answered("liver", "positive"))

    async def script(desktop: Desktop) -> None:
        assert not struck(desktop, " positive")
        talk._answer = lambda word: (erased("liver"), talk._question())  # type: ignore[method-assign]
        await desktop.say("no")
        assert struck(desktop, " positive")
        assert "set aside" in desktop.text
        await desktop.press("ctrl+l")  # in any colours
        assert struck(desktop, " positive")
        await desktop.pilot.resize_terminal(100, 30)  # and at any width
        await desktop.settle()
        assert struck(desktop, " positive")

    run(make_app(talk), script)
