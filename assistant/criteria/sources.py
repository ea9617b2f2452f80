"""A protocol's files as bytes, not yet understood: the only place in `criteria` that reads them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import ProtocolError

FILE = "protocol.toml"
PACKAGED = Path(__file__).parent / "protocols"
DEFAULT = PACKAGED / "stereo_sein"
_LARGEST = 1 << 20


def folder_named(named: Path | None) -> Path:
    """Return the folder of a protocol: as given, or one that is packaged under this name."""
    if named is None:
        return DEFAULT
    packaged = PACKAGED / named
    return packaged if len(named.parts) == 1 and not named.is_dir() and packaged.is_dir() else named


def digest(files: Mapping[str, bytes]) -> str:
    """Return the hash that stands for a protocol: what `sha256sum FILES | sha256sum` prints.

    The files are taken in the order of their names.
    """
    lines = (
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all that a protocol in a folder can be made from, by file name.

    Raises ProtocolError saying why a file cannot be read.
    """
    return {path.name: bytes_of(path) for path in sorted(folder.glob("*.toml"))}


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes.

    Raises ProtocolError saying why they cannot be had.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProtocolError(
            "cannot be read", where=str(path), why=error.strerror or str(error),
            remedy="Give the folder that holds protocol.toml and its words",
        ) from error  # fmt: skip
    if len(data) > _LARGEST:
        raise ProtocolError(
            f"is {len(data)} bytes long", where=str(path),
            why="No protocol file is longer than 1 MiB", remedy="Check that it is the right file",
        )  # fmt: skip
    return data
