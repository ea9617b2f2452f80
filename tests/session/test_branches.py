"""Paths that leave the typical one: liver, spine, men, unknown and contested answers."""

from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, SPINE, Talk, merged, recorded, unknown

from assistant.session.conversation import Tone


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


def test_liver_path(talk: Talk) -> None:
    talk.follow(BONE, until="liver_metastases").reply("yes")
    assert talk.types == ["answered", "advised", "advised", "asked"]
    assert [event.data["id"] for event in talk.events[-3:-1]] == [
        "sum_of_liver_lesions", "alp_rises_with_bone_metastases",
    ]  # fmt: skip
    talk.assert_next("ast")
    talk.follow(merged(BONE, LIVER), until="weight")
    assert talk.all_asked()[-9:-1] == [
        "alt", "bilirubin", "albumin", "cirrhosis", "hepatitis", "largest_liver_lesion_diameter",
        "liver_lesion_clear_of_bowel", "abdominal_visceral_metastases",
    ]  # fmt: skip
    talk.follow(merged(BONE, LIVER))
    answers = talk.session.state.answers
    # 84/40 = 2.1; 8 mg/L = 0.8 mg/dL; 41 g/L = 4.1 g/dL
    assert [str(answers[f].value) for f in ("ast", "bilirubin", "albumin")] == [
        "21/10", "4/5", "41/10",
    ]  # fmt: skip
    # (140 - 58) x 64 / (72 x 70 / 88.4) x 0.85 = 78.2... mL/min: met, or not applicable
    assert talk.status("I10a") == "met"
    assert len(talk.all_asked()) == 33
    talk.conclude().assert_sound()
    assert talk.session.verdict == "eligible"


def test_spine_path_with_dates(talk: Talk) -> None:
    talk.follow(merged(BONE, SPINE), until="neuro_exam_date").reply("3 days ago")
    assert talk.news[0] == (
        "answered",
        {
            "fact": "neuro_exam_date",
            **recorded("2026-11-18", "2026-11-18"),
            "reasons": [],
        },
    )
    assert talk.private == {"reply": "3 days ago"}
    assert talk.texts(Tone.UNDERSTOOD) == ["= 2026-11-18 (Wednesday 18 November 2026)"]
    talk.follow(merged(BONE, SPINE))
    # no deficit: whether it comes from compression can change nothing
    assert "deficit_from_vertebral_compression" not in talk.all_asked()
    assert len(talk.all_asked()) == 34
    # 24 - 18 November = 6 days, at most 7; 1 December - 15 October = 47 days, more than 30
    assert [talk.status(each) for each in ("E5b", "E5d")] == ["met", "met"]
    assert talk.session.verdict == "eligible"
    # 15 October + 31 days is before 24 November + 28 days
    assert "no_legal_date" not in talk.session.state.advised
    assert "washout_and_window" in talk.session.state.advised
    talk.conclude().assert_sound()


@pytest.mark.parametrize(
    ("last_dose", "e5d"),
    # 30 days before the first fraction excludes, 31 do not
    [("2026-11-01", "failed"), ("2026-10-31", "met")],
)
def test_washout_on_both_sides_of_its_limit(talk: Talk, last_dose: str, e5d: str) -> None:
    replies = merged(BONE, SPINE, last_systemic_or_radionuclide_date=last_dose)
    talk.follow(replies)
    assert talk.status("E5d") == e5d
    assert talk.session.verdict == {"failed": "not_eligible", "met": "eligible"}[e5d]


def test_contested_leptomeningeal_disease(talk: Talk) -> None:
    talk.follow(merged(BONE, brain_metastases="leptomeningeal disease only, no brain lesion"))
    assert talk.status("E4") == "contested"
    assert talk.session.verdict == "undetermined"
    assert talk.question == (
        "Every question that can still matter has been answered. Verdict so far: Undetermined.\n"
        "For the sponsor to decide: leptomeningeal disease.\n"
        "What would you like to do?"
    )
    talk.reply("conclude")
    assert talk.texts(Tone.ADVISORY)[-1] == (
        "4. STEREO-SEIN (NCT02089100), exclusion criterion 4, excludes brain metastases. Does "
        "leptomeningeal disease without a brain lesion count as brain metastasis and exclude, or "
        "does it not?"
    )
    talk.reply("yes")
    assert talk.news[0][1]["terms"] == ["leptomeningeal_disease"]
    talk.reply("yes").assert_sound()
    assert talk.events[-1].data["verdict"] == "undetermined"


