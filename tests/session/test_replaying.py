"""A record that was altered and sealed anew is found out by what follows from its own answers."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.conversation import BONE, LIVER, SPINE, Talk, merged, recorded
from support.forging import Change, Line, forge, insert_after, number_of, of

from assistant.audit.verifying import verify
from assistant.errors import Busy, RecordError
from assistant.session.listing import listed
from assistant.session.live import Session
from assistant.session.replaying import Replayer
from assistant.session.retelling import retold
from assistant.session.summaries import summary_in


def concluded(folder: Path) -> Talk:
    talk = Talk.begin(folder).follow(BONE).conclude()
    talk.session.close()
    return talk


def causes(path: Path) -> list[str]:
    report = verify(path, Replayer(path.parent))
    assert {finding.severity for finding in report.findings} <= {"failure"}
    return [finding.cause for finding in report.findings]


def setting(kind: str, fact: str = "", /, **changes: Any) -> Change:
    """A change of what one event's data say."""

    def change(lines: list[Line]) -> None:
        of(lines, kind, fact)["data"].update(changes)

    return change


def test_sealing_anew_alters_nothing_by_itself(tmp_path: Path) -> None:
    talk = concluded(tmp_path)
    before = talk.path.read_bytes()
    forge(talk.path, lambda lines: None)
    assert talk.path.read_bytes() == before
    assert causes(talk.path) == []


