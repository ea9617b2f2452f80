"""A dozen screens, cell by cell: what nobody meant to change stands as it stood.

`make pictures` draws them anew; what then differs is reviewed as text, before it is committed.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from support.pictures import FOLDER, compared, picture
from support.tui_fake import SHELVED, FakeDesk, FakeTalk, make_app
from support.tui_screen import SMALL, Desktop, run
from textual.widgets import Input

from assistant.errors import RecordError
from assistant.session.conversation import Message, Tone
from assistant.tui.launch import Launch
from assistant.tui.themes import CONTRAST, DAY, NIGHT

MIDDLE = (120, 40)
HISTORY = (
    Message(tone=Tone.HEADING, text="The liver"),
    Message(tone=Tone.QUESTION, text="Are there liver metastases?", fact="liver"),
    Message(tone=Tone.REPLY, text="yes", fact="liver"),
    Message(tone=Tone.UNDERSTOOD, text="= liver metastases", fact="liver"),
    Message(tone=Tone.QUESTION, text="What is the albumin?", fact="albumin"),
    Message(tone=Tone.REPLY, text="41", fact="albumin"),
    Message(tone=Tone.UNDERSTOOD, text="= 41 g/L = 4.1 g/dL", fact="albumin"),
    Message(tone=Tone.REPLY, text="no", fact="liver"),
    Message(tone=Tone.NOTICE, text="liver metastases: yes → no. Reason: typo", fact="liver"),
    Message(tone=Tone.ERASED, text="albumin: 41 g/L", fact="albumin", cause="it no longer applies"),
    Message(tone=Tone.ADVISORY, text="Please note: the synopsis is not the protocol."),
)
Script = Callable[[Desktop], Awaitable[None]]


async def as_it_opens(desktop: Desktop) -> None:
    """Do nothing."""


async def filling_the_form(desktop: Desktop) -> None:
    await desktop.press("n")
    await desktop.type("Jane Doe")
    await desktop.press("enter")


async def asked_with_choices(desktop: Desktop) -> None:
    await desktop.say("yes")
    await desktop.say("done")
    await desktop.type("2")


async def asked_for_a_quantity(desktop: Desktop) -> None:
    for reply in ("yes", "done", "0", "1"):
        await desktop.say(reply)
    await desktop.type("28")
    await desktop.press("tab", "tab")


async def an_answer_marked(desktop: Desktop) -> None:
    await desktop.press("ctrl+up")


async def a_criterion_marked(desktop: Desktop) -> None:
    await desktop.say("yes")
    await desktop.say("no")
    await desktop.press("ctrl+t", "down", "down")


async def not_saved(desktop: Desktop) -> None:
    talk = desktop.app.talk
    assert isinstance(talk, FakeTalk)
    talk.failure = RecordError("the disk is full", remedy="make room, then press Enter")
    await desktop.say("yes")


async def reading_the_help(desktop: Desktop) -> None:
    await desktop.press("f1")


@pytest.mark.parametrize(
    ("script", "size", "theme"),
    [
        (as_it_opens, SMALL, NIGHT.name),
        (as_it_opens, MIDDLE, DAY.name),
        (filling_the_form, SMALL, DAY.name),
        (asked_with_choices, SMALL, NIGHT.name),
        (asked_with_choices, MIDDLE, DAY.name),
        (asked_for_a_quantity, SMALL, DAY.name),
        (asked_for_a_quantity, MIDDLE, NIGHT.name),
        (an_answer_marked, MIDDLE, CONTRAST.name),
        (a_criterion_marked, SMALL, DAY.name),
        (a_criterion_marked, MIDDLE, NIGHT.name),
        (not_saved, MIDDLE, DAY.name),
        (reading_the_help, SMALL, NIGHT.name),
    ],
)
def test_a_screen_stands_as_it_stood(script: Script, size: tuple[int, int], theme: str) -> None:
    starts = script in (as_it_opens, filling_the_form)
    talk = FakeTalk(HISTORY)
    launch = Launch(Path("nowhere"), user="ada", language="en") if starts else None
    drawn: list[str] = []

    async def drawing(desktop: Desktop) -> None:
        desktop.app.theme = theme
        await script(desktop)
        for each in desktop.app.screen.query(Input):
            each.cursor_blink = False  # what comes and goes stays away
        await desktop.settle()
        drawn.append(picture(desktop))

    app = make_app(talk, launch, FakeDesk(talk, SHELVED))
    run(app, drawing, size, chats=not starts)
    name = f"{script.__name__}-{size[0]}x{size[1]}-{theme}"
    now, kept = compared(name, drawn[0])
    assert now == kept


def test_every_picture_is_of_a_screen_that_is_still_drawn() -> None:
    assert len(list(FOLDER.glob("*.txt"))) == 12
