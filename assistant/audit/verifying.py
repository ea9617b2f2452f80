"""Whether a record is what was written, judged by a reader that trusts and changes nothing.

Invariant: every byte is accounted for. A line has the one form that its content can have, and
follows from the line before it, or a finding names it. All that is shared with the code that writes
is the format's constants and the way a file is opened.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import TypeAlias

from assistant.audit import disk, layout
from assistant.audit.diagnosis import explain
from assistant.audit.grammar import Malformed, parse
from assistant.audit.tracing import Finding, Trace
from assistant.errors import AssistantError, RecordError
from assistant.text import visible

Replay: TypeAlias = Callable[[Sequence[Mapping[str, object]]], Sequence[str]]

_UNANCHORED = (
    "Unanchored: no checkpoint vouches for this record, so lines cut off at its end, or a whole "
    "chain made anew, would not show."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What verification found in one record, or in a folder as such.

    events counts whole sound lines; head is the last line's hash ("" if there is none); notes are
    for the reader and say nothing against the record.
    """

    path: Path
    events: int
    head: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    anchored: bool = False


def verify(path: Path, replay: Replay | None = None) -> Report:
    """Check one record; replay is given its lines, if they are sound, and names what is wrong.

    Each line is the mapping {"e", "h", "p"} of the format. Raises RecordError only if there is no
    such file.
    """
    if not os.path.lexists(path):
        raise RecordError(
            "There is no such record", where=str(path), remedy="Check the folder and the name."
        )
    trace = Trace(path)
    lines: list[Mapping[str, object]] = []
    try:
        with disk.open_stream(path) as stream:
            _walk(stream, trace, lines.append if replay else None)
    except OSError as fault:
        trace.found.append(Finding("failure", None, f"it cannot be read: {fault.strerror}"))
    trace.finish()
    if replay and lines and not trace.has_failed:
        trace.found.extend(_replayed(replay, lines))
    head = trace.head if trace.events else None
    return Report(path, trace.events, head or "", tuple(trace.found), (_UNANCHORED,))


def verify_folder(folder: Path, replay: Replay | None = None) -> tuple[Report, ...]:
    """Check every record in a folder; the first report is on the folder itself."""
    try:
        names, mode = disk.names(folder), folder.stat().st_mode
    except OSError as fault:
        raise disk.refusal("This folder cannot be read", folder, fault) from fault
    strays = tuple(
        Finding("warning", None, f"{visible(name)} is not part of any record")
        for name in names
        if not layout.is_expected(name)
    )
    records = [name for name in names if layout.screening_of(name)]
    notes: tuple[str, ...] = (f"{len(records)} records.",)
    if mode & disk.OTHERS:
        notes += ("Other users of this machine can enter this folder: `chmod 700` closes it.",)
    head = Report(folder, 0, "", strays, notes)
    return (head, *(verify(folder / name, replay) for name in records))


def _walk(
    stream: BufferedReader, trace: Trace, keep: Callable[[Mapping[str, object]], None] | None
) -> None:
    for number, raw in enumerate(stream, start=1):
        if _is_torn(raw) and not stream.peek(1):
            trace.found.append(Finding("warning", number, _torn(raw)))
            return
        try:
            line = parse(raw)
        except Malformed:
            trace.skip(number, explain(raw))
        else:
            trace.follow(number, line)
            if keep:
                keep(json.loads(raw))


def _is_torn(raw: bytes) -> bool:
    return not raw.endswith(b"\n") or (raw[0] == 0 and not raw[:-1].strip(b"\0"))


def _torn(raw: bytes) -> str:
    return (
        f"its {len(raw)} bytes are an unfinished line: it is being written now, or a cut of power "
        "tore it; it was never acknowledged, and resuming the screening sets it aside"
    )


def _replayed(replay: Replay, lines: Sequence[Mapping[str, object]]) -> list[Finding]:
    try:
        causes = replay(lines)
    except AssistantError as fault:
        causes = [f"the verdict could not be replayed: {fault}"]
    return [Finding("failure", None, cause) for cause in causes]
