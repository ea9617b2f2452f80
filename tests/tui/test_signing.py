"""The signature in the terminal interface: the same acts, and the passphrase is masked."""

from pathlib import Path

import pytest
from support.conversation import BONE, Talk
from support.signing import PASSPHRASE, keyed_folder
from support.tui_screen import LARGE, Desktop, run

from assistant.audit.reading import read
from assistant.session.live import Session
from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Launch
from assistant.tui.talk import Talk as Talked


class DeskOfThatDay(FolderDesk):
    """A desk whose clock does not depend on when the test runs."""

    talk: Talk

    def resume(self, screening: str, user: str, role: str) -> Talked:
        clock = self.talk.session.clock
        return Session.resume(self.talk.session.folder, screening, user, role, clock=clock)


def test_an_investigator_signs_what_a_coordinator_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = keyed_folder(tmp_path, monkeypatch)
    talk = Talk.begin(folder).follow(BONE).conclude()
    talk.session.close()
    desk = DeskOfThatDay(folder)
    desk.talk = talk
    launch = Launch(
        folder, mode="resume", screening=talk.session.id, user="jleroy", role="investigator"
    )

    async def sign(desktop: Desktop) -> None:
        await desktop.opened()
        assert "Sign this screening" in desktop.text
        assert "F9 summary" in desktop.text
        for refused in ("note", "revise", "suspend"):  # the record is closed
            assert refused not in desktop.rows[-1]
        await desktop.say("yes")
        assert "Exactly this text will be signed" in desktop.text
        assert "jleroy, investigator" in desktop.text
        await desktop.type("[@click=app.quit]horse[/]")
        assert "horse" not in desktop.text
        assert "•••••" in desktop.text
        await desktop.press("enter")
        assert "That is not the passphrase" in desktop.text
        await desktop.say(PASSPHRASE)
        assert "Signed by Jeanne Leroy" in desktop.text
        assert "horse" not in desktop.text
        await desktop.press("f9")
        assert "completed and signed" in desktop.text
        await desktop.press("escape")
        await desktop.press("enter")  # leaves: no box that is out of sight takes the key

    app = ScreeningApp(launch, desk)
    run(app, sign, LARGE)
    assert app.return_value == talk.session.id
    assert read(talk.path)[-1].type == "signed"