def test_a_status(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        of(lines, "concluded")["data"]["statuses"]["I3"] = "failed"

    forge(talk.path, change)
    assert causes(talk.path) == ["line 54: the status of I3 does not follow: the answers give met"]


def test_a_status_that_is_missing(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        del of(lines, "concluded")["data"]["statuses"]["E7"]

    forge(talk.path, change)
    assert causes(talk.path) == ["line 54: the status of E7 does not follow: the answers give met"]


def test_the_verdict(tmp_path: Path) -> None:
    talk = concluded(tmp_path)
    forge(talk.path, setting("concluded", verdict="not_eligible"))
    assert causes(talk.path) == ["line 54: the verdict does not follow: the answers give eligible"]
    forge(talk.path, setting("completed", verdict="not_eligible"))
    assert causes(talk.path) == [
        "line 53: the verdict does not follow: the answers give eligible",
        "line 54: the verdict does not follow: the answers give eligible",
    ]


def test_the_facts_that_decide(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        of(lines, "concluded")["data"]["decisive"]["I4"] = ["pr_percent"]

    forge(talk.path, change)
    assert causes(talk.path) == ["line 54: other facts decide I4: er_percent"]


def test_whether_it_was_stopped(tmp_path: Path) -> None:
    talk = concluded(tmp_path)
    forge(talk.path, setting("concluded", stopped=True))
    assert causes(talk.path) == ["line 54: whether it was stopped early is not as the record goes"]


def test_a_canonical_value(tmp_path: Path) -> None:
    talk = concluded(tmp_path)
    forge(talk.path, setting("answered", "largest_lesion_diameter", value="32"))
    line = number_of(talk.path, "answered", "largest_lesion_diameter")
    assert causes(talk.path) == [
        (
            f"line {line}: The recorded answer to largest_lesion_diameter cannot be read. "
            "The value does not follow from what was typed"
        )
    ]


def test_an_answer_altered_throughout(tmp_path: Path) -> None:
    talk = concluded(tmp_path)
    forge(talk.path, setting("answered", "social_security", value=False, typed="false"))
    assert causes(talk.path) == [
        "line 53: the verdict does not follow: the answers give not_eligible",
        "line 54: the verdict does not follow: the answers give not_eligible",
        "line 54: the status of I13 does not follow: the answers give failed",
    ]


def test_a_question_that_could_not_matter(tmp_path: Path) -> None:
    talk = concluded(tmp_path)
    forge(talk.path, setting("asked", "sex", fact="her2_ish"))
    line = number_of(talk.path, "asked", "her2_ish")
    assert causes(talk.path) == [
        f"line {line}: her2_ish was asked although it could change nothing, or had to wait"
    ]


def test_a_question_that_had_to_wait(tmp_path: Path) -> None:
    talk = concluded(tmp_path)
    forge(talk.path, setting("asked", "sex", fact="albumin"))
    line = number_of(talk.path, "asked", "albumin")
    assert causes(talk.path) == [
        f"line {line}: albumin was asked although it could change nothing, or had to wait"
    ]


def test_an_answer_to_a_question_that_could_not_matter(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        data = {"fact": "cirrhosis", **recorded(True, "true"), "reasons": []}
        insert_after(lines, "answered", "sex", "answered", data)

    forge(talk.path, change)
    line = number_of(talk.path, "answered", "cirrhosis")
    assert causes(talk.path) == [
        f"line {line}: cirrhosis was answered although it could change nothing, or had to wait"
    ]


def test_a_second_answer_in_place_of_a_revision(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        data = {"fact": "sex", **recorded("male", "male"), "reasons": []}
        insert_after(lines, "answered", "sex", "answered", data)

    forge(talk.path, change)
    assert causes(talk.path)[0].endswith(
        "sex was answered although it could change nothing, or had to wait"
    )


@pytest.mark.parametrize(
    ("fact", "day", "check"),
    [
        ("neuro_exam_date", "2026-11-25", "neuro_exam_after_randomisation"),
        ("last_systemic_or_radionuclide_date", "2026-12-02", "last_dose_after_sbrt"),
        ("sbrt_date", "2026-11-23", "sbrt_before_randomisation"),
    ],
)
def test_answers_that_cannot_stand_together(
    tmp_path: Path, fact: str, day: str, check: str
) -> None:
    talk = Talk.begin(tmp_path).follow(merged(BONE, SPINE))
    talk.session.close()
    forge(talk.path, setting("answered", fact, value=day, typed=day))
    assert any(f"the answers cannot stand together ({check})" in each for each in causes(talk.path))
    assert len([each for each in causes(talk.path) if "stand together" in each]) == 1


def test_an_answer_set_aside_although_it_still_applies(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(merged(BONE, social_security="no"))
    talk.session.close()

    def change(lines: list[Line]) -> None:
        data = {"fact": "social_security", "old": recorded(False, "false"), "cause": 5}
        insert_after(lines, "answered", "social_security", "erased", data)

    forge(talk.path, change)
    line = number_of(talk.path, "erased")
    assert causes(talk.path) == [
        f"line {line}: the answer to social_security was set aside although it still applies"
    ]


def test_the_old_value_of_a_revision(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(merged(BONE, LIVER), until="albumin")
    talk.reply("revise bilirubin", "9 mg/L", "typing mistake", "yes", "suspend")
    talk.session.close()
    assert causes(talk.path) == []
    # as typed, but in another unit
    forge(talk.path, setting("revised", old=recorded("8", "8", "mg/dL")))
    line = number_of(talk.path, "revised")
    assert causes(talk.path) == [
        f"line {line}: the old answer to bilirubin is not the one on record"
    ]


def test_the_old_value_of_what_was_set_aside(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(merged(BONE, LIVER), until="alt")
    talk.reply("revise liver_metastases", "no", "typing mistake", "yes", "suspend")
    talk.session.close()
    assert causes(talk.path) == []
    forge(talk.path, setting("erased", "ast", old=recorded("2", "2", "×ULN")))
    line = number_of(talk.path, "erased", "ast")
    assert causes(talk.path) == [f"line {line}: the old answer to ast is not the one on record"]


def test_a_change_that_was_announced_otherwise(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(merged(BONE, LIVER), until="alt")
    talk.reply("revise liver_metastases", "no", "typing mistake", "yes", "suspend")
    talk.session.close()
    assert causes(talk.path) == []

    def change(lines: list[Line]) -> None:
        of(lines, "revised")["data"]["announced"]["erased"] = []

    forge(talk.path, change)
    line = number_of(talk.path, "revised")
    assert causes(talk.path) == [f"line {line}: what the change was said to do is not what it does"]


def test_an_unusual_answer_that_nobody_confirmed(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE, until="age").reply("20", "yes", "suspend")
    talk.session.close()
    assert causes(talk.path) == []
    forge(talk.path, setting("confirmed", "age", reasons=[]))
    line = number_of(talk.path, "confirmed")
    assert causes(talk.path) == [
        f"line {line}: what was confirmed of age is not what was doubtful about it"
    ]
    forge(talk.path, setting("confirmed", "age", reasons=[{"kind": "unusual", "id": "age"}]))
    assert causes(talk.path) == []


def test_an_unusual_change_that_nobody_confirmed(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE, until="who_status")
    talk.reply("back", "20", "1", "yes", "suspend").session.close()
    assert causes(talk.path) == []
    forge(talk.path, setting("revised", "age", reasons=[]))
    line = number_of(talk.path, "revised")
    assert causes(talk.path) == [
        f"line {line}: what was confirmed of age is not what was doubtful about it"
    ]


def test_readings_that_are_not_the_protocols(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        of(lines, "opened")["data"]["readings"]["hr_cutoff"] = ["one_percent"]

    forge(talk.path, change)
    assert causes(talk.path) == ["line 1: the readings in force are not those of the protocol"]


def test_an_answer_that_was_never_set_aside_is_not_given_again(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(merged(BONE, LIVER), until="albumin")
    talk.reply("revise liver_metastases", "no", "1", "yes", "undo", "yes", "yes", "suspend")
    talk.session.close()
    assert causes(talk.path) == []
    given = [event.seq for event in talk.events if "origin" in event.data]
    assert len(given) == 1

    def change(lines: list[Line]) -> None:
        lines[given[0]]["e"]["data"]["origin"] = 3

    forge(talk.path, change)
    assert causes(talk.path) == [
        f"line {given[0] + 1}: the answer to ast is not the one that was set aside"
    ]


def dropping(kind: str, key: str, fact: str = "") -> Change:
    """A change that leaves out a part of one event's data."""

    def change(lines: list[Line]) -> None:
        del of(lines, kind, fact)["data"][key]

    return change


MALFORMED: list[tuple[str, Change, str]] = [
    ("no typed value", dropping("answered", "typed", "age"), "answered"),
    ("no fact", dropping("answered", "fact", "age"), "answered"),
    ("no reasons", dropping("answered", "reasons", "age"), ""),
    ("no such fact", setting("answered", "age", fact="height"), "answered"),
    ("a list for a fact", setting("answered", "age", fact=["age"]), "answered"),
    ("a number for a value", setting("answered", "age", value=58), "answered"),
    ("no such unit", setting("answered", "age", unit="months"), "answered"),
    ("no such option", setting("answered", "sex", value="other"), "answered"),
    ("no such day", setting("answered", "age", value="2026-02-30"), "answered"),
    ("no such reason", setting("answered", "age", value=None, unknown="forgot"), "answered"),
    ("asked nothing", dropping("asked", "fact", "age"), "asked"),
    ("asked of nothing known", setting("asked", "age", fact="height"), "asked"),
    ("no subject", dropping("opened", "subject"), "opened"),
    ("no scripted", dropping("opened", "scripted"), "opened"),
    ("no such language", setting("opened", language="de"), ""),
    ("no such choice", setting("acknowledged", what="failure", choice=7), "acknowledged"),
    ("no statuses", dropping("concluded", "statuses"), "concluded"),
    ("no verdict", dropping("completed", "verdict"), "completed"),
    ("no such verdict", setting("concluded", verdict="perhaps"), ""),
    ("no such remark", setting("answered", "age", reasons=[{"kind": "odd", "id": "age"}]), ""),
]


@pytest.mark.parametrize(
    ("change", "kind"), [each[1:] for each in MALFORMED], ids=[each[0] for each in MALFORMED]
)
def test_what_is_not_of_its_form_is_named_and_breaks_nothing(
    tmp_path: Path, change: Change, kind: str
) -> None:
    talk = concluded(tmp_path)
    forge(talk.path, change)
    found = causes(talk.path)
    if kind:
        assert len(found) >= 1
        assert found[0].startswith("line ")
    session = talk.session
    readers: list[Callable[[], object]] = [
        *[lambda: Session.resume(tmp_path, session.id, "mmartin", "coordinator").close()] * 2,
        lambda: list(retold(tmp_path, session.id)),
        lambda: summary_in(tmp_path, session.id, "en", "txt", datetime.now(UTC)),
        lambda: listed(tmp_path),
    ]
    errors = [error for reader in readers if (error := error_of(reader)) is not None]
    assert all(error.remedy for error in errors)
    assert not [error for error in errors if isinstance(error, Busy)]


def error_of(reader: Callable[[], object]) -> RecordError | None:
    """What a reader says of a record that it cannot read; None if it can."""
    try:
        reader()
    except RecordError as error:
        return error
    return None


def test_a_protocol_that_is_not_here(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        for line in lines:
            line["e"]["protocol"]["sha256"] = "0" * 64

    forge(talk.path, change)
    (cause,) = causes(talk.path)
    assert cause.startswith("the verdict could not be replayed: ")
    assert "the protocol version of this record is not here" in cause


def test_an_altered_copy_of_the_protocol_is_not_believed(tmp_path: Path) -> None:
    talk = concluded(tmp_path)

    def change(lines: list[Line]) -> None:
        for line in lines:
            line["e"]["protocol"]["sha256"] = "1" * 64

    forge(talk.path, change)
    (kept,) = (tmp_path / "protocols").iterdir()
    kept.rename(kept.with_name("1" * 64))
    (cause,) = causes(talk.path)
    assert "the kept copy of the protocol was changed" in cause
