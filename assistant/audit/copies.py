"""The protocol versions that records were made under, kept beside them for as long as they are.

Invariant: a copy, once there, is complete and never changes.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from assistant.audit import disk
from assistant.audit.layout import PROTOCOLS

_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_hash(name: str) -> bool:
    """Whether a name is a SHA-256 in lower-case hex, as that of a kept copy is."""
    return _SHA256.fullmatch(name) is not None


def kept(folder: Path, sha256: str) -> Path | None:
    """The folder that holds a protocol's files by their hash, or None if no copy is kept."""
    place = _place(folder, sha256)
    try:
        return place if place.is_dir() else None
    except OSError as fault:
        raise disk.refusal("The copy of the protocol cannot be read", place, fault) from fault


def keep(folder: Path, sha256: str, files: Mapping[str, bytes]) -> Path:
    """Keep a protocol's files, by name, durably and all or none; a copy already there stays."""
    place = _place(folder, sha256)
    if kept(folder, sha256) is None:
        try:
            _write(place, files)
        except OSError as fault:
            raise disk.refusal("No copy of the protocol could be kept", place, fault) from fault
    return place


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    disk.make_folder(place.parent)
    draft = Path(tempfile.mkdtemp(prefix=".", dir=place.parent))
    try:
        for name, content in files.items():
            disk.write_file(draft / name, content)
        disk.sync_folder(draft)
        _move(draft, place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    disk.sync_folder(place.parent)


def _move(draft: Path, place: Path) -> None:
    try:
        draft.rename(place)
    except OSError:
        if not place.is_dir():  # another process was first, which is as good
            raise


def _place(folder: Path, sha256: str) -> Path:
    if not is_hash(sha256):
        raise ValueError(f"{sha256!r} is not a SHA-256 in lower-case hex")
    return folder / PROTOCOLS / sha256
