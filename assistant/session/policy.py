"""What a site demands before a screening is completed: a file of its own, checked at each use."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from assistant.audit.events import Json
from assistant.audit.layout import POLICY
from assistant.errors import BadInput
from assistant.session.shapes import items, mapping

ALL, DECIDING = "all", "deciding"
_EXAMPLE = 'Write for example: [source_documents] facts = "deciding"'


class Policy(NamedTuple):
    """Which answers must name their source document: ALL, DECIDING, or these facts."""

    facts: str | tuple[str, ...] = ()

    def data(self) -> dict[str, Json]:
        """Return what the record says of it where a screening is completed; {} if it is none."""
        facts = self.facts if isinstance(self.facts, str) else list(self.facts)
        return {"policy": {"source_documents": facts}} if facts else {}


def policy_of(data: Json) -> Policy:
    """Return the policy that a record names."""
    facts = mapping(data)["source_documents"]
    return Policy(facts if isinstance(facts, str) else tuple(map(str, items(facts))))


def policy_for(folder: Path, file: Path | None, facts: Mapping[str, object]) -> Policy:
    """Return the policy of a file, else of the one in a folder of records, else none at all.

    Raises BadInput naming what is wrong in the file, and the remedy.
    """
    path = file or folder / POLICY
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        if file is None:
            return Policy()
        raise _faulty(path, "There is no such file") from error
    except OSError as error:
        raise _faulty(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise _faulty(path, str(error)) from error
    return _checked(path, found, facts)


def _checked(path: Path, found: Mapping[str, object], known: Mapping[str, object]) -> Policy:
    """Return what a policy file demands, or refuse it: a slip must not demand nothing."""
    section = found.get("source_documents")
    if found.keys() != {"source_documents"} or not isinstance(section, Mapping):
        raise _faulty(path, "It has one section, [source_documents]")
    if section.keys() != {"facts"}:
        raise _faulty(path, "[source_documents] has one key, `facts`")
    match section["facts"]:
        case "all" | "deciding" as every:
            return Policy(every)
        case [*facts] if all(isinstance(fact, str) and fact in known for fact in facts):
            return Policy(tuple(map(str, facts)))
    raise _faulty(path, '`facts` is "deciding", "all", or a list of facts of the protocol')


def _faulty(path: Path, why: str) -> BadInput:
    return BadInput("The policy cannot be used", where=str(path), why=why, remedy=_EXAMPLE)
