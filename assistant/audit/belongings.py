"""What lies in a folder of records although nothing in it accounts for it.

Invariant: it is a warning, never a failure: a file that no event names takes nothing away from
those that are named, but nobody should take it for one of them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.audit import copies, disk, layout
from assistant.audit.tracing import Finding, Trace
from assistant.text import visible


def unaccounted(folder: Path, names: Sequence[str], traces: Sequence[Trace]) -> Iterator[Finding]:
    """What in a folder with these names is no part of it, as far as its sound records tell."""
    for name in names:
        if not layout.is_expected(name):
            yield _warning(f"{visible(name)} is not part of any record")
    named = {trace.path.stem: trace.files for trace in traces if not trace.has_failed}
    for name in names:
        screening = layout.screening_beside(name)
        if screening in named and name not in named[screening]:
            yield _warning(
                f"{name} is named by no event of its record: nobody signed or recovered it"
            )
    for name in _protocols(folder):
        if not copies.is_hash(name):
            place = f"{layout.PROTOCOLS}/{visible(name)}"
            yield _warning(f"{place} is no copy of a protocol, which has its hash for a name")


def _protocols(folder: Path) -> Sequence[str]:
    try:
        return disk.names(folder / layout.PROTOCOLS)
    except OSError:  # none is kept here; a record that needs one tells so when it is replayed
        return ()


def _warning(cause: str) -> Finding:
    return Finding("warning", None, cause)
