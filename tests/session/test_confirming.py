"""Unusual values and unlikely combinations are recorded only after a second yes."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, SPINE, Talk, merged, recorded

from assistant.session.conversation import Tone

STARTED = {
    "metastatic_treatment_started": "yes",
    "hormone_therapy_duration": "20 days",
    "chemotherapy_cycles": "0",
    "targeted_therapy_given": "no",
    "local_treatment_given": "no",
    "treatment_stops_after_consent": "yes",
}


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


def brought_to(talk: Talk, replies: Mapping[str, str], fact: str) -> Talk:
    """Answer up to a question, confirming what is asked and completing the record."""
    before = {key: text for key, text in replies.items() if key != fact}
    talk.follow(before)
    while talk.asked != fact:
        known = len(talk.events)
        talk.reply("yes" if talk.question == "Are you sure?" else "continue").follow(before)
        assert len(talk.events) > known, talk.question
    return talk


def test_yes_records_the_answer_as_confirmed(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("20")
    talk.assert_doubted("20 years is unusual for age (usually 25–90 years).")
    assert talk.texts(Tone.REPLY) == ["20"]
    assert [(c.reply, c.key) for c in talk.session.prompt.choices] == [("yes", "y"), ("no", "n")]
    talk.reply("maybe").assert_refused("I need a yes or a no.")
    assert talk.types == []
    talk.reply("y").assert_next("who_status")
    assert talk.news[0] == (
        "confirmed",
        {
            "fact": "age",
            **recorded("20", "20", "years"),
            "reasons": [{"kind": "unusual", "id": "age"}],
        },
    )
    assert talk.private == {"reply": "20"}
    assert talk.texts(Tone.UNDERSTOOD) == ["Confirmed: 20 years"]
    talk.assert_sound()


@pytest.mark.parametrize("no", ["no", "n", "non", "back", "retour"])
def test_no_records_that_it_was_taken_back_and_asks_again(talk: Talk, no: str) -> None:
    talk.follow(BONE, until="age").reply("20", no).assert_next("age")
    assert talk.types == ["refused", "asked"]
    assert talk.news[0] == ("refused", {"fact": "age"})
    assert talk.private == {"reply": "20", "shown": "Not recorded. Here is the question again."}
    assert "age" not in talk.session.state.answers
    talk.reply("58").assert_next("who_status").assert_sound()


@pytest.mark.parametrize(
    ("fact", "usual", "unusual"),
    [
        ("er_percent", ["0", "1", "100"], ["0.99", "0,5"]),
        ("age", ["25", "90"], ["24", "91"]),
        ("who_status", ["0", "2"], ["3", "4"]),
        ("life_expectancy", ["0 months", "240 months", "20 years"], ["240.1 months", "21 years"]),
        ("hormone_therapy_duration", ["0", "1 month"], ["1.1 months", "31 days"]),
        ("chemotherapy_cycles", ["0", "1"], ["2"]),
        ("lesion_count", ["1", "5"], ["6"]),
        ("largest_lesion_diameter", ["5 mm", "10 cm"], ["4.9 mm", "10.1 cm"]),
        ("ast", ["0.2", "5"], ["0.19", "5.1"]),
        ("alt", ["0.2", "200/40"], ["0.19", "201/40"]),
        ("bilirubin", ["1 mg/L", "2.99 mg/dL"], ["0.9 mg/L"]),
        ("albumin", ["25 g/L", "5.5 g/dL"], ["24 g/L", "5.6 g/dL"]),
        ("largest_liver_lesion_diameter", ["5 mm"], ["4 mm"]),
        ("weight", ["40", "130"], ["39.9", "130.5"]),
        ("creatinine", ["35 µmol/L", "200 µmol/L"], ["34 µmol/L"]),
        ("contiguous_vertebrae", ["1", "5"], ["6"]),
        ("canal_involvement", ["0", "50"], ["51"]),
    ],
)
def test_both_sides_of_what_is_usual(
    talk: Talk, fact: str, usual: list[str], unusual: list[str]
) -> None:
    replies = merged(BONE, LIVER, SPINE, STARTED)
    brought_to(talk, replies, fact)
    for text in unusual:
        talk.reply(text)
        talk.assert_doubted("is unusual for")
        talk.reply("no").assert_next(fact)
    talk.reply(usual[0])
    assert talk.types[0] == "answered"
    for text in usual[1:]:
        talk.reply(f"revise {fact}", text)
        assert talk.question == "Why is it changed?", text
        talk.reply("back")


CHECKS = [
    # check, what comes before, the fact, a reply just inside, a reply beyond, other doubts with it
    ("liver_lesion_above_largest", {}, "largest_liver_lesion_diameter", "3.2 cm", "33 mm", []),
    (  # the sphere of 10.1 cm holds 539.46 mL; 5 % more is 566.4
        "volume_above_sphere", {"largest_lesion_diameter": "10.1 cm"}, "largest_lesion_volume",
        "566 mL", "567 cm³", [],
    ),
    (
        "started_without_treatment", {"hormone_therapy_duration": "0"}, "local_treatment_given",
        "yes", "no", [],
    ),
    ("systemic_denied_although_given", {}, "systemic_or_radionuclide_given", "yes", "no", []),
    (
        "liver_lesion_measurable", {"measurable_lesions": "no"}, "largest_liver_lesion_diameter",
        "9.9 mm", "1 cm", [],
    ),
    (
        "single_lesion_in_two_places", {"lesion_count": "1"}, "abdominal_visceral_metastases",
        "no", "yes", [],
    ),
    ("bilirubin_unit", {}, "bilirubin", "2.99 mg/dL", "30 mg/L", []),
    ("creatinine_unit", {}, "creatinine", "200 µmol/L", "201 µmol/L", ["creatinine"]),
    (
        "neuro_exam_long_ago", {"neuro_exam_date": "2025-11-20"}, "randomisation_date",
        "2026-11-21", "2026-11-22", [],
    ),
    (
        "sbrt_long_after_randomisation", {"randomisation_date": "2026-11-24"}, "sbrt_date",
        "2027-11-25", "2027-11-26", [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "before", "fact", "inside", "beyond", "unusual"), CHECKS, ids=[c[0] for c in CHECKS]
)
def test_cross_checks_that_ask(
    talk: Talk,
    check: str,
    before: Mapping[str, str],
    fact: str,
    inside: str,
    beyond: str,
    unusual: list[str],
) -> None:
    brought_to(talk, merged(BONE, LIVER, SPINE, STARTED, before), fact)
    talk.reply(beyond)
    text = talk.session.protocol.words_in("en").checks[check].text
    talk.assert_doubted(text)
    assert len(talk.texts(Tone.DOUBT)) == 1 + len(unusual)
    talk.reply("no").assert_next(fact)
    assert talk.types == ["refused", "asked"]
    talk.reply(inside)
    assert talk.types[0] == "answered"
    talk.reply(f"revise {fact}", beyond)
    assert text in " ".join(talk.texts(Tone.DOUBT))
    talk.reply("1", "yes")
    assert talk.news[0][1]["reasons"] == [
        *({"kind": "unusual", "id": id_} for id_ in unusual),
        {"kind": "check", "id": check},
    ]
    talk.assert_sound()


def test_every_check_that_asks_is_tried_here(talk: Talk) -> None:
    asking = {check.id for check in talk.session.protocol.checks if check.action == "confirm"}
    assert {each[0] for each in CHECKS} == asking


def test_a_doubtful_unit_is_shown_in_every_unit(talk: Talk) -> None:
    brought_to(talk, merged(BONE, LIVER), "bilirubin").reply("52 µmol/L")
    # 52 / 17.1 = 3.0409... mg/dL
    talk.assert_doubted("In every unit: 52 µmol/L ≈ 3.0409 mg/dL ≈ 30.4094 mg/L.")
    assert len(talk.texts(Tone.DOUBT)) == 2
    talk.reply("yes")
    assert talk.news[0][1] == {
        "fact": "bilirubin",
        **recorded("520/171", "52", "µmol/L"),
        "reasons": [
            {"kind": "unusual", "id": "bilirubin"},
            {"kind": "check", "id": "bilirubin_unit"},
        ],
    }


@pytest.mark.parametrize(
    ("fact", "before", "allowed", "refused", "words"),
    [
        (
            "randomisation_date", {"neuro_exam_date": "2026-11-20"}, "2026-11-20", "2026-11-19",
            "The neurological examination is dated after the planned randomisation.",
        ),
        (
            "sbrt_date", {"last_systemic_or_radionuclide_date": "2026-11-25"},
            "2026-11-25", "2026-11-24",
            "The last systemic or radionuclide dose is dated after the first stereotactic",
        ),
        (
            "sbrt_date", {}, "2026-11-24", "2026-11-23",
            "The first stereotactic fraction is dated before the planned randomisation.",
        ),
    ],
)  # fmt: skip
def test_dates_in_an_impossible_order_are_refused(
    talk: Talk, fact: str, before: Mapping[str, str], allowed: str, refused: str, words: str
) -> None:
    brought_to(talk, merged(BONE, SPINE, before), fact).reply(refused)
    talk.assert_refused(f"This cannot be right. {words}").assert_next(fact)
    assert talk.news == [("refused", {"fact": fact})]
    assert talk.private["reply"] == refused
    talk.reply(allowed)
    assert talk.types[0] == "answered"
    talk.assert_sound()


def test_an_earlier_date_cannot_be_changed_into_an_impossible_order(talk: Talk) -> None:
    talk.follow(merged(BONE, SPINE), until="unable_to_undergo_treatment")
    talk.reply("revise neuro_exam_date", "25/11/2026")
    talk.assert_refused("This cannot be right.").assert_next("neuro_exam_date")
    talk.reply("24/11/2026", "1", "yes")
    assert talk.types == ["revised", "asked"]
    talk.assert_sound()


def test_a_doubt_confirmed_once_is_not_raised_again(talk: Talk) -> None:
    brought_to(talk, merged(BONE, LIVER), "bilirubin").reply("30 mg/L", "yes")
    talk.follow(merged(BONE, LIVER))
    assert talk.question.startswith("Every question that can still matter")


def test_a_doubt_does_not_survive_leaving_the_screening(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("20", "suspend")
    assert talk.types == ["refused", "paused"]
    assert talk.private == {"reply": "20", "shown": "Not recorded as an answer."}
    talk.resume().assert_next("age")
    assert "age" not in talk.session.state.answers
    talk.assert_sound()
