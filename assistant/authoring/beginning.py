"""A new protocol to write in: small, sound, commented, with scenarios that notice every change."""

import re
from pathlib import Path

from assistant.authoring.schemas import KINDS, file_name, schema_of
from assistant.criteria.sources import FILE
from assistant.errors import BadInput

SKELETON = Path(__file__).parent / "skeleton"
_ID = "my_trial"


def begin(folder: Path) -> list[Path]:
    """Write a new protocol into a folder of its own, named after it; return its files.

    Raises BadInput if something is there already, or nothing can be written there.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise BadInput("is not empty", where=str(folder), remedy="Name a folder of its own")
        for source in sorted(SKELETON.rglob("*.toml")):
            place = folder / source.relative_to(SKELETON)
            place.parent.mkdir(exist_ok=True)
            text = source.read_text("utf-8")
            if place.name == FILE:
                text = text.replace(f'"{_ID}"', f'"{_id_of(folder)}"', 1)
            written.append(_written(place, text))
        schemas = (_written(folder / file_name(kind), schema_of(kind)) for kind in KINDS)
        written.extend(schemas)
    except OSError as error:
        raise BadInput(
            "cannot be written", where=str(folder), why=error.strerror or "",
            remedy="Name a folder that you can write to",
        ) from error  # fmt: skip
    return written


def _written(place: Path, text: str) -> Path:
    place.write_text(text, "utf-8")
    return place


def _id_of(folder: Path) -> str:
    """Return an id made of a folder's name, or the skeleton's own."""
    return re.sub(r"[^a-z0-9]+", "_", folder.resolve().name.lower()).strip("_") or _ID
