"""What a person reads of an error: sentences, whoever wrote their parts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.sentences import slips

import assistant
from assistant.errors import AssistantError, Busy

SOURCES = sorted(Path(assistant.__file__).parent.rglob("*.py"))
# What carries the remedy of an error on its way, by the place of that argument.
CARRIERS = {"faults.add": 3, "remarks.add": 3, "slips.add": 3, "Mistyped": 1, "Found": 2,
            "_refused": 2, "_given": 2, "_faulty": 1}  # fmt: skip
NOT_ERRORS = ("say", "run")


def parts() -> Iterator[tuple[str, str]]:
    """Every literal of the sources that begins a sentence of an error, with its place."""
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                for node in sentences_of(call):
                    for text in beginnings(node):
                        yield f"{path.name}:{node.lineno}", text


def sentences_of(call: ast.Call) -> list[ast.expr]:
    name = ast.unparse(call.func)
    given = {each.arg: each.value for each in call.keywords}
    if name in NOT_ERRORS:
        return []
    found = [value for key, value in given.items() if key in ("why", "remedy")]
    is_error = isinstance(getattr(assistant.errors, name, None), type)
    if is_error and "where" not in given:
        found += call.args[:1]
    place = CARRIERS.get(name, len(call.args))
    return [*found, *call.args[place : place + 1]]


def beginnings(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            yield text
        case ast.IfExp():
            yield from beginnings(node.body)
            yield from beginnings(node.orelse)
        case ast.BinOp():
            yield from beginnings(node.left)


def test_every_sentence_of_an_error_is_written_with_its_capital() -> None:
    found = dict(parts())
    assert len(found) > 150  # most errors name a reason or a remedy
    assert {place: text for place, text in found.items() if text[0].islower()} == {}


def test_a_part_gets_the_full_stop_that_it_lacks() -> None:
    error = AssistantError("is not JSON", where="a.json", why="Where is it?", remedy="Write one.")
    assert str(error) == "a.json: is not JSON. Where is it? Write one."
    assert str(Busy("No", remedy="Wait")) == "No. Wait."


@pytest.mark.parametrize(
    "text",
    ["a.json: is bad. mend it.", "is bad.", "A is bad", "A is bad..", "A? b is bad.", "A?."],
)
def test_what_is_no_sentence_is_found(text: str) -> None:
    assert slips(text)


@pytest.mark.parametrize(
    "text",
    ["a.json: is bad. Mend it.", "age: is bad. `screening list` shows it. --user ID says who.",
     "'x' is bad. 28 are left. her2_ihc is asked."],
)  # fmt: skip
def test_what_is_sentences_passes(text: str) -> None:
    assert slips(text) == []
