"""Summaries as pages: complete, safe whatever was typed, and never changed by their template."""

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from support.hostile import PAYLOADS
from support.pages import Page, page_read, structure
from support.report_materials import (
    BONE,
    LIVER,
    OPENED,
    SPINE,
    change,
    first,
    given,
    material,
    n,
    protocol,
    unfinished,
)

from assistant.criteria.answers import UnknownReason, unknown
from assistant.criteria.evaluation import Status, Verdict
from assistant.criteria.model import Decision, StudyProtocol
from assistant.errors import BadInput
from assistant.phrases import LANGUAGES
from assistant.reports import rendering
from assistant.reports.columns import cells
from assistant.reports.content import Summary
from assistant.reports.material import Document, Material, Query, Turn, Verified
from assistant.reports.rendering import FORMATS, Format, folder, render
from assistant.reports.summary import summarise
from assistant.text import is_forbidden, visible

PAGES: tuple[Format, ...] = ("html", "md", "txt")
MATERIALS: Mapping[str, Material] = {
    "eligible": material(BONE),
    "dated": material(SPINE),
    "failed": material({**LIVER, "bilirubin": "310 mg/L"}),
    "contested": material({**BONE, "er_percent": "5 %", "pr_percent": n("5")}),
    "unknown": material({**BONE, "liver_metastases": unknown(UnknownReason.PENDING)}),
    "stopped": material({"histology_confirmed": False}, stopped=True),
    "suspended": unfinished(first(9, BONE)),
    "open": unfinished({}, "open"),
}


def unified(text: str) -> str:
    """A text with every blank, the fixed ones of French too, as one plain space."""
    return " ".join(text.split())


def summary(name: str = "eligible", language: str = "en") -> Summary:
    return summarise(MATERIALS[name], language)


