"""What may reach a terminal, over every character there is."""

from assistant.text import is_forbidden, visible


def test_what_is_shown_unchanged_holds_nothing_forbidden() -> None:
    printable = [c for c in map(chr, range(0x110000)) if c.isprintable()]
    assert visible("".join(printable)) == "".join(printable)
    assert not any(map(is_forbidden, printable))
    assert all(visible(c) == c for c in "aé²µ×≤»\u00a0\u202f")
