"""A question, what a reply to it is taken for while it is typed, and what it leaves to be asked."""

from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, Talk, merged, recorded

from assistant.session.conversation import PromptKind, Tone


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


def liver(talk: Talk, fact: str) -> Talk:
    return talk.follow(merged(BONE, LIVER), until=fact)


def read(talk: Talk, text: str) -> str:
    """Return what is shown while a text is being typed."""
    found = talk.session.preview(text)
    return found.text if found else ""


# ---------------------------------------------------------------- prompts


def test_what_a_yes_no_question_offers(talk: Talk) -> None:
    prompt = talk.session.prompt
    assert prompt.kind is PromptKind.BOOL
    assert prompt.question == "Has breast cancer been proven by histology?"
    assert prompt.hint == "yes or no"
    assert [(c.reply, c.key) for c in prompt.choices] == [("yes", "y"), ("no", "n")]
    assert prompt.units == ()


def test_what_scores_and_levels_offer(talk: Talk) -> None:
    talk.follow(BONE, until="her2_ihc")
    prompt = talk.session.prompt
    assert prompt.kind is PromptKind.OPTION
    assert prompt.hint == "one of the answers shown, by its score"
    assert [(c.reply, c.key) for c in prompt.choices] == [
        ("0", "0"), ("1+", "1"), ("2+", "2"), ("3+", "3"), ("IHC not done", "n"),
    ]  # fmt: skip
    talk.follow(BONE, until="who_status")
    prompt = talk.session.prompt
    assert prompt.kind is PromptKind.LEVEL
    assert [(c.reply, c.key) for c in prompt.choices] == [(str(n), str(n)) for n in range(5)]


def test_what_each_choice_offers_is_accepted(talk: Talk) -> None:
    """Whatever a button would type, by its reply or by its key, is an answer."""
    replies = merged(BONE, LIVER)
    tried = 0
    while talk.asked:
        for choice in talk.session.prompt.choices:
            for text in filter(None, (choice.reply, choice.key, choice.label)):
                assert read(talk, text).startswith("= "), text
                tried += 1
        talk.follow({talk.asked: replies[talk.asked]})
    assert tried > 100


def test_what_quantities_and_dates_offer(talk: Talk) -> None:
    liver(talk, "ast")
    assert talk.session.prompt.hint == (
        "a multiple of the upper limit such as 2.1, or value/limit such as 84/40"
    )
    liver(talk, "bilirubin")
    assert talk.session.prompt.kind is PromptKind.QUANTITY
    assert talk.session.prompt.units == ("mg/dL", "mg/L", "µmol/L")
    assert talk.session.prompt.hint == "a number in mg/dL, mg/L, µmol/L"


# ---------------------------------------------------------------- previews


@pytest.mark.parametrize(
    ("fact", "text", "shown"),
    [
        ("bilirubin", "28 mg/L", "= 28 mg/L = 2.8 mg/dL = 47.88 µmol/L"),
        (
            "bilirubin",
            "52 µmol/L",
            "= 52 µmol/L ≈ 3.0409 mg/dL ≈ 30.4094 mg/L. Unusual: usually 0.1–3 mg/dL.",
        ),
        ("bilirubin", "28", "28 in which unit?"),
        ("bilirubin", "unknown", "Why is it unknown?"),
        ("bilirubin", "unknown, pending", "= unknown (pending)"),
        ("albumin", "41", "= 41 g/L = 4.1 g/dL"),
        ("bilirubin", "", ""),
        ("bilirubin", "   ", ""),
        ("bilirubin", "\x1b", ""),
        ("bilirubin", "9" * 9000, ""),
    ],
)
def test_a_reply_is_read_while_it_is_typed(talk: Talk, fact: str, text: str, shown: str) -> None:
    liver(talk, fact)
    known = len(talk.events)
    assert read(talk, text) == shown
    assert len(talk.events) == known
    talk.assert_next(fact)


def test_a_preview_says_what_is_wrong(talk: Talk) -> None:
    liver(talk, "bilirubin")
    assert read(talk, "60 mg/dL") == (
        "60 mg/dL cannot be right: this is a number from 0.05 to 53 mg/dL. "
        "For example: 3 mg/dL. If it is not known, write “unknown”."
    )


# ---------------------------------------------------------------- the unit of a bare number


def test_the_unit_of_a_bare_number_is_asked(talk: Talk) -> None:
    liver(talk, "bilirubin").reply("28")
    assert talk.types == []
    assert talk.question == "28 in which unit?"
    assert [(c.key, c.reply, c.label) for c in talk.session.prompt.choices] == [
        ("1", "mg/dL", "28 mg/dL = 280 mg/L = 478.8 µmol/L"),
        ("2", "mg/L", "28 mg/L = 2.8 mg/dL = 47.88 µmol/L"),
        ("3", "µmol/L", "28 µmol/L ≈ 1.6374 mg/dL ≈ 16.3743 mg/L"),
    ]
    talk.reply("stone").assert_refused("Please pick one of the answers shown.")
    talk.reply("MG/l").assert_next("albumin")
    assert talk.news[0] == (
        "answered", {"fact": "bilirubin", **recorded("2.8", "28", "mg/L"), "reasons": []},
    )  # fmt: skip
    assert talk.private == {"reply": "28", "then": "MG/l"}
    assert [(m.tone, m.text) for m in talk.said][:2] == [
        (Tone.REPLY, "28 MG/l"),
        (Tone.UNDERSTOOD, "= 28 mg/L = 2.8 mg/dL = 47.88 µmol/L"),
    ]
    talk.assert_sound()


