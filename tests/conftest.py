"""What every test has in common: no record that it opened stays open once it is over."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.audit.store import Record


@pytest.fixture(autouse=True)
def _records_are_let_go() -> Iterator[None]:
    """Close what a test has left open: thousands of tests share a process, and its descriptors."""
    opened: list[Record] = []
    begin = Record.__init__

    def noted(record: Record, *arguments: Any, **named: Any) -> None:
        begin(record, *arguments, **named)
        opened.append(record)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Record, "__init__", noted)
        yield
    for record in opened:
        record.close()
