"""Practice in the terminal interface: the list, the file beside the conversation, the watermark."""

import re
import tomllib
from pathlib import Path

import pytest
from support.tui_fake import FakeDesk, FakeTalk, make_app
from support.tui_screen import LARGE, SMALL, Desktop, run

from assistant.errors import BadInput
from assistant.phrases import phrases
from assistant.session.conversation import Message, Tone, Watermark
from assistant.training.folders import ROOM
from assistant.tui.app import ROOM as TUI
from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Launch
from assistant.tui.screens.chat_keys import TABLE

TOUR = ROOM / "tour"
WORDS = "PRACTICE: an invented case."


def live(folder: Path, mode: str = "practise", case: str | None = None) -> ScreeningApp:
    """Return the application over real practice."""
    launch = Launch(folder, mode=mode, user="anna", language="en", case=case)
    return ScreeningApp(launch, FolderDesk(folder))


def practised() -> FakeTalk:
    talk = FakeTalk([Message(Tone.FILE, "Referral letter\nShe has never had radiotherapy.")])
    talk.watermark = Watermark("PRACTICE", WORDS)
    talk.file = "Referral letter\nShe has never had radiotherapy."
    return talk


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_from_the_start_to_a_case_and_back_to_the_list(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("p")
        assert "Next: case 01" in desktop.text
        assert "▸ 01" in desktop.text
        await desktop.press("enter")
        await desktop.opened()
        assert "PRACTICE-01" in desktop.text
        assert WORDS in desktop.text
        await desktop.say("yes")
        assert "✓ Right: breast cancer proven by histology." in desktop.text
        await desktop.press("f10")
        await desktop.press("enter")
        assert "Practice: invented cases" in desktop.text
        await desktop.press("escape")
        assert "Eligibility screening" in desktop.text

    run(live(tmp_path, "start"), script, size, chats=False)


@pytest.mark.parametrize(("width", "stands"), [(149, False), (150, True)])
def test_the_file_stands_beside_the_conversation_where_there_is_room(
    width: int, stands: bool
) -> None:
    async def script(desktop: Desktop) -> None:
        pages = [each for each in desktop.app.screen.query("Page") if each.display]
        assert bool(pages) is stands
        assert "She has never had radiotherapy." in desktop.text  # in the conversation, always

    run(make_app(practised()), script, (width, 40))


def test_the_file_follows_the_language(tmp_path: Path) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.opened()
        assert "Referral letter" in desktop.text
        await desktop.say("langue")
        assert "Courrier d'adressage" in desktop.text
        assert "EXERCICE : cas inventé." in desktop.text

    run(live(tmp_path, case="42"), script, LARGE, chats=False)


def test_a_key_lays_the_file_over_the_chat() -> None:
    talk = practised()

    async def script(desktop: Desktop) -> None:
        assert "^O file" in desktop.text
        await desktop.press("ctrl+o")
        assert desktop.app.screen.name is None
        assert "Referral letter" in desktop.text
        assert "close" in desktop.text
        await desktop.press("escape")
        await desktop.say("yes")
        assert talk.submitted == ["yes"]

    run(make_app(talk), script, SMALL)


def test_a_real_screening_has_neither_watermark_nor_file() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("ctrl+o")
        assert "^O" not in desktop.text
        assert "PRACTICE" not in desktop.text
        assert "Read from the public synopsis" in desktop.text

    run(make_app(FakeTalk()), script, LARGE)


def test_a_case_asked_for_by_number_opens_at_once(tmp_path: Path) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.opened()
        assert "PRACTICE-42" in desktop.text

    run(live(tmp_path, case="42"), script, LARGE, chats=False)


def test_examination_and_quitting(tmp_path: Path) -> None:
    app = live(tmp_path)

    async def script(desktop: Desktop) -> None:
        await desktop.press("e")
        await desktop.opened()
        await desktop.say("no")
        assert "✗" not in desktop.text.replace("✗ Not eligible", "").replace("✗ I1", "")
        await desktop.press("ctrl+q")
        await desktop.settle()

    run(app, script, LARGE, chats=False)
    assert app.return_value is None  # no screening comes of it


@pytest.mark.parametrize(
    ("key", "asked"),
    [("enter", (False, False)), ("n", (False, True)), ("e", (True, False))],
)
def test_a_case_is_gone_on_with_begun_anew_or_taken_as_an_examination(
    key: str, asked: tuple[bool, bool]
) -> None:
    desk = FakeDesk(practised())

    async def script(desktop: Desktop) -> None:
        await desktop.press(key)
        assert desk.practised == [("01-first-steps", *asked)]

    launch = Launch(Path("nowhere"), mode="practise", user="ada", language="en")
    run(make_app(desk.talk, launch, desk), script, LARGE, chats=False)


def test_why_a_case_cannot_be_begun_is_shown() -> None:
    desk = FakeDesk(FakeTalk())
    desk.failure = BadInput("the disk is full")

    async def script(desktop: Desktop) -> None:
        await desktop.press("enter")
        assert "the disk is full." in desktop.text

    launch = Launch(Path("nowhere"), mode="practise", user="ada", language="en")
    run(make_app(FakeTalk(), launch, desk), script, LARGE, chats=False)


@pytest.mark.parametrize(
    ("key", "title", "words"),
    [("s", "How you are doing", "No case has been concluded yet."),
     ("m", "The dialog's map", "what comes next")],
)  # fmt: skip
def test_progress_and_map_are_read_from_the_list(
    tmp_path: Path, key: str, title: str, words: str
) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press(key)
        assert title in desktop.text
        assert words in desktop.text
        await desktop.press("escape")
        assert "Practice: invented cases" in desktop.text

    run(live(tmp_path), script, LARGE, chats=False)


def test_the_protocol_is_learnt_from_a_list(tmp_path: Path) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("l")
        assert "Unknown is not contested" in desktop.text
        await desktop.press("down", "down", "enter")
        assert "fully active, no restriction compared with before the disease" in desktop.text
        await desktop.press("escape", "escape")
        assert "Practice: invented cases" in desktop.text

    run(live(tmp_path), script, LARGE, chats=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_keys_that_the_tour_names_are_those_of_the_chat(language: str) -> None:
    steps = tomllib.loads((TOUR / f"{language}.toml").read_text("utf-8"))
    words = phrases(TUI, language)
    keys = {key.name: words(f"keys.{key.word}") for key in TABLE if key.shown}
    named = re.findall(r"(\w+) \((F\d+)\b", " ".join(steps.values()))
    assert {key for _, key in named} == {f"F{n}" for n in (1, 2, 3, 4, 5, 6, 8, 10)}
    for word, key in named:
        assert word.lower() == keys[key], (word, key)
