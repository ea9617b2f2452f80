"""The screening log as a table, a page, a spreadsheet and JSON, and what is asked of it."""

import csv
import io
import json
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.log_entries import FOLDER, MADE, book, entry, reasons, unfinished

from assistant.errors import BadInput
from assistant.reports.log.content import Log
from assistant.reports.log.entries import DAMAGED, Entry, left_out
from assistant.reports.log.rendering import Format, render
from assistant.reports.log.selection import Selection
from assistant.reports.log.spreadsheet import COLUMNS, harmless

MIXED = (
    entry(1, "eligible", site="site-02"),
    entry(2, "not_eligible", failed=reasons("I9a", "E5b")),
    entry(3, contested=reasons("I4"), people=frozenset({"zoe"})),
    unfinished(4, state="open", missing=reasons("E5b"), not_assessed=("I4", "I9a")),
)
LOST = left_out(FOLDER, "ffffffff-0000-4000-8000-000000000000", DAMAGED, "line 3 was changed")


def rendered(format_: Format, *entries: Entry, language: str = "en", **asked: object) -> str:
    selection = Selection.model_validate(asked)
    return render(book(*entries), selection, language, format_, MADE)


def chosen(**asked: object) -> list[str]:
    selection = Selection.model_validate(asked)
    return [each.screening[7] for each in selection.of((*MIXED, LOST))]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["4", "3", "2", "1", "f"]),
        ({"site": "site-02"}, ["1", "f"]),
        ({"state": "open"}, ["4", "f"]),
        ({"protocol": "stereo_sein", "state": "open"}, ["4", "f"]),
        ({"protocol": "another"}, ["f"]),
        ({"verdict": "not_eligible"}, ["2", "f"]),
        ({"criterion": "e5b"}, ["4", "2", "f"]),
        ({"criterion": "I4"}, ["3", "f"]),
        ({"user": "zoe"}, ["3", "f"]),
        ({"since": date(2026, 11, 4)}, ["4", "3", "f"]),
        ({"until": date(2026, 11, 4)}, ["3", "2", "1", "f"]),
        ({"since": date(2026, 11, 4), "until": date(2026, 11, 4)}, ["3", "f"]),
        ({"site": "site-02", "verdict": "not_eligible"}, ["f"]),
    ],
)
def test_what_is_asked_for_and_every_damaged_record(
    asked: dict[str, object], found: list[str]
) -> None:
    assert chosen(**asked) == found


def test_a_criterion_that_no_protocol_has_is_refused() -> None:
    with pytest.raises(BadInput, match="'I99' is not a criterion"):
        rendered("table", *MIXED, criterion="I99")
    assert "No screening" in rendered("table", criterion="I99")


def test_the_table_names_who_when_and_why() -> None:
    text = rendered("table", *MIXED, LOST)
    lines = text.splitlines()
    row = next(line for line in lines if line.startswith("00000002"))
    cells = "00000002 SEIN-0002 site-01 2026-11-03 anna.k completed ✗ not eligible"
    assert row.split() == cells.split()
    below = lines[lines.index(row) + 1 :][:2]
    assert below == [
        "    completed 2026-11-03 10:00:00 UTC, dr.leroy (investigator)",
        "    ✗ failed: I9a, E5b",
    ]
    assert "    – not assessed: 2 criteria" in lines
    assert "undetermined so far" in text
    assert "ffffffff-0000-4000-8000-000000000000" in text
    assert "line 3 was changed" in text


def test_a_signature_is_shown_with_its_date_and_name() -> None:
    signed = entry(
        2, state="signed", signed_by="dr.roy", signed_role="investigator", signed_at=MADE
    )
    text = rendered("table", signed)
    assert "    completed 2026-11-03 10:00:00 UTC, dr.leroy (investigator)\n" in text
    assert "    signed 2026-12-01 08:00:00 UTC, dr.roy (investigator)\n" in text
    assert "dr.roy (investigator)" in rendered("html", signed)
    (_, row) = csv.reader(io.StringIO(rendered("csv", signed)))
    assert dict(zip(COLUMNS, row, strict=True))["signed_at"] == "2026-12-01T08:00:00Z"


