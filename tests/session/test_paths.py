"""Whole screenings, from the first question to the conclusion, worked out by hand."""

from pathlib import Path

import pytest
from support.conversation import BONE, Talk, kinds, recorded

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
        "see why this verdict, and what would turn it",
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
        "Complete this screening as “Eligible”, in the name of mmartin (coordinator)? "
        "A completed record is not changed any more."
    )
    talk.reply("yes")
    assert talk.types == ["completed", "concluded"]
    completed = (
        "Completed by mmartin (coordinator). It is not signed yet; an investigator signs it "
        f"with: screening sign {talk.session.id}"
    )
    assert [(m.tone, m.text) for m in talk.said] == [
        (Tone.NOTICE, completed),
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
