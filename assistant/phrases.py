"""The product's own words, in each language: one TOML file a room, never a sentence in the code.

A phrase that speaks of a number of things is a table, `{ one = "…", many = "…" }`, and is told by
the value `count`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from assistant import __version__, shelf

LANGUAGES = ("en", "fr")
_ONE = {"en": (1,), "fr": (0, 1)}  # the numbers that take the singular


class Phrases:
    """The phrases of one room in one language; a phrase's key is its path, "refused.number"."""

    def __init__(self, tables: Mapping[str, Any], language: str) -> None:
        self._tables = tables
        self._one = _ONE[language]

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase with its values filled in; KeyError if there is none."""
        text = self._found(key)
        if isinstance(text, dict):
            text = text["one" if values["count"] in self._one else "many"]
        assert isinstance(text, str), key
        return text.format(**values)

    def table(self, key: str) -> dict[str, Any]:
        """Return a table of phrases."""
        found = self._found(key)
        assert isinstance(found, dict), key
        return found

    def _found(self, key: str) -> Any:
        found: Any = self._tables
        for step in key.split("."):
            found = found[step]
        return found


@cache
def phrases(room: Path, language: str) -> Phrases:
    """Return a room's phrases, from the file `phrases/LANGUAGE.toml` in its folder.

    Once read, they are found faster as long as that file's size and time are the same.
    """
    file = room / "phrases" / f"{language}.toml"
    state = file.stat()
    key = f"{__version__} {file} {state.st_size} {state.st_mtime_ns}"
    name = f"{room.name}-{language}"
    tables = shelf.find(name, key)
    if tables is None:
        import tomllib

        tables = tomllib.loads(file.read_text("utf-8"))
        shelf.keep(name, key, tables)
    return Phrases(tables, language)
