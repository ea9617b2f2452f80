"""Commands at any question: they explain, note, skip, switch, suspend, and change no answer."""

from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, SPINE, Talk, kinds, merged

from assistant.session.conversation import Tone


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


# ---------------------------------------------------------------- why, help, summary


@pytest.mark.parametrize("word", ["why", "?", "Why?", "pourquoi", "Pourquoi ?"])
def test_why(talk: Talk, word: str) -> None:
    talk.follow(BONE, until="social_security").reply(word)
    assert talk.types == []
    lines = talk.texts(Tone.HELP)
    assert lines[4].startswith("Why it exists: ")
    assert [*lines[1:4], *lines[5:]] == [
        "It is asked of every participant.",
        "This can still decide: I13.",
        "I13 – The patient is covered by social security or an equivalent scheme.",
        (
            "If the reply is “covered by social security or equivalent”: I13 met. "
            "Verdict then: Undetermined."
        ),
        (
            "If the reply is “not covered by social security or equivalent”: I13 not met. "
            "Verdict then: Not eligible."
        ),
        "If it is not known: it decides nothing. Write “unknown”.",
        "The verdict so far is “Undetermined”.",
    ]
    talk.assert_next("social_security")


def test_why_tells_the_path_and_what_becomes_contested(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="hepatitis").reply("why")
    lines = talk.texts(Tone.HELP)
    assert "It is asked because: liver metastases: yes." in lines
    assert (
        "If the reply is “hepatitis present, acute or chronic”: I9b not met. "
        "Verdict then: Not eligible."
    ) in lines
    assert (
        "If the reply is “past hepatitis, now cured”: I9b contested. Verdict then: Undetermined."
    ) in lines


def effects(talk: Talk) -> list[str]:
    """What each reply would do, as `why` says it."""
    talk.reply("why")
    return [line for line in talk.texts(Tone.HELP) if line.startswith("If the reply is ")]


def test_why_tells_what_numbers_would_do_between_their_limits(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="age")
    assert effects(talk) == [
        "If the reply is below 18 years: I2 not met. Verdict then: Not eligible.",
        "If the reply is exactly 18 years: I2 contested. Verdict then: Undetermined.",
        "If the reply is above 18 years: I2 met. Verdict then: Undetermined.",
    ]
    talk.follow(merged(BONE, LIVER), until="albumin")
    assert effects(talk) == [
        "If the reply is at most 2.5 g/dL: I9a not met. Verdict then: Not eligible.",
        "If the reply is above 2.5 g/dL: I9a met. Verdict then: Undetermined.",
    ]
    talk.follow(merged(BONE, LIVER), until="creatinine")
    # (140 - 58) x 64 x 0.85 x 88.4 / (72 x 60) = 91.28...: with it the clearance is 60 exactly
    assert effects(talk) == [
        "If the reply is below ≈ 91.2812 µmol/L: I10a met. Verdict then: Undetermined.",
        "If the reply is at least ≈ 91.2812 µmol/L: I10a contested. Verdict then: Undetermined.",
    ]


def test_why_tells_what_days_would_do(talk: Talk) -> None:
    talk.follow(merged(BONE, SPINE), until="randomisation_date")  # examined on the 18th
    assert effects(talk) == [
        "If the reply is 2026-11-25 or earlier: E5b absent. Verdict then: Undetermined.",
        "If the reply is 2026-11-26 or later: E5b present. Verdict then: Not eligible.",
    ]


def test_why_an_answer_was_asked_while_it_is_changed(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER)).reply("revise albumin")
    assert effects(talk)[-1] == "If the reply is above 2.5 g/dL: I9a met. Verdict then: Eligible."


def test_why_counts_what_is_missing(talk: Talk) -> None:
    talk.follow(BONE, until="her2_ihc").reply("unknown", "1")
    talk.follow(BONE, until="who_status").reply("3", "yes", "why")
    lines = talk.texts(Tone.HELP)
    assert "Still unknown: immunohistochemical HER2 score." in lines
    count = talk.session.progress.left_at_most
    assert f"Questions not asked yet: {count} at most." in lines


