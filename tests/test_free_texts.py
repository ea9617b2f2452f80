"""Free text entered for real in every field that takes one: what shows it shows it as text."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.command import command
from support.hostile import PAYLOADS
from support.pages import Page, page_read, structure
from support.protocols import tiny
from support.troubled import Troubled

from assistant.criteria.evaluation import Verdict
from assistant.criteria.model import StudyProtocol
from assistant.criteria.words import Words
from assistant.dialogs.map import drawn
from assistant.dialogs.map_svg import svg
from assistant.reports.reading_copy import reading_copy
from assistant.session.protocols import packaged
from assistant.text import is_forbidden, visible
from assistant.training.certificate import certificate_of
from assistant.training.progress import Progress
from assistant.training.scoring import Sheet

# The name in a signature is a text of at most 80 characters; each of these is, and none needs more.
HOSTILE = (
    "</style></td><script>alert(1)</script><img src=x onerror=a()>\" on='a()'{{7*191}}",
    "# [l](javascript:a()) ![i](//e.org/x) **b** `c` <b>b</b> www.e.org | {% if x %}",
)
HARMLESS = "harmless"
TEXTS = pytest.mark.parametrize("text", HOSTILE, ids=["page", "markdown"])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Troubled]:
    """A folder of records with each of the texts."""
    place = tmp_path_factory.mktemp("free")
    texts = (HARMLESS, *HOSTILE)
    return {text: Troubled(place / str(number), text) for number, text in enumerate(texts)}


def joined(text: str) -> str:
    """A text without its blanks: pages and reports break lines where they have to."""
    return "".join(text.split())


@cache  # what is harmless is held against each of the others
def asked(troubled: Troubled, *words: str) -> str:
    """What a command shows of the folder."""
    done = command(*words, "--transcripts", troubled.folder)
    assert done.code in (0, 1), done.err  # a folder without a checkpoint kept elsewhere warns
    shown = done.out.replace("\r\n", "\n")
    assert not [each for each in shown if is_forbidden(each) and each != "\n"]
    assert "1337" not in shown
    return shown


def rules(text: str) -> list[str]:
    """The lines that underline headings."""
    return [line for line in text.splitlines() if line and set(line) <= {"=", "-"}]


@pytest.mark.parametrize(("text", "language"), [(HOSTILE[0], "en"), (HOSTILE[1], "fr")])
def test_a_page_is_made_of_the_same_elements(
    folders: dict[str, Troubled], text: str, language: str
) -> None:
    troubled, harmless = folders[text], folders[HARMLESS]
    read, plain = (
        Page(asked(each, "summary", each.id, "--format", "html", "--lang", language))
        for each in (troubled, harmless)
    )
    assert read.elements == plain.elements
    assert read.attributes == plain.attributes
    # decided by and where, the source, the refusal, the note, the reason, the name, the addendum,
    # the second source, the comparison, and three times in a query; most of them in the history too
    assert joined(read.text).count(joined(text)) == joined(plain.text).count(HARMLESS) >= 12


@TEXTS
def test_markdown_is_made_of_the_same_parts(folders: dict[str, Troubled], text: str) -> None:
    pages = [
        asked(each, "summary", each.id, "--format", "md")
        for each in (folders[text], folders[HARMLESS])
    ]
    assert structure(pages[0]) == structure(pages[1])


@TEXTS
def test_the_report_that_was_signed_holds_the_texts_as_they_are(
    folders: dict[str, Troubled], text: str
) -> None:
    troubled, harmless = folders[text], folders[HARMLESS]
    signed, plain = (
        (each.folder / f"{each.id}.report-1").read_bytes().decode() for each in (troubled, harmless)
    )
    assert not [each for each in signed if is_forbidden(each) and each != "\n"]
    assert joined(signed).count(joined(text)) == joined(plain).count(HARMLESS) >= 5
    assert rules(signed) == rules(plain)
    lines = troubled.to_sign.splitlines()
    assert f"name: {text}" in lines
    assert len(lines) == len(harmless.to_sign.splitlines())


@TEXTS
def test_every_command_shows_the_texts_and_nothing_more(
    folders: dict[str, Troubled], text: str
) -> None:
    troubled, harmless = folders[text], folders[HARMLESS]
    for words, count in (
        (("history", "ID"), 9), (("query", "ID"), 3), (("decide",), 1), (("keys", "list"), 1),
        (("summary", "ID"), 12), (("show", "ID"), 4),
    ):  # fmt: skip
        shown, plain = (
            asked(each, *(each.id if word == "ID" else word for word in words))
            for each in (troubled, harmless)
        )
        assert joined(shown).count(joined(text)) == joined(plain).count(HARMLESS) >= count, words
        assert rules(shown) == rules(plain), words
    assert asked(troubled, "redact", troubled.id).count(text[:30]) >= 9
    assert asked(troubled, "verify").count("FAILED") == 0
    told = json.loads(asked(troubled, "history", troubled.id, "--format", "json"))
    assert text in [row["text"] for each in told["history"] for row in each["details"]]


def test_the_copy_that_is_handed_over_holds_pages_of_the_same_elements(
    folders: dict[str, Troubled], tmp_path: Path
) -> None:
    pages = []
    for each in (folders[HOSTILE[0]], folders[HARMLESS]):
        target = tmp_path / each.id
        assert command("export", target, "--transcripts", each.folder).code == 0
        (page,) = target.glob("summaries/SEIN-1-*.html")
        (told,) = target.glob("summaries/SEIN-1-*.txt")
        pages.append(Page(page.read_text("utf-8")))
        assert joined(told.read_text("utf-8")).count(joined(each.text)) >= 12
    assert pages[0].elements == pages[1].elements
    assert pages[0].attributes == pages[1].attributes


# ---------------------------------------------------------------- what no person types in a record


@cache
def certificate(trainee: str) -> str:
    """The certificate of a trainee; a record that was forged may have any text for a name."""
    sheet = Sheet(
        case="01", screening="0b6f1c1e", is_exam=False, user=trainee, protocol="stereo_sein",
        version="1", sha256=packaged().source.sha256, at=datetime(2026, 11, 21, tzinfo=UTC),
        concluded=True, stopped=False, verdict=Verdict.ELIGIBLE, deciding=(),
        right_verdict=Verdict.ELIGIBLE, right_deciding=(), marks=(),
    )  # fmt: skip
    return certificate_of(Progress(user=trainee, sheets=(sheet,)), "fr", sheet.at)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_certificate_is_made_of_the_same_elements(payload: str) -> None:
    text = certificate(payload)
    page, plain = Page(text), page_read(certificate(HARMLESS))
    assert (page.elements, page.attributes) == (plain.elements, plain.attributes)
    assert page.text.count(" ".join(visible(payload).split())) >= 4  # title, heading, text, list
    assert not [each for each in text if is_forbidden(each) and each != "\n"]


@cache
def drawings(text: str) -> tuple[str, str, str, str]:
    """The reading copy as a page and in Markdown, and the map, of a protocol of one text."""
    protocol = worded(text)
    topics = dict.fromkeys(protocol.topics, text)
    html, copy = reading_copy(protocol, "en", "html"), reading_copy(protocol, "en")
    return html, copy, svg(topics, "en"), drawn(topics, "en")


def tags(picture: str) -> list[str]:
    return [each.tag for each in ET.fromstring(picture).iter()]  # noqa: S314 - made here


def worded(text: str) -> StudyProtocol:
    """The made-up protocol, all of its words one text."""

    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: told(each) for key, each in value.items()}
        return text

    words = tiny().words_in("en")
    changed = Words.model_validate({**told(words.model_dump()), "language": "en", "name": "en"})
    return tiny().model_copy(update={"words": (changed,)})


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_the_words_of_a_protocol_are_read_and_never_obeyed(payload: str) -> None:
    html, copy, picture, told = drawings(payload)
    page, its = Page(html), page_read(drawings(HARMLESS)[0])
    assert (page.elements, page.attributes) == (its.elements, its.attributes)
    assert structure(copy) == structure(drawings(HARMLESS)[1])
    assert tags(picture) == tags(drawings(HARMLESS)[2])
    assert visible(payload) in told
    for shown in (html, copy, picture, told):
        assert not [each for each in shown if is_forbidden(each) and each != "\n"]
