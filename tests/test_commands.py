"""The page of commands and the README: every command and option of the parser, and no other."""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import command

from assistant.cli.parser import parser

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
EVERYWHERE = {"-h", "--transcripts"}  # said once, at the head of the page


def subparsers(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = (each for each in of._actions if isinstance(each, argparse._SubParsersAction))
    return {name: one for action in found for name, one in action.choices.items()}


def options(of: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the options of a command and of the commands below it, each by its first name."""
    for action in of._actions:
        yield from action.option_strings[:1]
    for below in subparsers(of).values():
        yield from options(below)


def rows(text: str) -> str:
    """Return the command cells of a page's tables."""
    cells = re.findall(r"^\| (`screening.*?) \| ", text.replace(r"\|", "¦"), re.MULTILINE)
    return "\n".join(cells)


@pytest.mark.parametrize("name", subparsers(parser()))
def test_the_page_tells_of_every_command(name: str) -> None:
    assert re.search(rf"`screening {name}\b", rows(PAGE))


@pytest.mark.parametrize(("name", "one"), subparsers(parser()).items())
def test_the_page_tells_of_every_option(name: str, one: argparse.ArgumentParser) -> None:
    told = "\n".join(re.findall(rf"`screening {name}\b[^`]*`", rows(PAGE)))
    missing = {each for each in options(one) if each not in told} - EVERYWHERE
    assert missing == set()


@pytest.mark.parametrize("text", [PAGE, README], ids=["commands.md", "README.md"])
def test_no_page_tells_of_a_command_that_does_not_exist(text: str) -> None:
    told = set(re.findall(r"`screening ([a-z]+)", text))
    assert told <= set(subparsers(parser()))


def test_the_example_of_the_readme_ends_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = re.search(
        r"\$ echo '(.*)' > facts\.json\n    \$ screening (assess facts\.json);", README
    )
    assert written
    monkeypatch.chdir(tmp_path)
    Path("facts.json").write_text(written[1], "utf-8")
    assert json.loads(written[1])["age"] == 17
    assert command(*written[2].split()).assert_clean().code == 10
