"""A program in a real pseudo-terminal, watched from outside for when which bytes appear."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from time import perf_counter
from types import TracebackType
from typing import Self

ROWS, COLUMNS = 30, 100
# The same in every run; the seed because the order of sets changes what is done.
_KNOWN = {
    "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
}  # fmt: skip


class Terminal:
    """Starts a program on entering, and ends it on leaving; seconds count from the start."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._seen = b""

    def __enter__(self) -> Self:
        self._start = perf_counter()
        self._process, self._descriptor = pty.fork()
        if not self._process:
            os.execve(self._command[0], self._command, {**os.environ, **_KNOWN})  # noqa: S606
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        os.close(self._descriptor)

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._descriptor, text.encode())

    def until(self, text: str, patience: float = 20.0) -> float:
        """Return when a text first stood in the output; TimeoutError if it never does."""
        while text.encode() not in self._seen:
            left = self._start + patience - perf_counter()
            if left <= 0 or not select.select([self._descriptor], [], [], left)[0]:
                raise TimeoutError(f"{text!r} did not appear; last seen: {self._seen[-500:]!r}")
            self._seen += self._read()
        return perf_counter() - self._start

    def taken(self, keys: str, text: str) -> float:
        """Return how many seconds after some keys a text stands in the output."""
        self._seen = b""
        start = perf_counter()
        self.type(keys)
        self.until(text, start - self._start + 20.0)
        return perf_counter() - start

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 1 << 16)
        except OSError as error:  # how Linux tells that the program has ended
            raise EOFError(f"the program ended; last seen: {self._seen[-500:]!r}") from error
