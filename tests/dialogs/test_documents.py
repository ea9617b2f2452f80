"""Source documents as people name them, and what a text lacks to name one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.protocols import stereo

from assistant.dialogs.documents import Document, NoDocument, document_named
from assistant.dialogs.wording import languages

TODAY = date(2026, 11, 21)
SPOKEN = tuple(languages(stereo()).values())
NOVEMBER = date(2026, 11, 14)


def named(text: str) -> Document:
    return document_named(text, TODAY, SPOKEN)


@pytest.mark.parametrize(
    ("text", "kind", "day", "where"),
    [
        ("lab report, 2026-11-14, system 4711", "laboratory_report", NOVEMBER, "system 4711"),
        ("Lab Report; 14/11/2026; file 4, p. 2", "laboratory_report", NOVEMBER, "file 4, p. 2"),
        ("pathology report of 14 Nov 2026, binder 4", "pathology_report", NOVEMBER, "binder 4"),
        ("mri 14.11.2026 PACS 99", "imaging_report", NOVEMBER, "PACS 99"),
        ("compte rendu de RCP du 14 novembre 2026, n° 7", "meeting_report", NOVEMBER, "n° 7"),
        ("labo, hier, logiciel du CHU", "laboratory_report", date(2026, 11, 20), "logiciel du CHU"),
        ("consent form, today, trial binder", "consent_form", TODAY, "trial binder"),
        ("letter, archive shelf 3, 7 days ago", "letter", NOVEMBER, "archive shelf 3"),
        ("dossier médical, 1er octobre 2026, cave", "patient_file", date(2026, 10, 1), "cave"),
        ("other, 2 weeks ago, drawer", "other_document", date(2026, 11, 7), "drawer"),
    ],
)  # fmt: skip
def test_kind_day_and_place(text: str, kind: str, day: date, where: str) -> None:
    assert named(text) == Document(kind, day, where)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("", "kind"),
        ("report, 2026-11-14, binder", "kind"),
        ("2026-11-14, lab report, binder", "kind"),
        ("lab report", "day"),
        ("lab report, binder 4", "day"),
        ("lab report, 31/04/2026, binder", "day"),
        ("lab report, 11/21/2026, binder", "day"),
        ("lab report, 2026-11-22, binder", "past_day"),
        ("lab report, tomorrow, binder", "past_day"),
        ("lab report, 2026-11-14", "where"),
        ("lab report of 2026-11-14, ,", "where"),
    ],
)
def test_what_is_lacking(text: str, lacks: str) -> None:
    with pytest.raises(NoDocument) as refused:
        named(text)
    assert refused.value.lacks == lacks


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = named(text)
    except NoDocument:
        return
    assert found.where
    assert found.day <= TODAY


def test_every_kind_has_words_in_each_language_and_no_word_two_meanings() -> None:
    from assistant.phrases import phrases
    from assistant.reports.wording import ROOM

    kinds = [set(each.table("words.documents")) for each in SPOKEN]
    assert kinds[0] == kinds[1]
    for language in ("en", "fr"):
        assert set(phrases(ROOM, language).table("source.kinds")) == kinds[0]
    meant: dict[str, set[str]] = {}
    for each in SPOKEN:
        for kind, spellings in each.table("words.documents").items():
            for spelling in spellings:
                meant.setdefault(spelling, set()).add(kind)
    assert [spelling for spelling, found in meant.items() if len(found) > 1] == []
