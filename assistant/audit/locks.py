"""One writer per screening: the lock is the system's, so it ends with the process that held it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.audit import disk
from assistant.audit.layout import lock_name
from assistant.errors import Busy


@contextmanager
def held(folder: Path, screening: str) -> Iterator[None]:
    """Hold a screening for writing; Busy at once if another process does, OSError if none can."""
    from filelock import FileLock, Timeout  # costs 20 ms, which only a writer should pay

    path = folder / lock_name(screening)
    lock = FileLock(
        path, timeout=0, mode=disk.FILE_MODE, thread_local=False, fallback_to_soft=False
    )
    try:
        lock.acquire()
    except Timeout as fault:
        if not path.exists():  # a folder in which nothing can be made looks like contention
            raise FileNotFoundError(2, "No file can be made there") from fault
        raise Busy(
            "This screening is open in another window or on another computer",
            where=str(path),
            why="Only one can write it at a time",
            remedy="Finish or close it there, then resume it here.",
        ) from fault
    try:
        yield
    finally:
        lock.release()
