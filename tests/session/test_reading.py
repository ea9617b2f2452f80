"""What is shown while a reply is typed says whether Enter would take, doubt or refuse it."""

from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, SPINE, Talk, merged

from assistant.session.conversation import Tone

SPINAL = merged(BONE, SPINE)  # today is Saturday 21 November 2026


def shown(talk: Talk, text: str) -> tuple[Tone, str]:
    found = talk.session.preview(text)
    assert found is not None
    return found.tone, found.text


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


@pytest.mark.parametrize(
    ("text", "day", "distance"),
    [
        ("today", "2026-11-21 (Saturday 21 November 2026)", "today"),
        ("20/11/2026", "2026-11-20 (Friday 20 November 2026)", "1 day ago"),
        ("in 2 days", "2026-11-23 (Monday 23 November 2026)", "in 2 days"),
    ],
)
def test_a_date_is_read_in_full_and_from_today(
    talk: Talk, text: str, day: str, distance: str
) -> None:
    talk.follow(SPINAL, until="neuro_exam_date")
    assert shown(talk, text) == (Tone.UNDERSTOOD, f"= {day}, {distance}")


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("2026-12-03", "in 12 days, 15 days after “latest neurological examination”"),
        ("2026-11-19", "2 days ago, 1 day after “latest neurological examination”"),
        ("2026-11-18", "3 days ago, the same day as “latest neurological examination”"),
    ],
)
def test_a_date_is_read_from_the_dates_that_it_is_compared_with(
    talk: Talk, text: str, distance: str
) -> None:
    talk.follow(SPINAL, until="randomisation_date")
    tone, said = shown(talk, text)
    assert tone is Tone.UNDERSTOOD
    assert said.endswith(distance)


def test_a_date_before_the_randomisation_is_read_from_it(talk: Talk) -> None:
    talk.follow(SPINAL, until="sbrt_date").reply("revise neuro_exam_date")
    tone, said = shown(talk, "2026-11-12")
    assert tone is Tone.UNDERSTOOD
    assert said.endswith("9 days ago, 12 days before “planned date of randomisation”")


def test_french_says_it_in_french(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, language="fr")
    talk.follow(SPINAL, until="randomisation_date")
    said = shown(talk, "2026-11-24")[1]
    assert ", dans 3 jours, 6 jours après « " in said


def test_a_date_that_cannot_be_is_refused_while_it_is_typed(talk: Talk) -> None:
    talk.follow(SPINAL, until="randomisation_date")
    tone, said = shown(talk, "2026-11-17")
    assert tone is Tone.REFUSED
    assert "This cannot be right." in said
    talk.reply("2026-11-17").assert_refused("This cannot be right.")


@pytest.mark.parametrize(
    ("age", "is_usual"), [("25", True), ("24", False), ("90", True), ("91", False)]
)
def test_a_value_outside_the_usual_limits_is_doubted(talk: Talk, age: str, is_usual: bool) -> None:
    talk.follow(BONE, until="age")
    tone, said = shown(talk, age)
    assert said.startswith(f"= {age} years")
    assert tone is (Tone.UNDERSTOOD if is_usual else Tone.DOUBT)
    assert (". Unusual: usually 25–90 years." in said) != is_usual
    talk.reply(age)
    assert (talk.question == "Are you sure?") != is_usual


def test_an_unlikely_combination_is_doubted(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="largest_liver_lesion_diameter")
    assert shown(talk, "32 mm")[0] is Tone.UNDERSTOOD  # as large as the largest lesion
    assert shown(talk, "33 mm")[0] is Tone.DOUBT


def test_what_is_no_answer_is_refused_and_what_lacks_something_is_doubted(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="bilirubin")
    assert shown(talk, "28") == (Tone.DOUBT, "28 in which unit?")
    assert shown(talk, "unknown") == (Tone.DOUBT, "Why is it unknown?")
    assert shown(talk, "plenty")[0] is Tone.REFUSED


def test_a_score_that_is_no_digit_is_picked_by_its_letter(talk: Talk) -> None:
    talk.follow(BONE, until="her2_ihc")
    assert [choice.key for choice in talk.session.prompt.choices] == ["0", "1", "2", "3", "n"]
    assert shown(talk, "n")[1] == "= IHC not done"
