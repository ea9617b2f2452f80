"""To start a screening, only what that needs is described; what is said and done is the same."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator

import pytest
from support.sentences import slips

from assistant.cli.parser import parser

STARTS = [
    ["new"],
    ["new", "--subject", "SEIN-1", "--lang", "fr", "--transcripts", "records"],
    ["resume", "0b6f"],
]
FAULTS = [["new", "--lang", "de"], ["new", "list"], ["resume"], ["new", "--nothing"]]
ASKED = [["new", "--help"], ["resume", "-h"], ["--version"]]


@pytest.mark.parametrize("given", STARTS, ids=" ".join)
def test_a_start_is_read_as_by_the_whole_parser(given: list[str]) -> None:
    short, whole = (vars(each.parse_args(given)) for each in (parser(given[0]), parser()))
    assert short.pop("run") is not whole.pop("run")
    assert short == whole


@pytest.mark.parametrize("given", [*FAULTS, *ASKED], ids=" ".join)
def test_it_says_the_same(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ends = []
    for each in (parser(given[0]), parser()):
        with pytest.raises(SystemExit) as end:
            each.parse_args(given)
        ends.append((end.value.code, capsys.readouterr()))
    assert ends[0] == ends[1]
    assert any(ends[0][1])


@pytest.mark.parametrize(
    "given", [["list"], ["verify"], ["--help"], ["--transcripts", "x", "list"]]
)
def test_any_other_word_gets_the_whole_parser(given: list[str]) -> None:
    assert parser(given[0]).format_help() == parser().format_help()


def commands_of(described: ArgumentParser) -> Iterator[ArgumentParser]:
    """A parser, and that of every command below it."""
    yield described
    for action in described._actions:
        for below in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from commands_of(below)


def test_every_command_says_what_it_does_and_what_each_word_after_it_means() -> None:
    described = list(commands_of(parser()))
    assert len(described) >= 36  # the program, its commands, and what some of them do
    for each in described:
        assert slips(each.description or "") == [], each.prog
        for action in each._actions:
            if not isinstance(action, _SubParsersAction):
                assert action.help, (each.prog, action.dest)
    silent = [
        (each.prog, action.dest)
        for each in described
        for action in each._actions
        if "--role" in action.option_strings and f"else {action.default}" not in (action.help or "")
        if action.default is not None
    ]
    assert silent == []  # nobody signs or writes in a role that the help does not say