@pytest.mark.parametrize(("pick", "unit"), [("1", "mg/dL"), ("3", "µmol/L"), ("umol/l", "µmol/L")])
def test_a_unit_is_picked_by_its_number_or_its_name(talk: Talk, pick: str, unit: str) -> None:
    liver(talk, "bilirubin").reply("2.5", pick)
    assert talk.session.state.answers["bilirubin"].unit == unit


def test_a_unit_that_makes_the_number_impossible_is_refused(talk: Talk) -> None:
    liver(talk, "creatinine").reply("80", "mg/dL")
    talk.assert_refused("80 mg/dL cannot be right: this is a number from 15 to 2000 µmol/L.")
    assert talk.news == [("refused", {"fact": "creatinine"})]
    assert talk.private["reply"] == "80 mg/dL"
    talk.assert_next("creatinine")
    assert talk.session.prompt.kind is PromptKind.QUANTITY


def test_a_unit_may_make_the_number_unusual(talk: Talk) -> None:
    liver(talk, "bilirubin").reply("28", "1").assert_doubted("28 mg/dL = 280 mg/L")
    talk.reply("no").assert_next("bilirubin")
    assert talk.private["then"] == "mg/dL"


@pytest.mark.parametrize("reply", ["28", "unknown"])
@pytest.mark.parametrize("leaving", ["back", "suspend", "revise", "revise ast", "undo"])
def test_what_was_left_open_is_not_dropped(talk: Talk, reply: str, leaving: str) -> None:
    liver(talk, "bilirubin").reply("revise ast", "1.8", "1", "yes").reply(reply, leaving)
    assert talk.news[0] == ("refused", {"fact": "bilirubin", "withdrawn": True})
    assert talk.private == {"reply": reply, "shown": "Not recorded as an answer."}
    assert "bilirubin" not in talk.session.state.answers
    if leaving == "back":
        talk.assert_next("bilirubin")
        assert talk.session.prompt.kind is PromptKind.QUANTITY
    talk.assert_sound()


def test_a_note_in_between_drops_nothing_either(talk: Talk) -> None:
    liver(talk, "bilirubin").reply("28", "note ask me@example.org", "suspend")
    assert talk.types == ["refused", "paused"]


def test_units_have_their_french_names(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, language="fr")
    talk.follow(BONE, until="life_expectancy").reply("24")
    assert talk.question == "24, dans quelle unité ?"
    assert [c.reply for c in talk.session.prompt.choices] == ["mois", "semaines", "ans"]
    talk.reply("mois").assert_next("metastatic_treatment_started")
    assert talk.news[0][1]["unit"] == "months"
    talk.follow(merged(BONE, LIVER), until="ast")
    assert read(talk, "2,1 ×LSN") == "= 2,1×LSN"


# ---------------------------------------------------------------- why it is unknown


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1", "pending"), ("2", "not_done"), ("3", "cannot_be_obtained"), ("Awaited", "pending"),
     ("non fait", "not_done"), ("cannot be obtained", "cannot_be_obtained")],
)  # fmt: skip
def test_why_it_is_unknown(talk: Talk, text: str, reason: str) -> None:
    talk.follow(BONE, until="er_percent").reply("unknown", text)
    assert talk.news[0][1]["unknown"] == reason


# ---------------------------------------------------------------- text that may not be recorded


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("yes\x1b[2J", "U+001B"),
        ("a\tb", "U+0009"),
        ("\x00", "U+0000"),
        ("a\nb", "U+000A"),
        ("\x9b31m", "U+009B"),
        ("\u202eon", "U+202E"),
        ("yes\ud800", "U+D800"),
        ("\u2028", "U+2028"),
        ("note \x07", "U+0007"),
    ],
)
def test_controls_are_shown_and_never_recorded(talk: Talk, text: str, code: str) -> None:
    known = talk.path.read_bytes()
    talk.reply(text).assert_refused(f"The character {code} cannot be recorded")
    assert f"<{code}>" in talk.texts(Tone.REPLY)[0]
    assert talk.path.read_bytes() == known
    talk.assert_next("histology_confirmed")


def test_a_reply_has_at_most_8_kib(talk: Talk) -> None:
    known = talk.path.read_bytes()
    talk.reply("x" * 8193).assert_refused("That is 8193 bytes long, and a reply has at most 8192.")
    talk.reply("é" * 4097).assert_refused("That is 8194 bytes long")
    talk.reply("x" * 1_000_000).assert_refused("That is 1000000 bytes long")
    assert talk.path.read_bytes() == known
    talk.reply("x" * 8192)
    assert talk.types == ["refused"]
    assert talk.private["reply"] == "x" * 8192


def test_text_is_recorded_in_composed_form(talk: Talk) -> None:
    talk.reply("note e\u0301le\u0300ve")
    assert talk.private == {"text": "élève"}


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "{0}", "{fact}", "%s", "<b>", "\\"])
def test_markup_is_only_text(talk: Talk, text: str) -> None:
    talk.reply(text)
    assert talk.texts(Tone.REPLY) == [text]
    talk.reply(f"note {text}")
    assert talk.private == {"text": text}
    talk.reply("yes", "back", "no", text, "yes")
    assert talk.private["reason"] == text
    talk.assert_sound()
