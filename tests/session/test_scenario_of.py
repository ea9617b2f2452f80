"""A record as a scenario: it holds under the protocol of the record, and names nobody."""

from pathlib import Path

from support.command import command
from support.conversation import BONE, LIVER, SPINE, Talk
from support.protocols import decided, stereo, tiny

from assistant.authoring.scenarios import Scenario, scenarios_of
from assistant.authoring.trials import Trials
from assistant.criteria.model import StudyProtocol
from assistant.session.scenario_of import scenario_of

KNEE = {
    "osteoarthritis_confirmed": "yes", "pain_score": "6", "weight": "90,5", "height": "1,75 m",
    "injection_given": "yes", "last_injection_date": "1/6/2026", "visit_date": "2026-08-30",
    "anticoagulant": "unknown, pending",
}  # fmt: skip


def scenario(talk: Talk, protocol: StudyProtocol) -> Scenario:
    """The scenario made of a screening; every expectation of it holds."""
    text = scenario_of(talk.session.folder, talk.session.id)
    assert talk.session.subject not in text
    found = scenarios_of({"scenarios/record.toml": text.encode()}, protocol)
    assert list(Trials(protocol, found).misses()) == []
    return found[0]


def test_of_a_whole_screening_everything_is_said(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow({**BONE, **LIVER, **SPINE}).conclude()
    made = scenario(talk, stereo())
    assert made.verdict == talk.session.verdict
    assert made.asked == tuple(talk.all_asked())
    assert len(made.expected["statuses"]) == 36
    assert made.answers["largest_lesion_diameter"] == "32 mm"
    assert made.answers["ast"] == "84/40"
    assert made.answers["weight"] == "64"
    assert made.answers["metastatic_treatment_started"] is False


def test_of_a_screening_that_was_stopped_the_last_question_is_open(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, protocol=tiny()).follow(KNEE, until="height").reply("suspend")
    made = scenario(talk, tiny())
    assert made.asked == ("osteoarthritis_confirmed", "pain_score", "weight", "height")
    assert made.answers["weight"] == "90.5"


def test_an_unknown_a_date_and_a_decision(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, protocol=decided(tiny(), severe_pain="six")).follow(KNEE)
    made = scenario(talk, tiny())
    assert made.readings == {"severe_pain": "six"}
    assert made.answers["anticoagulant"] == "unknown"
    assert made.answers["last_injection_date"] == "2026-06-01"
    # 1 June + 90 days
    assert made.expected["statuses"]["X1"] == "met"


def test_after_a_revision_the_order_is_left_open(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, protocol=tiny()).follow(KNEE, until="height")
    talk.session.write("skipped", {"fact": "height"})
    assert scenario(talk, tiny()).asked is None


def test_one_command(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, protocol=tiny()).follow(KNEE, until="height").reply("suspend")
    talk.session.close()
    done = command("protocol", "scenario", talk.session.id[:8], "--transcripts", tmp_path)
    assert done.assert_clean().out == scenario_of(tmp_path, talk.session.id)
