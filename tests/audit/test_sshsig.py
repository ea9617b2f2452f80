"""Signatures and keys in OpenSSH's forms, with stock OpenSSH as the judge."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.signing import PASSPHRASE, SINCE, key_of, openssh, ssh_keygen

from assistant.audit import disk, keys
from assistant.audit.layout import REDACTING, SIGNING
from assistant.audit.register import Holder, admit, holders, revoke
from assistant.audit.sshsig import (
    fingerprint,
    is_valid,
    key_text,
    signature_of,
    signature_text,
)
from assistant.audit.sshsig import key_of as parsed_key
from assistant.errors import BadInput, RecordError

TEXT = "verdict: eligible\nname: Zoé\n"


def test_stock_openssh_accepts_what_is_signed_and_refuses_every_misuse(tmp_path: Path) -> None:
    signer, _ = key_of(tmp_path / "keys", tmp_path)
    key_of(tmp_path / "keys", tmp_path, "acolin", "coordinator")
    signature = signer.statement(SIGNING, TEXT)
    assert openssh(tmp_path, signature, TEXT)
    assert not openssh(tmp_path, signature, TEXT.replace("eligible", "not eligible"))
    assert not openssh(tmp_path, signature, TEXT, user="acolin")
    assert not openssh(tmp_path, signature, TEXT, user="nobody")
    assert not openssh(tmp_path, signature, TEXT, namespace=REDACTING)
    assert not openssh(tmp_path, signature, TEXT, at="20261121075959Z")
    other = signer.statement(REDACTING, TEXT)
    assert openssh(tmp_path, other, TEXT, namespace=REDACTING)
    assert not openssh(tmp_path, other, TEXT)
    lines = signature.splitlines()
    lines[4] = lines[4][:5] + ("A" if lines[4][5] != "A" else "B") + lines[4][6:]
    assert not openssh(tmp_path, "\n".join([*lines, ""]), TEXT)


def test_a_coordinator_s_key_signs_no_screening(tmp_path: Path) -> None:
    signer, holder = key_of(tmp_path / "keys", tmp_path, "acolin", "coordinator")
    signature = signer.statement(SIGNING, TEXT)
    assert not openssh(tmp_path, signature, TEXT, user="acolin")
    assert not holder.may(SIGNING, SINCE)
    assert holder.may(REDACTING, SINCE)


def test_a_key_that_was_ended_is_good_for_what_was_signed_before(tmp_path: Path) -> None:
    signer, _ = key_of(tmp_path / "keys", tmp_path)
    signature = signer.statement(SIGNING, TEXT)
    end = SINCE + timedelta(hours=4)
    ended = revoke(tmp_path, "jleroy", end)
    assert holders(tmp_path) == (ended,)
    for at, is_good in (
        (SINCE - timedelta(microseconds=1), False),
        (SINCE, True),
        (end - timedelta(seconds=1), True),
        (end, True),
        (end + timedelta(microseconds=999_999), True),  # the second in which it was ended
        (end + timedelta(seconds=1), False),
    ):
        assert ended.may(SIGNING, at) is is_good, at
        assert openssh(tmp_path, signature, TEXT, at=f"{at:%Y%m%d%H%M%SZ}") is is_good, at
    with pytest.raises(BadInput, match="no key to end"):
        revoke(tmp_path, "jleroy", end)


def test_openssh_reads_the_key_with_its_passphrase_alone(tmp_path: Path) -> None:
    signer, _ = key_of(tmp_path / "keys", tmp_path)
    private = tmp_path / "keys" / "jleroy"
    for passphrase, is_right in ((PASSPHRASE, True), ("wrong horse battery", False)):
        is_open, said = ssh_keygen("-y", "-P", passphrase, "-f", private)
        assert (is_open, said.strip() == key_text(signer.public)) == (is_right, is_right)
    _, said = ssh_keygen("-l", "-f", private.with_suffix(".pub"))
    assert said.split()[1] == fingerprint(signer.public)


def test_what_openssh_signs_is_accepted_here(tmp_path: Path) -> None:
    key, file = tmp_path / "key", tmp_path / "text"
    assert ssh_keygen("-q", "-t", "ed25519", "-N", "", "-f", key)[0]
    file.write_text(TEXT)
    assert ssh_keygen("-q", "-Y", "sign", "-f", key, "-n", SIGNING, file)[0]
    signature = signature_of((tmp_path / "text.sig").read_text(), SIGNING)
    assert is_valid(signature, TEXT)
    assert not is_valid(signature, TEXT + "\n")
    assert key_text(signature.public) in (tmp_path / "key.pub").read_text()
    with pytest.raises(ValueError, match=REDACTING):
        signature_of((tmp_path / "text.sig").read_text(), REDACTING)


def test_a_signature_has_one_form(tmp_path: Path) -> None:
    signer, _ = key_of(tmp_path / "keys", tmp_path)
    text = signer.statement(SIGNING, TEXT)
    signature = signature_of(text, SIGNING)
    assert signature_text(signature) == text
    for at in range(len(text)):
        for other in ("", "A", "=", "\n", " "):
            changed = text[:at] + other + text[at + 1 :]
            try:
                found = signature_of(changed, SIGNING)
            except ValueError:
                continue
            assert changed == text or not is_valid(found, TEXT)


@pytest.mark.parametrize(
    "text", ["", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-rsa AAAA", "ssh-ed25519 \n", "x y z",
             f"ssh-ed25519 {'A' * 56}"],
)  # fmt: skip
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64|Ed25519"):
        parsed_key(text)


def test_keys_are_made_once_and_never_weak(tmp_path: Path) -> None:
    for short, has in (
        ("", "0 characters"),
        ("é", "1 character"),
        ("elevenchars", "11 characters"),
    ):
        with pytest.raises(BadInput, match=rf"too short\. It has {has}\. Use at least 12"):
            keys.create(tmp_path, "jleroy", short)
    assert list(tmp_path.iterdir()) == []
    public = keys.create(tmp_path, "jleroy", PASSPHRASE)
    assert keys.public_of(tmp_path, "jleroy") == public
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    with pytest.raises(BadInput, match="a key of that name already"):
        keys.create(tmp_path, "jleroy", PASSPHRASE)
    assert keys.opened(tmp_path, "jleroy", "wrong horse battery") is None
    assert keys.public_of(tmp_path, "nobody") is None
    with pytest.raises(BadInput, match="no such key"):
        keys.opened(tmp_path, "nobody", PASSPHRASE)


def test_a_key_of_another_kind_is_not_opened(tmp_path: Path) -> None:
    assert ssh_keygen("-q", "-t", "ecdsa", "-N", PASSPHRASE, "-f", tmp_path / "key")[0]
    assert keys.opened(tmp_path, "key", PASSPHRASE) is None
    (tmp_path / "text").write_text("no key")
    assert keys.opened(tmp_path, "text", PASSPHRASE) is None


def test_the_register_is_read_as_it_was_written_and_in_no_other_form(tmp_path: Path) -> None:
    _, first = key_of(tmp_path / "keys", tmp_path)
    _, second = key_of(tmp_path / "keys", tmp_path, "acolin", "coordinator")
    assert holders(tmp_path) == (first, second)
    with pytest.raises(BadInput, match="has a key in the register already"):
        admit(tmp_path, replace(first, name="Another"))
    ended = revoke(tmp_path, "jleroy", SINCE + timedelta(days=1))
    again = Holder("jleroy", "Jeanne Leroy", "investigator", second.public, ended.since)
    with pytest.raises(BadInput, match="does not become good again"):
        admit(tmp_path, replace(again, public=first.public))
    admit(tmp_path, again)
    assert holders(tmp_path) == (ended, second, again)
    path = tmp_path / "allowed_signers"
    sound = path.read_text()
    for old, new in (
        ("jleroy", "*"), ("screening-signature,", ""), ("ssh-ed25519", "ssh-rsa"), ("Z\"", "\""),
        ("screening-signature,screening-redaction,", ""),
        ("valid-after", "valid-until"), ("\n", "\r\n"), ("namespaces", "cert-authority"),
    ):  # fmt: skip
        path.write_text(sound.replace(old, new, 1))
        if (old, new) != ("screening-signature,", ""):  # which makes a coordinator of her
            with pytest.raises(RecordError, match="line 1"):
                holders(tmp_path)
    path.write_text(sound.rstrip("\n"))
    with pytest.raises(RecordError, match="line 3"):
        holders(tmp_path)
    path.write_bytes(b"\xff")
    with pytest.raises(RecordError, match=r"cannot be read.*It is not UTF-8"):
        holders(tmp_path)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RecordError, match=r"cannot be read.*symbolic links"):
        holders(tmp_path)


def test_a_key_is_ended_by_its_user_and_a_register_begins_its_folder(tmp_path: Path) -> None:
    _, first = key_of(tmp_path / "keys", tmp_path)
    _, second = key_of(tmp_path / "keys", tmp_path, "acolin", "coordinator")
    ended = revoke(tmp_path, "acolin", SINCE + timedelta(days=1))
    assert (ended.user, holders(tmp_path)) == ("acolin", (first, ended))
    admit(tmp_path / "another" / "site", second)
    assert holders(tmp_path / "another" / "site") == (second,)


def test_a_disk_that_fails_leaves_the_register_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, holder = key_of(tmp_path / "keys", tmp_path)

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "place", full)
    with pytest.raises(RecordError, match="the register is as it was"):
        revoke(tmp_path, "jleroy", SINCE)
    assert holders(tmp_path) == (holder,)
