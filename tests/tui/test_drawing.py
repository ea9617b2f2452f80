"""Lines of text: as wide as there is room, and nothing lost but the space at a break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.text import NO_BREAK, visible
from assistant.tui.drawing import Piece, breadth, fitted, plain, spread, wrapped

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
WIDTHS = st.integers(2, 30)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("one two three", 9, ["one two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a bcdefgh i", 4, ["a", "bcde", "fgh", "i"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("  indented", 20, ["  indented"]),
        ("日本語", 4, ["日本", "語"]),
        ("é" * 4, 3, ["ééé", "é"]),
        ("Combien ?", 7, ["Combien", f"{NO_BREAK}?"]),
        ("Est-ce vrai ?", 9, ["Est-ce", f"vrai{NO_BREAK}?"]),
        ("le « oui »", 8, ["le", f"«{NO_BREAK}oui{NO_BREAK}»"]),
        ("x\x1b[2J", 20, ["x<U+001B>[2J"]),
    ],
)
def test_a_text_is_broken_at_spaces(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(TEXTS, WIDTHS)
def test_no_line_is_too_wide(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrapped(text, width))


@given(TEXTS, WIDTHS)
def test_nothing_is_lost_but_spaces(text: str, width: int) -> None:
    shown = "".join(visible(line) for line in text.split("\n"))
    assert _dense("".join(wrapped(text, width))) == _dense(shown)


def _dense(text: str) -> str:
    return text.replace(" ", "").replace(NO_BREAK, "")


@given(TEXTS, WIDTHS)
def test_what_is_cut_says_so(text: str, width: int) -> None:
    cut = fitted(text, width)
    assert cell_len(cut) <= width
    assert cut == visible(text) or cut.endswith("…")


@pytest.mark.parametrize(
    ("width", "line"), [(9, "left rest"), (8, "left    "), (12, "left    rest"), (3, "left")]
)
def test_two_parts_stand_at_the_two_ends(width: int, line: str) -> None:
    assert plain(spread((Piece("left"),), (Piece("rest"),), width)) == line


def test_cells_are_counted_not_characters() -> None:
    assert breadth((Piece("日本"), Piece("e\u0301"))) == 5
