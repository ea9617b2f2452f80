"""Real processes: killed at any moment, and several after one screening."""

from pathlib import Path

import pytest
from support.audit_records import SCREENING, answer, child, faults_in, reopen, small_record

from assistant.audit import reading
from assistant.audit.verifying import verify

ANSWERS_FOR_EVER = """
import sys
from pathlib import Path
from support.audit_records import answer, begin
record = begin(Path(sys.argv[1]))
while True:
    print(len(record.events), flush=True)
    answer(record)
"""


@pytest.mark.parametrize("acknowledged", [1, 2, 17, 58, 113])
def test_every_acknowledged_answer_survives_a_kill(tmp_path: Path, acknowledged: int) -> None:
    with child(ANSWERS_FOR_EVER, str(tmp_path)) as process:
        assert process.stdout is not None
        for _ in range(acknowledged):
            process.stdout.readline()
        process.kill()
        told = acknowledged + len(process.stdout.read().splitlines())
    assert len(reading.read(tmp_path / f"{SCREENING}.jsonl")) in (told, told + 1)
    with reopen(tmp_path) as record:
        answer(record)
    assert verify(record.path).findings == ()


KILLED_IN_A_CALL = """
import os, signal, sys
from pathlib import Path
from support.audit_records import answer, reopen
name, moment, count = sys.argv[2], sys.argv[3], int(sys.argv[4])
real = getattr(os, name)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def call(*arguments, **options):
    global count
    count -= 1
    if count == 0 and moment == "before":
        die()
    if count == 0 and moment == "inside":
        real(arguments[0], arguments[1][:100])
        die()
    result = real(*arguments, **options)
    if count == 0:
        die()
    return result

setattr(os, name, call)
record = reopen(Path(sys.argv[1]))
print("resumed", flush=True)
answer(record, "last")
print("saved", flush=True)
"""
APPENDING = [
    ("write", "before", 1, 3),
    ("write", "inside", 1, 3),
    ("write", "after", 1, 4),
    ("fsync", "before", 1, 4),
    ("fsync", "after", 1, 4),
    # from here on in the ledger
    ("write", "before", 2, 4),
    ("write", "inside", 2, 4),
    ("write", "after", 2, 4),
    ("fsync", "after", 2, 4),
]
RECOVERING = [
    ("write", "inside", 1),
    ("write", "after", 1),
    ("rename", "before", 1),
    ("rename", "after", 1),
    ("ftruncate", "before", 1),
    ("ftruncate", "after", 1),
    ("write", "before", 2),
    ("write", "inside", 2),
    ("write", "after", 2),
    ("fsync", "after", 4),
    ("write", "before", 3),
    ("write", "inside", 3),
    ("write", "after", 3),
]


def words_of_a_killed_process(*arguments: str) -> str:
    with child(KILLED_IN_A_CALL, *arguments) as process:
        said, _ = process.communicate()
    assert process.returncode == -9
    return said


@pytest.mark.parametrize(("name", "moment", "count", "events"), APPENDING)
def test_a_kill_inside_an_append_costs_nothing_that_was_saved(
    tmp_path: Path, name: str, moment: str, count: int, events: int
) -> None:
    path = small_record(tmp_path)
    assert words_of_a_killed_process(str(tmp_path), name, moment, str(count)) == "resumed\n"
    assert len(reading.read(path)) == events
    with reopen(tmp_path) as record:
        answer(record)
    assert faults_in(tmp_path) == []


@pytest.mark.parametrize(("name", "moment", "count"), RECOVERING)
def test_a_kill_inside_a_recovery_is_made_good_by_the_next(
    tmp_path: Path, name: str, moment: str, count: int
) -> None:
    path = small_record(tmp_path)
    with path.open("ab") as stream:
        stream.write(b'{"e":{"actor":"mmartin","at":"2026')
    assert words_of_a_killed_process(str(tmp_path), name, moment, str(count)) == ""
    with reopen(tmp_path) as record:
        lost = [event.data["bytes"] for event in record.events if event.type == "recovered"]
        answer(record)
    assert lost[0] == 34
    assert lost[1:] == ([100] if (moment, count) == ("inside", 2) else [])
    assert faults_in(tmp_path) == []


HOLDS = """
import sys
from pathlib import Path
from assistant.errors import Busy
from support.audit_records import answer, reopen
try:
    record = reopen(Path(sys.argv[1]))
except Busy as refusal:
    print("busy", flush=True)
else:
    answer(record)
    print("held", flush=True)
    sys.stdin.read()
"""


def test_of_six_processes_one_holds_the_screening_until_it_ends(tmp_path: Path) -> None:
    path = small_record(tmp_path)
    processes = [child(HOLDS, str(tmp_path)) for _ in range(6)]
    outcomes = {}
    for process in processes:
        assert process.stdout is not None
        outcomes[process.stdout.readline()] = process
    assert sorted(outcomes) == ["busy\n", "held\n"]
    for process in processes:
        if process is not outcomes["held\n"]:
            assert process.wait() == 0
    outcomes["held\n"].kill()
    assert [process.communicate()[0] for process in processes] == [""] * 6
    assert len(reading.read(path)) == 4
    with reopen(tmp_path) as record:  # the lock died with its process
        answer(record)
    assert verify(path).findings == ()
