"""Ed25519 signatures in OpenSSH's own form, which `ssh-keygen -Y verify` reads.

Invariant: a signature and a key have one form each; what parses is made again and compared, so no
byte of either can differ unseen. (openssh-portable, PROTOCOL.sshsig)
"""

import base64
import binascii
import hashlib
from typing import NamedTuple

_MAGIC, _VERSION, _HASH, _KIND = b"SSHSIG", b"\0\0\0\1", b"sha512", b"ssh-ed25519"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_WIDTH = 70
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64


class Signature(NamedTuple):
    """A signature with the key that made it and what it may be used for."""

    public: bytes
    namespace: str
    raw: bytes


def key_text(public: bytes) -> str:
    """A public key of 32 bytes as OpenSSH writes it."""
    return f"{_KIND.decode()} {base64.b64encode(_strings(_KIND, public)).decode()}"


def key_of(text: str) -> bytes:
    """The 32 bytes of a public key that OpenSSH wrote; ValueError for anything else."""
    _, _, encoded = text.partition(" ")
    public = _decoded(encoded)[-_KEY_BYTES:]
    if len(public) != _KEY_BYTES or key_text(public) != text:
        raise ValueError("it is no Ed25519 key in OpenSSH's form")
    return public


def fingerprint(public: bytes) -> str:
    """A public key's fingerprint, as `ssh-keygen -l` prints it."""
    digest = hashlib.sha256(_strings(_KIND, public)).digest()
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def to_sign(namespace: str, message: str) -> bytes:
    """The bytes that are signed for a message."""
    digest = hashlib.sha512(message.encode()).digest()
    return _MAGIC + _strings(namespace.encode(), b"", _HASH, digest)


def signature_text(signature: Signature) -> str:
    """A signature as the text that `ssh-keygen -Y verify` takes."""
    namespace, key = signature.namespace.encode(), _strings(_KIND, signature.public)
    inner = _strings(_KIND, signature.raw)
    blob = _MAGIC + _VERSION + _strings(key, namespace, b"", _HASH, inner)
    encoded = base64.b64encode(blob).decode()
    lines = [encoded[at : at + _WIDTH] for at in range(0, len(encoded), _WIDTH)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def signature_of(text: str, namespace: str) -> Signature:
    """The signature of a text, made for a purpose; ValueError for anything else."""
    blob = _decoded("".join(text.splitlines()[1:-1]))
    key_at = len(_MAGIC) + len(_VERSION) + 4
    key = blob[key_at : key_at + len(_strings(_KIND, bytes(_KEY_BYTES)))]
    signature = Signature(key[-_KEY_BYTES:], namespace, blob[-_SIGNATURE_BYTES:])
    if signature_text(signature) != text:
        raise ValueError(f"it is no Ed25519 signature in OpenSSH's form, made for {namespace}")
    return signature


def is_valid(signature: Signature, message: str) -> bool:
    """Whether a message has not changed since its signature was made with that key."""
    return is_signed(signature.public, signature.raw, to_sign(signature.namespace, message))


def is_signed(public: bytes, raw: bytes, content: bytes) -> bool:
    """Whether some bytes were signed with the key of a public key."""
    from cryptography.exceptions import InvalidSignature  # costs 30 ms, which few commands pay
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _strings(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as fault:
        raise ValueError("it is not base64") from fault
