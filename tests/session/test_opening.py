"""What a screening starts with is checked before anything is written."""

from pathlib import Path
from typing import Any

import pytest
from support.conversation import Talk, ticking

from assistant.errors import BadInput, Busy, RecordError
from assistant.session.live import Session
from assistant.session.opening import Opening, login_name


def test_the_opening_is_recorded_in_its_canonical_form(tmp_path: Path) -> None:
    opening = Opening(subject=" sein-0042 ", user="m.martin_1", role="investigator", site="s1")
    session = Session.begin(tmp_path, opening, clock=ticking())
    assert session.subject == "SEIN-0042"
    assert session.events[0].data["subject"] == "SEIN-0042"
    assert session.events[0].author.actor == "m.martin_1"
    assert session.events[0].author.role == "investigator"
    session.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": ""},
        {"subject": "A"},
        {"subject": "A" * 21},
        {"subject": "Jeanne Martin"},
        {"subject": "SEIN/1"},
        {"subject": "SEIN\n1"},
        {"subject": "SEIN\x1b[31m"},
        {"subject": "é1"},
        {"user": ""},
        {"user": "a b"},
        {"user": "-a"},
        {"user": "a" * 33},
        {"user": "a\x07"},
        {"user": "a\ud800"},
        {"site": ""},
        {"site": "site 1"},
        {"role": "monitor"},
        {"language": "de"},
        {"language": ""},
        {"order": "quick"},
    ],
)
def test_a_faulty_opening_leaves_nothing_behind(tmp_path: Path, changes: dict[str, Any]) -> None:
    opening = Opening(subject="SEIN-1", user="mmartin")._replace(**changes)
    with pytest.raises(BadInput) as caught:
        Session.begin(tmp_path / "records", opening, clock=ticking())
    assert caught.value.remedy
    assert not (tmp_path / "records").exists()


@pytest.mark.parametrize(
    ("user", "role"), [("a b", "coordinator"), ("a\x1b", "coordinator"), ("mmartin", "monitor")]
)
def test_whoever_resumes_is_checked_as_well(tmp_path: Path, user: str, role: str) -> None:
    talk = Talk.begin(tmp_path).reply("suspend")
    before = talk.path.read_bytes()
    talk.session.close()
    with pytest.raises(BadInput):
        Session.resume(tmp_path, talk.session.id, user, role)
    assert talk.path.read_bytes() == before
    talk.resume().assert_next("histology_confirmed")


def test_a_missing_screening_is_no_screening(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such screening"):
        Session.resume(tmp_path, "0" * 8 + "-0000-4000-8000-" + "0" * 12, "mmartin", "coordinator")


def test_only_one_session_holds_a_screening(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path)
    with pytest.raises(Busy):
        Session.resume(tmp_path, talk.session.id, "pleroy", "coordinator")
    talk.reply("yes").assert_next("stage_iv_confirmed").assert_sound()


def test_the_login_name_is_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [("jdupont", "jdupont"), ("DOM\\j dupont", "DOM-j-dupont"), ("é", "user")]
    for name, expected in known:
        monkeypatch.setattr("getpass.getuser", lambda name=name: name)
        assert login_name() == expected

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert login_name() == "user"
