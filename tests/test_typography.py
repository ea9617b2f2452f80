"""French as it is printed: one kind of apostrophe, and marks that never part from their words."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant
from assistant.reports.columns import laid_out
from assistant.reports.escaping import html
from assistant.text import NO_BREAK, held

HERE = Path(assistant.__file__).parent
FILES = [*HERE.rglob("fr.toml"), *(HERE / "training" / "cases").glob("*.toml")]
# A mark that is not set apart, a quotation that is not, and what is set apart once it is shown.
ASTRAY = re.compile(r"[^\s«(][;:!?»](?=[\s.,)]|$)|«(?! )|[\u00a0\u202f]")


def texts(table: Mapping[str, Any], key: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its key, but for what is only understood, never shown."""
    for name, value in table.items():
        if isinstance(value, dict) and name not in ("words", "said", "replies"):
            yield from texts(value, f"{key}.{name}")
        elif isinstance(value, str):
            yield f"{key}.{name}", value


def french(path: Path) -> Iterator[tuple[str, str]]:
    tables = tomllib.loads(path.read_text("utf-8"))
    yield from texts(tables["fr"] if path.parent.name == "cases" else tables)


def test_one_kind_of_apostrophe_and_plain_spaces_in_every_text_of_french() -> None:
    said = [(path.name, *each) for path in FILES for each in french(path)]
    assert len(said) > 2000
    assert [each for each in said if "’" in each[2]] == []
    astray = [each for each in said if ASTRAY.search(each[2])]
    # The colon that a page sets after a label is a text of its own, which begins with its space.
    assert [key for _, key, _ in astray] == [".labels.colon"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Combien ? Dites « oui ».", "Combien_? Dites «_oui_»."),
        ("Motif : faux ; 90 % (ou 5 %), non !", "Motif_: faux_; 90_% (ou 5_%), non_!"),
        ("12:30, a:b, a :x, %20", "12:30, a:b, a :x, %20"),
        (" : ; « »", "_:_; «_»"),
        ("> 10 cm, ≤ 2,5; a > b; <5", ">_10 cm, ≤_2,5; a > b; <5"),
    ],
)
def test_a_mark_that_is_set_apart_is_held_to_its_word(text: str, shown: str) -> None:
    assert held(text) == shown.replace("_", NO_BREAK)
    assert html(text).unescape() == shown.replace("_", NO_BREAK)


@given(st.lists(st.sampled_from(["mot", "« mot »", "mot ;", "mot :", "12 %", "quoi ?"])))
def test_nothing_but_a_space_is_changed_and_no_line_begins_with_a_mark(words: list[str]) -> None:
    text = " ".join(words)
    assert held(text).replace(NO_BREAK, " ") == text
    assert held(held(text)) == held(text)
    lines = laid_out(text, width=12).split("\n")
    assert not any(line.startswith(tuple("?!:;»%")) or line.endswith("«") for line in lines)
