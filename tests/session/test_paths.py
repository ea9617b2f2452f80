"""Whole screenings, from the first question to the conclusion, worked out by hand."""

from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, SPINE, Talk, kinds, merged, recorded, unknown

from assistant.session.conversation import PromptKind, Tone

ALWAYS = ["synopsis_is_not_the_protocol", "closed_to_inclusion"]


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


def test_bone_only_takes_exactly_23_questions_none_of_them_needless(talk: Talk) -> None:
    talk.follow(BONE)
    assert talk.all_asked() == [
        "histology_confirmed", "stage_iv_confirmed", "er_percent", "her2_ihc", "primary_treatment",
        "sex", "age", "who_status", "life_expectancy", "metastatic_treatment_started",
        "lesion_count", "prior_radiotherapy", "measurable_lesions", "largest_lesion_diameter",
        "liver_metastases", "abdominal_visceral_metastases", "brain_metastases",
        "vertebral_metastases", "compliance_obstacle", "social_security", "consent_status",
        "connective_tissue_disease", "pregnancy_status",
    ]  # fmt: skip
    assert len(talk.all_asked()) == 23
    assert talk.session.progress.answered == 23
    assert talk.session.progress.left_at_most == 0
    assert talk.session.verdict == "eligible"


def test_what_a_bone_only_screening_records(talk: Talk) -> None:
    talk.follow(BONE).conclude()
    answered = ["asked", "answered"]
    assert kinds(talk.events) == [
        "opened", "advised", "advised",
        *answered * 16, "asked", "answered", "advised",  # brain: none known
        "asked", "answered", "advised",  # spine: no
        *answered * 5,
        "acknowledged", "completed", "concluded",
    ]  # fmt: skip
    opened, concluded = talk.events[0], talk.events[-1]
    assert opened.data == {
        "subject": "SEIN-1",
        "site": "site-01",
        "language": "en",
        "order": "protocol",
        "scripted": False,
        "readings": {
            "adult_at_18": ["strictly_over_18", "adult"],
            "hr_cutoff": ["ten_percent", "one_percent"],
            "one_month": ["mean_month", "calendar_month"],
            "local_treatment_counts": ["yes", "no"],
            "bilirubin_limit": ["as_printed", "as_published"],
            "resolved_hepatitis": ["excludes", "does_not_exclude"],
            "liver_is_abdominal_viscus": ["yes", "no"],
            "leptomeningeal_disease": ["counts_as_brain", "does_not_count"],
            "borderline_connective_tissue_disease": ["excludes", "does_not_exclude"],
            "enzymes": ["ast_and_alt"],
            "tolerated_together": ["both"],
            "spinal_instability": ["any"],
            "per_lesion": ["each"],
            "e3_read_literally": ["no"],
        },
    }
    assert concluded.data["verdict"] == "eligible"
    assert concluded.data["stopped"] is False
    statuses = concluded.data["statuses"]
    assert isinstance(statuses, dict)
    gated = ["I7a", "I7b", "I7c", "I9a", "I9b", "I9c", "I9d", "I10a", "E5a", "E5b", "E5c", "E5d",
             "E5e", "E5f", "E5g", "E5h"]  # fmt: skip
    met = ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8a", "I8b", "I8c", "I11", "I12", "I13",
           "I14", "E1", "E2", "E3", "E4", "E6", "E7"]  # fmt: skip
    assert statuses == dict.fromkeys(met, "met") | dict.fromkeys(gated, "not_applicable")
    assert len(statuses) == 36
    decisive = concluded.data["decisive"]
    assert isinstance(decisive, dict)
    assert decisive["I1"] == ["histology_confirmed", "stage_iv_confirmed"]
    assert decisive["I4"] == ["er_percent"]
    assert decisive["I9a"] == ["liver_metastases"]
    assert decisive["E7"] == ["sex", "pregnancy_status"]
    talk.assert_sound()


def test_each_kind_of_answer_is_recorded_as_typed_and_in_canonical_form(talk: Talk) -> None:
    talk.follow(BONE)
    answers = {
        str(event.data["fact"]): ({**event.data}, dict(event.private))
        for event in talk.events
        if event.type == "answered"
    }
    assert answers["histology_confirmed"] == (
        {"fact": "histology_confirmed", **recorded(True, "true"), "reasons": []},
        {"reply": "yes"},
    )
    assert answers["er_percent"] == (
        {"fact": "er_percent", **recorded("90", "90", "%"), "reasons": []},
        {"reply": "90"},
    )
    assert answers["age"] == (
        {"fact": "age", **recorded("58", "58", "years"), "reasons": []},
        {"reply": "58"},
    )
    assert answers["who_status"] == (
        {"fact": "who_status", **recorded("1", "1"), "reasons": []},
        {"reply": "1"},
    )
    assert answers["largest_lesion_diameter"] == (
        {"fact": "largest_lesion_diameter", **recorded("3.2", "32", "mm"), "reasons": []},
        {"reply": "32 mm"},
    )
    assert answers["brain_metastases"] == (
        {"fact": "brain_metastases", **recorded("none_known", "none_known"), "reasons": []},
        {"reply": "none known"},
    )


