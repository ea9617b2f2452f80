"""`screening keys`: who may sign in a folder of records, and with which key."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.cli.places import records_folder
from assistant.errors import BadInput
from assistant.text import visible


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for with the register of a folder."""
    _DOING[arguments.what](arguments, records_folder(arguments))
    return 0


def passphrase(prompt: str) -> str:
    """Return a passphrase: unseen from a terminal, else the next line of standard input."""
    from assistant.text import clean

    if sys.stdin.isatty():
        from getpass import getpass

        return clean(getpass(prompt))
    return clean(sys.stdin.readline().rstrip("\r\n"))


def _create(arguments: argparse.Namespace, folder: Path) -> None:
    """Make a key on this machine, and enter it in the folder's register.

    A key that was ended there is set aside first.
    """
    from assistant.audit import keys
    from assistant.audit.register import holders
    from assistant.session.signing import keys_folder

    user, name = _who(arguments)
    first = passphrase(
        f"A passphrase for the key of {user}, of {keys.SHORTEST} characters or more: "
    )
    if passphrase("The same again: ") != first:
        raise BadInput("The two passphrases are not the same", remedy="Try again")
    old = keys.public_of(keys_folder(), user)
    was_ended = any(each.public == old and each.until for each in holders(folder))
    if was_ended and len(first) >= keys.SHORTEST:
        _print(f"The key that was ended is kept as {keys.set_aside(keys_folder(), user)}.")
    public = keys.create(keys_folder(), user, first)
    _enter(arguments, folder, user, name, public)


def _admit(arguments: argparse.Namespace, folder: Path) -> None:
    """Enter a key that is on this machine in the folder's register too."""
    from assistant.audit import keys
    from assistant.session.signing import keys_folder

    user, name = _who(arguments)
    public = keys.public_of(keys_folder(), user)
    if public is None:
        raise BadInput(
            f"there is no key of {user!r} on this machine", where=str(keys_folder()),
            remedy="`screening keys create` makes one",
        )  # fmt: skip
    _enter(arguments, folder, user, name, public)


def _enter(
    arguments: argparse.Namespace, folder: Path, user: str, name: str, public: bytes
) -> None:
    from assistant.audit.register import Holder, admit
    from assistant.audit.sshsig import fingerprint

    since = datetime.now(UTC).replace(microsecond=0)
    admit(folder, Holder(user, name, arguments.role, public, since))
    _print(
        f"{user} ({name}) may sign as {arguments.role} in {folder} from {since:%Y-%m-%d %H:%M} UTC."
    )
    _print(f"Key {fingerprint(public)}: have it noted on paper, beside the delegation log.")


def _list(_arguments: argparse.Namespace, folder: Path) -> None:
    """List the register, in order."""
    from assistant.audit.register import holders
    from assistant.audit.sshsig import fingerprint

    known = holders(folder)
    if not known:
        _print(f"Nobody may sign in {folder} yet. Make a key: screening keys create")
    for each in known:
        until = f"{each.until:%Y-%m-%d %H:%M}" if each.until else "now"
        period = f"{each.since:%Y-%m-%d %H:%M} – {until}"
        who = f"{each.user:<16}  {each.role:<12}  {period:<35}"
        _print(f"{who}  {fingerprint(each.public)}  {each.name}")


def _revoke(arguments: argparse.Namespace, folder: Path) -> None:
    """End a user's key from now on; what was signed before stays signed."""
    from assistant.audit.register import revoke

    if not arguments.user:
        raise BadInput("Whose key ends is not said", remedy="Name the user: --user ID")
    ended = revoke(folder, arguments.user, datetime.now(UTC))
    _print(f"The key of {ended.user} ({ended.name}) is good for nothing from now on.")


def _who(arguments: argparse.Namespace) -> tuple[str, str]:
    """Return the user's id and the name that a signature shows."""
    from assistant.session.opening import login_name
    from assistant.text import clean, first_forbidden, identifier

    user = identifier(arguments.user or login_name(), "user's id")
    name = clean(arguments.name or "")
    forbidden = first_forbidden(name)
    if not name or forbidden or len(name) > 80:
        raise BadInput(
            "a signature shows the name of who signs", where=user,
            why=f"The character {forbidden} cannot be shown" if forbidden else "",
            remedy='Give it as it stands in the delegation log: --name "Jeanne Leroy"',
        )  # fmt: skip
    return user, name


_DOING: Mapping[str, Callable[[argparse.Namespace, Path], None]] = {
    "create": _create,
    "admit": _admit,
    "list": _list,
    "revoke": _revoke,
}


def _print(line: str) -> None:
    sys.stdout.write(f"{visible(line)}\n")