def test_why_this_verdict_and_what_would_turn_it(talk: Talk) -> None:
    talk.follow(BONE).reply("why")
    assert talk.texts(Tone.HELP) == [
        "The verdict so far is “Eligible”.",
        "Every criterion is met or does not apply. Write “criteria” to see each.",
    ]
    talk.reply("revise who_status", "3", "1", "yes", "why")
    assert talk.texts(Tone.HELP)[:4] == [
        "The verdict so far is “Not eligible”.",
        (
            "I3 (WHO status 0 to 2): not met. performance status (WHO): "
            "3 – limited self-care, in bed or chair over 50% of waking hours."
        ),
        "The verdict changes only if I3 does.",
        (
            "I3 would be met if performance status (WHO) were at most 2. It is now "
            "3 – limited self-care, in bed or chair over 50% of waking hours."
        ),
    ]
    talk.reply("continue").reply("3")
    assert talk.texts(Tone.HELP)[0] == "The verdict so far is “Not eligible”."
    talk.conclude()
    assert talk.session.why()[0] == "The verdict is “Not eligible”."
    assert "I3 would be met if" in talk.session.why()[3]


@pytest.mark.parametrize("word", ["help", "h", "aide", "HELP"])
def test_help_lists_every_command_and_defines_the_fact(talk: Talk, word: str) -> None:
    talk.reply(word)
    lines = talk.texts(Tone.HELP)
    assert [line.split(" – ")[0].strip() for line in lines[1:-1]] == [
        "why", "back", "revise", "undo", "unknown", "note TEXT", "source KIND, DATE, WHERE",
        "judge ID", "query", "criteria", "skip", "summary", "suspend", "help", "language fr",
    ]  # fmt: skip
    assert lines[-1].startswith("Histology means tissue read by a pathologist")
    assert talk.types == []


def test_summary_is_shown_and_changes_nothing(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("summary").assert_next("age")
    assert talk.types == []
    (text,) = talk.texts(Tone.HELP)
    assert text.startswith("Eligibility summary: SEIN-1\n")
    assert "undetermined" in text.casefold()


# ---------------------------------------------------------------- notes and sources


def test_a_note_stays_with_its_question(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("note birthday is next week").assert_next("age")
    assert talk.news == [("noted", {"kind": "note", "fact": "age"})]
    assert talk.private == {"text": "birthday is next week"}
    assert [(m.tone, m.text) for m in talk.said] == [
        (Tone.REPLY, "birthday is next week"), (Tone.NOTICE, "Noted."),
    ]  # fmt: skip


def test_a_source_document(talk: Talk) -> None:
    report = "pathology report, 14/11/2026, binder 4, page 2"
    talk.follow(BONE, until="er_percent").reply(f"Source: {report}").assert_next("er_percent")
    document = {"kind": "pathology_report", "date": "2026-11-14"}
    noted = {"kind": "source", "fact": "er_percent", "document": document}
    assert talk.news == [("noted", noted)]
    assert talk.private == {"text": report, "where": "binder 4, page 2"}
    assert talk.texts(Tone.NOTICE) == ["Source noted for oestrogen receptors (IHC)."]
    talk.assert_sound()


@pytest.mark.parametrize("word", ["note", "note  ", "Note:"])
def test_a_note_needs_its_text(talk: Talk, word: str) -> None:
    talk.reply(word).assert_refused("Write the text after the word, for example:")
    assert talk.types == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("call jeanne.martin@example.org", "an e-mail address"),
        ("NIR 2 68 05 75 123 456 78", "a national insurance number"),
        ("born 3/5/1968", "a full date of birth"),
        ("born 1968-05-03", "a full date of birth"),
    ],
)
def test_a_note_that_could_name_somebody_is_questioned(talk: Talk, text: str, what: str) -> None:
    talk.reply(f"note {text}")
    assert talk.types == []
    assert talk.question == (
        f"This looks like {what}. The record must not name the participant. Record it all the same?"
    )
    talk.reply("perhaps").assert_refused("I need a yes or a no.")
    talk.reply("no").assert_next("histology_confirmed")
    assert talk.texts(Tone.NOTICE) == ["It was not recorded."]
    assert talk.types == []
    talk.reply(f"note {text}", "back").assert_next("histology_confirmed")
    assert talk.types == []
    assert text.encode() not in talk.path.read_bytes()
    talk.reply(f"note {text}", "yes").assert_next("histology_confirmed")
    assert talk.news == [("noted", {"kind": "note", "fact": "histology_confirmed"})]
    assert talk.private == {"text": text}


