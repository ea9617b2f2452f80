"""A checkpoint: how long the ledger was and what its tree's hash was, to be kept elsewhere.

Invariant: the text is that of C2SP tlog-checkpoint, and signed as C2SP signed-note, so that other
tools can read it. (https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note)
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.audit.layout import ORIGIN
from assistant.errors import BadInput

_TEXT = re.compile(r"([^\n]+)\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)")
_ED25519 = b"\x01"  # the note format's number of the algorithm
_ROOT_BYTES, _HINT_BYTES, _SIGNATURE_BYTES = 32, 4, 64


class NoteSignature(NamedTuple):
    """A signature on a checkpoint: the signer's name, a hint of the key, and 64 bytes."""

    name: str
    hint: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What vouches for the first `size` lines of the ledger whose origin is named."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[NoteSignature, ...] = ()

    @property
    def body(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{spoken(self.root)}\n"

    @property
    def note(self) -> str:
        """The whole text, with its signatures if it has any."""
        if not self.signatures:
            return self.body
        lines = (
            f"— {each.name} {base64.b64encode(each.hint + each.raw).decode()}\n"
            for each in self.signatures
        )
        return f"{self.body}\n{''.join(lines)}"


def spoken(root: bytes) -> str:
    """A tree's hash as it is printed, in base64."""
    return base64.b64encode(root).decode()


def origin_of(first: bytes) -> str:
    """The name of the ledger that begins with a line, which no other ledger has."""
    return f"{ORIGIN}/{hashlib.sha256(first).hexdigest()[:16]}"


def hint_of(name: str, public: bytes) -> bytes:
    """The note format's hint of an Ed25519 key of 32 bytes."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_HINT_BYTES]


def parsed(text: str, where: str) -> Checkpoint:
    """The checkpoint of a text; BadInput if it is none."""
    body, _, signed = text.partition("\n\n")
    found = _TEXT.fullmatch(f"{body.rstrip(chr(10))}\n")
    root = base64.b64decode(found[3]) if found else b""
    if found is None or spoken(root) != found[3]:
        raise _no_checkpoint(where, "Its three lines are not a name, a size and a hash")
    lines = signed.splitlines()
    signatures = tuple(each for line in lines if (each := _signature(line)) is not None)
    if len(signatures) != len(lines):
        raise _no_checkpoint(where, "A line below it is not a signature")
    return Checkpoint(found[1], int(found[2]), root, signatures)


def proof_text(old: int, proof: Sequence[bytes], new: Checkpoint) -> str:
    """Proof of growth as C2SP tlog-witness sends it: old size, hashes, and the new checkpoint."""
    hashes = "".join(f"{spoken(node)}\n" for node in proof)
    return f"old {old}\n{hashes}\n{new.note}"


def _signature(line: str) -> NoteSignature | None:
    found = _SIGNATURE.fullmatch(line)
    try:
        content = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error:
        return None
    if found is None or len(content) != _HINT_BYTES + _SIGNATURE_BYTES:
        return None
    return NoteSignature(found[1], content[:_HINT_BYTES], content[_HINT_BYTES:])


def _no_checkpoint(where: str, why: str) -> BadInput:
    return BadInput(
        "is not a checkpoint", where=where, why=why,
        remedy="Give a file as `screening checkpoint -o FILE` writes it",
    )  # fmt: skip
