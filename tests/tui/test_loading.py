"""What the first frame waits for: textual and plain values, nothing that a session needs."""

import json
import subprocess
import sys

HEAVY = ("pydantic", "transitions", "jinja2", "assistant.session", "assistant.criteria",
         "assistant.dialogs", "assistant.audit", "assistant.reports")  # fmt: skip
MODULES = "import json, sys; print(json.dumps(sorted(sys.modules)))"
FRAME = """
import json, sys
from pathlib import Path
from assistant.tui.app import ScreeningApp
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Launch
from assistant.tui.screens.chat import ChatScreen

async def note(self):
    seen.extend(sys.modules)
    self.app.exit()

seen = []
ChatScreen._open = note  # what comes first after the first frame
given = Launch(Path("nowhere"), mode="new", subject="SEIN-1", user="ada", language="en")
ScreeningApp(given, FolderDesk(given.folder)).run(headless=True)
print(json.dumps(seen))
"""


def loaded_by(code: str) -> set[str]:
    """Return the modules that stand once some code has run."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout)
    return set(names)


def test_importing_the_application_loads_nothing_heavy() -> None:
    loaded = loaded_by(f"import assistant.tui.app\n{MODULES}")
    assert "textual.app" in loaded
    assert loaded & set(HEAVY) == set()


def test_the_first_frame_stands_before_anything_heavy_is_loaded() -> None:
    loaded = loaded_by(FRAME)
    assert "assistant.tui.screens.chat" in loaded
    assert loaded & set(HEAVY) == set()
