"""Who loads what, seen at run time: the static contracts cannot see an import made by name."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

SCREEN = "textual"
MACHINE = "transitions"
TEMPLATES = "jinja2"
MODELS = "pydantic"
ALL = {SCREEN, MACHINE, TEMPLATES, MODELS}
CRITERIA, DIALOGS, AUDIT, REPORTS, SESSION, CONSOLE, TUI = (
    f"assistant.{room}"
    for room in ("criteria", "dialogs", "audit", "reports", "session", "console", "tui")
)

LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"
EVERY_MODULE_OF = """
import importlib, pkgutil
room = importlib.import_module({name!r})
for module in pkgutil.walk_packages(getattr(room, "__path__", []), {name!r} + "."):
    importlib.import_module(module.name)
"""
VERSION = """
import contextlib, io
from assistant.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["--version"])
"""


def loaded_by(code: str) -> set[str]:
    """Return every library, and every room of the assistant, that `code` brings in."""
    command = [sys.executable, "-c", f"{code}\n{LOADED}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout)
    return {".".join(name.split(".")[: depth + 1]) for name in names for depth in range(2)}


@pytest.mark.parametrize(
    ("room", "foreign"),
    [
        ("assistant.errors", ALL),
        ("assistant.text", ALL),
        ("assistant.shelf", ALL),
        (CRITERIA, {SCREEN, MACHINE, TEMPLATES, DIALOGS, AUDIT, REPORTS, SESSION}),
        (AUDIT, {SCREEN, MACHINE, TEMPLATES, CRITERIA, DIALOGS, REPORTS, SESSION}),
        (DIALOGS, {SCREEN, TEMPLATES, AUDIT, REPORTS, SESSION}),
        (REPORTS, {SCREEN, MACHINE, SESSION}),
        (SESSION, {SCREEN, TEMPLATES, CONSOLE, TUI}),
        (CONSOLE, {SCREEN, TEMPLATES, TUI}),
    ],
)
def test_a_whole_room_loads_nothing_from_above(room: str, foreign: set[str]) -> None:
    assert foreign & loaded_by(EVERY_MODULE_OF.format(name=room)) == set()


@pytest.mark.parametrize("code", ["import assistant.cli", VERSION], ids=["import", "--version"])
def test_the_command_alone_pays_for_no_library(code: str) -> None:
    loaded = loaded_by(code)
    assert "assistant.cli" in loaded
    assert ALL & loaded == set()


def test_the_guard_sees_a_library_where_it_belongs() -> None:
    assert SCREEN in loaded_by(EVERY_MODULE_OF.format(name=TUI))
