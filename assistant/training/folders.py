"""Where practice is kept: a folder of its own beside the real records, and the room's words."""

from pathlib import Path

from assistant.audit.layout import PRACTICE

ROOM = Path(__file__).parent


def practice_folder(records: Path) -> Path:
    """Return the folder of practice records that belongs to a folder of real ones."""
    return records / PRACTICE
