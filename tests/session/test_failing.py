"""The first failed criterion: told at once; then the screening goes on or stops."""

from pathlib import Path

import pytest
from support.conversation import BONE, Talk, merged

from assistant.session.conversation import Tone


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


def failing(talk: Talk) -> Talk:
    return talk.follow(BONE, until="who_status").reply("3", "yes")


def test_it_is_told_at_once(talk: Talk) -> None:
    failing(talk)
    assert talk.types == ["confirmed"]
    assert talk.question == (
        "I3 is not met: WHO status 0 to 2. So the participant is not eligible. "
        "Complete the record, or stop here?"
    )
    assert [(c.key, c.label) for c in talk.session.prompt.choices] == [
        ("1", "complete the record"), ("2", "stop here"),
    ]  # fmt: skip
    assert talk.session.verdict == "not_eligible"


@pytest.mark.parametrize("words", ["1", "continue", "complete the record", "Continuer"])
def test_the_record_is_completed(talk: Talk, words: str) -> None:
    failing(talk).reply(words)
    assert talk.news == [
        ("acknowledged", {"what": "failure", "choice": "continue", "criteria": ["I3"]}),
        (
            "asked",
            {
                "fact": "life_expectancy",
                "question": "What is the patient's estimated life expectancy?",
                "language": "en",
            },
        ),
    ]
    assert talk.texts(Tone.NOTICE) == ["We complete the record."]
    talk.follow(BONE)
    assert len(talk.all_asked()) == 23
    talk.conclude().assert_sound()
    assert talk.events[-1].data["verdict"] == "not_eligible"
    assert talk.events[-1].data["stopped"] is False
    assert talk.statuses("failed") == ["I3"]
    assert talk.statuses("unknown") == []


@pytest.mark.parametrize("words", ["2", "stop", "stop here", "arrêter"])
def test_the_screening_stops(talk: Talk, words: str) -> None:
    failing(talk).reply(words)
    assert talk.news == [
        ("acknowledged", {"what": "failure", "choice": "stop", "criteria": ["I3"]})
    ]
    assert talk.texts(Tone.NOTICE) == [
        "We stop here. Criteria not yet decided stay unknown, labelled not assessed."
    ]
    assert talk.question.startswith("Stopped at a failed criterion. Verdict so far: Not eligible.")
    assert [choice.label for choice in talk.session.prompt.choices][1] == "go on with the questions"
    talk.conclude().assert_sound()
    assert talk.events[-1].data["verdict"] == "not_eligible"
    assert talk.events[-1].data["stopped"] is True
    assert talk.statuses("met") == ["I1", "I2", "I4", "I5", "I6", "E1", "E2"]
    assert talk.statuses("failed") == ["I3"]


def test_a_stopped_screening_can_go_on_after_all(talk: Talk) -> None:
    failing(talk).reply("stop")
    waiting = list(talk.session.plan.askable)
    talk.reply("2").assert_next("life_expectancy")
    assert talk.news[0] == ("reopened", {"facts": waiting, "cause": None})
    assert talk.texts(Tone.NOTICE) == ["Back to the questions left for later."]
    talk.follow(BONE).conclude().assert_sound()
    assert talk.events[-1].data["stopped"] is False


def test_a_change_that_puts_the_failure_right_lifts_the_stop(talk: Talk) -> None:
    failing(talk).reply("stop", "revise who_status", "2")
    assert talk.texts(Tone.DOUBT) == [
        "Criteria that change: I3 not met → met.",
        "The verdict so far goes from Not eligible to Undetermined.",
        "No criterion fails any more: the screening goes on.",
    ]
    talk.reply("1", "yes").assert_next("life_expectancy")
    assert not talk.session.state.stopped
    assert "No criterion fails any more, so the screening goes on." in talk.texts(Tone.NOTICE)
    talk.follow(BONE).conclude().assert_sound()
    assert talk.events[-1].data["stopped"] is False


def test_a_change_that_leaves_a_failure_leaves_the_stop(talk: Talk) -> None:
    failing(talk).reply("stop", "revise metastatic_treatment_started")
    talk.assert_refused("I do not know which answer you mean.")
    talk.reply("revise er_percent", "5", "1", "yes")
    assert talk.types == ["revised"]  # progesterone receptors would be asked, but for the stop
    assert talk.question.startswith("Stopped at a failed criterion.")
    assert talk.session.state.stopped
    talk.reply("2").assert_next("pr_percent").assert_sound()


def test_a_criterion_that_fails_again_is_told_again(talk: Talk) -> None:
    failing(talk).reply("continue", "revise who_status", "2", "1", "yes")
    talk.reply("revise who_status", "3", "1", "yes")
    assert talk.question.startswith("I3 is not met: ")


def test_a_second_failure_is_not_told_again(talk: Talk) -> None:
    failing(talk).reply("continue")
    talk.follow(merged(BONE, prior_radiotherapy="yes"), until="prior_radiotherapy").reply("yes")
    talk.assert_next("lesion_in_irradiated_site").reply("yes").assert_next("measurable_lesions")
    assert talk.statuses("failed") == ["I3", "I8a"]


def test_once_the_first_failure_is_put_right_the_next_one_is_told(talk: Talk) -> None:
    failing(talk).reply("continue", "revise who_status", "2", "1", "yes")
    assert talk.statuses("failed") == []
    talk.follow(BONE, until="measurable_lesions")
    talk.follow(merged(BONE, social_security="no"), until="social_security").reply("no")
    assert talk.question.startswith("I13 is not met: ")


def test_several_criteria_that_fail_together_are_told_together(talk: Talk) -> None:
    talk.follow(BONE, until="her2_ihc").reply("3+")
    assert talk.question.startswith("I5 is not met: HER2 not overexpressed; E2 excludes: ")
    talk.reply("stop")
    assert talk.news[0][1]["criteria"] == ["I5", "E2"]


def test_neither_continuing_nor_stopping_is_refused(talk: Talk) -> None:
    failing(talk).reply("3").assert_refused("Please pick one of the answers shown.")
    assert talk.types == []
    talk.reply("yes").assert_refused("Please pick one of the answers shown.")
    assert "stop here" in [choice.label for choice in talk.session.prompt.choices]
