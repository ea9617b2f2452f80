"""How a text enters each format: whatever it holds, it can only ever be read, never obeyed.

Control characters and marks that reorder text are made visible everywhere.
"""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from assistant.reports import columns
from assistant.text import held, is_forbidden, visible

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
# What makes a list, a rule or a definition only where a line, or a list's item, begins.
_MARKDOWN_START = re.compile(r"^(?:(?P<digits>\d+)(?P<end>[.)])(?= |$)|(?P<sign>[-+=]|:(?= )))")
# Addresses that renderers turn into links by themselves: "www.x", "x.org", "https://x", "//x".
_ADDRESS = re.compile(r"\.(?=[^\W\d_])|(?<=[^\W\d_]):(?=\S)|/(?=/)")
# An e-mail address cannot be kept from linking by a backslash; a joiner of no width can.
_WORD_JOINER = "\u2060"


def html(text: str) -> Markup:
    """Return a text for HTML, in an element or in a quoted attribute."""
    return escape(held(visible(text)))


def markdown(text: str) -> Markup:
    """Return a text for Markdown: no emphasis, link, image, heading, list, table, HTML or break."""
    one_line = re.sub(" +", " ", visible(text)).strip()
    safe = _MARKDOWN.sub(_backslashed, one_line)
    safe = _MARKDOWN_START.sub(
        lambda found: f"{found['digits'] or ''}\\{found['end'] or found['sign']}", safe
    )
    safe = _ADDRESS.sub(_backslashed, safe)
    return Markup(safe.replace("@", f"@{_WORD_JOINER}"))  # noqa: S704 - escaped just above


def _backslashed(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def plain(text: str) -> Markup:
    """Return a text for a terminal or a file."""
    return Markup(visible(text))  # noqa: S704 - plain text has no markup to escape


def json(text: str) -> str:
    """Return JSON with every character that a terminal could obey written as its code."""
    forbidden = {each for each in set(text) if is_forbidden(each)} - {"\n"}
    return text.translate({ord(each): f"\\u{ord(each):04x}" for each in forbidden})


def css_string(text: str) -> Markup:
    """Return a quoted CSS string: every character but letters and digits as its code."""
    codes = (
        each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}"
        for each in visible(text)
    )
    return Markup(f'"{"".join(codes)}"')  # noqa: S704 - nothing but letters, digits and codes


def laid_out(text: str, first: str = "", rest: str | None = None) -> Markup:
    """Return a text in lines of 80 columns, `first` before the first, `rest` before the others."""
    lines = columns.laid_out(visible(text), first, first if rest is None else rest)
    return Markup(lines)  # noqa: S704 - plain text has no markup to escape


def beside(text: str, label: str) -> Markup:
    """Return a text beside its label, in lines of 80 columns."""
    return Markup(columns.beside(visible(text), visible(label)))  # noqa: S704 - plain text


def underlined(text: str, line: str) -> Markup:
    """Return a heading and the line below it."""
    return Markup(columns.underlined(visible(text), line))  # noqa: S704 - plain text


SPEAKERS: dict[str, Callable[[str], Markup]] = {"html": html, "md": markdown, "txt": plain}
FILTERS: dict[str, Callable[..., Markup]] = {
    "css_string": css_string,
    "columns": laid_out,
    "beside": beside,
    "underlined": underlined,
}
