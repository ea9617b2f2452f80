"""Where records lie when a place holds several sites: each site in a folder of its own."""

from collections.abc import Iterable
from pathlib import Path

from assistant.audit.layout import LEDGER, PRACTICE, PROTOCOLS, screening_of
from assistant.errors import BadInput


def record_folders(places: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders of records that some places stand for, each once.

    A folder of records stands for itself; a folder of sites for each folder in it. Raises BadInput
    for what is no folder, or cannot be looked into.
    """
    found = [folder for place in places for folder in _folders(place)]
    return tuple({folder.resolve(): folder for folder in found}.values())


def _folders(place: Path) -> list[Path]:
    """Return the folders of records that one place stands for."""
    try:
        held = sorted(place.iterdir())
        sites = [each for each in held if each.is_dir() and not _is_no_site(each.name)]
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "It is no name of a folder"
        raise BadInput(
            "is not a folder of records", where=str(place), why=why or "",
            remedy="Name a folder of records, or one that holds a folder for each site",
        ) from error  # fmt: skip
    is_of_records = any(
        each.name in (PROTOCOLS, LEDGER) or screening_of(each.name) for each in held
    )
    return sites if sites and not is_of_records else [place]


def _is_no_site(name: str) -> bool:
    """Return whether a folder is not a site's: hidden, or of practice."""
    return name.startswith(".") or name == PRACTICE
