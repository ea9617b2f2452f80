"""A practice record is marked as one from its first line, and nothing takes it for a real one."""

from pathlib import Path

import pytest
from support.conversation import Talk, ticking

from assistant.audit.layout import PRACTICE
from assistant.audit.verifying import verify
from assistant.errors import BadInput, RecordError
from assistant.session.listing import listed
from assistant.session.live import Session
from assistant.session.opening import Opening
from assistant.session.replaying import Replayer
from assistant.session.retelling import retold
from assistant.session.summaries import summary_in


class Practising(Session):
    """A session that takes practice, as the training room's does."""

    is_practice = True


OPENING = Opening(subject="PRACTICE-01", user="mmartin", practice="first")


@pytest.fixture
def practised(tmp_path: Path) -> Session:
    session = Practising.begin(tmp_path, OPENING, clock=ticking())
    session.close()
    return session


def test_the_first_line_says_so(practised: Session) -> None:
    assert practised.events[0].data[PRACTICE] == {"case": "first", "exam": False}


def test_a_real_opening_says_nothing_of_practice(tmp_path: Path) -> None:
    assert PRACTICE not in Talk.begin(tmp_path).events[0].data


def test_a_real_session_neither_begins_nor_resumes_practice(
    practised: Session, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="is a practice record"):
        Session.resume(tmp_path, practised.id, "mmartin", "coordinator")
    with pytest.raises(BadInput, match="is a practice record"):
        Session.begin(tmp_path, OPENING, clock=ticking())


def test_a_practice_session_does_not_take_up_a_real_record(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path)
    talk.session.close()
    with pytest.raises(BadInput, match="is the record of a real screening"):
        Practising.resume(tmp_path, talk.session.id, "mmartin", "coordinator")


def test_it_takes_no_signature(practised: Session, tmp_path: Path) -> None:
    session = Practising.resume(tmp_path, practised.id, "mmartin", "investigator", clock=ticking())
    with pytest.raises(RecordError, match="never signed"):
        session.write("signed", {})
    session.close()


def test_a_signature_forced_into_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Practising.begin(tmp_path, OPENING, clock=ticking())
    monkeypatch.setattr("assistant.audit.store.Record._refuse_if_unfit", lambda *_: None)
    monkeypatch.setattr("assistant.audit.store._is_timely", lambda *_: True)
    signed = dict.fromkeys(
        ("file", "ledger_root", "meaning", "report", "signature", "verdict"), "x"
    )
    session.write("signed", {**signed, "ledger_size": 1, "time": "x"}, {"name": "M. Martin"})
    session.close()
    path = tmp_path / f"{session.id}.jsonl"
    found = verify(path, Replayer(tmp_path)).findings
    assert any("a practice record was signed" in finding.cause for finding in found)


def test_among_real_records_it_is_listed_as_what_it_is(practised: Session, tmp_path: Path) -> None:
    (only,) = listed(tmp_path)
    assert "practice record" in only.fault
    assert not only.subject
    assert not only.verdict


def test_told_again_it_says_what_it_is(practised: Session, tmp_path: Path) -> None:
    said = [message.text for message in retold(tmp_path, practised.id)]
    assert any(text.startswith("PRACTICE on an invented case") for text in said)


@pytest.mark.parametrize("format_", ["html", "md", "txt"])
@pytest.mark.parametrize(("language", "word"), [("en", "PRACTICE: "), ("fr", "EXERCICE : ")])
def test_its_summary_says_so(
    practised: Session, tmp_path: Path, format_: str, language: str, word: str
) -> None:
    text = summary_in(tmp_path, practised.id, language, format_, ticking().now())
    assert word in text.replace("\\", "").replace("\u00a0", " ")
    notice = {"en": "There is no participant", "fr": "aucun participant"}[language]
    assert notice in " ".join(text.replace("&#39;", "'").replace("\n* ", " ").split())
