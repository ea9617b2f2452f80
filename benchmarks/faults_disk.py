"""A disk that fails, and a process that is killed, at every call of all that is ever saved.

The promises: what was acknowledged is there afterwards, and at most one event more; the next
opening puts all else right, and verification finds nothing wrong. Each deed is done by a process
forked for it, in a folder of its own, in which one call fails: with EIO, ENOSPC or EROFS, for once
or from then on, by a write cut short, or by SIGKILL, before it or half-way through it. After each
kill, the opening that mends is killed in turn at each of its own calls.
DEEDS in the environment names some of the deeds only.
"""

import errno
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from assistant.audit import keys, layout
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Origin, ProtocolRef
from assistant.audit.folders import verify_folder
from assistant.audit.reading import read, screenings, split_torn
from assistant.audit.register import Holder, admit, holders
from assistant.audit.store import Record
from assistant.errors import AssistantError
from assistant.session.correcting import Redaction
from assistant.session.exporting import CHECKSUMS, export
from assistant.session.live import Session
from assistant.session.opening import Opening
from assistant.session.scripting import play
from assistant.session.signing import proposed, sign, signatory
from benchmarks.participants import PATHS

CALLS = ("open", "mkdir", "stat", "lstat", "fstat", "listdir", "write", "fsync", "ftruncate",
         "rename", "unlink", "fdopen", "chmod", "pread")  # fmt: skip
# Before the others a kill leaves what it leaves before the next of these.
CHANGING = ("open", "mkdir", "write", "fsync", "ftruncate", "rename", "unlink", "chmod")
CODES = (errno.EIO, errno.ENOSPC, errno.EROFS)
KILL, CUT, CUT_AND_KILL = -1, -2, -3  # beside the errors' codes
SAVED, REFUSED, CRASHED, KILLED = 0, 3, 4, -signal.SIGKILL
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
LEROY = Author("jleroy", "investigator")
NAMED = "Mme Durand"

Arm = Callable[[], None]
Doing = Callable[[Path, Arm], None]


class Fault(NamedTuple):
    """What happens at a call, counted from 1: an error's code, KILL, CUT or both."""

    kind: int = 0
    at: int = 0
    is_for_good: bool = False


class Deed(NamedTuple):
    """Something that is saved: what is there before, the deed itself, and whether it is done."""

    prepare: Callable[[Path], None]
    do: Doing
    is_done: Callable[[Path], bool]


