"""What could not be saved did not happen, at whatever call the disk fails."""

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, Talk, merged

from assistant.audit.reading import read, screenings
from assistant.errors import Busy, RecordError
from assistant.session.live import Session
from assistant.session.state import fold

NAMES = ("write", "fsync")


class Disk:
    """A disk whose writes and syncs are counted, and can fail: from one on, once or for good."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self._at, self._last = 0, 0
        self._is_short = False
        for name in NAMES:
            monkeypatch.setattr(f"os.{name}", self._watched(name, getattr(os, name)))

    def _watched(self, name: str, real: Callable[..., int]) -> Callable[..., int]:
        def call(descriptor: int, *content: bytes) -> int:
            self.calls += 1
            if not self._at <= self.calls <= self._last:
                return real(descriptor, *content)
            if self._is_short and content:
                return real(descriptor, content[0][: len(content[0]) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

        return call

    @contextmanager
    def failing(self, at: int, *, for_good: bool = False, short: bool = False) -> Iterator[None]:
        """Count anew, and fail the call of this number, or that and every later one."""
        self.calls, self._at, self._is_short = 0, at, short
        self._last = 10**9 if for_good else at
        yield
        self._at = self._last = 0


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def before_the_turn(folder: Path) -> Talk:
    """One reply away from a turn that writes much: a revision that sets answers aside."""
    talk = Talk.begin(folder).follow(merged(BONE, LIVER), until="brain_metastases")
    return talk.reply("revise liver_metastases", "no", "typing mistake")


def calls_of_the_turn(folder: Path, disk: Disk) -> int:
    talk = before_the_turn(folder)
    disk.calls = 0
    talk.reply("yes")
    talk.session.close()
    return disk.calls


def assert_is_what_the_disk_holds(talk: Talk) -> None:
    session = talk.session
    events = read(talk.path)
    assert session.events == events
    assert session.state == fold(session.protocol, events)


def assert_tells_no_more_than_the_disk_holds(talk: Talk) -> None:
    session = talk.session
    events, told = read(talk.path), session.events
    assert events[: len(told)] == told
    assert len(events) - len(told) <= 1, "more than the one event that nobody was told of"
    assert session.state == fold(session.protocol, told)


def test_the_turn_writes_twelve_events(tmp_path: Path, disk: Disk) -> None:
    # revised, ten times erased, asked: each a write and a sync, in the record and in the ledger
    assert calls_of_the_turn(tmp_path, disk) == 48


@pytest.mark.parametrize(
    ("at", "short"),
    # A write (call 1, 3, 5…, every other one to the ledger) may also be cut short; a sync may only
    # fail. The calls left out write the other answers that are set aside.
    [
        *((at, False) for at in (*range(1, 9), 25, 27, *range(43, 49))),
        *((at, True) for at in (1, 3, 5, 7, 25, 27, 45, 47)),
    ],
)
def test_a_call_that_fails_once(tmp_path: Path, disk: Disk, at: int, short: bool) -> None:
    talk = before_the_turn(tmp_path)
    known = talk.events
    with disk.failing(at, short=short), pytest.raises(RecordError) as caught:
        talk.reply("yes")
    assert str(caught.value).startswith(f"{talk.path}: NOT SAVED")
    assert_is_what_the_disk_holds(talk)
    assert talk.events[: len(known)] == known
    # it goes on at once, with everything that was acknowledged
    talk.assert_next("brain_metastases").reply("none known")
    if talk.session.state.answers["liver_metastases"].value is True:
        talk.reply("revise liver_metastases", "no", "typing mistake", "yes")
    talk.follow(BONE).conclude().assert_sound()
    assert talk.session.verdict == "eligible"
    answered = {str(e.data["fact"]) for e in talk.events if e.type == "answered"}
    assert answered <= set(talk.all_asked())
    causes = {e.data["cause"] for e in talk.events if e.type == "erased"}
    assert causes == {e.seq for e in talk.events if e.type == "revised"}


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 24, 47, 48])
def test_a_disk_that_stays_full_for_a_while(tmp_path: Path, disk: Disk, at: int) -> None:
    talk = before_the_turn(tmp_path)
    with disk.failing(at, for_good=True):
        for _ in range(3):
            with pytest.raises(RecordError, match=r"NOT SAVED|cannot be resumed"):
                talk.reply("yes")
            assert_tells_no_more_than_the_disk_holds(talk)
    with suppress(RecordError):
        talk.reply("")  # what is typed first was typed at what stood there before
    assert_is_what_the_disk_holds(talk)
    talk.follow(BONE).conclude().assert_sound()


@pytest.mark.parametrize(
    ("at", "recovered"),
    [(1, ["recovered"]), (3, []), (5, ["recovered"]), (45, ["recovered"]), (47, [])],
)
def test_a_torn_line_on_a_full_disk(
    tmp_path: Path, disk: Disk, at: int, recovered: list[str]
) -> None:
    talk = before_the_turn(tmp_path)
    with disk.failing(at, for_good=True, short=True):
        with pytest.raises(RecordError, match="NOT SAVED"):
            talk.reply("yes")
        with pytest.raises(RecordError, match="cannot be resumed"):
            talk.reply("yes")
    # What is typed next was typed at what stood there before: it is not taken.
    known = read(talk.path)
    with pytest.raises(RecordError, match="this reply was given to what stood here before"):
        talk.reply("none known")
    assert [event.type for event in read(talk.path)[len(known) :]] == recovered
    assert_is_what_the_disk_holds(talk)
    talk.follow(BONE).conclude().assert_sound()


@pytest.mark.parametrize("way", ["go on", "resume"])
def test_what_a_change_brings_back_is_recorded_in_the_end(
    tmp_path: Path, disk: Disk, way: str
) -> None:
    talk = Talk.begin(tmp_path).follow(BONE, until="brain_metastases")
    talk.reply("revise liver_metastases", "yes", "typing mistake")
    with disk.failing(3), pytest.raises(RecordError):  # 1 and 2 write what was changed
        talk.reply("yes")
    assert [event.type for event in talk.events[-1:]] == ["revised"]
    talk.resume() if way == "resume" else talk.reply("yes")
    (back,) = [event for event in talk.events if event.type == "reopened"]
    (changed,) = [event for event in talk.events if event.type == "revised"]
    announced = changed.data["announced"]
    assert isinstance(announced, Mapping)
    assert back.data == {"facts": announced["reopened"], "cause": changed.seq}
    talk.assert_sound()


def test_nothing_is_told_that_was_not_saved(tmp_path: Path, disk: Disk) -> None:
    talk = Talk.begin(tmp_path)
    told = talk.session.messages
    with disk.failing(1), pytest.raises(RecordError):
        talk.reply("yes")
    assert talk.session.messages == told
    talk.assert_next("histology_confirmed")
    assert talk.session.state.answers == {}
    with disk.failing(5), pytest.raises(RecordError):
        talk.reply("yes")
    # the answer was saved, the next question was not: it is on record before its answer
    assert list(talk.session.state.answers) == ["histology_confirmed"]
    talk.assert_next("stage_iv_confirmed").reply("no")
    assert talk.types == ["asked", "answered"]
    talk.assert_sound()


def test_a_screening_that_cannot_begin_leaves_no_lock(tmp_path: Path, disk: Disk) -> None:
    done = Talk.begin(tmp_path)
    done.session.close()
    with disk.failing(3), pytest.raises(RecordError, match="NOT SAVED"):
        Talk.begin(tmp_path)
    begun = [screening for screening in screenings(tmp_path) if screening != done.session.id]
    assert begun
    for screening in begun:
        Session.resume(tmp_path, screening, "mmartin", "coordinator").close()


def test_a_screening_that_cannot_be_resumed_leaves_no_lock(tmp_path: Path, disk: Disk) -> None:
    talk = Talk.begin(tmp_path).reply("yes", "suspend")
    talk.session.close()
    with disk.failing(1), pytest.raises(RecordError, match="NOT SAVED"):
        Session.resume(tmp_path, talk.session.id, "mmartin", "coordinator")
    talk.resume().assert_next("stage_iv_confirmed").assert_sound()


def test_a_record_that_another_took_over_is_not_written(tmp_path: Path, disk: Disk) -> None:
    talk = Talk.begin(tmp_path).reply("yes")
    session = talk.session
    with disk.failing(1), pytest.raises(RecordError):
        talk.reply("yes")
    session.close()
    other = Session.resume(tmp_path, session.id, "pleroy", "investigator")
    with pytest.raises(RecordError, match="NOT SAVED"):
        session.submit("yes")
    with pytest.raises(Busy):
        session.submit("yes")
    other.submit("yes")
    assert list(other.state.answers) == ["histology_confirmed", "stage_iv_confirmed"]
    other.close()


def test_a_file_changed_by_another_program_is_not_written(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).reply("yes")
    with talk.path.open("ab") as stream:
        stream.write(b"{}\n")
    with pytest.raises(RecordError, match="NOT SAVED"):
        talk.reply("yes")
    with pytest.raises(RecordError, match="damaged"):
        talk.reply("yes")
    assert talk.path.read_bytes().endswith(b"{}\n")
