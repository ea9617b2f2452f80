"""What may reach a terminal, over every character there is."""

import pytest

from assistant.text import file_stem, is_forbidden, visible


def test_what_is_shown_unchanged_holds_nothing_forbidden() -> None:
    printable = [c for c in map(chr, range(0x110000)) if c.isprintable()]
    assert visible("".join(printable)) == "".join(printable)
    assert not any(map(is_forbidden, printable))
    assert all(visible(c) == c for c in "aé²µ×≤»\u00a0\u202f")


@pytest.mark.parametrize("forged", ["../../../up", "/up", "a\x00b", "\x1b[2J", "x" * 300, "", "."])
def test_a_forged_subject_names_no_file(forged: str) -> None:
    assert file_stem(forged, "f4b0e7e8") == "f4b0e7e8"
    assert file_stem("SEIN-0042", "f4b0e7e8") == "SEIN-0042-f4b0e7e8"
