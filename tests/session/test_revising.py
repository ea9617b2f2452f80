"""Changing an answer: what it does is said first, then the reason is asked, and nothing is lost."""

from itertools import product
from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, SPINE, Talk, merged, recorded, unknown

from assistant.session.conversation import PromptKind, Tone

NOTHING_ELSE = {
    "erased": [],
    "reopened": [],
    "criteria": {},
    "verdict": {"old": "undetermined", "new": "undetermined"},
    "lifts_stop": False,
}


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
    assert talk.types == []
    assert talk.question == (
        "Record all of this? immunohistochemical HER2 score: "
        "1+: faint, incomplete staining in more than 10% of cells (negative) → "
        "0: no staining, or faint in at most 10% of cells (negative). "
        "Reason: typing mistake."
    )
    talk.reply("yes")
    assert talk.news[0] == (
        "revised",
        {
            "fact": "her2_ihc",
            "old": recorded("1+", "1+"),
            "new": recorded("0", "0"),
            "reasons": [],
            "announced": NOTHING_ELSE,
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
        (
            "Criteria that change: I9a met → not applicable; I9b met → not applicable; "
            "I9c met → not applicable; I9d met → not applicable; I10a met → not applicable."
        ),
        "The verdict so far stays: Undetermined.",
    ]
    talk.reply("I had read the wrong scan", "yes")
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
    talk.reply("2", "yes")
    assert talk.types == ["revised", "reopened", "advised", "advised", "asked"]
    assert talk.private == {"reply": "yes", "reason": "new or corrected result"}
    revised = talk.events[-5]
    assert talk.news[1][1] == {"facts": reopened, "cause": revised.seq}
    talk.assert_next("ast").follow(merged(BONE, LIVER)).conclude().assert_sound()
    assert talk.session.verdict == "eligible"


def test_an_answer_that_was_set_aside_is_offered_again(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="brain_metastases")
    given = talk.session.state.given_by["albumin"]
    talk.reply("revise liver_metastases", "no", "1", "yes").assert_next("brain_metastases")
    talk.reply("undo")
    assert talk.texts(Tone.DOUBT)[0].startswith("This brings back: aspartate aminotransferase")
    assert talk.question == "Record all of this? liver metastases: no → yes. Reason: undone."
    talk.reply("yes").assert_next("ast")
    for _ in ("ast", "alt", "bilirubin"):
        talk.reply("y")
    assert talk.asked == "albumin"
    assert talk.question == (
        "What is the serum albumin? You answered 41 g/L before; it was set aside "
        "(liver metastases: no). Is it still right?"
    )
    assert [choice.key for choice in talk.session.prompt.choices] == ["y", "n"]
    assert talk.session.prompt.kind is PromptKind.QUANTITY  # another number may be given at once
    talk.reply("yes").assert_next("cirrhosis")
    assert talk.news[0] == (
        "answered",
        {"fact": "albumin", **recorded("4.1", "41", "g/L"), "reasons": [], "origin": given},
    )
    assert talk.private == {"reply": "yes"}
    assert talk.texts(Tone.UNDERSTOOD) == ["= 41 g/L = 4.1 g/dL"]
    talk.follow(dict.fromkeys(talk.session.state.erased, "yes"))
    talk.follow(BONE).conclude().assert_sound()
    assert talk.session.verdict == "eligible"


def offered(talk: Talk, fact: str = "albumin") -> Talk:
    """Come to a question whose answer was set aside and is needed again."""
    talk.follow(merged(BONE, LIVER), until="brain_metastases")
    talk.reply("revise liver_metastases", "no", "1", "yes", "undo", "yes")
    while talk.asked != fact:
        talk.reply("yes")
    return talk


def test_an_offer_is_declined_and_the_question_asked_anew(talk: Talk) -> None:
    offered(talk).reply("no").assert_next("albumin")
    assert talk.news == [
        (
            "asked",
            {"fact": "albumin", "question": "What is the serum albumin?", "language": "en"},
        )
    ]
    talk.reply("suspend").resume()  # which asks, and does not offer again
    assert talk.question == "What is the serum albumin?"
    talk.reply("39 g/L")
    assert "origin" not in talk.news[0][1]
    talk.assert_sound()


@pytest.mark.parametrize(("reply", "value"), [("39 g/L", "39"), ("unknown pending", "")])
def test_an_offer_takes_another_answer_at_once(talk: Talk, reply: str, value: str) -> None:
    offered(talk).reply(reply).assert_next("cirrhosis")
    assert talk.session.state.answers["albumin"].typed == value
    talk.assert_sound()


def test_no_to_an_offer_is_never_taken_for_the_answer_no(talk: Talk) -> None:
    offered(talk, "cirrhosis")
    assert "You answered no before" in talk.question
    talk.reply("no").assert_next("cirrhosis")
    assert "cirrhosis" not in talk.session.state.answers
    talk.reply("yes")
    assert talk.session.state.answers["cirrhosis"].value is True


def test_an_offer_can_be_left_for_later_and_stays_an_offer(talk: Talk) -> None:
    offered(talk).reply("skip").assert_next("cirrhosis").reply("yes", "language fr")
    talk.assert_next("hepatitis")
    assert "Vous aviez répondu" in talk.question
    talk.resume().assert_next("hepatitis")
    assert "Vous aviez répondu" in talk.question
    talk.assert_sound()


def test_an_unusual_answer_that_is_offered_is_confirmed_again(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="bilirubin").reply("0.9 mg/L", "yes")
    talk.reply("revise liver_metastases", "no", "1", "yes", "undo", "yes", "yes", "yes")
    talk.assert_next("bilirubin").reply("yes").assert_doubted("is unusual for total bilirubin")
    talk.reply("yes").assert_next("albumin").assert_sound()
    assert talk.types == ["confirmed", "asked"]


def test_what_cannot_stand_any_more_is_not_offered(talk: Talk) -> None:
    talk.follow(merged(BONE, SPINE), until="compliance_obstacle")
    talk.reply("revise vertebral_metastases", "no", "1", "yes", "undo", "yes")
    talk.reply("yes", "no", "2026-12-10")  # the examination, after the planned randomisation
    talk.assert_next("randomisation_date")
    assert "Is it still right?" not in talk.question
    talk.reply("2026-12-12").assert_sound()


def test_a_change_is_undone_by_a_change(talk: Talk) -> None:
    talk.follow(BONE, until="who_status").reply("back", "59", "1", "yes", "back", "60", "1", "yes")
    first, second = [event.seq for event in talk.events if event.type == "revised"]
    talk.reply("undo")
    assert talk.question == "Record all of this? age: 60 years → 59 years. Reason: undone."
    assert talk.types == []
    talk.reply("yes")
    assert talk.private == {"reply": "undo", "reason": "undone"}
    assert talk.news[0][1]["undoes"] == second
    talk.reply("undo", "no")
    assert talk.session.state.answers["age"].typed == "59"
    talk.reply("undo", "yes")
    assert talk.news[0][1]["undoes"] == first
    assert talk.session.state.answers["age"].typed == "58"
    talk.reply("undo").assert_refused("No change is left to undo.").assert_sound()


def test_a_change_whose_answer_was_set_aside_is_not_undone(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="albumin").reply("revise ast", "1.8", "1", "yes")
    talk.reply("revise liver_metastases", "no", "1", "yes")
    talk.reply("undo", "yes").assert_next("ast")  # the gate's change, which is the last
    talk.reply("undo").assert_refused("No change is left to undo.")
    talk.reply("yes").assert_next("alt").reply("undo")
    assert "→ 84/40 = 2.1×ULN" in talk.question
    talk.reply("yes").assert_sound()


def test_a_change_of_the_verdict_is_said_before(talk: Talk) -> None:
    talk.follow(BONE)
    talk.reply("revise social_security", "no")
    assert talk.texts(Tone.DOUBT) == [
        "Criteria that change: I13 met → not met.",
        "The verdict so far goes from Eligible to Not eligible.",
    ]
    talk.reply("3", "yes")
    assert talk.private["reason"] == "question misunderstood"
    assert talk.question.startswith("I13 is not met: ")
    talk.reply("continue", "revise social_security", "unknown", "pending")
    assert talk.texts(Tone.DOUBT) == [
        "Criteria that change: I13 not met → unknown.",
        "The verdict so far goes from Not eligible to Undetermined.",
    ]
    talk.reply("1", "yes")
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
    talk.reply("95", "1", "yes").assert_next("primary_treatment").assert_sound()
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


@pytest.mark.parametrize(
    ("at", "word"),
    [
        *product(["list", "question", "reason", "confirmation"],
                 ["back", "cancel", "Undo", "annuler"]),
        ("reason", "no"), ("reason", "4"), ("confirmation", "no"),
    ],
)  # fmt: skip
def test_a_change_is_given_up_at_each_step(talk: Talk, at: str, word: str) -> None:
    steps = ["list", "question", "reason", "confirmation"].index(at)
    talk.follow(BONE, until="her2_ihc").reply("revise", *["er_percent", "95", "1"][:steps], word)
    assert talk.texts(Tone.NOTICE)[-1] == "Nothing was changed."
    assert talk.types == (["asked"] if at in ("list", "question") else ["refused", "asked"])
    if talk.types[0] == "refused":
        assert talk.news[0] == ("refused", {"fact": "er_percent", "withdrawn": True})
        assert talk.private["reply"] == "95"
    talk.assert_next("her2_ihc").assert_sound()
    assert talk.session.state.answers["er_percent"].typed == "90"


def test_a_reason_that_could_name_somebody_is_not_recorded(talk: Talk) -> None:
    talk.follow(BONE, until="her2_ihc").reply("back", "95", "asked jeanne.martin@example.org")
    talk.assert_refused("This looks like an e-mail address. It was not recorded")
    assert talk.types == []
    talk.reply("").assert_refused("Please pick one of the answers shown.")
    talk.reply("back to the report of 3 May", "yes")
    assert talk.private["reason"] == "back to the report of 3 May"
    assert b"example.org" not in talk.path.read_bytes()


def test_a_change_that_is_unusual_is_confirmed_once_with_all_it_does(talk: Talk) -> None:
    talk.follow(BONE, until="who_status").reply("back", "20")
    assert talk.texts(Tone.DOUBT) == [
        "20 years is unusual for age (usually 25–90 years).",
        "The verdict so far stays: Undetermined.",
    ]
    assert talk.question == "Why is it changed?"
    talk.reply("yes").assert_refused("Please pick one of the answers shown.")
    talk.reply("1", "yes")
    assert talk.news[0][1]["reasons"] == [{"kind": "unusual", "id": "age"}]
    talk.assert_next("who_status").assert_sound()


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
    talk.reply("57", "1", "yes").assert_next("who_status").assert_sound()
    assert talk.session.state.answers["age"].typed == "57"


def test_the_same_answer_is_no_change(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("20", "yes").assert_next("who_status")
    talk.reply("back", "20").assert_next("who_status")
    assert talk.texts(Tone.NOTICE) == ["That is the answer on record already. Nothing was changed."]
    assert talk.types == ["asked"]


def test_the_same_value_in_another_unit_is_a_change(talk: Talk) -> None:
    talk.follow(BONE, until="liver_metastases").reply("back", "3.2 cm", "1", "yes")
    assert talk.types == ["revised", "asked"]
    talk.assert_sound()
