"""Prepared replies: each is given when its question comes; no person is asked anything."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, Talk, kinds, merged, recorded, unknown

from assistant.errors import BadInput
from assistant.session.conversation import Message, Tone
from assistant.session.protocols import packaged
from assistant.session.scripting import play, script


def played(folder: Path, replies: Mapping[str, object]) -> tuple[Talk, list[Message]]:
    talk = Talk.begin(folder, is_script=True)
    shown: list[Message] = []
    play(talk.session, script(packaged(), json.dumps(replies), "replies.json"), shown.append)
    return talk, shown


def test_a_whole_screening(tmp_path: Path) -> None:
    talk, shown = played(tmp_path, BONE)
    talk.assert_sound()
    assert talk.session.state.concluded
    assert talk.session.verdict == "eligible"
    assert talk.events[0].data["scripted"] is True
    assert tuple(shown) == talk.session.messages
    assert kinds(talk.events)[-3:] == ["acknowledged", "completed", "concluded"]


def test_values_as_json_writes_them(tmp_path: Path) -> None:
    talk, _ = played(
        tmp_path,
        {
            **BONE,
            "histology_confirmed": True,
            "er_percent": 87.50,
            "age": 58,
            "metastatic_treatment_started": False,
            "her2_ihc": 2,
            "her2_ish": None,
        },
    )
    assert talk.session.state.answers["er_percent"].typed == "87.5"
    assert talk.session.state.answers["her2_ihc"].value == "2+"
    assert talk.session.state.answers["her2_ish"].unknown == "unstated"
    assert talk.session.verdict == "undetermined"
    talk.assert_sound()


def test_a_bare_number_is_in_the_canonical_unit(tmp_path: Path) -> None:
    talk, _ = played(tmp_path, merged(BONE, LIVER, bilirubin="1.5", life_expectancy="12"))
    answered = {str(e.data["fact"]): dict(e.data) for e in talk.events if e.type == "answered"}
    assert answered["bilirubin"] == {
        "fact": "bilirubin", **recorded("1.5", "1.5", "mg/dL"), "reasons": [],
    }  # fmt: skip
    assert answered["life_expectancy"]["unit"] == "months"


def test_what_is_unusual_is_confirmed_by_the_script(tmp_path: Path) -> None:
    talk, shown = played(tmp_path, merged(BONE, LIVER, age="20", bilirubin="4 mg/dL"))
    events = [event for event in talk.events if event.type == "confirmed"]
    confirmed = {str(event.data["fact"]): event.data["reasons"] for event in events}
    assert confirmed == {
        "age": [{"kind": "unusual", "id": "age"}],
        "bilirubin": [
            {"kind": "unusual", "id": "bilirubin"},
            {"kind": "check", "id": "bilirubin_unit"},
        ],
    }
    assert len([m for m in shown if m.tone is Tone.DOUBT]) == 3
    assert talk.session.verdict == "undetermined"
    talk.assert_sound()


def test_the_record_is_completed_although_a_criterion_fails(tmp_path: Path) -> None:
    talk, _ = played(tmp_path, merged(BONE, her2_ihc="3+"))
    told = next(event for event in talk.events if event.type == "acknowledged")
    assert (told.data["choice"], told.data["criteria"]) == ("continue", ["I5", "E2"])
    assert len(talk.session.state.answers) == 23
    assert talk.session.verdict == "not_eligible"
    talk.assert_sound()


def test_at_the_first_question_without_a_reply_the_screening_is_suspended(tmp_path: Path) -> None:
    replies = {fact: text for fact, text in BONE.items() if fact != "sex"}
    talk, _ = played(tmp_path, replies)
    assert kinds(talk.events)[-2:] == ["asked", "paused"]
    assert talk.session.state.suspended
    assert list(talk.session.state.answers) == list(BONE)[:5]
    talk.assert_sound()


def test_a_person_who_goes_on_is_asked_like_a_person(tmp_path: Path) -> None:
    talk, _ = played(tmp_path, {fact: text for fact, text in BONE.items() if fact != "sex"})
    talk.resume().assert_next("sex")
    assert not talk.session.state.is_script
    talk.follow(BONE, until="life_expectancy").reply("24")
    assert talk.question == "24 in which unit?"
    talk.reply("months").reply("unknown")
    assert talk.question == "Why is it unknown?"
    talk.reply("not done")
    assert talk.news[0][1] == {
        "fact": "metastatic_treatment_started", **unknown("not_done"), "reasons": [],
    }  # fmt: skip
    talk.assert_sound()


@pytest.mark.parametrize(
    ("fact", "reply", "why"),
    [
        ("age", "fifty", "I could not read that as a number."),
        ("age", 200, "200 years cannot be right: this is a number from 0 to 120 years."),
        ("age", "1,000", "can be read in two ways"),
        ("sex", True, "That is none of the answers offered."),
        ("age", "58\x1b[2J", "The character U+001B cannot be recorded"),
        ("age", "5" * 9000, "bytes long"),
        ("age", "", "I could not read that as a number."),
        # what steers a conversation answers nothing, and might go on for ever
        ("age", "language fr", "It is a command, not an answer"),
        ("age", "back", "It is a command, not an answer"),
        ("age", "skip", "It is a command, not an answer"),
        ("age", "revise sex", "It is a command, not an answer"),
        ("age", "note a@b.org", "It is a command, not an answer"),
        ("age", "suspend", "It is a command, not an answer"),
        ("age", "why", "It is a command, not an answer"),
    ],
)
def test_a_reply_that_is_no_answer(tmp_path: Path, fact: str, reply: object, why: str) -> None:
    talk = Talk.begin(tmp_path, is_script=True)
    prepared = script(packaged(), json.dumps({**BONE, fact: reply}), "replies.json")
    shown: list[Message] = []

    def show(message: Message) -> None:
        shown.append(message)
        assert len(shown) < 200, "it goes round and round"

    with pytest.raises(BadInput) as caught:
        play(talk.session, prepared, show)
    assert caught.value.where == fact
    assert why in caught.value.why
    assert caught.value.remedy
    assert kinds(talk.events)[-1] == "paused"
    talk.assert_sound().resume().assert_next(fact)


def test_a_refused_cross_check_names_its_fact(tmp_path: Path) -> None:
    spine = {"vertebral_metastases": "yes", "contiguous_vertebrae": "1",
             "neuro_exam_date": "2026-11-20", "randomisation_date": "2026-11-19"}  # fmt: skip
    talk = Talk.begin(tmp_path, is_script=True)
    prepared = script(packaged(), json.dumps({**BONE, **spine}), "replies.json")
    with pytest.raises(BadInput) as caught:
        play(talk.session, prepared, lambda _: None)
    assert caught.value.where == "randomisation_date"
    assert "dated after the planned randomisation" in caught.value.why


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('{"height": 1}', "'height' is not a fact of this protocol"),
        ('{"age": [58]}', "is not a reply"),
        ('{"age": {}}', "is not a reply"),
        ('{"age": 58, "age": 59}', "'age' is given twice"),
        ('{"age": NaN}', "NaN is not a number of JSON"),
        ("[]", "is not an object of facts"),
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"\\ud800": 1}', "is not a fact of this protocol"),
    ],
)
def test_a_script_that_is_none(text: str, part: str) -> None:
    with pytest.raises(BadInput) as caught:
        script(packaged(), text, "replies.json")
    assert part in str(caught.value)
    assert caught.value.where.startswith("replies.json")
    assert caught.value.remedy
