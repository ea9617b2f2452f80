"""Bytes that have reached the disk.

Invariant: when a function here returns, what it wrote survives a power cut; nothing follows a link.
"""

import errno
import fcntl
import os
import stat
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path

from assistant.errors import RecordError
from assistant.text import counted

FOLDER_MODE = 0o700
FILE_MODE = 0o600
OTHERS = 0o077  # what a group and the world may do
_REMEDIES = {
    errno.ENOSPC: "Free some space on this disk, then continue.",
    errno.EDQUOT: "Free some of your quota on this disk, then continue.",
    errno.EROFS: "This disk is read-only: choose another folder with --transcripts.",
    errno.EACCES: "Ask for the right to write there, or choose another folder with --transcripts.",
    errno.EPERM: "Ask for the right to write there, or choose another folder with --transcripts.",
    errno.ELOOP: "A record is never a symbolic link: put the file itself there.",
    errno.ENOTDIR: "A file stands where a folder should: choose another folder with --transcripts.",
    errno.EEXIST: "Something of that name is there already: choose another folder or id.",
    errno.EIO: "The disk may be failing: copy the folder to another disk before you go on.",
}


def refusal(what: str, path: Path, fault: OSError) -> RecordError:
    """The error that a person sees when the system refused something."""
    remedy = _REMEDIES.get(fault.errno or 0, "Check that disk, or use another (--transcripts).")
    return RecordError(what, where=str(path), why=fault.strerror or str(fault), remedy=remedy)


def sync(descriptor: int) -> None:
    """Make a file's bytes durable, once; a failed sync must never be tried again (OSError)."""
    full = getattr(fcntl, "F_FULLFSYNC", None)  # macOS: fsync alone stops at the drive's cache
    if full is None:
        os.fsync(descriptor)
    else:
        fcntl.fcntl(descriptor, full)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, with its parents; one that exists is left be."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=FOLDER_MODE, exist_ok=True)
        sync_folder(place.parent)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "It is not a folder")


def open_plain(path: Path, flags: int) -> int:
    """A descriptor on a plain file; OSError for a link, a folder, a pipe or a device."""
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK, FILE_MODE)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, "It is not a plain file")


def is_named(descriptor: int, path: Path) -> bool:
    """Whether an open file is still the one that has its name; OSError if nothing has."""
    return os.path.samestat(os.fstat(descriptor), path.lstat())


def is_there(path: Path) -> bool:
    """Whether anything has this name; OSError if the disk does not tell."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def contents(descriptor: int) -> bytes:
    """Every byte of an open file."""
    with os.fdopen(descriptor, "rb", closefd=False) as stream:
        stream.seek(0)
        return stream.read()


def read_file(path: Path) -> bytes:
    """Every byte of a plain file."""
    with open_stream(path) as stream:
        return stream.read()


def open_stream(path: Path) -> BufferedReader:
    """A plain file to read from its beginning."""
    return os.fdopen(open_plain(path, os.O_RDONLY), "rb")


def write(descriptor: int, content: bytes) -> None:
    """Write in one call and make it durable; OSError if a single byte is missing."""
    written = os.write(descriptor, content)
    if written != len(content):
        raise OSError(errno.ENOSPC, f"It took only {written} of {counted(len(content), 'byte')}")
    sync(descriptor)


def write_file(path: Path, content: bytes) -> None:
    """Write a file anew, over whatever an interrupted attempt left there."""
    descriptor = open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        write(descriptor, content)
    finally:
        os.close(descriptor)


def place(path: Path, content: bytes) -> None:
    """Make a file appear whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    write_file(part, content)
    part.rename(path)
    sync_folder(path.parent)


def names(folder: Path) -> Sequence[str]:
    """The names in a folder, in order."""
    return sorted(place.name for place in folder.iterdir())
