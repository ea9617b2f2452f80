"""Whole screenings through the terminal interface, each with the record that lines would make."""

from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from support.conversation import BONE, LIVER, SPINE
from support.conversation import Talk as Conversation
from support.tui_screen import LARGE, SMALL, Desktop, run

from assistant.audit.events import Event
from assistant.console import converse
from assistant.session.live import Session
from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Details, Launch
from assistant.tui.talk import Entry, QueryDesk, Register, Studies, Talk

END = ("conclude", "yes", "yes")
CORRECTED = (
    "yes", "why", "yes", "unknown", "1", "back", "90", "1", "yes", "2+", "not amplified",
    "note seen", "source lab, yesterday, binder 12", "done", "1", "17", "no", "58", "undo", "no",
    "skip", "suspend",
)  # fmt: skip


class LiveDesk:
    """A desk over real sessions, whose clock does not depend on when the test runs."""

    def __init__(self, folder: Path, language: str = "en") -> None:
        self._folder = folder
        self._language = language
        self.session: Session | None = None

    def begin(self, details: Details) -> Talk:
        self.session = Conversation.begin(self._folder, language=self._language).session
        return self.session

    def resume(self, screening: str, user: str, role: str) -> Talk:
        self.session = Session.resume(self._folder, screening, user, role)
        return self.session

    def recall(self) -> dict[str, str]:
        return {}

    def remember(self, details: Details) -> None:
        pass

    def listed(self, language: str) -> Sequence[Entry]:
        return ()

    def known(self, details: Details, but: str = "") -> tuple[str, str] | None:
        return None

    def log(self, language: str) -> Register:
        return FolderDesk(self._folder).log(language)

    def queries(self, screening: str, language: str) -> QueryDesk:
        return FolderDesk(self._folder).queries(screening, language)

    def studies(self, user: str, language: str) -> Studies:
        return FolderDesk(self._folder).studies(user, language)

    def practise(
        self, case: str, user: str, language: str, *, is_exam: bool, is_anew: bool
    ) -> Talk:
        desk = FolderDesk(self._folder)
        return desk.practise(case, user, language, is_exam=is_exam, is_anew=is_anew)


def opened(folder: Path, language: str = "en") -> tuple[ScreeningApp, LiveDesk]:
    """Return an application that opens on a new screening."""
    desk = LiveDesk(folder, language)
    launch = Launch(folder, mode="new", subject="SEIN-1", user="mmartin", language=language)
    return ScreeningApp(launch, desk), desk


def by_lines(folder: Path, replies: Iterable[str], language: str = "en") -> Session:
    """Return a session that was given replies line by line."""
    folder.mkdir()
    session = Conversation.begin(folder, language=language).session
    converse(session, StringIO("".join(f"{reply}\n" for reply in replies)), StringIO())
    session.close()
    return session


def told(events: Iterable[Event]) -> list[Any]:
    """Return what a record tells, times and identifiers aside."""
    return [(event.type, event.data, event.private, event.author) for event in events]


def prepared(**changes: str) -> list[str]:
    """Return replies to every question that comes up on a path, and the end."""
    facts = {**BONE, **changes}
    return [*facts.values(), *END]


ELIGIBLE = prepared()
SPINAL = [
    *list(BONE.values())[: list(BONE).index("vertebral_metastases")],
    *{**SPINE, "cord_or_cauda_compression": "yes"}.values(),
]


@pytest.mark.parametrize("replies", [ELIGIBLE, SPINAL, CORRECTED], ids=["bone", "spine", "changed"])
def test_keys_make_the_record_that_lines_make(tmp_path: Path, replies: list[str]) -> None:
    app, desk = opened(tmp_path)
    plain = by_lines(tmp_path / "lines", [*replies, "suspend"])

    async def script(desktop: Desktop) -> None:
        for reply in replies:
            await desktop.say(reply)
        assert desktop.area.box.value == ""
        await desktop.press("ctrl+q")

    run(app, script)
    assert desk.session is not None
    desk.session.close()
    assert told(desk.session.events) == told(plain.events)
    assert len(plain.events) > len(replies)
    assert app.return_value == desk.session.id


