"""Whether every signature in a record is good: its text, its key, its holder, and its time.

Invariant: the text is made anew from the event, so what was shown and signed is what is recorded.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from assistant.audit import disk, layout
from assistant.audit.grammar import Line
from assistant.audit.register import Holder
from assistant.audit.sshsig import is_valid, key_text, signature_of
from assistant.audit.statements import PURPOSES, Act, statement
from assistant.audit.tracing import Finding, Trace


def faults(trace: Trace, known: Sequence[Holder]) -> Iterator[Finding]:
    """What is wrong with the signatures of a sound record, against a folder's register."""
    gone = {
        name
        for _, line, _ in trace.sealed
        if line.type == "redacted"
        for name in str(line.data.get("files", "")).split()
    }
    for number, line, above in trace.sealed:
        cause = _fault(line, above, known)
        if cause:
            yield Finding("failure", number, cause)
        elif line.type == "signed":
            yield from _on_report(trace, number, line, gone)


def act_of(event: Any, private: Any) -> Act:
    """An event as far as it is signed, from the parts of its line."""
    return Act(
        kind=event["type"],
        screening=event["screening"],
        seq=event["seq"],
        head=event["prev"],
        user=event["actor"],
        role=event["role"],
        data=event["data"],
        words=private["text"],
    )


def _fault(line: Line, above: str, known: Sequence[Holder]) -> str:
    """Why a signature is not good, or ""; above is the time of the line above, which it names."""
    event = json.loads(line.event)
    if line.type == "decided" and "signature" not in event["data"]:
        at = datetime.fromisoformat(line.at)
        could = any(each.may(layout.SIGNING, at) for each in known)
        return "it is not signed, although the site had somebody to sign it" if could else ""
    try:
        act = act_of(event, json.loads(line.private))
        text, purpose = statement(act), PURPOSES[act.kind]
        signature = signature_of(event["data"]["signature"], purpose)
        at = datetime.fromisoformat(event["data"]["time"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return f"it is no `{line.type}` event: what is signed, or the signature, is missing"
    holder = next((each for each in known if _is_holders(each, act, signature.public)), None)
    if not is_valid(signature, text):
        return "its signature is not of this event: one of the two was changed or moved here"
    if holder is None:
        return f"the key that signed it, {key_text(signature.public)}, is not {act.user}'s"
    if not holder.may(purpose, at):
        return f"the key of {act.user} was not good for it at {event['data']['time']}"
    if event["data"]["time"] > line.at:
        return "it was signed at a later time than it was recorded"
    if event["data"]["time"] < above:
        return "it was signed at an earlier time than the line above, which it names"
    return ""


def _is_holders(holder: Holder, act: Act, public: bytes) -> bool:
    claimed = (act.user, act.role, act.words["name"])
    return claimed == (holder.user, holder.role, holder.name) and public == holder.public


def _on_report(trace: Trace, number: int, line: Line, gone: Collection[str]) -> Iterator[Finding]:
    """Hold the report that was signed against its hash; a later redaction removes it."""
    name = str(line.data.get("file"))
    if layout.report_number(line.screening, name) is None:
        yield Finding("failure", number, "it does not name the report that was signed")
        return
    try:
        content = disk.read_file(trace.path.with_name(name))
    except OSError as fault:
        if name not in gone:
            cause = f"the report that was signed, {name}, cannot be read: {fault.strerror}"
            yield Finding("warning", number, cause)
        return
    if hashlib.sha256(content).hexdigest() != line.data["report"]:
        cause = f"the report that was signed, {name}, was changed after it was signed"
        yield Finding("failure", number, cause)
