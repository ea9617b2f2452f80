"""A first page is what the session shows and records, kept for the very files it was made from."""

import os
import shutil
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from support.conversation import BONE, SPINE, merged, ticking
from support.protocols import TINY

from assistant.criteria.loader import load
from assistant.criteria.sources import DEFAULT, files_of
from assistant.errors import BadInput, ProtocolError, RecordError
from assistant.session import pages
from assistant.session.beginning import Beginning, begin
from assistant.session.live import Session
from assistant.session.opening import ORDERS, ROLES, Opening
from assistant.session.pages import first_page

OPENING = Opening(subject="SEIN-0042", user="mmartin", site="site-01")
EVERY_OPENING = [
    OPENING._replace(language=language, order=order, role=role)
    for language, order, role in product(("en", "fr"), ORDERS, ROLES)
]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


@pytest.fixture(autouse=True)
def one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every screening has the same id, so that two records can be the same in every byte."""
    monkeypatch.setattr("uuid.uuid4", lambda: UUID(int=1, version=4))


def begun(folder: Path, opening: Opening, shelf: Path, protocol: Path = DEFAULT) -> Beginning:
    return begin(folder, opening, first_page(opening, protocol, shelf), ticking())


def shown(talk: Beginning | Session) -> tuple[Any, ...]:
    """All that a front end can show."""
    return (talk.id, talk.subject, talk.language, talk.messages, talk.prompt, talk.progress,
            talk.verdict, talk.verdict_label, talk.is_over, talk.rows())  # fmt: skip


def record_in(folder: Path) -> bytes:
    (path,) = folder.glob("*-*.jsonl")
    return path.read_bytes()


@pytest.mark.parametrize("protocol", [DEFAULT, TINY], ids=["stereo", "tiny"])
@pytest.mark.parametrize("opening", EVERY_OPENING, ids=lambda o: f"{o.language}-{o.order}-{o.role}")
def test_the_page_is_the_sessions_own(
    opening: Opening, protocol: Path, tmp_path: Path, shelf: Path
) -> None:
    direct = Session.begin(tmp_path / "1", opening, protocol=load(protocol), clock=ticking())
    made = begun(tmp_path / "2", opening, shelf, protocol)
    kept = begun(tmp_path / "3", opening, shelf, protocol)
    assert shown(made) == shown(kept) == shown(direct)
    assert record_in(tmp_path / "1") == record_in(tmp_path / "2") == record_in(tmp_path / "3")
    copies = [sorted((tmp_path / name / "protocols").glob("*/*")) for name in "123"]
    assert len({tuple(path.read_bytes() for path in found) for found in copies}) == 1
    before = shown(kept)
    assert kept.session.messages == direct.messages
    assert shown(kept) == before
    for talk in (direct, made, kept):
        talk.close()


def test_replies_make_the_same_record(tmp_path: Path, shelf: Path) -> None:
    direct = Session.begin(tmp_path / "1", OPENING, clock=ticking())
    talk = begun(tmp_path / "2", OPENING, shelf)
    for text in ("maybe", "why", "note", *merged(BONE, SPINE).values(), "back", "suspend"):
        assert talk.preview(text) == direct.preview(text)
        assert talk.submit(text) == direct.submit(text)
        assert shown(talk) == shown(direct)
    assert talk.is_over
    assert record_in(tmp_path / "1") == record_in(tmp_path / "2")
    assert talk.summary() == direct.summary()
    talk.close()
    direct.close()


def test_a_page_is_made_once(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = first_page(OPENING, TINY, shelf)
    forbid_rehearsals(monkeypatch)
    other = OPENING._replace(subject="SEIN-7", user="ada", site="elsewhere")
    assert first_page(other, TINY, shelf) == page
    for opening in EVERY_OPENING[1:]:
        with pytest.raises(AssertionError, match="rehearsed"):
            first_page(opening, TINY, shelf)


def forbid_rehearsals(monkeypatch: pytest.MonkeyPatch) -> None:
    def rehearsed(blank: Opening, folder: Path) -> None:
        raise AssertionError("rehearsed")

    monkeypatch.setattr(pages, "_rehearsed", rehearsed)


def test_a_changed_word_is_shown_at_once(tmp_path: Path, shelf: Path) -> None:
    folder = tmp_path / "protocol"
    shutil.copytree(TINY, folder)
    before = first_page(OPENING, folder, shelf)
    words = folder / "en.toml"
    state, text = words.stat(), words.read_text("utf-8")
    changed = before.prompt.question.swapcase()
    words.write_text(text.replace(before.prompt.question, changed), "utf-8")
    assert words.stat().st_size == state.st_size
    page = first_page(OPENING, folder, shelf)
    assert page.prompt.question == changed
    assert page.trial.reference.sha256 != before.trial.reference.sha256
    assert page.trial.files["en.toml"] == words.read_bytes()


@pytest.mark.parametrize("change", ["version", "size", "time", "name"])
def test_other_software_makes_its_own_pages(
    change: str, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    software = tmp_path / "software"
    (software / "room").mkdir(parents=True)
    module = software / "room" / "module.py"
    module.write_bytes(b"one")
    monkeypatch.setattr(pages, "_SOFTWARE", software)
    page = first_page(OPENING, TINY, shelf)
    (software / "__pycache__").mkdir()
    (software / "__pycache__" / "module.pyc").touch()
    with monkeypatch.context() as patched:
        forbid_rehearsals(patched)
        assert first_page(OPENING, TINY, shelf) == page
    match change:
        case "version":
            monkeypatch.setattr(pages, "__version__", "0.0.0")
        case "size":
            module.write_bytes(b"three")
        case "time":
            os.utime(module, (0, 0))
        case "name":
            module.rename(module.with_name("other.py"))
    forbid_rehearsals(monkeypatch)
    with pytest.raises(AssertionError, match="rehearsed"):
        first_page(OPENING, TINY, shelf)


def test_where_nothing_can_be_kept_the_page_is_made_each_time(tmp_path: Path) -> None:
    occupied = tmp_path / "file"
    occupied.touch()
    page = first_page(OPENING, TINY, occupied / "shelf")
    assert page == first_page(OPENING, TINY, tmp_path)


def test_a_damaged_page_is_made_anew(shelf: Path) -> None:
    page = first_page(OPENING, TINY, shelf)
    (place,) = shelf.iterdir()
    sound = place.read_bytes()
    place.write_bytes(sound.replace(page.prompt.question.encode(), b"Another question?"))
    assert first_page(OPENING, TINY, shelf) == page
    assert place.read_bytes() == sound


@pytest.mark.parametrize("changes", [{"language": "de"}, {"order": "quick"}, {"role": "monitor"}])
def test_what_cannot_begin_has_no_page(changes: dict[str, Any], shelf: Path) -> None:
    with pytest.raises(BadInput):
        first_page(OPENING._replace(**changes), TINY, shelf)
    assert not shelf.exists()


@pytest.mark.parametrize("changes", [{"subject": "Jeanne Martin"}, {"user": ""}, {"site": "a b"}])
def test_a_faulty_opening_leaves_no_record(
    changes: dict[str, Any], tmp_path: Path, shelf: Path
) -> None:
    with pytest.raises(BadInput):
        begun(tmp_path / "records", OPENING._replace(**changes), shelf, TINY)
    assert not (tmp_path / "records").exists()


def test_codes_are_shown_in_their_recorded_form(tmp_path: Path, shelf: Path) -> None:
    talk = begun(tmp_path, OPENING._replace(subject=" sein-7 "), shelf, TINY)
    assert talk.subject == "SEIN-7"
    assert any("SEIN-7" in message.text for message in talk.messages)
    talk.close()


def test_a_protocol_that_changes_meanwhile_is_not_kept(
    tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = files_of(TINY)
    monkeypatch.setattr(pages, "files_of", lambda folder: {**older, "en.toml": b"newer"})
    page = first_page(OPENING, TINY, shelf)
    assert page.trial.files == older
    assert not shelf.exists()


def test_a_faulty_protocol_is_refused(tmp_path: Path, shelf: Path) -> None:
    with pytest.raises(ProtocolError):
        first_page(OPENING, tmp_path, shelf)


def test_a_page_that_cannot_be_recorded_holds_nothing(
    tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = first_page(OPENING, TINY, shelf)
    impossible = page._replace(deeds=(("opened", {}),))
    with pytest.raises(RecordError, match="NOT SAVED"):
        begin(tmp_path / "records", OPENING, impossible)
    (path,) = (tmp_path / "records").glob("*-*.jsonl")
    Session.resume(tmp_path / "records", path.stem, "mmartin", "coordinator").close()