def test_the_table_draws_the_flow_and_bars_with_their_values() -> None:
    lines = rendered("table", *MIXED).splitlines()
    drawn = lines[lines.index("Assessed for eligibility: 4") :]
    assert drawn[1:15] == [
        "│     screenings: 4",
        "│",
        "├─► Excluded: 1",
        "│     E5b Neuro exam over 7 days old: 1",
        "│     I9a Liver function: 1",
        "│     One participant can fail several criteria.",
        "│",
        "├─► Undetermined: 2",
        "│     screening not finished: 1",
        "│     the sponsor's reading is needed: 1",
        "│",
        "▼   Eligible: 1",
        "",
        "Reasons",
    ]
    assert f"  E5b  1  {'█' * 24}  Neuro exam over 7 days old" in lines


def test_bars_are_as_long_as_their_values() -> None:
    many = [entry(n, "not_eligible", failed=reasons("I9a")) for n in range(1, 9)]
    lines = rendered("table", *many, entry(9, "not_eligible", failed=reasons("E5b"))).splitlines()
    assert f"  I9a  8  {'█' * 24}  Liver function" in lines
    assert f"  E5b  1  {'█' * 3}{' ' * 21}  Neuro exam over 7 days old" in lines


class Page(HTMLParser):
    """What a page shows, and every address that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.said.append(data.strip())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_stands_alone_and_says_every_number(language: str) -> None:
    text = rendered("html", *MIXED, LOST, language=language)
    page = Page(text)
    assert page.addresses == []
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert "url(" not in text
    assert "size: A4" in text
    said = " ".join(page.said)
    assert all(each.subject in said for each in MIXED)
    assert 'style="display: block; width: 100%"' in text
    assert "line 3 was changed" in said
    assert "None" not in said


def test_json_is_read_back() -> None:
    text = rendered("json", *MIXED, LOST)
    assert Log.model_validate_json(text).lines[0].screening.startswith("00000004")
    assert json.loads(text)["left_out"][0]["fault"] == "line 3 was changed"


def test_the_spreadsheet_holds_ids_and_every_record() -> None:
    rows = list(csv.reader(io.StringIO(rendered("csv", *MIXED, LOST))))
    assert tuple(rows[0]) == COLUMNS
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]
    assert [row["state"] for row in found] == [
        "open",
        "completed",
        "completed",
        "completed",
        "damaged",
    ]
    assert (found[0]["missing"], found[0]["not_assessed"], found[0]["ended_at"]) == (
        "E5b",
        "I4 I9a",
        "",
    )
    assert (found[2]["protocol"], found[2]["version"]) == ("stereo_sein", "1.0.0")
    assert (found[2]["failed"], found[2]["verdict"]) == ("I9a E5b", "not_eligible")
    assert (found[2]["opened_at"], found[2]["ended_by"]) == ("2026-11-03T09:00:00Z", "dr.leroy")
    assert found[4]["fault"] == "line 3 was changed"


FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "\t=1", "\r=1", " =1", "\u00a0=1", '"=1', "'=1",
    "\uff1d1", "\uff0b1", "\uff0d1", "\uff201", "=cmd|' /C calc'!A0", "\ufeff=1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_obey_becomes_a_text(text: str) -> None:
    assert harmless(text).startswith(("'", "<U+"))


@given(st.text(max_size=12))
def test_no_cell_begins_a_formula_and_nothing_controls_a_terminal(text: str) -> None:
    shown = harmless(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not any(ord(each) < 0x20 for each in shown)


@pytest.mark.parametrize("format_", ["table", "csv", "html", "json"])
def test_hostile_text_of_a_forged_record_is_only_read(format_: Format) -> None:
    hostile = "=\x1b]52;c;x\x07<script>alert(1)</script>{{ 7*7 }}\u202e"
    forged = entry(
        1, subject=hostile, site=hostile, opened_by=hostile, ended_by=hostile, rescreens=hostile
    )
    text = rendered(format_, forged, left_out(FOLDER, hostile, DAMAGED, hostile))
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "49" not in text.replace("2026", "")
    if format_ == "html":
        assert "<script" not in text
    if format_ == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert not [cell for cell in cells if cell.startswith("=")]
