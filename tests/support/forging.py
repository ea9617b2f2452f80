"""Records altered and then sealed anew: every hash is right, and only their content is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.audit.chain import encode_line
from assistant.audit.layout import GENESIS

Line = dict[str, Any]
Change = Callable[[list[Line]], None]


def forge(path: Path, change: Change) -> None:
    """Alter the lines of a record, each {"e", "h", "p"}, and chain them as if they had been so."""
    lines: list[Line] = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(lines)
    sealed, prev = [], GENESIS
    for seq, line in enumerate(lines):
        event = {**line["e"], "seq": seq, "prev": prev}
        event.pop("pc", None)
        sealed.append(encode_line(event, line["p"]))
        prev = json.loads(sealed[-1])["h"]
    path.write_bytes(b"".join(sealed))


def of(lines: list[Line], kind: str, fact: str = "") -> Line:
    """The event of the only line of a type, about a fact if one is named."""
    found = [
        line["e"] for line in lines
        if line["e"]["type"] == kind and fact in ("", line["e"]["data"].get("fact"))
    ]  # fmt: skip
    assert len(found) == 1, f"{len(found)} `{kind}` events"
    return found[0]  # type: ignore[no-any-return]


def number_of(path: Path, kind: str, fact: str = "") -> int:
    """The number of such a line, from 1."""
    lines: list[Line] = [json.loads(line) for line in path.read_bytes().splitlines()]
    event = of(lines, kind, fact)
    return int(event["seq"]) + 1


def insert_after(lines: list[Line], kind: str, fact: str, new: str, data: Line) -> None:
    """Put an event of another type and content after the only one of a type about a fact."""
    place = [line["e"] for line in lines].index(of(lines, kind, fact))
    event = {**lines[place]["e"], "type": new, "data": data}
    lines.insert(place + 1, {"e": event, "p": {}})
