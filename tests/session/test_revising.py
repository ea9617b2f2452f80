"""Changing an answer: what it does is said first, then the reason is asked, and nothing is lost."""

from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, Talk, merged, recorded, unknown

from assistant.session.conversation import Tone


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


def test_back_changes_the_last_answer(talk: Talk) -> None:
    talk.follow(BONE, until="primary_treatment").reply("back").assert_next("her2_ihc")
    assert talk.types == []
    assert talk.question == (
        "immunohistochemical HER2 score is on record as: "
        "1+: faint, incomplete staining in more than 10% of cells (negative). "
        "What should it be? What is the HER2 score on immunohistochemistry (IHC)?"
    )
    talk.reply("0")
    assert talk.types == []
    assert talk.texts(Tone.DOUBT) == ["The verdict so far stays: Undetermined."]
    assert talk.question == "Why is it changed?"
    talk.reply("1")
    assert talk.news[0] == (
        "revised",
        {
            "fact": "her2_ihc",
            "old": recorded("1+", "1+"),
            "new": recorded("0", "0"),
            "reasons": [],
        },
    )
    assert talk.private == {"reply": "0", "reason": "typing mistake"}
    assert talk.types == ["revised", "asked"]
    talk.assert_next("primary_treatment").assert_sound()


def test_what_is_erased_is_said_before_and_kept_after(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="brain_metastases")
    talk.reply("revise liver_metastases", "no")
    erased = [
        "ast", "alt", "bilirubin", "albumin", "cirrhosis", "hepatitis",
        "largest_liver_lesion_diameter", "liver_lesion_clear_of_bowel", "weight", "creatinine",
    ]  # fmt: skip
    assert talk.texts(Tone.DOUBT) == [
        (
            "This sets aside: aspartate aminotransferase (AST), alanine aminotransferase (ALT), "
            "total bilirubin, serum albumin, cirrhosis, hepatitis, largest liver metastasis, "
            "liver lesions clear of bowel and stomach, body weight, serum creatinine."
        ),
        "The verdict so far stays: Undetermined.",
    ]
    talk.reply("I had read the wrong scan")
    revised = talk.events[-len(talk.news)]
    assert revised.type == "revised"
    assert talk.private == {"reply": "no", "reason": "I had read the wrong scan"}
    assert talk.types == ["revised", *["erased"] * 10, "asked"]
    assert [data["fact"] for kind, data in talk.news if kind == "erased"] == erased
    assert {data["cause"] for kind, data in talk.news if kind == "erased"} == {revised.seq}
    assert talk.news[1][1]["old"] == recorded("2.1", "84/40", "×ULN")
    assert talk.texts(Tone.NOTICE)[0] == (
        "liver metastases: yes → no. Reason: I had read the wrong scan"
    )
    struck = [message for message in talk.said if message.tone is Tone.ERASED]
    assert [message.fact for message in struck] == erased
    assert struck[0].text == "aspartate aminotransferase (AST): 84/40"
    assert {message.cause for message in struck} == {
        "set aside, as it no longer applies (liver metastases: no)"
    }
    talk.assert_next("brain_metastases").assert_sound()
    assert not set(erased) & set(talk.session.state.answers)
    talk.follow(BONE).conclude().assert_sound()
    assert talk.session.verdict == "eligible"


def test_what_comes_back_is_said_before_and_asked_after(talk: Talk) -> None:
    talk.follow(BONE, until="brain_metastases").reply("revise liver metastases", "yes")
    reopened = [
        "ast", "alt", "bilirubin", "albumin", "cirrhosis", "hepatitis",
        "largest_liver_lesion_diameter", "liver_lesion_clear_of_bowel", "weight", "creatinine",
    ]  # fmt: skip
    assert talk.texts(Tone.DOUBT)[0].startswith(
        "This brings back: aspartate aminotransferase (AST), alanine aminotransferase (ALT), "
    )
    talk.reply("2")
    assert talk.types == ["revised", "reopened", "advised", "advised", "asked"]
    assert talk.private == {"reply": "yes", "reason": "new or corrected result"}
    revised = talk.events[-5]
    assert talk.news[1][1] == {"facts": reopened, "cause": revised.seq}
    talk.assert_next("ast").follow(merged(BONE, LIVER)).conclude().assert_sound()
    assert talk.session.verdict == "eligible"


def test_answers_that_were_erased_are_asked_again(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="brain_metastases")
    talk.reply("revise liver_metastases", "no", "1").assert_next("brain_metastases")
    talk.reply("revise liver_metastases", "yes", "1").assert_next("ast")
    assert talk.session.state.answers.keys().isdisjoint(LIVER.keys() - {"liver_metastases"})
    talk.follow(merged(BONE, LIVER)).conclude().assert_sound()