def test_unknown_with_its_reason(talk: Talk) -> None:
    talk.follow(BONE, until="her2_ihc").reply("2+").assert_next("her2_ish").reply("unknown")
    assert talk.types == []
    assert talk.question == "Why is it unknown?"
    assert [choice.label for choice in talk.session.prompt.choices] == [
        "pending", "not done", "cannot be obtained",
    ]  # fmt: skip
    talk.reply("because").assert_refused("Please pick one of the answers shown.")
    talk.reply("pending").assert_next("primary_treatment")
    assert talk.news[0] == (
        "answered", {"fact": "her2_ish", **unknown("pending"), "reasons": []},
    )  # fmt: skip
    assert talk.private == {"reply": "unknown", "then": "pending"}
    assert [(m.tone, m.text) for m in talk.said][:2] == [
        (Tone.REPLY, "unknown pending"),
        (Tone.UNDERSTOOD, "= unknown (pending)"),
    ]
    talk.follow(BONE)
    assert talk.statuses("unknown") == ["I5"]
    assert talk.question.split("\n")[1] == "Still unknown: in-situ hybridisation for HER2."
    talk.conclude().assert_sound()
    assert talk.session.verdict == "undetermined"


def test_pending_consent_is_the_option_and_leaves_the_verdict_open(talk: Talk) -> None:
    talk.follow(BONE, until="consent_status").reply("pending")
    assert talk.news[0] == (
        "answered",
        {"fact": "consent_status", **recorded("pending", "pending"), "reasons": []},
    )
    talk.follow(BONE)
    assert talk.statuses("unknown") == ["I14"]
    assert talk.session.verdict == "undetermined"


@pytest.mark.parametrize(
    ("hepatic", "status"),
    [
        # bilirubin between 3 and 30 mg/dL: failed as published, met as printed
        ({"bilirubin": "60 µmol/L"}, {"I9a": "contested"}),
        ({"hepatitis": "resolved"}, {"I9b": "contested"}),
        # a clearance of 60 mL/min exactly fails where the liver counts as an abdominal viscus
        ({"sex": "male", "age": "60", "weight": "54", "creatinine": "1 mg/dL"},
         {"I10a": "contested"}),
    ],
)  # fmt: skip
def test_contested_terms_of_the_liver(
    talk: Talk, hepatic: dict[str, str], status: dict[str, str]
) -> None:
    talk.follow(merged(BONE, LIVER, hepatic))
    while talk.question == "Are you sure?":
        talk.reply("yes").follow(merged(BONE, LIVER, hepatic))
    assert {id_: talk.status(id_) for id_ in status} == status
    assert talk.session.verdict == "undetermined"
    talk.conclude().assert_sound()


def test_a_man_is_not_asked_about_pregnancy(talk: Talk) -> None:
    talk.follow(BONE, until="sex").reply("male")
    assert talk.types == ["answered", "advised", "asked"]
    assert talk.news[1][1]["id"] == "male_patient"
    talk.follow(BONE)
    assert "pregnancy_status" not in talk.all_asked()
    assert talk.status("E7") == "not_applicable"
    assert talk.session.verdict == "eligible"


def test_tolerated_treatment(talk: Talk) -> None:
    talk.follow(BONE, until="metastatic_treatment_started")
    talk.reply("yes").assert_next("hormone_therapy_duration")
    talk.reply("20 days").assert_next("chemotherapy_cycles")
    talk.reply("0").assert_next("targeted_therapy_given")
    talk.reply("no").assert_next("local_treatment_given")
    talk.reply("no").assert_next("treatment_stops_after_consent")
    talk.reply("yes").assert_next("lesion_count")
    talk.follow(BONE).conclude().assert_sound()
    assert talk.session.verdict == "eligible"
    assert "tolerated_treatment_begun" in talk.session.state.advised


def test_the_french_conversation_comes_to_the_same(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, language="fr")
    french = {
        "histology_confirmed": "oui", "stage_iv_confirmed": "o", "er_percent": "90 %",
        "her2_ihc": "1", "primary_treatment": "1", "sex": "1", "age": "58 ans",
        "who_status": "1", "life_expectancy": "2,5 ans", "metastatic_treatment_started": "non",
        "lesion_count": "3", "prior_radiotherapy": "n", "measurable_lesions": "oui",
        "largest_lesion_diameter": "3,2 cm", "liver_metastases": "non",
        "abdominal_visceral_metastases": "non", "brain_metastases": "1",
        "vertebral_metastases": "non", "compliance_obstacle": "non", "social_security": "oui",
        "consent_status": "1", "connective_tissue_disease": "1", "pregnancy_status": "1",
    }  # fmt: skip
    talk.follow(french)
    assert talk.session.state.answers["life_expectancy"].value == 30
    assert talk.session.verdict_label == "Éligible"
    talk.reply("conclure", "oui", "oui").assert_sound()
    assert talk.events[-1].data["verdict"] == "eligible"
    assert talk.texts(Tone.VERDICT)[0].startswith("Conclusion : Éligible. Le dossier est clos.")
