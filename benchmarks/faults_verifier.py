"""Whether any check of verification is idle: each is taken out in turn, and some test must fail.

A mutant (see mutants.py) is imported in place of its module by a process of its own, in which the
tests of the record run until one fails. What no test notices is listed, unless equivalents.toml
says why none could: then the program with the mutant does what it does without.
MODULES in the environment names some of the modules only, JOBS how many run at once.
"""

import contextlib
import io
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from benchmarks.mutants import Mutant, mutants

ROOT = Path(__file__).parent.parent
_REPLAYED = "session/test_replaying session/test_revising session/test_rescreening"
# What verifies, and the tests that answer for it: the closest first, since a run ends at the first
# failure. (How work is shared out among processes is tested in others, which see no mutant.)
MODULES: Mapping[str, str] = {
    "audit.verifying": "audit/test_verifying audit/test_recovery",
    "audit.tracing": "audit/test_verifying audit/test_recovery session/test_correcting",
    "audit.grammar": "audit/test_verifying audit/test_format audit/test_recovery",
    "audit.expecting": "audit/test_expecting audit/test_verifying",
    "audit.folders": (
        "audit/test_folders audit/test_verifying audit/test_segments session/test_signing"
    ),
    "audit.book": "audit/test_folders audit/test_segments",
    "audit.belongings": "audit/test_belongings audit/test_verifying audit/test_folders",
    "audit.tree": "audit/test_tree",
    "audit.checkpoint": "audit/test_checkpoint audit/test_folders",
    "audit.vouching": "audit/test_folders session/test_signing session/test_correcting",
    "audit.sshsig": "audit/test_sshsig",
    "audit.register": "audit/test_sshsig",
    "audit.sealing": "session/test_signing cli/test_amending test_export session/test_correcting",
    "audit.statements": "session/test_signing test_export",
    "session.replaying": _REPLAYED,
    "session.grounds": f"{_REPLAYED} session/test_policy",
}
EQUIVALENT = tomllib.loads(Path(__file__).with_name("equivalents.toml").read_text("utf-8"))
JOBS = int(os.environ.get("JOBS", os.cpu_count() or 1))
LIMIT = 60  # seconds of the processor; whoever takes longer is caught by not ending
CAUGHT, UNNOTICED = 1, 0


class Found(NamedTuple):
    """What became of a mutant."""

    mutant: Mutant
    is_caught: bool


class Spoilt(SourceFileLoader):
    """Gives a mutant for the source of a module; no bytecode is kept of it."""

    def __init__(self, module: str, path: Path, source: str) -> None:
        super().__init__(module, str(path))
        self._source = source

    def get_data(self, path: str | bytes) -> bytes:
        """Return the mutant's source."""
        if path != self.path:
            raise FileNotFoundError(path)
        return self._source.encode()

    def set_data(self, path: str, data: object, *, _mode: int = 0) -> None:
        """Keep nothing."""

    def find_spec(
        self, fullname: str, path: object, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the mutant's place if it is the module asked for."""
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=self)


def begun(module: str, path: Path, source: str) -> int:
    """Return the process, forked for it, in which the tests run with this source of a module."""
    child = os.fork()
    if child == 0:
        os._exit(_tested(module, path, source))
    return child


def _tested(module: str, path: Path, source: str) -> int:
    """Run the tests with a mutant, in silence, and return CAUGHT or UNNOTICED."""
    import signal

    import pytest

    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    sys.meta_path.insert(0, Spoilt(f"assistant.{module}", path, source))
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    options = ["-x", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        names = MODULES[module].split()
        code = pytest.main([*options, *(str(ROOT / "tests" / f"{each}.py") for each in names)])
    return CAUGHT if code else UNNOTICED


def judged(module: str) -> Iterator[Found]:
    """Yield what becomes of every mutant of a module, as it is known."""
    path = ROOT / "assistant" / f"{module.replace('.', '/')}.py"
    waiting = list(mutants(path.read_text("utf-8")))
    running: dict[int, Mutant] = {}
    while waiting or running:
        while waiting and len(running) < JOBS:
            mutant = waiting.pop(0)
            running[begun(module, path, mutant.source)] = mutant
        child, status = os.wait()
        yield Found(running.pop(child), os.waitstatus_to_exitcode(status) != UNNOTICED)


def counted(module: str) -> Counter[str]:
    """Print what no test noticed of a module, and return how many there are of each kind."""
    counts: Counter[str] = Counter()
    for mutant, is_caught in judged(module):
        is_excused = f"{module}: {mutant.name}" in EQUIVALENT
        kind = "noticed" if is_caught else "of no effect" if is_excused else "unnoticed"
        counts[kind] += 1
        if kind == "unnoticed":
            print(f"UNNOTICED {module}, line {mutant.line}: {mutant.name}", flush=True)
    print(f"{module:<20} {_told(counts)}", flush=True)
    return counts


def _told(counts: Counter[str]) -> str:
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in ("noticed", "of no effect", "unnoticed"))
    return f"{counts.total()} checks taken out in turn: {kinds}"


def main() -> int:
    """Print what no test noticed, and return the exit code: 1 if there is any without a reason."""
    # What no mutant is of is loaded once; nothing of the program itself may be.
    import cryptography.hazmat.primitives.asymmetric.ed25519  # noqa: F401
    import jinja2  # noqa: F401
    import pydantic  # noqa: F401
    import pytest  # noqa: F401

    modules = os.environ.get("MODULES", " ".join(MODULES)).split()
    total = sum(map(counted, modules), Counter[str]())
    print(_told(total))
    return int(total["unnoticed"] > 0)


if __name__ == "__main__":
    sys.exit(main())
