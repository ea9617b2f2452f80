"""The line of a key, whatever stands before it: long texts, comments, tables in tables."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.criteria.lines import line_of
from assistant.criteria.sources import PACKAGED

TEXT = '''\
# [facts] is no table here

[protocol]
topics = [
  "one",  # ]
  "two",
]

[[facts]]
id = "age"
unit = "years"

[[facts]]
help = """
id = "not this"
[facts]
"""
id = 'sex'
options = [{ id = "female" },
           { id = "male" }]

[facts.words]
"odd key" = 1

[[rules]]
test = """
age > 18
and heigth < 3
"""
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("protocol", 3),
        ("protocol.topics", 4),
        ("protocol.topics.two", 6),
        ("protocol.languages", 3),
        ("facts.age", 10),
        ("facts.age.unit", 11),
        ("facts.age.hard", 10),
        ("facts.0.unit", 9),
        ("facts.sex", 18),
        ("facts.sex.help", 14),
        ("facts.sex.options.male", 20),
        ("facts.sex.words.odd key", 23),
        ("facts.weight", 9),
        ("rules.0.test", 26),
        ("advisories.x", 0),
        ("", 0),
    ],
)
def test_the_line_of_a_key(key: str, line: int) -> None:
    assert line_of(TEXT, key) == line


def test_a_value_of_several_lines_is_searched_for_what_the_cause_names() -> None:
    assert line_of(TEXT, "rules.0.test", "unknown name heigth") == 28
    assert line_of(TEXT, "rules.0.test", "'age > 18' is wrong") == 27
    assert line_of(TEXT, "rules.0.test", "it can never be true") == 26


FILES = sorted(path for path in PACKAGED.rglob("*.toml"))


def keys(table: object, key: str = "") -> Iterator[str]:
    """Every key of a file, an entry of an array of tables by its id."""
    if isinstance(table, dict):
        for name, value in table.items():
            yield f"{key}.{name}".lstrip(".")
            yield from keys(value, f"{key}.{name}".lstrip("."))
    if isinstance(table, list):
        for entry in table:
            if isinstance(entry, dict) and "id" in entry and "." not in key:
                yield from keys(entry, f"{key}.{entry['id']}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_key_of_the_packaged_files_is_on_its_line(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = text.split("\n")
    found = 0
    for key in keys(tomllib.loads(text)):
        name = key.rpartition(".")[2]
        assert name in lines[line_of(text, key) - 1], key
        found += 1
    assert found > 30
