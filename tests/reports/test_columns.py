"""Text in eighty columns."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.columns import WIDTH, beside, cells, laid_out, underlined

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=400)


def test_lines_are_filled_and_hang() -> None:
    assert laid_out("one two three four", "- ", "  ", width=10) == "- one two\n  three\n  four"


def test_a_line_may_be_full_to_the_last_column() -> None:
    assert laid_out("a" * 80) == "a" * 80
    assert laid_out("a" * 40 + " " + "b" * 39) == "a" * 40 + " " + "b" * 39
    assert laid_out("a" * 40 + " " + "b" * 40) == "a" * 40 + "\n" + "b" * 40


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert laid_out("a" * 81) == "a" * 80 + "\na"
    assert laid_out("abcdef", "- ", "  ", width=5) == "- abc\n  def"


def test_a_fixed_blank_does_not_break() -> None:
    assert laid_out("one two\u00a0three", width=8) == "one\ntwo\u00a0thre\ne"


def test_wide_characters_take_two_columns_and_marks_none() -> None:
    assert (cells("日本"), cells("e\u0301"), cells("\u2060")) == (4, 1, 0)
    assert laid_out("日本語", width=4) == "日本\n語"


@given(TEXT, st.sampled_from(["", "- ", "        - "]))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, first: str) -> None:
    laid = laid_out(text, first, " " * len(first))
    assert all(cells(line) <= WIDTH for line in laid.split("\n"))
    assert laid.replace(" ", "").replace("\n", "") == (first + text).replace(" ", "")


def test_a_text_stands_beside_its_label_or_below_a_long_one() -> None:
    assert beside("value", "Label:", at=8) == "Label:  value"
    assert beside("value", "Long label:", at=8) == "Long label:\n    value"


def test_a_heading_is_underlined_in_its_own_length() -> None:
    assert underlined("日本 x", "=") == "日本 x\n======"
    assert underlined("a" * 79 + " bb", "-").endswith("\nbb\n--")
