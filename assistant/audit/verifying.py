"""Whether a record is what was written, judged by a reader that trusts and changes nothing.

Invariant: every byte is accounted for. A line has the one form that its content can have, and
follows from the line before it, or a finding names it. All that is shared with the code that writes
is the format's constants and the way a file is opened.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from assistant.audit import disk
from assistant.audit.diagnosis import explain
from assistant.audit.grammar import Malformed, is_torn, parse
from assistant.audit.tracing import Finding, Trace
from assistant.errors import AssistantError, RecordError
from assistant.text import counted

_STRAY = "surrogateescape"

Replay: TypeAlias = Callable[[Sequence[Mapping[str, object]]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Report:
    """What verification found in one record, in a folder's ledger, or in a folder as such.

    events counts whole sound lines; head is the last line's hash, or the hash of the ledger's tree
    ("" if there is none); notes are for the reader and say nothing against what was verified.
    """

    path: Path
    events: int
    head: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def verify(path: Path, replay: Replay | None = None) -> Report:
    """Check one record by itself; replay is given its lines if they are sound, and names faults.

    Each line is the mapping {"e", "h", "p"} of the format. Raises RecordError only if there is no
    such file.
    """
    return reported(examined(path, replay))


def examined(path: Path, replay: Replay | None = None) -> Trace:
    """The trace of one record, followed to its end; as `verify`."""
    if not os.path.lexists(path):
        raise RecordError(
            "There is no such record", where=str(path), remedy="Check the folder and the name."
        )
    trace = Trace(path)
    lines: list[Mapping[str, object]] = []
    try:
        _walk(disk.read_file(path), trace, lines.append if replay else None)
    except OSError as fault:
        trace.found.append(Finding("failure", None, f"it cannot be read: {fault.strerror}"))
    trace.finish()
    if replay and lines and not trace.has_failed:
        trace.found.extend(_replayed(replay, lines))
    return trace


def reported(trace: Trace) -> Report:
    """What was found in a record, as a report."""
    head = trace.head if trace.events else None
    return Report(trace.path, trace.events, head or "", tuple(trace.found))


def _walk(
    content: bytes, trace: Trace, keep: Callable[[Mapping[str, object]], None] | None
) -> None:
    # A byte that is not UTF-8 becomes a surrogate, which no hash can be taken of, and comes back.
    lines = content.decode(errors=_STRAY).split("\n")
    torn = lines.pop().encode(errors=_STRAY)
    if lines and not torn and is_torn(last := _bytes(lines[-1])):
        torn = last
        lines.pop()
    for number, text in enumerate(lines, start=1):
        try:
            if not trace.passes(number, text):
                trace.follow(number, parse(_bytes(text)))
        except (Malformed, ValueError):
            trace.skip(number, explain(_bytes(text)))
        else:
            if keep:
                keep(json.loads(text))
    if torn:
        trace.found.append(Finding("warning", len(lines) + 1, _torn(torn)))


def _bytes(line: str) -> bytes:
    return f"{line}\n".encode(errors=_STRAY)


def _torn(raw: bytes) -> str:
    return (
        f"it is unfinished, {counted(len(raw), 'byte')} long: it is being written now, or a cut of "
        "power tore it; it was never acknowledged, and resuming the screening sets it aside"
    )


def _replayed(replay: Replay, lines: Sequence[Mapping[str, object]]) -> list[Finding]:
    try:
        causes = replay(lines)
    except AssistantError as fault:
        causes = [f"the verdict could not be replayed: {fault}"]
    return [Finding("failure", None, cause) for cause in causes]
