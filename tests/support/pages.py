"""Pages read back: what they are made of, and their text."""

from functools import cache
from html.parser import HTMLParser

from markdown_it import MarkdownIt  # textual shows Markdown through it, so it is always here

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": True})


class Page(HTMLParser):
    """A page read back: its elements with the names of their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", ()))


@cache  # a page of harmless texts is held against every other
def page_read(page: str) -> Page:
    """A page read back."""
    return Page(page)


@cache
def structure(page: str) -> list[str]:
    """What a Markdown page is made of, its texts left out."""
    kinds = []
    for token in MARKDOWN.parse(page):
        kinds.append(token.type)
        kinds += [child.type for child in token.children or [] if child.type != "text"]
    return kinds
