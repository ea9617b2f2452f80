"""Many records examined at once, on every processor that this program may use.

Invariant: what is found, and its order, is the same however many of them there are.
"""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from assistant.audit.tracing import Trace
from assistant.audit.verifying import Replay, examined

MANY = 256  # records: with fewer, other processes would cost more than they save
_AT_A_TIME = 8  # records handed to a process, so that stopping it takes a moment only


def traces(paths: Sequence[Path], replay: Replay | None) -> Iterator[Trace]:
    """The trace of each record, in order; a replay must be what another process can be given."""
    done = 0
    if len(paths) >= MANY and _processors() > 1:
        for trace in _shared_out(paths, replay):
            yield trace
            done += 1
    for path in paths[done:]:
        yield examined(path, replay)


def _shared_out(paths: Sequence[Path], replay: Replay | None) -> Iterator[Trace]:
    """The traces that other processes make, as far as the system lets them."""
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # 15 ms, for few folders

    with suppress(BrokenExecutor, OSError, NotImplementedError):  # no more processes to be had
        pool = ProcessPoolExecutor(_processors(), initializer=_ignore_interrupts)
        try:
            yield from pool.map(partial(examined, replay=replay), paths, chunksize=_AT_A_TIME)
        finally:
            pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that was asked to verify, which then stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    """How many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):  # not everywhere
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
