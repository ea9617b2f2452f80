"""A protocol's files as a `StudyProtocol`, or every fault of theirs."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from pydantic import ValidationError

from assistant import shelf
from assistant.criteria.base import Frozen
from assistant.criteria.building import build
from assistant.criteria.faults import Faults
from assistant.criteria.lint import lint
from assistant.criteria.model import Source, StudyProtocol
from assistant.criteria.references import check_references
from assistant.criteria.schema import ProtocolFile
from assistant.criteria.sources import DEFAULT, FILE, bytes_of, digest
from assistant.criteria.words import Words
from assistant.errors import ProtocolError

M = TypeVar("M", bound=Frozen)
_REMEDIES = {
    "string_type": "Write it in quotes: numbers are texts here, so that none is rounded",
    "missing": "Write it: the guide to protocol files lists what every file needs",
    "extra_forbidden": "Remove it, or correct its name: the guide to protocol files lists all keys",
}
Reading: TypeAlias = Callable[[bytes, str], dict[str, Any]]


def load(folder: Path = DEFAULT) -> StudyProtocol:
    """Return the protocol in a folder: protocol.toml, and a file of words for each language.

    Raises ProtocolError naming file, key, cause and remedy of every fault found.
    """
    read = _packaged if folder == DEFAULT else parsed
    definition = bytes_of(folder / FILE)
    file = _file(definition, read)
    names = [f"{language}.toml" for language in file.protocol.languages]
    files = {FILE: definition} | {name: bytes_of(folder / name) for name in names}
    return _built(file, files, read)


def loaded(files: Mapping[str, bytes]) -> StudyProtocol:
    """Return the protocol that these files' bytes hold, for instance a copy kept with a record.

    Raises ProtocolError as `load` does.
    """
    return _built(_file(files[FILE], parsed), files, parsed)


def _file(definition: bytes, read: Reading) -> ProtocolFile:
    """Return what the main file says, before any of it is understood."""
    return shaped(ProtocolFile, read(definition, FILE), FILE, definition)


def _built(file: ProtocolFile, files: Mapping[str, bytes], read: Reading) -> StudyProtocol:
    """Return the protocol of a file that has the right shape, and of its words."""
    faults = Faults(files)
    check_references(file, faults)
    faults.stop_if_any()
    words = tuple(_words(files, language, read) for language in file.protocol.languages)
    protocol = build(file, words, Source(files=tuple(sorted(files.items())), sha256=digest(files)))
    lint(protocol, faults)
    faults.stop_if_any()
    return protocol


def _words(files: Mapping[str, bytes], language: str, read: Reading) -> Words:
    """Return the words in one language."""
    name = f"{language}.toml"
    if name not in files:
        raise ProtocolError("is missing", where=name, remedy=f"Keep {name} beside {FILE}")
    words = shaped(Words, read(files[name], name), name, files[name])
    if words.language != language:
        faults = Faults(files)
        remedy = f"Write language = {language!r}, or name the file {words.language}.toml"
        faults.add(name, "language", f"says {words.language!r}", remedy)
        faults.stop_if_any()
    return words


def _packaged(data: bytes, name: str) -> dict[str, Any]:
    """Return the tables of a packaged file; reading it as TOML is half of loading it."""
    slot, key = f"packaged-{name}", sha256(data).hexdigest()
    tables: dict[str, Any] | None = shelf.find(slot, key)
    if tables is None:
        tables = json.loads(json.dumps(parsed(data, name), default=str))
        shelf.keep(slot, key, tables)
    return tables


def parsed(
    data: bytes, name: str, fraction: Callable[[str], float | str] = float
) -> dict[str, Any]:
    """Return the tables of a TOML file; `fraction` makes of a fraction's digits what is kept."""
    try:
        return tomllib.loads(data.decode(), parse_float=fraction)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProtocolError(
            f"byte {error.start} is not UTF-8", where=f"{name}, line {line}",
            remedy="Save the file as UTF-8",
        ) from error  # fmt: skip
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else data.count(b"\n") + 1  # else it is the end that is missed
        raise ProtocolError(
            f"is not TOML: {error}", where=f"{name}, line {line}",
            remedy="Mend the file at that place",
        ) from error  # fmt: skip


def shaped(model: type[M], tables: dict[str, Any], name: str, data: bytes) -> M:
    """Return the tables as a model, or every place where they do not fit it."""
    try:
        # The JSON mode is strict about types, yet reads arrays and names as TOML writes them.
        return model.model_validate_json(json.dumps(tables, default=str))
    except ValidationError as error:
        faults = Faults({name: data})
        for detail in error.errors(include_url=False):
            key = _key(tables, detail["loc"])
            remedy = _REMEDIES.get(detail["type"], "See the guide to protocol files, or correct it")
            faults.add(name, key, detail["msg"], remedy)
        faults.stop_if_any()
        raise


def _key(tables: Any, location: tuple[int | str, ...]) -> str:
    """Return a place in a file as its author knows it: criteria.I9a.test, not criteria.18.test."""
    parts: list[str] = []
    for step in location:
        try:
            tables = tables[step]
        except (KeyError, IndexError, TypeError):
            tables = None
        named = isinstance(step, int) and isinstance(tables, dict) and "id" in tables
        parts.append(str(tables["id"]) if named else str(step))
    return ".".join(parts)