def test_the_first_turns_word_for_word(talk: Talk) -> None:
    assert [(m.tone, m.text) for m in talk.said][:3] == [
        (Tone.HEADING, "STEREO-SEIN"),
        (
            Tone.NOTICE,
            (
                "Screening of SEIN-1 for STEREO-SEIN, by mmartin (coordinator). "
                "Every answer is saved as you give it."
            ),
        ),
        (
            Tone.HELP,
            (
                "Answer in your own words where you can. At any question: "
                "why, back, unknown, note, source, skip, summary, suspend, help."
            ),
        ),
    ]
    assert [m.tone for m in talk.said][3:] == [
        Tone.ADVISORY, Tone.ADVISORY, Tone.HEADING, Tone.QUESTION,
    ]  # fmt: skip
    talk.reply("yes")
    assert [(m.tone, m.text, m.fact) for m in talk.said] == [
        (Tone.REPLY, "yes", "histology_confirmed"),
        (Tone.UNDERSTOOD, "= breast cancer proven by histology", "histology_confirmed"),
        (
            Tone.QUESTION,
            "Is the metastatic stage confirmed (AJCC stage IV, M1)?",
            "stage_iv_confirmed",
        ),
    ]
    talk.follow(BONE, until="sex").reply("female")
    assert [(m.tone, m.text) for m in talk.said] == [
        (Tone.REPLY, "female"),
        (Tone.UNDERSTOOD, "= female"),
        (Tone.QUESTION, "How old is the patient, in completed years?"),
    ]


def test_conclusion_word_for_word(talk: Talk) -> None:
    talk.follow(BONE)
    assert talk.question == (
        "Every question that can still matter has been answered. Verdict so far: Eligible.\n"
        "What would you like to do?"
    )
    assert [choice.label for choice in talk.session.prompt.choices] == [
        "conclude the screening",
        "change an answer",
        "show the summary",
        "suspend, and resume another day",
    ]
    talk.reply("conclude")
    assert talk.tones == [Tone.ADVISORY] * 4
    assert talk.types == []
    assert talk.question == "Please read these before concluding. Have you read them?"
    talk.reply("yes")
    assert talk.news == [
        (
            "acknowledged",
            {
                "what": "remarks",
                "choice": "read",
                "advisories": [*ALWAYS, "no_brain_imaging_demanded", "unable_holds_for_spine_only"],
                "terms": [],
            },
        )
    ]
    assert talk.question == (
        "Conclude this screening as “Eligible”, in the name of mmartin (coordinator)? "
        "A concluded record is not changed any more."
    )
    talk.reply("yes")
    assert talk.types == ["completed", "concluded"]
    assert [(m.tone, m.text) for m in talk.said] == [
        (Tone.NOTICE, "Completed by mmartin (coordinator)."),
        (
            Tone.VERDICT,
            f"Concluded: Eligible. The record is closed. Screening {talk.session.id}",
        ),
    ]
    assert talk.session.is_over
    assert talk.session.prompt.kind is PromptKind.CLOSED
    before = talk.events
    assert talk.session.submit("yes") == ()
    assert talk.events == before


@pytest.mark.parametrize("way_back", ["no", "back"])
def test_conclusion_can_be_left_at_either_step(talk: Talk, way_back: str) -> None:
    talk.follow(BONE)
    review = talk.question
    talk.reply("conclude", way_back)
    assert talk.question == review
    talk.reply("conclude", "yes", way_back)
    assert talk.question == review
    assert not talk.session.is_over
    talk.reply("perhaps").assert_refused("Please pick one of the answers shown.")
    talk.reply("conclude", "perhaps").assert_refused("I need a yes or a no.")
    talk.reply("yes", "perhaps").assert_refused("I need a yes or a no.")
    talk.reply("yes").assert_sound()
    assert talk.session.state.concluded


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
        "STEREO-SEIN (NCT02089100), exclusion criterion 4, excludes brain metastases. Does "
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


def test_the_quickest_order_asks_otherwise_and_finds_the_same(tmp_path: Path) -> None:
    talks = {}
    for order in ("protocol", "quickest"):
        talk = Talk.begin(tmp_path, order=order)
        talk.follow(merged(BONE, pr_percent="50", her2_ish="not amplified", lesion_count="5"))
        talk.conclude().assert_sound()
        assert talk.events[0].data["order"] == order
        assert len(set(talk.all_asked())) == len(talk.all_asked())
        talks[order] = talk
    asked = {order: talk.all_asked() for order, talk in talks.items()}
    assert asked["quickest"] != asked["protocol"]
    assert {talk.session.verdict for talk in talks.values()} == {"eligible"}
    assert (
        talks["quickest"].events[-1].data["statuses"]
        == (talks["protocol"].events[-1].data["statuses"])
    )


def test_the_quickest_order_comes_sooner_to_a_criterion_that_fails(tmp_path: Path) -> None:
    replies = merged(BONE, pr_percent="50", her2_ish="not amplified", lesion_count="6")
    until_told = {}
    for order in ("protocol", "quickest"):
        talk = Talk.begin(tmp_path, order=order).follow(replies).reply("yes")
        assert talk.question.startswith("I8b is not met: At most 5 lesions.")
        until_told[order] = len(talk.all_asked())
    assert until_told["protocol"] == 11
    assert until_told["quickest"] < 11
