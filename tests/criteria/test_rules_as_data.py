"""Domain rules exist once, as data: no code names a criterion, a fact or a check of a trial."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.protocols import stereo

import assistant

CODE = Path(assistant.__file__).parent
CRITERION = re.compile(r"\b[IE]\d{1,2}[a-h]?\b")
# Ids that are words of their own; a text that is one of them need not be about the trial.
WORDS = {"age", "sex", "weight"}


def ids() -> set[str]:
    """Every id of the trial that could only mean what it means there."""
    protocol = stereo()
    named = set(protocol.fact)
    for section in (protocol.checks, protocol.advisories, protocol.dates):
        named |= {each.id for each in section}
    return named - WORDS


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Every text of a file of code, but for documentation, with its line."""
    previous = tokenize.INDENT
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_documentation = token.type == tokenize.STRING and previous in (
            tokenize.INDENT, tokenize.NEWLINE, tokenize.NL, tokenize.COMMENT, tokenize.ENCODING,
        )  # fmt: skip
        is_formatted = tokenize.tok_name[token.type] == "FSTRING_MIDDLE"  # from Python 3.12 on
        if is_formatted or (token.type == tokenize.STRING and not is_documentation):
            yield token.start[0], token.string
        previous = token.type


def offences(source: str) -> list[tuple[int, str]]:
    """The texts of a file of code that name something of the trial."""
    named = re.compile(rf"\b(?:{'|'.join(sorted(ids()))})\b")
    return [
        (line, text)
        for line, text in literals(source)
        if CRITERION.search(text) or named.search(text)
    ]


@pytest.mark.parametrize(
    "path", sorted(CODE.rglob("*.py")), ids=lambda path: str(path.relative_to(CODE))
)
def test_no_code_knows_the_trial(path: Path) -> None:
    assert offences(path.read_text("utf-8")) == []


def test_the_search_would_find_them() -> None:
    source = '''"""I9a and bilirubin may be spoken of here."""
STATUS = {"I9a": 1}
x = answers["bilirubin"]  # not the comment on hepatitis
y = f"E5b {x}"
z = "hormone_therapy_duration > 1"
word = "weight"
'''
    assert [line for line, _ in offences(source)] == [2, 3, 4, 5]
