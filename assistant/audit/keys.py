"""Private keys: each in a file of its own, in OpenSSH's form, encrypted with its passphrase.

Invariant: no private key lies among the records, and none is ever written unencrypted.
"""

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.audit import disk
from assistant.audit.sshsig import Signature, key_of, signature_text, to_sign
from assistant.errors import BadInput
from assistant.text import counted

if TYPE_CHECKING:  # costs 30 ms, which only who signs should pay
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHORTEST = 12  # characters of a passphrase; no command is as long, so it is taken for none


@dataclass(frozen=True)
class Signer:
    """A key that was opened with its passphrase."""

    public: bytes
    _private: "Ed25519PrivateKey"

    def sign(self, content: bytes) -> bytes:
        """Sign some bytes."""
        return self._private.sign(content)

    def statement(self, namespace: str, message: str) -> str:
        """Sign a text for a purpose, as OpenSSH does."""
        raw = self.sign(to_sign(namespace, message))
        return signature_text(Signature(self.public, namespace, raw))


def create(folder: Path, name: str, passphrase: str) -> bytes:
    """Make a key, durably, and return its public half; BadInput if there is one or it is weak."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(passphrase) < SHORTEST:
        raise BadInput(
            "This passphrase is too short", why=f"It has {counted(len(passphrase), 'character')}",
            remedy=f"Use at least {SHORTEST}, for example four words.",
        )  # fmt: skip
    place = folder / name
    if place.exists():
        raise BadInput(
            "There is a key of that name already", where=str(place),
            remedy="`screening keys admit` enters it in this register, unless it was ended.",
        )  # fmt: skip
    private = Ed25519PrivateKey.generate()
    lock = form.BestAvailableEncryption(passphrase.encode())
    content = private.private_bytes(form.Encoding.PEM, form.PrivateFormat.OpenSSH, lock)
    public = private.public_key().public_bytes(form.Encoding.OpenSSH, form.PublicFormat.OpenSSH)
    try:
        disk.make_folder(folder)
        disk.place(folder / f"{name}.pub", public + b"\n")
        disk.place(place, content)
    except OSError as fault:
        raise disk.refusal("No key could be made", place, fault) from fault
    return key_of(public.decode())


def set_aside(folder: Path, name: str) -> Path:
    """Give a key, which stays good elsewhere, another name, and make room for the user's next."""
    taken = {each.name for each in folder.glob(f"{name}.ended-*")}
    number = next(each for each in count(1) if f"{name}.ended-{each}" not in taken)
    place = folder / f"{name}.ended-{number}"
    try:
        (folder / name).rename(place)
        (folder / f"{name}.pub").rename(f"{place}.pub")
        disk.sync_folder(folder)
    except OSError as fault:
        raise disk.refusal("The key that was ended could not be set aside", place, fault) from fault
    return place


def public_of(folder: Path, name: str) -> bytes | None:
    """The public half of a key on this machine, or None if there is no such key."""
    try:
        return key_of(disk.read_file(folder / f"{name}.pub").decode("ascii").strip())
    except (OSError, ValueError):
        return None


def opened(folder: Path, name: str, passphrase: str) -> Signer | None:
    """A key, opened; None if the passphrase is not its own. BadInput if there is no such key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        content = disk.read_file(folder / name)
    except OSError as fault:
        raise BadInput(
            "There is no such key on this machine", where=str(folder / name),
            why=fault.strerror or "", remedy="`screening keys create` makes one.",
        ) from fault  # fmt: skip
    try:
        private = form.load_ssh_private_key(content, passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if not isinstance(private, Ed25519PrivateKey):
        return None
    raw = private.public_key().public_bytes(form.Encoding.Raw, form.PublicFormat.Raw)
    return Signer(raw, private)
