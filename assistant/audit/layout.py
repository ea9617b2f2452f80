"""The record's format as constants: all that the verifier shares with the code that writes.

Invariant: nothing here depends on how a record is written or read, and a change to any value
that a line contains is a new format version.
"""

import re
from collections.abc import Collection
from typing import Final

VERSION: Final = 1
GENESIS: Final = "0" * 64  # what the first line names as the line before it
EVENT_TAG: Final = b"screening-record/1/event\n"
PRIVATE_TAG: Final = b"screening-record/1/private\n"
LARGEST_INTEGER: Final = 2**53 - 1  # beyond it, other languages' JSON readers would round
SALT_BYTES: Final = 16

TYPES: Final = frozenset({
    "opened", "asked", "answered", "refused", "confirmed", "revised", "erased", "reopened",
    "noted", "advised", "acknowledged", "skipped", "language_changed", "decided", "paused",
    "resumed", "recovered", "completed", "concluded", "signed", "addendum", "redacted",
    "checkpoint", "clock_anomaly", "query_raised", "query_replied", "query_closed",
    "source_verified", "source_named",
})  # fmt: skip
CLOSING: Final = frozenset({"concluded", "signed"})
AFTER_CLOSING: Final = frozenset({
    "signed", "addendum", "redacted", "checkpoint", "recovered", "clock_anomaly",
    "query_raised", "query_replied", "query_closed", "source_verified", "source_named",
})  # fmt: skip

# In the data of `opened`: no participant, and never to be signed. And the folder of such records.
PRACTICE: Final = "practice"
RESCREENS: Final = "rescreens"  # in the data of `opened`: an earlier screening, and its answers
SEALED: Final = frozenset({"signed", "redacted", "decided"})  # what holds, or may hold, a signature
ORIGIN: Final = "stereo-screening.ledger"  # what the name of each ledger begins with
LEDGER: Final = "ledger.jsonl"  # its first segment, and the only one of most folders
SEGMENT: Final = 65_536  # lines of the ledger for each segment before the next is begun
LEDGER_LOCK: Final = "ledger.lock"
LEDGER_LINE: Final = '{"hash":"%s","n":%d,"screening":"%s","seq":%d}'  # a leaf of its tree

SITE_RECORD: Final = "00000000-0000-8000-8000-000000000001"  # the site's own: no screening
REGISTER: Final = "allowed_signers"
CHECKPOINTS: Final = "checkpoints"  # the folder of checkpoints taken at a signature
SIGNING: Final = "screening-signature"  # what a key may be used for, as OpenSSH's namespaces
REDACTING: Final = "screening-redaction"
CHECKPOINTING: Final = "screening-checkpoint"

PROTOCOLS: Final = "protocols"  # the folder of protocol copies, beside the records
README: Final = "README.md"
POLICY: Final = "policy.toml"  # what a site demands before a screening is completed

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SCREENING = re.compile(_UUID)
_RECORD = re.compile(rf"({_UUID})\.jsonl")
_COPY = re.compile(rf"({_UUID})\.torn-([1-9][0-9]*)")
_FOLDER = frozenset({
    PROTOCOLS, PRACTICE, README, POLICY, LEDGER, LEDGER_LOCK, f"{LEDGER}.part", REGISTER,
    f"{REGISTER}.part", CHECKPOINTS,
})  # fmt: skip
_BESIDE = re.compile(rf"{_UUID}\.(lock|jsonl\.part|(torn-|report-)[1-9][0-9]*(\.part)?)")
_REPORT = re.compile(rf"({_UUID})\.report-([1-9][0-9]*)")
_SEGMENT = re.compile(r"ledger-([2-9]|[1-9][0-9]+)\.jsonl(\.part)?")


def is_screening(text: str) -> bool:
    """Whether a text is a screening's id: a UUID in lower case, which is also safe in a path."""
    return _SCREENING.fullmatch(text) is not None


def record_name(screening: str) -> str:
    """The file name of a screening's record."""
    return f"{screening}.jsonl"


def lock_name(screening: str) -> str:
    """The file name of the lock that a screening's only writer holds."""
    return f"{screening}.lock"


def copy_name(screening: str, number: int) -> str:
    """The file name of the copy of a torn line, numbered from 1."""
    return f"{screening}.torn-{number}"


def screening_of(name: str) -> str | None:
    """The screening whose record has this file name, or None if it is no record's name."""
    found = _RECORD.fullmatch(name)
    return found[1] if found else None


def copy_number(screening: str, name: str) -> int | None:
    """The number of a torn copy of this screening, or None if the name is not one."""
    found = _COPY.fullmatch(name)
    return int(found[2]) if found and found[1] == screening else None


def report_name(screening: str, number: int) -> str:
    """The file name of a report as it was signed, numbered from 1."""
    return f"{screening}.report-{number}"


def report_number(screening: str, name: str) -> int | None:
    """The number of a signed report of this screening, or None if the name is not one."""
    found = _REPORT.fullmatch(name)
    return int(found[2]) if found and found[1] == screening else None


def segment_name(number: int) -> str:
    """The file name of a segment of the ledger, numbered from 1."""
    return LEDGER if number == 1 else f"ledger-{number}.jsonl"


def segments(names: Collection[str]) -> list[int]:
    """The numbers of the segments of a ledger among these file names, in order."""
    found = [1] if LEDGER in names else []
    numbered = (_SEGMENT.fullmatch(name) for name in names if name.startswith("ledger-"))
    return sorted([*found, *(int(each[1]) for each in numbered if each and not each[2])])


def screening_beside(name: str) -> str | None:
    """The screening whose report or torn copy has this file name, or None if it is neither."""
    found = _REPORT.fullmatch(name) or _COPY.fullmatch(name)
    return found[1] if found else None


def is_expected(name: str) -> bool:
    """Whether a file of this name belongs in a folder of records."""
    forms = (_RECORD, _BESIDE, _SEGMENT)
    return name in _FOLDER or any(form.fullmatch(name) for form in forms)
