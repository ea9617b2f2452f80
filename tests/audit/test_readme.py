"""The page beside the records: what it states is what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.audit_records import answer, begin, head_of, small_record

from assistant.audit.layout import AFTER_CLOSING, TYPES

PAGE = (Path(__file__).parents[2] / "transcripts" / "README.md").read_text(encoding="utf-8")


def check(folder: Path, record: Path) -> str:
    """What the page's own program says of a record."""
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    script = folder / "check.py"
    script.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, record], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_program_on_the_page_finds_a_sound_record_sound(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        answer(record, "28 µmol/L « à jeun »")
        record.append("noted", {"list": [None, True, -1]}, author=record.events[0].author)
    assert check(tmp_path, record.path) == f"last hash {record.events[-1].hash} - sound\n"


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [(b"bilirubin", b"bilirubim", [2, 3, 4]), (b'"reply":"1"', b'"reply":"2"', [3]),
     (b'"seq":2', b'"seq":3', [3]), (b'"v":1}', b'"v": 1}', [1, 2, 3, 4])],
)  # fmt: skip
def test_the_program_on_the_page_names_the_lines_that_were_changed(
    tmp_path: Path, old: bytes, new: bytes, lines: list[int]
) -> None:
    path = small_record(tmp_path, answers=3)
    path.write_bytes(path.read_bytes().replace(old, new))
    said = check(tmp_path, path)
    assert [int(number) for number in re.findall(r"line (\d+) is not", said)] == lines
    assert said.endswith("NOT SOUND\n")


def test_the_line_on_the_page_is_a_line_of_a_record(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    line = small_record(tmp_path, answers=0).read_bytes()
    assert shown.replace("\n", "").replace("HASH", head_of(line)) + "\n" == line.decode()


def test_the_page_names_every_type_of_event() -> None:
    table = PAGE.partition("### Types of event")[2].partition("\nAfter")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == TYPES
    after = PAGE.partition("Only `signed`")[2].partition("may follow")[0]
    assert {"signed", *re.findall(r"`(\w+)`", after)} == AFTER_CLOSING
