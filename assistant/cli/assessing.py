"""`screening assess`: facts from a file or from standard input, results on standard output."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from assistant.cli.complaints import complain
from assistant.errors import BadInput
from assistant.session.cohort import LARGEST_LINE, Assessor
from assistant.session.decisions import decided
from assistant.session.protocols import chosen

_PIPE = "Standard input"
CODES = {"eligible": 0, "not_eligible": 10, "undetermined": 11}


def assess(arguments: argparse.Namespace) -> int:
    """Assess one object of facts, or one a line."""
    protocol = chosen(arguments.protocol)
    if arguments.decisions:
        where = arguments.decisions
        protocol = decided(protocol, text_of(Path(where)), where)
    assessor, name = Assessor(protocol), arguments.facts
    if name == "-":
        return _assess_lines(assessor, sys.stdin.buffer, _PIPE, arguments.format)
    if name.endswith(".jsonl"):
        with _opened(Path(name)) as stream:
            return _assess_lines(assessor, stream, name, arguments.format)
    if not name.endswith(".json"):
        raise BadInput(
            f"{name!r} is neither .json nor .jsonl",
            remedy="Name the file so: one object in .json, one object a line in .jsonl",
        )  # fmt: skip
    results = assessor.report(text_of(Path(name)), name)
    as_json = arguments.format == "json"
    sys.stdout.write(_json(results) if as_json else f"{assessor.text(results)}\n")
    return CODES[results["verdict"]]


def _assess_lines(assessor: Assessor, stream: IO[bytes], name: str, format_: str | None) -> int:
    """Assess one object a line; a faulty line is answered with its error, and the rest goes on."""
    code, number = 0, 0
    for number, line in enumerate(_lines(stream), 1):
        where = f"{name}, line {number}"
        try:
            results = assessor.report(_decoded(line, where), where)
        except BadInput as error:
            code = complain(str(error))
            found = {"error": str(error)}
            sys.stdout.write(f"error: {error}\n" if format_ == "text" else _json(found))
        else:
            as_text = format_ == "text"
            sys.stdout.write(f"{assessor.line(results)}\n" if as_text else _json(results))
    if not number:
        code = _none(name)
    return code


def _none(name: str) -> int:
    """Say that there was no line: a mistake in a file, and nothing to do at the end of a pipe."""
    code = complain(
        f"{name}: holds no line. Nothing was assessed. Write one object of facts a line."
    )
    return 0 if name == _PIPE else code


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield each line without its end; a line longer than any object of facts is cut short."""
    while line := stream.readline(LARGEST_LINE + 1):
        if len(line) > LARGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LARGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield line.rstrip(b"\r\n")


def _decoded(line: bytes, where: str) -> str:
    """Return a line's text, or refuse it."""
    if len(line) > LARGEST_LINE:
        raise BadInput(
            f"is longer than {LARGEST_LINE} bytes", where=where,
            why="No object of facts is", remedy="Write one object of facts a line",
        )  # fmt: skip
    if not line.strip():
        raise BadInput("is empty", where=where, remedy="Write one object of facts a line")
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"byte {error.start + 1} is not UTF-8", where=where, remedy="Save the file as UTF-8"
        ) from error


def text_of(path: Path) -> str:
    """Return the text of a small file.

    Raises BadInput if it cannot be read, is too large, empty, or not UTF-8.
    """
    with _opened(path) as stream:
        try:
            data = stream.read(LARGEST_LINE + 1)
        except OSError as error:
            raise _unreadable(path, error) from error
    return _decoded(data, str(path))


def _opened(path: Path) -> IO[bytes]:
    """Return an open file, or say why it cannot be opened."""
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> BadInput:
    why = error.strerror if isinstance(error, OSError) else "It is no file name"
    return BadInput("cannot be read", where=str(path), why=why or "", remedy="Check the path")


def _json(results: object) -> str:
    """Return results as one line of JSON, in plain ASCII: readable wherever it is sent."""
    return json.dumps(results, ensure_ascii=True) + "\n"