class Disk:
    """The calls of this process from when it is armed, one of which fails."""

    def __init__(self, fault: Fault) -> None:
        self.calls: list[str] = []
        self.is_armed = False
        self._fault = fault
        for name in CALLS:
            setattr(os, name, partial(self._call, name, getattr(os, name)))

    def _call(
        self, name: str, real: Callable[..., object], *given: object, **more: object
    ) -> object:
        if self.is_armed:
            self.calls.append(name)
        kind, at, is_for_good = self._fault
        is_due = len(self.calls) == at or (is_for_good and len(self.calls) > at)
        if not (self.is_armed and at and is_due):
            return real(*given, **more)
        if kind > 0:
            raise OSError(kind, os.strerror(kind))
        if kind == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        content = given[1] if name == "write" else None
        if not isinstance(content, bytes):
            return real(*given, **more)
        written = real(given[0], content[: len(content) // 2])
        if kind == CUT_AND_KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        return written


def forked(do: Doing, folder: Path, fault: Fault) -> tuple[int, list[str]]:
    """Return how a deed ended in a process of its own, and which calls it made."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        write, disk, code = os.write, Disk(fault), CRASHED
        try:
            do(folder, lambda: setattr(disk, "is_armed", True))
            code = SAVED
        except (AssistantError, OSError):
            code = REFUSED
        finally:
            disk.is_armed = False
            write(theirs, " ".join(disk.calls).encode())
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours) as stream:
        calls = stream.read().split()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), calls


# ------------------------------------------------------------------ what is saved


def clock(at: datetime = NOON) -> Clock:
    """Return a clock that stands still."""
    return Clock(now=lambda: at)


def begun(folder: Path, number: int = 1) -> Record:
    """Return a record of a small screening that has just been begun."""
    origin = Origin(str(UUID(int=number, version=4)), ProtocolRef("trial", "1", "0" * 64), "0")
    return Record.create(folder, origin, {"subject": "S-001"}, author=LEROY, clock=clock())


def answered(folder: Path, count: int) -> None:
    """Leave a record with some answers."""
    with begun(folder) as record:
        for number in range(count):
            record.append(
                "answered", {"value": str(number)}, author=LEROY, private={"reply": NAMED}
            )


def torn(folder: Path) -> None:
    """Leave a record with an answer and an unfinished line."""
    answered(folder, 1)
    with only(folder).open("ab") as stream:
        stream.write(b'{"e":{"actor":"jleroy","at":"2026')


def completed(folder: Path) -> None:
    """Leave a completed screening, and somebody who can sign it."""
    session = Session.begin(folder, Opening(subject="SEIN-1", user="coordinator"), clock=clock())
    play(session, PATHS["typical"], lambda _: None)
    session.close()
    registered(folder)


def registered(folder: Path) -> None:
    """Leave a register with one investigator."""
    public = keys.public_of(Path(os.environ["SCREENING_KEYS"]), LEROY.actor)
    assert public is not None
    admit(folder, Holder(LEROY.actor, "Jeanne Leroy", LEROY.role, public, NOON - timedelta(1)))


def of(folder: Path, screening: str) -> Path:
    """Return the record of a screening."""
    return folder / layout.record_name(screening)


def only(folder: Path) -> Path:
    """Return the only record of a folder."""
    (screening,) = screenings(folder)
    return of(folder, screening)


def begun_in(folder: Path) -> list[str]:
    """Return the screenings of a folder of which anything was ever saved; none if there is none."""
    return [each for each in screenings(folder) if split_torn(of(folder, each).read_bytes())[0]]


def kinds(folder: Path) -> list[str]:
    """Return the types of all events of a folder."""
    return [event.type for screening in begun_in(folder) for event in read(of(folder, screening))]


def take_up(folder: Path, arm: Arm) -> None:
    """Take every record up and let go of it."""
    arm()
    for screening in begun_in(folder):
        Record.open(folder, screening, software="0", clock=clock()).close()


def begin(folder: Path, arm: Arm) -> None:
    """Begin a screening in a folder that is still to be made, or beside others."""
    arm()
    begun(folder, 2).close()


def answer(folder: Path, arm: Arm) -> None:
    """Save an answer."""
    with Record.open(folder, only(folder).stem, software="0", clock=clock()) as record:
        arm()
        record.append("answered", {"value": "last"}, author=LEROY, private={"reply": NAMED})


def redact(folder: Path, arm: Arm) -> None:
    """Remove a text."""
    with Record.open(folder, only(folder).stem, software="0", clock=clock()) as record:
        redaction = Redaction(folder, record, LEROY, 1, "a name", clock())
        arm()
        redaction.sign("")


def sign_it(folder: Path, arm: Arm) -> None:
    """Sign a completed screening, with its report and a checkpoint."""
    session = Session.resume(folder, only(folder).stem, LEROY.actor, LEROY.role, clock=clock())
    holder = signatory(session)
    assert holder is not None
    proposal = proposed(session, holder)
    arm()
    sign(session, proposal, "")


def enter(folder: Path, arm: Arm) -> None:
    """Enter a second key in the register."""
    arm()
    admit(folder, Holder("acolin", "Anne Colin", "coordinator", bytes(32), NOON))


def copy(folder: Path, arm: Arm) -> None:
    """Export all of it."""
    arm()
    export(folder, folder.with_name("copy"), NOON)


def prepared(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return the steps as one."""

    def prepare(folder: Path) -> None:
        for step in steps:
            step(folder)

    return prepare


DEEDS: Mapping[str, Deed] = {
    "begin in no folder": Deed(lambda _: None, begin, lambda f: "opened" in kinds(f)),
    "begin beside another": Deed(
        partial(answered, count=1), begin, lambda f: kinds(f).count("opened") == 2),
    "answer": Deed(partial(answered, count=1), answer, lambda f: kinds(f).count("answered") == 2),
    "answer into a new segment": Deed(
        partial(answered, count=3), answer, lambda f: kinds(f).count("answered") == 4),
    "recover": Deed(torn, take_up, lambda f: "recovered" in kinds(f)),
    "redact": Deed(
        prepared(partial(answered, count=2), registered), redact,
        lambda f: only(f).read_bytes().count(NAMED.encode()) == 1),
    "sign": Deed(completed, sign_it, lambda f: "signed" in kinds(f)),
    "enter a key": Deed(registered, enter, lambda f: len(holders(f)) == 2),
    "export": Deed(
        partial(answered, count=2), copy,
        lambda f: (f.with_name("copy") / CHECKSUMS).is_file()),
}  # fmt: skip


# ------------------------------------------------------------------ what must hold


def faults(deed: Deed, template: Path, place: Path) -> Iterator[Fault]:
    """Yield every fault that a deed can meet."""
    code, calls = forked(deed.do, fresh(template, place), Fault())
    assert code == SAVED, "the deed fails by itself"
    for at, name in enumerate(calls, 1):
        for kind in CODES:
            yield Fault(kind, at)
            yield Fault(kind, at, is_for_good=True)
        if name in CHANGING:
            yield Fault(KILL, at)
        if name == "write":
            yield from (Fault(CUT, at), Fault(CUT_AND_KILL, at))


def fresh(template: Path, place: Path) -> Path:
    """Return a folder as it was before the deed."""
    shutil.rmtree(place, ignore_errors=True)
    if template.is_dir():
        shutil.copytree(template, place / "records")
    else:
        place.mkdir(parents=True)
    return place / "records"


def wrong(deed: Deed, folder: Path, before: Path, code: int) -> str:
    """Return what does not hold in a folder after a deed that ended so, or ""."""
    if code not in (SAVED, REFUSED, KILLED):
        return "it crashed"
    mended, _ = forked(take_up, folder, Fault())
    if mended != SAVED:
        return "it cannot be opened again"
    if not folder.is_dir():
        return "acknowledged, and not there" if code == SAVED else ""
    if any(
        each.severity == "failure" for report in verify_folder(folder) for each in report.findings
    ):
        return "verification finds it faulty"
    for screening in begun_in(before):
        known = [event.hash for event in read(of(before, screening))]
        if [event.hash for event in read(of(folder, screening))][: len(known)] != known:
            return "what was saved before is lost"
    if code == SAVED and not deed.is_done(folder):
        return "acknowledged, and not done"
    new = Counter(kinds(folder)) - Counter(kinds(before))
    del new["recovered"]
    return "more than one event that nobody was told of" if sum(new.values()) > 1 else ""


def tried(deed: Deed, template: Path, place: Path) -> Iterator[tuple[str, str]]:
    """Yield each case of a deed by what it was, with what did not hold, or ""."""
    for fault in faults(deed, template, place / "count"):
        folder = fresh(template, place / "once")
        code, _ = forked(deed.do, folder, fault)
        yield ("killed" if code == KILLED else "failed"), wrong(deed, folder, template, code)
        if code != KILLED:
            continue
        left = place / "left"
        folder = fresh(template, left)
        forked(deed.do, folder, fault)
        _, calls = forked(take_up, fresh(folder, place / "count"), Fault())
        for at, name in enumerate(calls, 1):
            for kind in (KILL, CUT_AND_KILL)[: 1 + (name == "write")] if name in CHANGING else ():
                again = fresh(folder, place / "twice")
                forked(take_up, again, Fault(kind, at))
                yield "killed twice", wrong(deed, again, template, KILLED)


def main() -> int:
    """Print how many cases there were and which did not hold, and return the exit code."""
    faulty = 0
    layout.SEGMENT = 4  # type: ignore[misc] # lines: so that the ledger goes on in another file
    with TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["SCREENING_KEYS"] = str(place / "keys")
        keys.create(place / "keys", LEROY.actor, "correct horse battery")
        signer = keys.opened(place / "keys", LEROY.actor, "correct horse battery")
        keys.opened = lambda *_: signer  # slow on purpose: once is enough
        for name in os.environ.get("DEEDS", ",".join(DEEDS)).split(","):
            template = place / "templates" / name
            template.parent.mkdir(exist_ok=True)
            DEEDS[name].prepare(template)
            counts: Counter[str] = Counter()
            for kind, cause in tried(DEEDS[name], template, place / "work"):
                counts[kind] += 1
                if cause:
                    faulty += 1
                    print(f"WRONG {name}, {kind}: {cause}", flush=True)
            told = ", ".join(
                f"{counts[kind]} {kind}" for kind in ("failed", "killed", "killed twice")
            )
            print(f"{name:<26} {told}", flush=True)
    print(f"{faulty} cases in which a promise was not kept")
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
