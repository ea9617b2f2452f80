"""The criteria as they are shown: which can still turn the verdict, and one looked at closely."""

from pathlib import Path

import pytest
from support.conversation import BONE, LIVER, Talk, merged

from assistant.session.conversation import Tone


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path)


def turning(talk: Talk) -> set[str]:
    return {row.criterion for row in talk.session.rows() if row.turns}


def said(talk: Talk, criterion: str) -> list[str]:
    """Return what is said of a criterion closely looked at, but not why it exists."""
    lines = [line.text for line in talk.session.detail(criterion).lines]
    return lines[1 : lines.index("Why it exists")] if "Why it exists" in lines else lines[1:]


def test_what_is_open_can_turn_the_verdict_until_a_failure_settles_it(talk: Talk) -> None:
    assert len(turning(talk)) == len(talk.session.rows())
    talk.reply("yes", "yes")
    assert "I1" not in turning(talk)
    assert "I2" in turning(talk)
    talk.reply("revise histology_confirmed", "no", "1", "yes")
    assert turning(talk) == set()
    assert any(row.open for row in talk.session.rows())


def test_a_criterion_not_yet_decided_says_what_is_missing_and_what_can_change_it(
    talk: Talk,
) -> None:
    assert talk.session.detail("I3").title == "I3 – WHO status 0 to 2"
    assert said(talk, "I3") == [
        "Still missing",
        "performance status (WHO): not asked yet",
        "Can still change with",
        "performance status (WHO)",
    ]


def test_a_decided_criterion_says_which_answers_decide_it(talk: Talk) -> None:
    talk.follow(merged(BONE, LIVER), until="cirrhosis")
    assert said(talk, "I9a") == [
        "Decided by",
        "liver metastases: yes",
        "aspartate aminotransferase (AST): 84/40 = 2.1×ULN",
        "alanine aminotransferase (ALT): 1.5×ULN",
        "total bilirubin: 8 mg/L = 0.8 mg/dL = 13.68 µmol/L",
        "serum albumin: 41 g/L = 4.1 g/dL",
        "Nothing that is still to be asked can change it.",
    ]


def test_a_contested_criterion_says_what_each_reading_makes_of_it(talk: Talk) -> None:
    talk.follow({**BONE, "er_percent": "5", "pr_percent": "2"}, until="her2_ihc")
    lines = said(talk, "I4")
    at = lines.index("hormone-receptor cut-off")
    assert lines[at + 1 : at + 3] == [
        "positive from 10% of nuclei (French practice): not met",
        "positive from 1% of nuclei (ASCO/CAP): met",
    ]
    assert lines[at + 3].endswith("guideline?")


def test_every_criterion_can_be_looked_at_at_any_time(talk: Talk) -> None:
    def look() -> None:
        for row in talk.session.rows():
            lines = talk.session.detail(row.criterion).lines
            assert lines[0].tone is Tone.HELP
            assert all(line.text for line in lines)

    look()
    for fact, reply in merged(BONE, LIVER).items():
        if talk.asked == fact:
            talk.reply(reply)
            look()


def test_what_a_text_commands_depends_on_what_is_awaited(talk: Talk) -> None:
    talk.reply("yes")
    assert talk.session.command("revise histology_confirmed") == "revise"
    assert talk.session.command("yes") == ""
    talk.reply("revise histology_confirmed", "no")  # now a reason is awaited
    assert talk.session.command("revise histology_confirmed") == ""


def test_what_is_picked_from_the_review_is_a_command_too(talk: Talk) -> None:
    talk.follow(BONE)
    menu = {choice.label: choice.key for choice in talk.session.prompt.choices}
    assert talk.session.command(menu["show the summary"]) == "summary"
    assert talk.session.command(menu["conclude the screening"]) == ""
    assert talk.session.command("résumé") == "summary"
