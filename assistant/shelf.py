"""What was worked out once, kept as bytecode is: beside the code, and never needed.

Invariant: what is found was kept under the very key it is asked for, and not damaged since. The key
says what it was made from; whoever asks makes it anew when nothing is found.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

SHELF = Path(__spec__.cached or __file__).parent  # __pycache__, or what stands in for it


def find(name: str, key: str, shelf: Path = SHELF) -> Any:
    """Return the plain value that was kept under a name and a key, or None."""
    try:
        head, _, body = (shelf / f"{name}.json").read_bytes().partition(b"\n")
    except OSError:
        return None
    return json.loads(body) if head == _seal(key, body) else None


def keep(name: str, key: str, value: object, shelf: Path = SHELF) -> None:
    """Keep a plain value, whole or not at all; where nothing can be kept, it is done without."""
    place = shelf / f"{name}.json"
    body = json.dumps(value).encode()
    part = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        shelf.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_seal(key, body) + b"\n" + body)
        part.replace(place)


def _seal(key: str, body: bytes) -> bytes:
    return f"{key} {crc32(body):08x}".encode()