def test_a_note_may_come_while_an_answer_is_to_be_confirmed(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("20", "note me@example.org", "yes")
    assert talk.news == [("noted", {"kind": "note", "fact": "age"})]
    assert talk.question == "Are you sure?"
    talk.reply("yes").assert_next("who_status").assert_sound()


@pytest.mark.parametrize(
    ("fact", "reply", "recorded"),
    [
        ("histology_confirmed", "ask a@b.org", "—"),
        ("histology_confirmed", "perhaps", "perhaps"),
        ("age", "3/5/1968", "—"),
        ("lesion_count", "268057512345678", "—"),
    ],
)
def test_a_reply_that_is_refused_is_recorded_unless_it_could_name_somebody(
    talk: Talk, fact: str, reply: str, recorded: str
) -> None:
    talk.follow(BONE, until=fact).reply(reply)
    assert talk.news == [("refused", {"fact": fact})]
    assert talk.private["reply"] == recorded
    talk.assert_refused("For example:" if recorded == reply else "It was not recorded")


def test_a_date_is_no_birth_date_where_a_date_is_asked_for(talk: Talk) -> None:
    talk.follow(merged(BONE, vertebral_metastases="yes", contiguous_vertebrae="1"))
    talk.assert_next("neuro_exam_date").reply("about 3/5/2001")
    assert talk.private["reply"] == "about 3/5/2001"
    talk.reply("ask a@b.org")
    assert talk.private["reply"] == "—"
    talk.assert_refused("This looks like an e-mail address. It was not recorded")


# ---------------------------------------------------------------- skip


def test_a_question_is_left_for_later_and_taken_up_again(talk: Talk) -> None:
    talk.follow(BONE, until="er_percent").reply("skip")
    assert talk.types == ["skipped", "asked"]
    assert talk.news[0] == ("skipped", {"fact": "er_percent"})
    assert talk.texts(Tone.NOTICE) == ["Left for later: oestrogen receptors (IHC)."]
    # while oestrogen receptors are open, progesterone receptors can matter
    talk.assert_next("pr_percent").reply("plus tard").assert_next("her2_ihc")
    talk.follow(BONE, until="life_expectancy").reply("later")
    talk.assert_next("metastatic_treatment_started").follow(BONE)
    assert talk.question.split("\n")[0] == (
        "3 questions were left for later: oestrogen receptors (IHC), "
        "progesterone receptors (IHC), estimated life expectancy."
    )
    assert [choice.label for choice in talk.session.prompt.choices][1] == (
        "answer the questions left for later"
    )
    talk.reply("answer").assert_next("er_percent")
    assert talk.news[0] == (
        "reopened",
        {"facts": ["er_percent", "pr_percent", "life_expectancy"], "cause": None},
    )
    talk.follow(BONE).conclude().assert_sound()
    assert talk.session.verdict == "eligible"
    assert "pr_percent" not in talk.session.state.answers


def test_one_question_left_for_later(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("skip").follow(BONE)
    assert talk.question.split("\n")[0] == "1 question was left for later: age."


def test_a_screening_may_be_concluded_with_questions_left(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("skip").follow(BONE).conclude().assert_sound()
    assert talk.session.verdict == "undetermined"
    assert talk.statuses("unknown") == ["I2"]


@pytest.mark.parametrize("at", ["confirming", "revising", "review", "reason"])
def test_only_a_question_can_be_left_for_later(talk: Talk, at: str) -> None:
    match at:
        case "confirming":
            talk.follow(BONE, until="age").reply("20")
        case "revising":
            talk.follow(BONE, until="age").reply("back")
        case "review":
            talk.follow(BONE)
        case _:
            talk.reply("unknown")
    before = talk.question
    talk.reply("skip").assert_refused("Only a question of the protocol can be left for later.")
    assert talk.question == before
    assert talk.types == []


# ---------------------------------------------------------------- language


def test_the_language_changes_and_changes_back(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("language fr").assert_next("age")
    assert talk.news == [
        ("language_changed", {"language": "fr"}),
        (
            "asked",
            {
                "fact": "age",
                "question": "Quel est l'âge, en années révolues ?",
                "language": "fr",
            },
        ),
    ]
    assert talk.texts(Tone.NOTICE) == ["Nous continuons en français."]
    assert talk.session.verdict_label == "Indéterminé"
    talk.reply("vingt").assert_refused("Je n'ai pas trouvé de nombre dans votre réponse.")
    talk.reply("58 ans").reply("langue")
    assert talk.texts(Tone.NOTICE) == ["We go on in English."]
    assert talk.events[-1].data["language"] == "en"
    talk.reply("language de").assert_refused("I have words in: en, fr.")
    talk.assert_next("who_status").assert_sound()


def test_the_language_survives_a_break(talk: Talk) -> None:
    talk.reply("language français", "suspend")
    assert talk.resume().session.language == "fr"
    assert talk.said[0].text  # what was said before is still there


def test_the_language_can_change_where_no_fact_is_asked(talk: Talk) -> None:
    talk.follow(BONE).reply("language fr")
    assert talk.types == ["language_changed"]
    assert talk.question.endswith("Que souhaitez-vous faire ?")


# ---------------------------------------------------------------- suspend and resume


@pytest.mark.parametrize("word", ["suspend", "quit", "exit", "suspendre"])
def test_suspend(talk: Talk, word: str) -> None:
    talk.follow(BONE, until="age").reply(word)
    assert talk.news == [("paused", {})]
    assert talk.texts(Tone.NOTICE) == [
        f"Suspended. Nothing is lost; resume with: screening resume {talk.session.id}"
    ]
    assert talk.session.is_over
    assert talk.session.submit("yes") == ()
    assert kinds(talk.events)[-1] == "paused"


def test_resume_goes_on_where_it_left_off(talk: Talk) -> None:
    talk.follow(BONE, until="age").reply("suspend")
    before = talk.session.messages
    talk.resume(user="pleroy", role="investigator").assert_next("age")
    assert kinds(talk.events)[-3:] == ["paused", "resumed", "asked"]
    resumed = talk.events[-2]
    assert resumed.data == {"answered": 6}
    assert (resumed.author.actor, resumed.author.role) == ("pleroy", "investigator")
    assert talk.session.messages[: len(before)] == before
    assert [m.text for m in talk.session.messages[len(before) :]] == [
        "Resumed by pleroy (investigator). 6 answers are on record; we go on where you left off.",
        "How old is the patient, in completed years?",
    ]
    talk.follow(BONE).conclude().assert_sound()
    assert talk.events[-1].author.actor == "pleroy"
    assert talk.session.verdict == "eligible"


@pytest.mark.parametrize("at", ["review", "failure", "stopped", "skipped", "nothing answered"])
def test_resume_at_every_kind_of_place(talk: Talk, at: str) -> None:
    match at:
        case "review":
            talk.follow(BONE)
        case "failure":
            talk.reply("no")
        case "stopped":
            talk.reply("no", "stop")
        case "skipped":
            talk.reply("skip")
    question, state = talk.question, talk.session.state
    talk.resume()
    assert talk.question == question
    assert talk.session.state == state
    talk.reply("suspend").resume()
    assert talk.question == question
    assert talk.session.state == state
    talk.assert_sound()


def test_a_concluded_screening_is_shown_and_takes_nothing_more(talk: Talk) -> None:
    talk.follow(BONE).conclude()
    events = talk.events
    talk.resume()
    assert talk.events == events
    assert talk.session.is_over
    assert talk.session.submit("revise age") == ()
    assert talk.events == events


# ---------------------------------------------------------------- criteria


@pytest.mark.parametrize("word", ["criteria", "Critères", "criterion"])
def test_the_criteria_are_told_in_a_line_each(talk: Talk, word: str) -> None:
    talk.follow(BONE, until="stage_iv_confirmed").reply(word).assert_next("stage_iv_confirmed")
    lines = talk.texts(Tone.HELP)
    assert len(lines) == 36 + 2
    assert lines[0] == "I1 unknown: Histology and stage IV"
    assert lines[36].startswith("Only these can still turn the verdict: I1, I2, I3, ")
    assert lines[37] == "The verdict so far is “Undetermined”."
    assert talk.types == []
    talk.reply("no", "1", "criteria")
    assert "I1 not met: Histology and stage IV" in talk.texts(Tone.HELP)
    assert "No answer still to come can turn the verdict." in talk.texts(Tone.HELP)


def test_one_criterion_is_told_closely(talk: Talk) -> None:
    talk.reply("criteria i13")
    lines = talk.texts(Tone.HELP)
    assert lines[:2] == [
        "I13 – Social security cover",
        "The patient is covered by social security or an equivalent scheme.",
    ]
    talk.reply("criterion Z9").assert_refused("There is no such criterion.")
