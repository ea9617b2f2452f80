"""What the form remembers from one screening to the next: who screens, where and how; never whom.

What is read is checked like what is typed: a file that anything else has written changes nothing.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from assistant.errors import AssistantError
from assistant.text import LARGEST, identifier
from assistant.tui.launch import CHOICES, Details

TYPED = {"user": "user id", "site": "site id"}


class Memory:
    """A file that holds the last choices of the form."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self) -> dict[str, str]:
        """Return what is remembered and still may be given: nothing if there is no such file."""
        with suppress(OSError, ValueError, RecursionError):
            if self._path.stat().st_size <= LARGEST:
                found = json.loads(self._path.read_bytes())
                return _checked(found) if isinstance(found, dict) else {}
        return {}

    def keep(self, details: Details) -> None:
        """Remember all but the participant; where nothing can be written, nothing is remembered."""
        kept = {name: getattr(details, name) for name in (*TYPED, *CHOICES)}
        part = self._path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(kept), "utf-8")
            part.replace(self._path)


def own_memory() -> Memory:
    """Return the memory in the person's own folder of settings."""
    from platformdirs import user_config_path

    return Memory(user_config_path("stereo-screening") / "form.json")


def _checked(found: Mapping[str, object]) -> dict[str, str]:
    """Return those of some values that the form would accept."""
    kept: dict[str, str] = {}
    for name, known in CHOICES.items():
        value = found.get(name)
        if isinstance(value, str) and value in known:
            kept[name] = value
    for name, what in TYPED.items():
        value = found.get(name)
        if isinstance(value, str):
            with suppress(AssistantError):
                kept[name] = identifier(value, what)
    return kept
