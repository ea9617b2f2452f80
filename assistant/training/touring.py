"""The guided tour: in the first case, keys and ideas are told where they are first of use."""

import tomllib
from functools import cache
from pathlib import Path

from assistant.training.cases import Case

FIRST = "01"
_FOLDER = Path(__file__).parent / "tour"


def tour_at(case: Case, moment: str, language: str) -> str:
    """Return what the tour says at a moment ("opened", or a fact as it is asked), or ""."""
    return _steps(language).get(moment, "") if case.number == FIRST else ""


@cache
def _steps(language: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
