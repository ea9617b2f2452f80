"""Keys, and screenings signed with them, for tests; stock OpenSSH to judge them by."""

import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.audit import keys
from assistant.audit.register import Holder, admit

PASSPHRASE = "correct horse battery"  # noqa: S105 - of keys that open nothing
SINCE = datetime(2026, 11, 21, 8, tzinfo=UTC)


@cache
def _made(user: str) -> tuple[keys.Signer, bytes, bytes]:
    """A key and its two files, made once: making and opening one is slow on purpose."""
    with TemporaryDirectory() as place:
        keys.create(Path(place), user, PASSPHRASE)
        signer = keys.opened(Path(place), user, PASSPHRASE)
        assert signer is not None
        private, public = Path(place) / user, Path(place) / f"{user}.pub"
        return signer, private.read_bytes(), public.read_bytes()


def keyed_folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of records whose register knows one investigator, with her key at hand."""
    monkeypatch.setenv("SCREENING_KEYS", str(place / "keys"))
    folder = place / "records"
    folder.mkdir()
    key_of(place / "keys", folder)
    return folder


def key_of(
    place: Path,
    folder: Path,
    user: str = "jleroy",
    role: str = "investigator",
    name: str = "Jeanne Leroy",
) -> tuple[keys.Signer, Holder]:
    """A key in a place of keys, entered in a folder's register from eight o'clock on."""
    signer, private, public = _made(user)
    place.mkdir(exist_ok=True)
    (place / user).write_bytes(private)
    (place / user).chmod(0o600)
    (place / f"{user}.pub").write_bytes(public)
    holder = Holder(user, name, role, signer.public, SINCE)
    admit(folder, holder)
    return signer, holder


def ssh_keygen(*arguments: str | Path, stdin: str = "") -> tuple[bool, str]:
    """Whether stock `ssh-keygen` is content, and what it printed; it must be installed."""
    done = subprocess.run(
        ["ssh-keygen", *arguments],  # noqa: S607 - whichever the machine has
        input=stdin.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return done.returncode == 0, done.stdout.decode()


def openssh(
    folder: Path,
    signature: str,
    text: str,
    *,
    user: str = "jleroy",
    namespace: str = "screening-signature",
    at: str = "20261121120000Z",
) -> bool:
    """Whether stock `ssh-keygen -Y verify` accepts a signature."""
    place = folder / "signature.sig"
    place.write_text(signature)
    is_good, _ = ssh_keygen(
        "-Y", "verify", "-f", folder / "allowed_signers", "-I", user, "-n", namespace,
        "-s", place, "-O", f"verify-time={at}", stdin=text,
    )  # fmt: skip
    place.unlink()
    return is_good
