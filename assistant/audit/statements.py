"""What a person signs, word for word: a text made only from the event that carries the signature.

Invariant: every line names one thing, so no two events have the same text, and a signature moved to
another record, line, person or time is of another text.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.audit.layout import REDACTING, SIGNING

PURPOSES: Mapping[str, str] = {"signed": SIGNING, "redacted": REDACTING, "decided": SIGNING}


@dataclass(frozen=True, slots=True)
class Act:
    """An event as far as it is signed: where it stands, whose it is, and its texts by name.

    head is the hash of the line above, seq the event's own number.
    """

    kind: str
    screening: str
    seq: int
    head: str
    user: str
    role: str
    data: Mapping[str, object]
    words: Mapping[str, str]


def statement(act: Act) -> str:
    """The text that is signed; KeyError if the event lacks something of it."""
    data = act.data
    if act.kind == "signed":
        said = {
            "verdict": data["verdict"],
            "report": f"SHA-256 {data['report']}",
            "ledger": f"{data['ledger_size']} lines, {data['ledger_root']}",
            "meaning": data["meaning"],
        }
    elif act.kind == "decided":
        said = {
            "protocol": f"{data['protocol']} {data['version']}, SHA-256 {data['sha256']}",
            "term": data["term"],
            "reading": data["reading"],
            "decided by": act.words["by"],
            "decided on": data["date"],
            "reference": act.words["reference"],
        }
    else:
        said = {"removed": f"free text of event {data['seq']}", "reason": act.words["reason"]}
    lines = {
        "screening": act.screening,
        "record": f"{act.seq} lines, SHA-256 {act.head}",
        **said,
        "name": act.words["name"],
        "user": f"{act.user}, {act.role}",
        "time": data["time"],
    }
    title = f"stereo-screening: {PURPOSES[act.kind]}"
    return "".join(f"{line}\n" for line in (title, *(f"{k}: {v}" for k, v in lines.items())))
