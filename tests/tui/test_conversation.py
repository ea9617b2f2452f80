"""The conversation: each message in its own form, drawn only where it is in sight."""

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import LARGE, Desktop, run

from assistant.session.conversation import Message, Tone
from assistant.tui.widgets.conversation import Conversation

TURN = (
    Message(tone=Tone.QUESTION, text="How much?"),
    Message(tone=Tone.REPLY, text="28 mg/L"),
    Message(tone=Tone.UNDERSTOOD, text="= 2.8 mg/dL"),
)


def said(*messages: Message, width: int = 160) -> list[str]:
    """Return the lines that messages are shown in."""
    lines: list[str] = []

    async def script(desktop: Desktop) -> None:
        lines.extend(desktop.app.screen.query_one(Conversation).text.split("\n"))

    run(make_app(FakeTalk(messages)), script, (width, 40))
    return lines


@pytest.mark.parametrize(
    ("tone", "line"),
    [
        (Tone.QUESTION, "▌ text"),
        (Tone.REFUSED, "✗ text"),
        (Tone.DOUBT, "? text"),
        (Tone.ADVISORY, "! text"),
        (Tone.NOTICE, "· text"),
        (Tone.ERASED, "× text"),
        (Tone.VERDICT, "■ text"),
        (Tone.HELP, "│ text"),
    ],
)
def test_what_the_assistant_says_stands_on_the_left_with_its_mark(tone: Tone, line: str) -> None:
    assert said(Message(tone=tone, text="text")) == [line]


def test_what_the_person_says_stands_on_the_right() -> None:
    assert said(*TURN, width=42) == [
        "▌ How much?",
        "                               28 mg/L",
        "                           = 2.8 mg/dL",
    ]


def test_a_heading_takes_the_whole_width() -> None:
    assert said(Message(tone=Tone.HEADING, text="Liver"), width=32) == [
        "── Liver ────────────────────"
    ]


def test_turns_are_set_apart_and_what_belongs_together_is_not() -> None:
    help_ = [Message(tone=Tone.HELP, text=text) for text in ("one", "two")]
    lines = [line.strip() for line in said(*TURN, *TURN[:1], TURN[1], *help_, TURN[1])]
    assert lines == [
        "▌ How much?", "28 mg/L", "= 2.8 mg/dL", "",
        "▌ How much?", "28 mg/L", "", "│ one", "│ two", "", "28 mg/L",
    ]  # fmt: skip


def test_the_lines_of_one_message_stand_under_each_other() -> None:
    lines = said(Message(tone=Tone.ADVISORY, text="one two three\nfour"), width=14)
    assert lines == ["! one two", "  three", "  four"]


def test_a_long_line_is_not_longer_than_the_eye_can_follow() -> None:
    lines = said(Message(tone=Tone.HELP, text="word " * 60), width=300)
    assert max(len(line) for line in lines) <= 98


def test_only_what_is_in_sight_is_drawn() -> None:
    talk = FakeTalk(TURN * 2000)

    async def script(desktop: Desktop) -> None:
        conversation = desktop.app.screen.query_one(Conversation)
        assert conversation.virtual_size.height == 2000 * 4 - 1
        assert len(conversation._strips) <= 2 * conversation.size.height
        await desktop.say("yes")
        assert conversation.virtual_size.height == 2001 * 4 - 1
        assert len(conversation._strips) <= 4 * conversation.size.height

    run(make_app(talk), script, LARGE)


def test_what_is_selected_can_be_copied() -> None:
    async def script(desktop: Desktop) -> None:
        y = next(y for y, row in enumerate(desktop.rows) if "How much?" in row)
        await desktop.pilot.mouse_down(offset=(1, y))
        await desktop.pilot.hover(offset=(30, y))
        await desktop.pilot.mouse_up(offset=(30, y))
        await desktop.settle()
        assert (desktop.app.screen.get_selected_text() or "").strip() == "▌ How much?"

    run(make_app(FakeTalk(TURN)), script)


def test_what_was_set_aside_for_another_reason_says_so() -> None:
    gone = [
        Message(tone=Tone.ERASED, text=text, fact=text, cause=cause)
        for text, cause in (("liver", "no metastases"), ("bone", "no metastases"), ("eye", "age"))
    ]

    async def script(desktop: Desktop) -> None:
        rows = [row.strip() for row in desktop.rows]
        at = rows.index("· no metastases")
        assert rows[at : at + 5] == ["· no metastases", "× liver", "× bone", "· age", "× eye"]

    run(make_app(FakeTalk(gone)), script)