# ---------------------------------------------------------------- every page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MATERIALS)
def test_every_page_shows_the_verdict_the_warning_and_every_criterion(
    name: str, language: str
) -> None:
    shown = summary(name, language)
    pages = {format_: render(shown, format_) for format_ in PAGES}
    plain = {
        "html": Page(pages["html"]).text,
        "md": pages["md"].replace("\\", "").replace("\u2060", ""),
        "txt": " ".join(re.sub(r"\n[!*]", "\n", pages["txt"]).split()),
    }
    for format_, text in plain.items():
        heading = shown.verdict.word.upper() if format_ == "txt" else shown.verdict.word
        assert heading in text
        assert shown.verdict.warning in text
        caution = shown.verdict.caution
        assert (caution.upper() if format_ == "txt" else caution) in text
        assert unified(shown.verdict.unfinished) in unified(text)
        for group in shown.groups:
            for criterion in group.criteria:
                assert f"{criterion.id} " in text
                assert criterion.mark.word in text
        for row in (*shown.identity, *shown.provenance):
            assert row.text in text.replace("*", "")
        assert not re.search(r"\b(None|True|False|Undefined)\b", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_together_the_examples_show_every_status_and_verdict(language: str) -> None:
    shown = [summary(name, language) for name in MATERIALS]
    assert {each.verdict.verdict for each in shown} == set(Verdict)
    marks = {c.mark.status for each in shown for group in each.groups for c in group.criteria}
    assert marks == set(Status)


@pytest.mark.parametrize("name", MATERIALS)
def test_a_status_never_speaks_by_colour_alone(name: str) -> None:
    page = render(summary(name), "html")
    shown = re.findall(
        r'<span class="status [a-z_]+"><span aria-hidden="true">(.)</span> (.+?)</span>', page
    )
    assert len(shown) >= 36
    assert len(shown) == page.count('class="status ')


@pytest.mark.parametrize("name", MATERIALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_keeps_to_eighty_columns(name: str, language: str) -> None:
    lines = render(summary(name, language), "txt").split("\n")
    assert max(cells(line) for line in lines) <= 80
    assert not any(line.endswith(" ") for line in lines)
    assert "\n\n\n" not in "\n".join(lines)


def test_french_pages_write_numbers_as_french_does() -> None:
    shown = summarise(material({**LIVER, "bilirubin": "28 mg/L"}), "fr")
    assert "28 mg/L = 2,8 mg/dL" in render(shown, "txt")
    assert "84/40 = 2,1×LSN" in Page(render(shown, "html")).text


# ---------------------------------------------------------------- HTML


def test_a_page_stands_alone() -> None:
    page = render(summary("contested", "fr"), "html")
    assert page.startswith('<!doctype html>\n<html lang="fr">')
    read = Page(page)
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a", "base"}
    assert not [name for _, name, _ in read.attributes if name in ("src", "href", "style")]
    assert not [name for _, name, _ in read.attributes if name.startswith("on")]
    assert "url(" not in page
    assert "@import" not in page
    assert ("meta", "content", "default-src 'none'; style-src 'unsafe-inline'") in read.attributes


@pytest.mark.parametrize("name", MATERIALS)
def test_headings_go_down_one_level_at_a_time_and_tables_have_scoped_headers(name: str) -> None:
    read = Page(render(summary(name), "html"))
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    headers = [attributes for tag, attributes in read.elements if tag == "th"]
    assert all("scope" in attributes for attributes in headers)


def test_every_element_is_closed_where_it_should_be() -> None:
    void = {"meta", "br"}
    for name in MATERIALS:
        waiting: list[str] = []
        for tag, _ in Page(render(summary(name), "html")).elements:
            if tag.startswith("/"):
                assert waiting.pop() == tag[1:]
            elif tag not in void:
                waiting.append(tag)
        assert waiting == []


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_colours_contrast_enough_in_the_light_and_in_the_dark() -> None:
    style = (folder() / "summary.css.j2").read_text("utf-8")
    themes = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", style, flags=re.DOTALL)
    ]
    assert len(themes) == 2
    for theme in themes:
        for ground in ("paper", "panel", "good-panel", "bad-panel", "open-panel"):
            assert contrast(theme["ink"], theme[ground]) >= 7
            assert contrast(theme["quiet"], theme[ground]) >= 4.5
        for word in ("good", "bad", "open"):
            assert contrast(theme[word], theme["paper"]) >= 4.5
            assert contrast(theme[word], theme[f"{word}-panel"]) >= 4.5


# ---------------------------------------------------------------- hostile texts


def troubled(text: str) -> Material:
    """A screening with one text wherever a person can type one."""
    followed: StudyProtocol = protocol().deciding((
        Decision(term="hr_cutoff", reading="one_percent", by=text, date=date(2026, 11, 1),
                 reference=text),
    ))  # fmt: skip
    facts = {**LIVER, "bilirubin": "28 mg/dL", "who_status": unknown(UnknownReason.PENDING)}
    typed = {
        "reply": text, "by": text, "judged_by": text,
        "verified": Verified(by=text, role=text, at=OPENED),
    }  # fmt: skip
    documents = (
        Document(kind="laboratory_report", day=date(2026, 11, 1), where=text, typed="—"),
        Document(kind="", day=None, where="", typed=text),
    )
    answers = tuple(
        each.model_copy(update={**typed, "source": documents[place % 2]})
        for place, each in enumerate(given(followed, facts))
    )
    turns = tuple(
        Turn(act=act, at=OPENED, by=text, role=text, text=text)
        for act in ("raised", "replied", "closed")
    )
    changes = (
        change("refused", fact="age", text=text, by=text),
        change("revised", fact="age", text=text),
        change("noted", text=text, role=text),
        change("reopened", facts=(text,), cause=text),
    )
    return material(
        facts, protocol=followed, given=answers, changes=changes, acknowledged=(text,),
        subject=text, site=text, screening=text, opened_by=text, concluded_by=text,
        concluded_role=text, order=text, head=text, software=text, rescreens=text,
        queries=(Query(number=1, about=text, turns=turns),),
    )  # fmt: skip


@cache
def shown_of(text: str, language: str) -> Summary:
    """The summary of such a screening."""
    return summarise(troubled(text), language)


# Escaping knows no language: the payloads take them in turns.
TURNS = [(payload, LANGUAGES[place % 2]) for place, payload in enumerate(PAYLOADS)]
PLAIN = {(language, format_): render(shown_of("harmless", language), format_)
         for language in LANGUAGES for format_ in PAGES}  # fmt: skip


@pytest.mark.parametrize(("payload", "language"), TURNS, ids=range(len(TURNS)))
def test_no_text_ever_becomes_part_of_the_page(payload: str, language: str) -> None:
    page = render(shown_of(payload, language), "html")
    read, plain = Page(page), page_read(PLAIN[language, "html"])
    assert read.elements == plain.elements
    shown = " ".join(visible(payload).split())
    assert read.text.count(shown) >= 40
    assert not any(is_forbidden(each) for each in set(page) - {"\n"})


@pytest.mark.parametrize(("payload", "language"), TURNS, ids=range(len(TURNS)))
def test_no_text_ever_becomes_markdown(payload: str, language: str) -> None:
    page = render(shown_of(payload, language), "md")
    assert structure(page) == structure(PLAIN[language, "md"])
    assert not any(is_forbidden(each) for each in set(page) - {"\n"})


@pytest.mark.parametrize(("payload", "language"), TURNS, ids=range(len(TURNS)))
def test_no_text_ever_reaches_the_terminal_as_a_command(payload: str, language: str) -> None:
    shown = shown_of(payload, language)
    for format_ in ("txt", "json"):
        page = render(shown, format_)
        assert not any(is_forbidden(each) for each in set(page) - {"\n"})
    assert max(cells(line) for line in render(shown, "txt").split("\n")) <= 80


def test_jinja_in_a_text_is_shown_and_not_computed() -> None:
    for format_ in PAGES:
        page = render(shown_of("{{ 7 * 191 }}", "en"), format_)
        assert "1337" not in page


# ---------------------------------------------------------------- JSON


@pytest.mark.parametrize("name", MATERIALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_json_is_the_summary_itself(name: str, language: str) -> None:
    shown = summary(name, language)
    assert Summary.model_validate_json(render(shown, "json")) == shown


def test_json_comes_back_whatever_was_typed() -> None:
    for payload, language in TURNS:
        shown = shown_of(payload, language)
        assert Summary.model_validate_json(render(shown, "json")) == shown


def leaves(value: Any) -> list[object]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


def test_json_holds_texts_only_so_that_no_number_is_ever_rounded() -> None:
    found = json.loads(render(summary("failed"), "json"))
    assert {type(leaf) for leaf in leaves(found)} == {str}
    assert found["deciding"]["failed"][0]["facts"][1]["canonical"] == "31"


# ---------------------------------------------------------------- templates of a site


def test_a_sites_template_comes_first_and_may_use_the_packaged_pieces(tmp_path: Path) -> None:
    own = '{% import "macros.txt.j2" as show with context %}Ours: {{ summary.subject }}\n'
    (tmp_path / "summary.txt.j2").write_text(own + "{{ show.line(summary.groups[0].criteria[0]) }}")
    assert render(summary(), "txt", tmp_path) == (
        "Ours: SEIN-0042\n  ✓ met: I1 – Histology and stage IV\n"
    )
    assert render(summary(), "md", tmp_path) == render(summary(), "md")


def test_a_site_may_change_the_look_alone(tmp_path: Path) -> None:
    (tmp_path / "summary.css.j2").write_text("body { color: black; }")
    page = render(summary(), "html", tmp_path)
    assert "body { color: black; }" in page
    assert Page(page).elements == Page(render(summary(), "html")).elements


@pytest.mark.parametrize("name", ["summary.html.j2", "summary.md.j2"])
def test_a_sites_template_is_escaped_without_asking(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{{ summary.subject }} {{ '<i>' ~ summary.screening ~ '</i>' }}")
    shown = summarise(material(BONE, subject="<b>x</b>"), "en")
    format_: Format = "html" if "html" in name else "md"
    page = render(shown, format_, tmp_path)
    assert "<" not in page.replace("\\<", "")


@pytest.mark.parametrize(
    ("template", "cause"),
    [
        ("{{ summary.nothing }}", "nothing"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ words.nothing }}", "nothing"),
        ("{% if nothing %}x{% endif %}", "'nothing' is undefined"),
        ("{% set it = none %}{{ it }}", "None is not a text"),
        ("{% set it = true %}{{ it }}", "True is not a text"),
        ("{{ summary.tally }}", "is not a text"),
        ("{% include 'nothing.j2' %}", "nothing.j2"),
        ("{% if %}", "Expected an expression"),
        ("{{ summary.subject | nothing }}", "No filter named 'nothing'"),
    ],
)
@pytest.mark.parametrize("format_", PAGES)
def test_a_faulty_template_is_refused_by_name(
    tmp_path: Path, template: str, cause: str, format_: Format
) -> None:
    (tmp_path / f"summary.{format_}.j2").write_text(template)
    with pytest.raises(BadInput) as caught:
        render(summary(), format_, tmp_path)
    assert cause in caught.value.what
    assert caught.value.remedy.startswith("Mend the template")
    assert ".j2" in caught.value.where


def test_a_mistake_in_a_template_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "summary.txt.j2").write_text("one\ntwo\n{% if %}\n")
    with pytest.raises(BadInput) as caught:
        render(summary(), "txt", tmp_path)
    assert caught.value.where == "summary.txt.j2, line 3"


def test_overrides_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not a folder"):
        render(summary(), "txt", tmp_path / "nowhere")


def test_templates_come_from_the_package_once_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = Path(__file__).resolve().parents[2] / "templates"
    assert folder() == checkout
    room = tmp_path / "site" / "assistant" / "reports"
    shutil.copytree(checkout, room.parent / "_templates")
    monkeypatch.setattr(rendering, "ROOM", room)
    assert folder() == room.parent / "_templates"


def test_formats_are_those_of_the_type() -> None:
    assert get_args(Format) == FORMATS