def test_a_person_is_eligible_after_the_questions_of_the_shortest_path(tmp_path: Path) -> None:
    app, desk = opened(tmp_path)

    async def script(desktop: Desktop) -> None:
        for reply in BONE.values():
            await desktop.say(reply)
        assert "✓ Eligible so far" in desktop.rows[0]
        assert "23 answered " in desktop.rows[0]
        await desktop.click("show the summary")  # which is read over the chat, not in it
        assert "Eligibility summary: SEIN-1" in desktop.text
        await desktop.press("escape")
        assert "What would you like to do?" in desktop.text
        for reply in END:
            await desktop.say(reply)
        assert "✓ Eligible" in desktop.rows[0]
        assert "so far" not in desktop.rows[0]
        assert "Concluded: Eligible" in desktop.text
        await desktop.press("enter")

    run(app, script, LARGE)
    assert desk.session is not None
    desk.session.close()
    assert app.return_value == desk.session.id


def test_a_failure_is_told_and_the_record_may_be_stopped_there(tmp_path: Path) -> None:
    app, desk = opened(tmp_path)

    async def script(desktop: Desktop) -> None:
        await desktop.say("no")
        assert "✗ Not eligible so far" in desktop.rows[0]
        assert "✗ I1 " in desktop.text
        await desktop.click("2  stop here")
        await desktop.click("conclude the screening")
        for _ in range(2):
            await desktop.say("yes")
        assert "Concluded: Not eligible" in desktop.text

    run(app, script, LARGE)
    assert desk.session is not None
    desk.session.close()


def test_a_value_is_read_in_every_unit_while_it_is_typed(tmp_path: Path) -> None:
    app, desk = opened(tmp_path)

    async def script(desktop: Desktop) -> None:
        for fact in BONE:
            if fact == "liver_metastases":
                break
            await desktop.say(BONE[fact])
        for reply in ("yes", LIVER["ast"], LIVER["alt"]):
            await desktop.say(reply)
        await desktop.type("28 mg/L")
        assert "= 28 mg/L = 2.8 mg/dL = 47.88 µmol/L" in desktop.text
        assert desktop.area.box.value == "28 mg/L"
        await desktop.press("enter")
        assert "What is the serum albumin?" in desktop.text

    run(app, script, SMALL)
    assert desk.session is not None
    desk.session.close()


def test_the_same_screening_goes_on_where_it_was_left(tmp_path: Path) -> None:
    app, desk = opened(tmp_path)

    async def leave(desktop: Desktop) -> None:
        await desktop.say("yes")
        await desktop.press("ctrl+q")

    run(app, leave)
    assert desk.session is not None
    desk.session.close()
    launch = Launch(tmp_path, mode="resume", screening=desk.session.id, user="mmartin")
    again = ScreeningApp(launch, desk)

    async def go_on(desktop: Desktop) -> None:
        assert "breast cancer proven by histology" in desktop.text
        assert "Is the metastatic stage confirmed" in desktop.text
        assert "1 answered" in desktop.rows[0]

    run(again, go_on, LARGE)
    desk.session.close()


def test_in_french_every_word_is_french(tmp_path: Path) -> None:
    app, desk = opened(tmp_path, "fr")

    async def script(desktop: Desktop) -> None:
        assert "à ce stade" in desktop.rows[0]
        assert "F2 pourquoi" in desktop.text
        assert "à voir" in desktop.text
        await desktop.press("f1")
        assert "Aide" in desktop.text
        await desktop.press("escape", "f2", "f4")
        assert "en attente" in desktop.text

    run(app, script, LARGE)
    assert desk.session is not None
    desk.session.close()


def test_escape_leaves_a_change_as_the_way_back_does(tmp_path: Path) -> None:
    app, desk = opened(tmp_path)

    async def script(desktop: Desktop) -> None:
        for reply in ("yes", "yes"):
            await desktop.say(reply)
        await desktop.press("escape")
        assert "Nothing was changed." not in desktop.text  # at a question there is nothing to leave
        assert desk.session is not None
        # which answer is to be changed, what to, why
        for times, replies in enumerate(((), ("1",), ("1", "no")), 1):
            await desktop.press("f8")
            for reply in replies:
                await desktop.say(reply)
            assert desk.session.prompt.leaves
            await desktop.press("escape")
            said = [each.text for each in desk.session.messages]
            assert said.count("Nothing was changed.") == times
            assert desk.session.prompt.fact == "er_percent"
        assert [each.type for each in desk.session.events].count("revised") == 0
        assert not desk.session.prompt.leaves
        for key in ("f8", "ctrl+t", "escape"):  # the criteria are put away, and no more
            await desktop.press(key)
        assert desk.session.prompt.leaves

    run(app, script)
    assert desk.session is not None
    desk.session.close()
