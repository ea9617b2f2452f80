"""Who may sign what, and from when until when: OpenSSH's `allowed_signers`, beside the records.

Invariant: a line is never taken out; a key that is no longer good gets an end, and what was signed
before it stays signed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.audit import disk
from assistant.audit.layout import (
    CHECKPOINTING,
    REDACTING,
    REGISTER,
    SIGNING,
)
from assistant.audit.sshsig import key_of, key_text
from assistant.errors import BadInput, RecordError

INVESTIGATOR, COORDINATOR = "investigator", "coordinator"
_PURPOSES = {
    INVESTIGATOR: (SIGNING, REDACTING, CHECKPOINTING),
    COORDINATOR: (REDACTING, CHECKPOINTING),
}
_ROLES = {",".join(purposes): role for role, purposes in _PURPOSES.items()}
_MOMENT = "%Y%m%d%H%M%SZ"
_LINE = re.compile(
    r'(?P<user>[A-Za-z0-9._-]+) namespaces="(?P<purposes>[a-z,-]+)",'
    r'valid-after="(?P<since>[0-9]{14}Z)"(?:,valid-before="(?P<until>[0-9]{14}Z)")? '
    r"(?P<key>ssh-ed25519 [A-Za-z0-9+/=]+) (?P<name>[^\x00-\x1f\x7f]+)"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a key, in which role, and when it is good: from since on, until in its second.

    That second is whole, as OpenSSH reads it: what was signed just before a key was ended stays so.
    """

    user: str
    name: str
    role: str
    public: bytes
    since: datetime
    until: datetime | None = None

    def may(self, purpose: str, at: datetime) -> bool:
        """Whether the key is good for a purpose at a moment."""
        second = at.replace(microsecond=0)
        is_good = self.since <= second and (self.until is None or second <= self.until)
        return is_good and purpose in _PURPOSES[self.role]

    @property
    def line(self) -> str:
        """The holder's line of the register."""
        until = f',valid-before="{self.until:{_MOMENT}}"' if self.until else ""
        return (
            f'{self.user} namespaces="{",".join(_PURPOSES[self.role])}",'
            f'valid-after="{self.since:{_MOMENT}}"{until} {key_text(self.public)} {self.name}\n'
        )


def holders(folder: Path) -> tuple[Holder, ...]:
    """Everyone in a folder's register, in order; none if there is no register.

    Raises RecordError if it cannot be read, or a line is not as this program writes it.
    """
    path = folder / REGISTER
    try:
        text = disk.read_file(path).decode()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "It is not UTF-8"
        raise RecordError(
            "The register of keys cannot be read", where=str(path), why=why or ""
        ) from fault
    lines = text.splitlines(keepends=True)
    return tuple(_holder(line, path, at) for at, line in enumerate(lines, 1))


def admit(folder: Path, holder: Holder) -> None:
    """Enter a key in a folder's register, durably; BadInput if the user has a good one already.

    A key that was ended there stays so: whoever ended it may have lost it.
    """
    known = holders(folder)
    if any(each.public == holder.public and each.until for each in known):
        raise BadInput(
            "This key was ended, and does not become good again", where=str(folder / REGISTER),
            remedy=f"`screening keys create --user {holder.user}` makes another.",
        )  # fmt: skip
    if any(each.user == holder.user and each.until is None for each in known):
        raise BadInput(
            "This user has a key in the register already", where=str(folder / REGISTER),
            remedy=f"`screening keys revoke {holder.user}` ends it first.",
        )  # fmt: skip
    _write(folder, (*known, holder))


def revoke(folder: Path, user: str, at: datetime) -> Holder:
    """End a user's key at a moment, durably; BadInput if there is none to end."""
    known = holders(folder)
    current = next((each for each in known if each.user == user and each.until is None), None)
    if current is None:
        raise BadInput(
            f"{user!r} has no key to end", where=str(folder / REGISTER),
            remedy="`screening keys list` shows the register.",
        )  # fmt: skip
    ended = replace(current, until=at.astimezone(UTC).replace(microsecond=0))
    _write(folder, [ended if each is current else each for each in known])
    return ended


def _write(folder: Path, known: Sequence[Holder]) -> None:
    path = folder / REGISTER
    try:
        disk.make_folder(folder)
        disk.place(path, "".join(each.line for each in known).encode())
    except OSError as fault:
        raise disk.refusal("NOT SAVED: the register is as it was", path, fault) from fault


def _holder(line: str, path: Path, number: int) -> Holder:
    try:
        holder = _holder_of(line)
    except ValueError as fault:
        raise RecordError(
            "The register of keys was changed by another program", where=f"{path}, line {number}",
            why="The line is not as `screening keys` writes it",
            remedy="Put back a sound copy, and use `screening keys` only.",
        ) from fault  # fmt: skip
    return holder


def _holder_of(line: str) -> Holder:
    """The holder that a line names; ValueError for any line that this program does not write."""
    found = _LINE.fullmatch(line.rstrip("\n"))
    role = _ROLES.get(found["purposes"]) if found else None
    if found is None or role is None:
        raise ValueError("it is no line of a register")
    until = _moment(found["until"]) if found["until"] else None
    public, since = key_of(found["key"]), _moment(found["since"])
    holder = Holder(found["user"], found["name"], role, public, since, until)
    if holder.line != line:
        raise ValueError("it is written otherwise")
    return holder


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