def test_a_change_of_the_verdict_is_said_before(talk: Talk) -> None:
    talk.follow(BONE)
    talk.reply("revise social_security", "no")
    assert talk.texts(Tone.DOUBT) == ["The verdict so far goes from Eligible to Not eligible."]
    talk.reply("3")
    assert talk.private["reason"] == "question misunderstood"
    assert talk.question.startswith("I13 is not met: ")
    talk.reply("continue", "revise social_security", "unknown", "pending")
    assert talk.texts(Tone.DOUBT) == ["The verdict so far goes from Not eligible to Undetermined."]
    talk.reply("1")
    assert talk.news[0][1]["new"] == unknown("pending")
    assert talk.private == {"reply": "unknown", "then": "pending", "reason": "typing mistake"}
    talk.conclude().assert_sound()
    assert talk.session.verdict == "undetermined"


def test_an_answer_is_picked_from_the_list(talk: Talk) -> None:
    talk.follow(BONE, until="primary_treatment").reply("revise")
    assert talk.question == "Which answer do you want to change?"
    assert [choice.label for choice in talk.session.prompt.choices] == [
        (
            "immunohistochemical HER2 score: "
            "1+: faint, incomplete staining in more than 10% of cells (negative)"
        ),
        "oestrogen receptors (IHC): 90%",
        "metastatic stage (AJCC IV): yes",
        "histological proof of breast cancer: yes",
    ]
    talk.reply("5").assert_refused("I do not know which answer you mean.")
    talk.reply("0").assert_refused("I do not know which answer you mean.")
    talk.reply("2").assert_next("er_percent")
    talk.reply("95", "1").assert_next("primary_treatment").assert_sound()
    assert talk.session.state.answers["er_percent"].typed == "95"


@pytest.mark.parametrize(
    "name",
    ["er_percent", "er percent", "Oestrogen receptors (IHC)", "Recepteurs des œstrogènes (IHC)"],
)
def test_an_answer_is_named_by_id_or_label(talk: Talk, name: str) -> None:
    talk.follow(BONE, until="her2_ihc").reply(f"revise {name}").assert_next("er_percent")


def test_what_is_not_on_record_cannot_be_changed(talk: Talk) -> None:
    for words in ("revise", "back", "revise age"):
        talk.reply(words).assert_refused("Nothing has been answered yet.")
    talk.follow(BONE, until="er_percent").reply("revise age")
    talk.assert_refused("I do not know which answer you mean.")
    talk.assert_next("er_percent")


@pytest.mark.parametrize("at", ["list", "question", "reason"])
def test_a_change_is_given_up_by_back(talk: Talk, at: str) -> None:
    talk.follow(BONE, until="her2_ihc").reply("revise")
    if at != "list":
        talk.reply("er_percent")
    if at == "reason":
        talk.reply("95")
    talk.reply("back")
    assert talk.texts(Tone.NOTICE) == ["Nothing was changed."]
    assert talk.types == ["asked"]
    talk.assert_next("her2_ihc").assert_sound()
    assert talk.session.state.answers["er_percent"].typed == "90"


def test_a_reason_that_could_name_somebody_is_not_recorded(talk: Talk) -> None:
    talk.follow(BONE, until="her2_ihc").reply("back", "95", "asked jeanne.martin@example.org")
    talk.assert_refused("This looks like an e-mail address. It was not recorded")
    assert talk.types == []
    talk.reply("").assert_refused("Please pick one of the answers shown.")
    talk.reply("back to the report of 3 May")
    assert talk.private["reason"] == "back to the report of 3 May"
    assert b"example.org" not in talk.path.read_bytes()


def test_a_change_that_is_unusual_is_confirmed_and_then_reasoned(talk: Talk) -> None:
    talk.follow(BONE, until="who_status").reply("back", "20")
    talk.assert_doubted("20 years is unusual for age (usually 25–90 years).")
    talk.reply("yes")
    assert talk.question == "Why is it changed?"
    talk.reply("1")
    assert talk.news[0][1]["reasons"] == [{"kind": "unusual", "id": "age"}]
    talk.assert_next("who_status").assert_sound()


def test_a_change_that_is_declined_is_asked_for_again(talk: Talk) -> None:
    talk.follow(BONE, until="who_status").reply("back", "20", "no")
    assert talk.types == ["refused"]
    talk.assert_refused("Not recorded. Here is the question again.").assert_next("age")
    assert talk.question.startswith("age is on record as: 58 years. What should it be?")
    talk.reply("57", "1").assert_next("who_status").assert_sound()


def test_a_change_is_refused_like_an_answer(talk: Talk) -> None:
    talk.follow(BONE, until="who_status").reply("back", "200")
    talk.assert_refused("200 years cannot be right: this is a number from 0 to 120 years.")
    assert talk.types == ["refused"]
    talk.assert_next("age").reply("back").assert_next("who_status")
    assert talk.session.state.answers["age"].typed == "58"


def test_the_language_can_change_in_the_midst_of_a_change(talk: Talk) -> None:
    talk.follow(BONE, until="who_status").reply("back", "language fr").assert_next("age")
    assert talk.question.startswith("âge est enregistré ainsi : 58 ans. Quelle est la bonne")
    assert talk.texts(Tone.QUESTION) == [talk.question]
    talk.reply("57", "1").assert_next("who_status").assert_sound()
    assert talk.session.state.answers["age"].typed == "57"


def test_changing_a_confirmed_answer_back_to_itself_asks_again(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("20", "yes").assert_next("who_status")
    talk.reply("back", "20").assert_doubted("20 years is unusual")
