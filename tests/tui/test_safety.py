"""Text from anyone is shown as text: no markup, no control character, and no paste that shrinks."""

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import LARGE, SMALL, Desktop, run
from textual.events import Paste

from assistant.session.conversation import Message, Tone
from assistant.text import LARGEST

MARKUP = ("[@click=app.quit]x[/]", "[/", "[b]bold[/b]", "trailing\\", "[link=file:///x]y[/link]")


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_any_message_is_shown_as_it_is(text: str) -> None:
    talk = FakeTalk([Message(tone=tone, text=f"{tone}:{text}") for tone in Tone])

    async def script(desktop: Desktop) -> None:
        assert [tone for tone in Tone if f"{tone}:{text}" not in desktop.text] == []

    run(make_app(talk), script, LARGE)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_typed_is_shown_as_it_is(text: str) -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.type(text)
        assert text in desktop.text
        await desktop.press("enter")
        assert text in desktop.text

    run(make_app(talk), script)
    assert talk.submitted == [text]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_subject_or_a_summary_is_shown_as_it_is(text: str) -> None:
    talk = FakeTalk(subject=text[:18])
    talk.summary = lambda format_="txt": text  # type: ignore[method-assign]

    async def script(desktop: Desktop) -> None:
        assert text[:18] in desktop.rows[0]
        await desktop.press("f9")
        assert text in desktop.text

    run(make_app(talk), script)


def test_control_characters_in_any_message_are_spelt_out() -> None:
    controls = "\x1b\x9b\x07\u202e\t\r\x00\x7f"
    shown = "<U+001B><U+009B><U+0007><U+202E><U+0009><U+000D><U+0000><U+007F>"
    talk = FakeTalk([Message(tone=tone, text=f"{tone}:{controls}") for tone in Tone])

    async def script(desktop: Desktop) -> None:
        assert [tone for tone in Tone if f"{tone}:{shown}" not in desktop.text] == []
        assert not set(controls) & set("".join(desktop.rows))

    run(make_app(talk), script, (240, 48))


async def pasted(desktop: Desktop, text: str) -> None:
    desktop.box.post_message(Paste(text))
    await desktop.settle()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28 mg/L", "28 mg/L"),
        ("28 mg/L\n", "28 mg/L"),
        ("seen\tby phone", "seen by phone"),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_one_pasted_line_is_put_in(text: str, value: str) -> None:
    async def script(desktop: Desktop) -> None:
        await pasted(desktop, text)
        assert desktop.box.value == value
        assert "pasted lines" not in desktop.text

    run(make_app(FakeTalk()), script)


@pytest.mark.parametrize(
    "text", ["one\ntwo\nthree", "one\r\ntwo\r\n\r\nthree\r\n", "one\ntwo\rthree"]
)
def test_several_pasted_lines_are_joined_and_it_is_said(text: str) -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.type("note ")
        await pasted(desktop, text)
        assert desktop.box.value == "note one two three"
        assert talk.submitted == []
        assert "3 pasted lines stand on one line now" in desktop.text
        await desktop.type("!")
        assert "pasted lines" not in desktop.text

    run(make_app(talk), script)


def test_a_paste_replaces_what_is_selected() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.type("28 mg")
        desktop.box.select_all()
        await pasted(desktop, "3 cm")
        assert desktop.box.value == "3 cm"

    run(make_app(FakeTalk()), script)


def test_what_was_copied_here_is_pasted_in_the_same_way() -> None:
    async def script(desktop: Desktop) -> None:
        desktop.app._clipboard = "one\ntwo"
        await desktop.press("ctrl+v")
        assert desktop.box.value == "one two"

    run(make_app(FakeTalk()), script)


@pytest.mark.parametrize("character", ["\x1b", "\x00", "\u202e", "\x85"])
def test_a_paste_that_no_record_can_hold_is_refused(character: str) -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.type("28")
        await pasted(desktop, f"a{character}b")
        if character == "\x85":  # the one of them that ends a line
            assert desktop.box.value == "28a b"
        else:
            assert desktop.box.value == "28"
            assert f"Not pasted: the text holds U+{ord(character):04X}" in desktop.text

    run(make_app(FakeTalk()), script)


@pytest.mark.parametrize(("length", "fits"), [(LARGEST, True), (LARGEST + 1, False)])
def test_a_paste_is_as_long_as_a_reply_may_be(length: int, fits: bool) -> None:
    async def script(desktop: Desktop) -> None:
        await pasted(desktop, "x" * length)
        assert len(desktop.box.value) == (length if fits else 0)
        assert ("Not pasted: a reply has at most 8 KiB" in desktop.text) is not fits

    run(make_app(FakeTalk()), script, SMALL)
