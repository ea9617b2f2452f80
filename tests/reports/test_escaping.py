"""Whatever a text holds, it is read and never obeyed."""

import json as standard
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # textual shows Markdown through it, so it is always here
from markdown_it.token import Token
from support.hostile import PAYLOADS

from assistant.reports.escaping import css_string, html, json, markdown, plain
from assistant.text import is_forbidden, visible

T = TypeVar("T", bound=Callable[..., None])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
GITHUB = MarkdownIt("gfm-like", {"html": True, "linkify": True})
# Characters that Markdown itself may strip or fold at the ends of a line.
BLANKS = re.compile(r"\s+")


class Read(HTMLParser):
    """Reads a page back: its texts, and anything that is not text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.marked: list[object] = []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.marked.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.marked.append(tag)

    def handle_comment(self, data: str) -> None:
        self.marked.append(data)

    def handle_decl(self, decl: str) -> None:
        self.marked.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.marked.append(data)

    def handle_pi(self, data: str) -> None:
        self.marked.append(data)


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or []]


def squeezed(text: str) -> str:
    return BLANKS.sub(" ", text).strip()


def every_payload(test: T) -> T:
    for payload in PAYLOADS:
        test = example(payload)(test)
    return test


@every_payload
@given(TEXT)
def test_html_reads_back_as_the_very_text(text: str) -> None:
    page = Read(f"<p>{html(text)}</p>")
    assert page.text == visible(text)
    assert page.marked == [("p", []), "p"]


@every_payload
@given(TEXT)
def test_html_stays_inside_its_attribute(text: str) -> None:
    page = Read(f'<p title="{html(text)}">x</p>')
    assert page.marked == [("p", [("title", visible(text))]), "p"]


@every_payload
@given(TEXT)
def test_markdown_in_a_list_item_is_one_plain_text(text: str) -> None:
    tokens = GITHUB.parse(f"- {markdown(text)}\n")
    blocks = [token.type for token in tokens]
    assert blocks in (
        ["bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close",
         "list_item_close", "bullet_list_close"],
        ["bullet_list_open", "list_item_open", "list_item_close", "bullet_list_close"],
    )  # fmt: skip
    assert {token.type for token in inline(tokens)} <= {"text"}
    shown = "".join(token.content for token in inline(tokens)).replace("\u2060", "")
    assert squeezed(shown) == squeezed(visible(text).replace("\u2060", ""))


@every_payload
@given(TEXT)
def test_markdown_stays_inside_its_cell(text: str) -> None:
    table = f"| {markdown('a')} | b |\n| --- | --- |\n| {markdown(text)} | end |\n"
    tokens = GITHUB.parse(table)
    cells = [token.content for token in tokens if token.type == "inline"]
    assert len(cells) == 4
    assert cells[3] == "end"
    assert {token.type for token in inline(tokens)} <= {"text"}


@every_payload
@given(TEXT)
def test_markdown_stays_inside_bold(text: str) -> None:
    kinds = [token.type for token in inline(GITHUB.parse(f"x **a{markdown(text)}a** y"))]
    assert [kind for kind in kinds if kind != "text"] == ["strong_open", "strong_close"]


@every_payload
@given(TEXT)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    for escaped in (html(text), markdown(text), plain(text), css_string(text)):
        assert not any(is_forbidden(character) for character in escaped)


@every_payload
@given(TEXT)
def test_json_is_exact_and_safe_on_a_terminal(text: str) -> None:
    dumped = json(standard.dumps({"text": text}, ensure_ascii=False, indent=2))
    assert standard.loads(dumped) == {"text": text}
    assert not any(is_forbidden(each) for each in dumped.replace("\n", ""))


@every_payload
@given(TEXT)
def test_a_css_string_holds_only_letters_digits_and_codes(text: str) -> None:
    shown = css_string(text)
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', shown)
    codes = re.sub(r"\\([0-9a-f]{6})", lambda found: chr(int(found[1], 16)), shown[1:-1])
    assert codes == visible(text)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("28 mg/L = 2.8 mg/dL", "28 mg/L = 2.8 mg/dL"),
        ("I9a, E5b (yes)", "I9a, E5b (yes)"),
        ("*x* _y_ [z](u)", r"\*x\* \_y\_ \[z\](u)"),
        ("1. x", r"1\. x"),
        ("2.8 mg", "2.8 mg"),
        ("- x", r"\- x"),
        (":", ":"),
        ("a < b & c", r"a \< b \& c"),
        ("https://x.org", r"https\:\//x\.org"),
        ("a@b.org", "a@\u2060b\\.org"),
        ("a\nb", r"a\<U+000A\>b"),
    ],
)
def test_markdown_escapes_no_more_than_it_must(text: str, escaped: str) -> None:
    assert markdown(text) == escaped
