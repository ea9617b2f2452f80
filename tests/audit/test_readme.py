"""The page beside the records: what it states is what the program does."""

import re
from pathlib import Path

from support.audit_records import head_of, small_record

from assistant.audit.layout import AFTER_CLOSING, TYPES

PAGE = (Path(__file__).parents[2] / "transcripts" / "README.md").read_text(encoding="utf-8")


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
