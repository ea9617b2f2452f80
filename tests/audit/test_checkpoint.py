"""Checkpoints as text: C2SP's form, read back exactly, and nothing else taken for one."""

import base64

import pytest

from assistant.audit.checkpoint import Checkpoint, NoteSignature, hint_of, parsed
from assistant.errors import BadInput

ROOT = bytes(range(32))
PLAIN = Checkpoint("example.org/ledger", 12, ROOT)
SIGNED = Checkpoint("example.org/ledger", 12, ROOT, (NoteSignature("site", b"abcd", bytes(64)),))


def test_a_checkpoint_is_three_lines_and_its_signatures() -> None:
    assert PLAIN.note == "example.org/ledger\n12\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    signature = base64.b64encode(b"abcd" + bytes(64)).decode()
    assert SIGNED.note == f"{PLAIN.note}\n— site {signature}\n"


@pytest.mark.parametrize("checkpoint", [PLAIN, SIGNED], ids=["plain", "signed"])
def test_what_is_written_is_read_back(checkpoint: Checkpoint) -> None:
    assert parsed(checkpoint.note, "file") == checkpoint
    assert parsed(checkpoint.note.rstrip("\n"), "file") == checkpoint  # as it may be pasted


def test_the_hint_of_a_key_is_that_of_the_note_format() -> None:
    # The example key of golang.org/x/mod/sumdb/note: PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzh…
    public = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert (public[0], hint_of("PeterNeumann", public[1:]).hex()) == (1, "c74f20a3")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org/ledger\n12\n",
        PLAIN.note.replace("12", "012"),
        PLAIN.note.replace("12", "-1"),
        PLAIN.note.replace("12", "1e3"),
        PLAIN.note.replace("12", "0"),  # which would vouch for nothing, and say so of any ledger
        PLAIN.note.replace("12", "9" * 17),
        PLAIN.note.replace("AAEC", "AAE"),
        PLAIN.note.replace("Hh8=", "Hh9="),  # bits that the base64 of 32 bytes leaves at zero
        PLAIN.note.replace("\n", "\r\n"),
        f"{PLAIN.note}extension\n",
        SIGNED.note.replace("—", "-"),
        SIGNED.note.replace("site ", "si te "),
        SIGNED.note.replace("AAAA", "A"),
        SIGNED.note[:-10],
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a checkpoint"):
        parsed(text, "file")
