"""Signing a completed screening: what is signed is made first, shown, and then signed as it stood.

Invariant: a signature is of the record as it is, of a report kept beside it byte for byte, and of
the ledger at that moment; whoever signs is in the register as an investigator, with a good key.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.audit import disk, keys, layout
from assistant.audit.anchoring import taken
from assistant.audit.checkpoint import Checkpoint, NoteSignature, hint_of, spoken
from assistant.audit.clock import stamp
from assistant.audit.events import Author, Json
from assistant.audit.register import Holder, holders
from assistant.audit.statements import Act, statement
from assistant.errors import RecordError

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.session.live import Session


@dataclass(frozen=True)
class Proposal:
    """What is to be signed: its text, the report that it is about, and what the event will say."""

    holder: Holder
    text: str
    report: str
    data: Mapping[str, Json]


def keys_folder() -> Path:
    """Return where this user's private keys lie: never among the records."""
    given = os.environ.get("SCREENING_KEYS")
    if given:
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("stereo-screening") / "keys"


def holder_here(folder: Path, author: Author, purpose: str, at: datetime) -> Holder | None:
    """Return who an author is in a folder's register, if their good key is on this machine."""
    known = [each for each in holders(folder) if Author(each.user, each.role) == author]
    public = keys.public_of(keys_folder(), author.actor) if known else None
    for holder in known:
        if holder.public == public and holder.may(purpose, at):
            return holder
    return None


def signatory(session: Session) -> Holder | None:
    """Return who can sign a session's screening now, or None: not to be signed, or not by them."""
    state = session.state
    if not state.concluded or state.signed or state.practice:
        return None
    return holder_here(session.folder, session.author, layout.SIGNING, session.clock.now())


def proposed(session: Session, holder: Holder) -> Proposal:
    """Return what a holder would sign now.

    Raises RecordError if the clock has gone back, or the ledger is damaged.
    """
    from assistant.session.summaries import summary_of

    now, last = session.clock.now(), session.events[-1]
    if now < last.at:
        raise RecordError(
            "Nothing is signed while this computer's clock is behind the record", where=session.id,
            why=f"The last line is of {stamp(last.at)}", remedy="Set the clock right.",
        )  # fmt: skip
    report = summary_of(session.folder, session.events, session.language, "txt", now)
    ledger = taken(session.folder)
    number = 1 + sum(event.type == "signed" for event in session.events)
    data: dict[str, Json] = {
        "file": layout.report_name(session.id, number),
        "ledger_root": spoken(ledger.root),
        "ledger_size": ledger.size,
        "meaning": session.wording.say("say.meaning"),
        "report": hashlib.sha256(report.encode()).hexdigest(),
        "time": stamp(now),
        "verdict": session.verdict,
    }
    text = statement(
        Act("signed", session.id, len(session.events), last.hash, holder.user, holder.role, data,
            {"name": holder.name})
    )  # fmt: skip
    return Proposal(holder, text, report, data)


def sign(session: Session, proposal: Proposal, passphrase: str) -> bool:
    """Sign what was proposed, and take a checkpoint; False if the passphrase is not the key's.

    Raises RecordError if the signature could not be saved: then nothing was signed.
    """
    signer = keys.opened(keys_folder(), proposal.holder.user, passphrase)
    if signer is None:
        return False
    path = session.folder / str(proposal.data["file"])
    try:
        disk.place(path, proposal.report.encode())
    except OSError as fault:
        raise disk.refusal("NOT SAVED: nothing was signed", path, fault) from fault
    data = {**proposal.data, "signature": signer.statement(layout.SIGNING, proposal.text)}
    session.write("signed", data, {"name": proposal.holder.name})
    keep(session.folder, signed_checkpoint(taken(session.folder), proposal.holder.user, signer))
    return True


def signed_checkpoint(checkpoint: Checkpoint, user: str, signer: keys.Signer) -> Checkpoint:
    """Return a checkpoint with a user's signature."""
    raw = signer.sign(checkpoint.body.encode())
    return replace(checkpoint, signatures=(NoteSignature(user, hint_of(user, signer.public), raw),))


def keep(folder: Path, checkpoint: Checkpoint) -> Path:
    """Keep a checkpoint in the folder too, from where it is to be copied to another place."""
    place = folder / layout.CHECKPOINTS / str(checkpoint.size)
    try:
        disk.make_folder(place.parent)
        disk.place(place, checkpoint.note.encode())
    except OSError as fault:
        raise disk.refusal("The checkpoint could not be kept", place, fault) from fault
    return place
