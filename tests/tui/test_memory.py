"""What the form remembers is checked like what is typed, and never names a participant."""

import json
from pathlib import Path

import pytest
from support.tui_fake import FakeDesk, FakeTalk, make_app
from support.tui_screen import Desktop, run

from assistant.tui.launch import Details, Launch
from assistant.tui.memory import Memory

GIVEN = Details("SEIN-0042", "ada", "investigator", "lyon", "fr", "quickest")
KNOWN = {
    "user": "ada", "site": "lyon", "role": "investigator", "language": "fr", "order": "quickest",
}  # fmt: skip


def test_all_but_the_participant_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "new" / "form.json"
    Memory(path).keep(GIVEN)
    assert Memory(path).recall() == KNOWN
    assert "SEIN" not in path.read_text("utf-8")
    assert [each.name for each in path.parent.iterdir()] == ["form.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"7", b"\xff\xfe", b"[" * 5000, b'{"user": "' + b"x" * 9000 + b'"}',
        b'{"user": 7, "role": null, "site": ["a"], "language": {}, "order": true}',
        b'{"user": "[@click=app.quit]", "role": "admin", "site": "../..", "language": "de"}',
        b'{"user": "\\u001b]0;x\\u0007", "site": "\\u202e", "order": "fastest", "subject": "X-1"}',
    ],
)  # fmt: skip
def test_what_may_not_be_given_is_not_recalled(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "form.json"
    path.write_bytes(content)
    assert Memory(path).recall() == {}


def test_what_may_be_given_is_recalled_beside_what_may_not(tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps({**KNOWN, "user": "Jane Doe", "subject": "SEIN-1"}), "utf-8")
    assert Memory(path).recall() == {key: KNOWN[key] for key in KNOWN if key != "user"}


def test_where_nothing_can_be_written_the_screening_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("in the way", "utf-8")
    memory = Memory(path / "form.json")
    memory.keep(GIVEN)
    assert memory.recall() == {}


def test_what_is_given_at_the_start_comes_before_what_is_remembered() -> None:
    launch = Launch(Path("nowhere"), user="grace", site="paris")
    assert Details.of(launch, KNOWN) == Details(
        "", "grace", "investigator", "paris", "fr", "quickest"
    )


def test_the_form_offers_what_it_remembers_and_remembers_what_it_is_given() -> None:
    desk = FakeDesk(FakeTalk())
    desk.memory = {**KNOWN, "language": "en"}

    async def script(desktop: Desktop) -> None:
        await desktop.press("n")
        assert "most cheaply shows that somebody is not eligible" in desktop.text
        await desktop.type("SEIN-0042")
        await desktop.press("enter")
        await desktop.opened()

    run(make_app(desk.talk, Launch(Path("nowhere")), desk), script, chats=False)
    assert desk.begun == desk.remembered == [GIVEN._replace(language="en")]


def test_the_start_speaks_the_language_of_the_last_screening() -> None:
    desk = FakeDesk(FakeTalk())
    desk.memory = KNOWN

    async def script(desktop: Desktop) -> None:
        assert "nouvelle sélection" in desktop.text
        await desktop.click("English")
        assert "new screening" in desktop.text
        await desktop.press("f12")
        assert "nouvelle sélection" in desktop.text
        await desktop.press("n")
        assert "● français" in desktop.text

    run(make_app(desk.talk, Launch(Path("nowhere")), desk), script, chats=False)
