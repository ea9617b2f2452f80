"""The teaching examples: read from public sources, marked as such, and tested as the trial is."""

import json
from pathlib import Path

import pytest
from support.command import command

from assistant.authoring.coverage import goals
from assistant.authoring.equivalence import proved_equivalent
from assistant.authoring.mutants import mutants
from assistant.authoring.reviewing import review
from assistant.authoring.scenarios import scenarios_in
from assistant.authoring.trials import Trials
from assistant.criteria.loader import load
from assistant.criteria.sources import PACKAGED

EXAMPLES = ["e2108", "sabr_comet"]
ELIGIBLE: dict[str, dict[str, object]] = {
    "sabr_comet": {
        "age": 62, "ecog_status": 1, "life_expectancy": "2 years", "primary_treated": True,
        "primary_progresses": False, "time_since_primary_treatment": "2 years", "lesion_count": 3,
        "all_lesions_amenable": True,
    },
    "e2108": {
        "age": 54, "sex": "female", "pregnancy_status": "neither", "life_expectancy": "3 years",
        "primary": "intact", "primary_biopsied": True, "contralateral_cancer": False,
        "distant_metastases": "several_lesions", "breast_symptoms": False, "resectable": True,
        "therapy_start_date": "2026-03-02", "baseline_scan_date": "2026-02-16",
        "registration_date": "2026-07-20", "progressed_on_therapy": False,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_scenarios_hold_cover_it_and_notice_every_change(name: str) -> None:
    protocol = load(PACKAGED / name)
    assert [faults.found for faults in review(protocol)] == [[], []]
    trials = Trials(protocol, scenarios_in(PACKAGED / name, protocol))
    assert list(trials.misses()) == []
    assert [goal for goal in goals(trials) if not goal.is_met] == []
    survivors = [
        f"{each.where}: {each.change}"
        for each in mutants(protocol)
        if trials.notices(each) is None and not proved_equivalent(protocol, each)
    ]
    assert survivors == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_screens_under_its_name_and_says_that_it_is_an_example(
    name: str, tmp_path: Path
) -> None:
    replies = tmp_path / "replies.json"
    replies.write_text(json.dumps(ELIGIBLE[name]), "utf-8")
    for language, marked in (("en", "teaching example"), ("fr", "exemple pour apprendre")):
        at = ("--transcripts", tmp_path / language)
        done = command("new", "--protocol", name, "--replies", replies, "--lang", language, *at)
        assert done.assert_clean().code == 0
        id_ = done.out.splitlines()[-1]
        summary = command("summary", id_, "--format", "md", *at).assert_clean().out
        assert marked in summary
        assert "NCT0" in command("protocol", "show", name).out
    assert command("protocol", "check", name).assert_clean().code == 0
