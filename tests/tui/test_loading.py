"""What is waited for: textual and plain values for the first frame, the record for a question."""

import json
import subprocess
import sys
from pathlib import Path

# The first frame stands before any of these is loaded.
HEAVY = ("pydantic", "transitions", "jinja2", "assistant.session", "assistant.criteria",
         "assistant.dialogs", "assistant.audit", "assistant.reports")  # fmt: skip

# What the first question waits for beside textual, the interface and the record. Another name here
# makes every start slower: load it where a reply needs it instead.
FOR_A_QUESTION = {
    "argparse", "assistant", "assistant.criteria", "assistant.criteria.sources",
    "assistant.errors", "assistant.phrases", "assistant.session", "assistant.session.beginning",
    "assistant.session.conversation", "assistant.session.opening", "assistant.session.pages",
    "assistant.shelf", "assistant.text", "filelock", "gc", "getpass", "gettext", "hashlib", "hmac",
    "secrets",
}  # fmt: skip
FREE = ("assistant.audit", "assistant.cli", "assistant.tui", "encodings", "rich")

MODULES = "import json, sys; print(json.dumps(sorted(sys.modules)))"
LEAST = """
import json, sys
from benchmarks.minimal_app import MinimalApp

def note(self):
    seen.extend(sys.modules)
    self.exit()

seen = []
MinimalApp.on_ready = note
MinimalApp().run(headless=True)
print(json.dumps(seen))
"""
OURS = """
import json, sys
from assistant.cli import main
from assistant.tui.app import ScreeningApp
from assistant.tui.screens.chat import ChatScreen
from textual.app import App

def note(self):
    seen.extend(sys.modules)
    self.app.exit()

seen = []
ChatScreen.{event} = note
ScreeningApp.run = lambda self: App.run(self, headless=True)
sys.stdin.isatty = sys.stdout.isatty = lambda: True
main(["new", "--subject", "SEIN-1", "--user", "ada", "--transcripts", {folder!r}])
print(json.dumps(seen))
"""


def loaded_by(code: str) -> set[str]:
    """Return the modules that stand once some code has run, or those that it lists itself."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(names)


def loaded_before(event: str, folder: Path) -> set[str]:
    """Return the modules that a start of the command loads before the chat comes so far."""
    return loaded_by(OURS.format(event=event, folder=str(folder)))


def test_importing_the_application_loads_nothing_heavy() -> None:
    loaded = loaded_by(f"import assistant.tui.app\n{MODULES}")
    assert "textual.app" in loaded
    assert loaded & set(HEAVY) == set()


def test_the_first_frame_stands_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    loaded = loaded_before("on_show", tmp_path)
    assert "assistant.tui.screens.chat" in loaded
    assert loaded & set(HEAVY) == set()


def test_the_first_question_stands_before_any_protocol_is_read(tmp_path: Path) -> None:
    first = loaded_before("_settle", tmp_path)  # it may have had to make the page
    loaded = loaded_before("_settle", tmp_path)
    assert loaded <= first
    more = {name for name in loaded - loaded_by(LEAST) if not name.startswith(("_", *FREE))}
    tops = {name if name.startswith("assistant") else name.split(".")[0] for name in more}
    assert tops <= FOR_A_QUESTION
    assert {"assistant.session.pages", "filelock"} <= tops
    assert len(list(tmp_path.glob("*-*.jsonl"))) == 2
