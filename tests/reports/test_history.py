"""The history of changes and the acknowledgements, as they are worded."""

import pytest
from support.report_materials import BONE, change, material

from assistant.criteria.answers import Answer
from assistant.criteria.entry import entered
from assistant.reports.content import ChangeShown, Row
from assistant.reports.material import Change
from assistant.reports.summary import summarise


def answer(fact: str, value: object) -> Answer:
    from support.report_materials import protocol

    return entered(protocol().fact[fact], value)


def shown(*changes: Change, language: str = "en") -> tuple[ChangeShown, ...]:
    return summarise(material(BONE, changes=changes), language).history


def test_a_revision_shows_old_new_reason_who_and_when() -> None:
    (line,) = shown(
        change(
            "revised",
            fact="bilirubin",
            old=answer("bilirubin", "28 mg/dL"),
            new=answer("bilirubin", "28 mg/L"),
            text="the unit was misread",
        )
    )
    assert (line.at.iso, line.by) == ("2026-11-21T09:10:00Z", "anna.k (coordinator)")
    assert (line.what, line.fact) == ("answer changed", "total bilirubin")
    assert line.details == (
        Row(label="before", text="28 mg/dL"),
        Row(label="after", text="28 mg/L = 2.8 mg/dL"),
        Row(label="reason", text="the unit was misread"),
    )


def test_what_a_revision_erased_and_reopened_names_its_cause() -> None:
    erased, reopened = shown(
        change("erased", fact="cirrhosis", old=answer("cirrhosis", False), cause="31"),
        change("reopened", facts=("weight", "I10a"), cause="31"),
    )
    assert erased.what == "answer set aside"
    assert erased.details == (
        Row(label="before", text="no"),
        Row(label="because of", text="event 31 of the record"),
    )
    assert reopened.details == (
        Row(label="concerns", text="body weight, I10a"),
        Row(label="because of", text="event 31 of the record"),
    )


def test_a_refused_reply_is_shown_as_it_was_typed() -> None:
    (line,) = shown(change("refused", fact="age", text="age"), language="fr")
    assert (line.what, line.fact) == ("réponse non acceptée", "âge")
    assert line.details == (Row(label="réponse", text="age"),)


@pytest.mark.parametrize(
    ("kind", "cause", "what"),
    [
        ("confirmed", "", "confirmed"),
        ("noted", "note", "note"),
        ("noted", "source", "source document named"),
        ("skipped", "", "left for later"),
        ("paused", "", "suspended"),
        ("resumed", "", "resumed"),
        ("recovered", "", "record recovered"),
        ("acknowledged", "", "acknowledged"),
        ("acknowledged", "stop", "failed criterion read, stopped there"),
        ("acknowledged", "continue", "failed criterion read, record completed"),
        ("language_changed", "fr", "language changed to French"),
        ("clock_anomaly", "", "clock stepped back"),
        ("not_known_yet", "", "not_known_yet"),
    ],
)
def test_every_kind_has_its_words(kind: str, cause: str, what: str) -> None:
    (line,) = shown(change(kind, cause=cause))
    assert line.what == what
    assert line.details == ()


def test_acknowledgements_name_who_read_what_and_when() -> None:
    changes = (
        change("acknowledged", minute=20),
        change("acknowledged", minute=30, by="dr.leroy", role="investigator"),
        change("acknowledged", minute=35, cause="continue", facts=("I1",)),
    )
    ids = ("male_patient", "hr_cutoff")
    found = summarise(material(BONE, changes=changes, acknowledged=ids), "en").acknowledged
    assert [each.id for each in found] == list(ids)
    assert found[0].text.startswith("The patient is male.")
    assert found[1].text == "hormone-receptor cut-off"
    assert {each.by for each in found} == {"dr.leroy (investigator)"}
    assert {each.at.iso for each in found} == {"2026-11-21T09:30:00Z"}


def test_an_acknowledgement_without_its_event_still_shows() -> None:
    (found,) = summarise(material(BONE, acknowledged=("male_patient",)), "en").acknowledged
    assert (found.by, found.at.iso, found.at.text) == ("", "", "")
