"""`screening practise`, `learn` and `map`, as a newcomer would type them."""

import re
from pathlib import Path

import pytest
from pexpect import EOF, spawn
from support.command import SCREENING, Outcome, command, environment
from support.protocols import stereo

from assistant.audit.reading import screenings
from assistant.training.cases import cases
from assistant.training.solving import solved

ENGLISH = ("--user", "anna", "--lang", "en")


def practise(folder: Path, *arguments: str, replies: list[str] | None = None) -> Outcome:
    stdin = "".join(f"{reply}\n" for reply in replies or []).encode()
    return command("practise", *arguments, "--transcripts", str(folder), *ENGLISH, stdin=stdin)


def replies_to(number: str) -> list[str]:
    """What to type from the first question of a case to its conclusion."""
    key = solved(stereo(), number)
    return [*(key.case.replies[fact] for fact in key.path), "conclude", "yes", "yes"]


def test_a_case_from_the_file_to_the_score(tmp_path: Path) -> None:
    found = practise(tmp_path, "1", replies=replies_to("1")).assert_clean()
    assert found.code == 0
    assert found.out.startswith("\n== Practice case 01: Woman, 58 years. ==\n")
    assert "\n| Referral letter\nDear colleague" in found.out
    assert found.out.count("[PRACTICE] > ") == len(replies_to("1"))
    assert "\n+ 23 of 23 answers right.\n" in found.out
    assert "Next: case 02" in found.out
    assert "screening summary" not in found.out
    assert screenings(tmp_path) == ()
    assert len(screenings(tmp_path / "practice")) == 1


def test_at_a_real_terminal_the_watermark_stands_before_every_reply(tmp_path: Path) -> None:
    with spawn(
        SCREENING, ["practise", "1", "--plain", "--transcripts", str(tmp_path), *ENGLISH],
        encoding="utf-8", timeout=30, env=environment(TERM="xterm"), dimensions=(50, 200),
    ) as terminal:  # fmt: skip
        for reply in ("yes", "file", "suspend"):
            terminal.expect_exact("[PRACTICE] > ")
            terminal.sendline(reply)
        terminal.expect_exact("To go on: screening practise 01")
        terminal.expect(EOF)
    assert terminal.exitstatus == 11


def test_a_case_left_early_ends_as_a_suspended_screening_does(tmp_path: Path) -> None:
    found = practise(tmp_path, "1", replies=["yes"]).assert_clean()
    assert found.code == 11
    assert "To go on: screening practise 01" in found.out


def test_a_case_left_open_is_gone_on_with_unless_it_is_begun_anew(tmp_path: Path) -> None:
    practise(tmp_path, "1", replies=["yes", "yes"])
    assert "left open" in practise(tmp_path, "--list").out.splitlines()[1]
    again = practise(tmp_path, "1", replies=replies_to("1")[2:])
    assert "2 answers are on record" in again.out
    assert "\n+ 23 of 23 answers right.\n" in again.out
    assert len(screenings(tmp_path / "practice")) == 1
    practise(tmp_path, "1", replies=["yes"])
    assert len(screenings(tmp_path / "practice")) == 2
    anew = practise(tmp_path, "1", "--anew")
    assert "on record; we go on" not in anew.out
    assert len(screenings(tmp_path / "practice")) == 3
    exam = practise(tmp_path, "1", "--exam")
    assert "on record; we go on" not in exam.out


def test_without_a_number_the_next_case_comes(tmp_path: Path) -> None:
    assert "== Practice case 01" in practise(tmp_path).out
    practise(tmp_path, "1", replies=replies_to("1"))
    assert "== Practice case 02" in practise(tmp_path).out


def test_the_list_gives_nothing_away_before_a_case_is_done(tmp_path: Path) -> None:
    practise(tmp_path, "1", replies=replies_to("1"))
    lines = practise(tmp_path, "--list").assert_clean().out.splitlines()
    assert len(lines) == len(cases()) + 1
    assert "Two bone metastases, a simple file" in lines[1]
    assert "✓ 23/23" in lines[1]
    assert lines[22].split() == ["22", "Woman,", "57", "years", "–"]


def test_progress_and_certificate(tmp_path: Path) -> None:
    practise(tmp_path, "--certificate").assert_refused("no case has been concluded yet", "anna")
    assert "No case has been concluded yet." in practise(tmp_path, "--progress").out
    practise(tmp_path, "1", replies=replies_to("1"))
    wrong = ["no", "continue", *replies_to("42")[1:]]
    practise(tmp_path, "42", "--exam", replies=wrong)
    assert "Cases concluded: 2 of 50." in practise(tmp_path, "--progress").assert_clean().out
    page = practise(tmp_path, "--certificate", "-o", str(tmp_path / "c.html"))
    assert page.out == ""
    html = (tmp_path / "c.html").read_text("utf-8")
    for words in (
        "anna", stereo().version, stereo().source.sha256, "23/23", "32/33",
        "55 of 56 answers right (98%)", "examination", "PRACTICE: an invented case.",
        "it is no authorisation",
    ):  # fmt: skip
        assert words in html, words


def test_a_certificate_shows_a_name_as_text(tmp_path: Path) -> None:
    found = command("practise", "--certificate", "--user", "<b>", "--transcripts", str(tmp_path))
    found.assert_refused("<b>")


@pytest.mark.parametrize("case", ["51", "x", "0"])
def test_another_case_is_refused(tmp_path: Path, case: str) -> None:
    practise(tmp_path, case).assert_refused("is not a practice case", "--list")


# ---------------------------------------------------------------- learn


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_lesson_that_is_listed_can_be_read(language: str) -> None:
    index = command("learn", "--lang", language).assert_clean().out
    names = re.findall(r"^  (\w+) ", index, re.MULTILINE)
    assert set(names) >= {*stereo().criterion, *stereo().term}
    assert len(names) == len(set(names)) == 36 + 14 + 9
    for name in names:
        text = command("learn", name.upper(), "--lang", language).assert_clean().out
        assert len(text) > 200
        assert "{" not in text
        assert all(len(line) <= 96 for line in text.splitlines())


def test_a_criterion_is_told_with_its_reason_and_what_to_practise() -> None:
    text = " ".join(command("learn", "i8b", "--lang", "en").out.split())
    for words in (
        "at most 5 metastatic lesions", "IN PLAIN WORDS Five metastases or fewer",
        "42.3%", "17.7%", "p = 0.006", "99 patients, 18 with breast cancer", "NRG-BR002",
        "measurable: A measurable lesion", "case 29",
    ):  # fmt: skip
        assert words in text, words


def test_the_worked_example_is_the_engine_s() -> None:
    text = " ".join(command("learn", "clearance", "--lang", "en").out.split())
    # (140 - 70) x 58 / (72 x 95/88.4) x 0.85 = 44.60…, worked out by hand
    assert "a woman of 70 years, 58 kg, creatinine 95 µmol/L ≈ 1.0747 mg/dL" in text
    assert "× 0.85 ≈ 44.6 mL/min" in text


FIGURES = [
    "61.6 against 45.9 months", "77.2 against 52.6", "19 against 18.6", "p = 0.54", "p = 0.008",
    "41.6% against 24.4%", "hazard ratio 1.04, 95% CI 0.81–1.34", "77% against 76%", "1.11",
    "0.86, one-sided p = 0.13", "p = 0.005 in the text, 0.05 in Table 2; published, 0.005",
    "“43” patients; published, 90", "Lang 2013",
]  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES)
def test_the_evidence_is_told_with_its_figures_and_disagreements(figure: str) -> None:
    assert figure in " ".join(command("learn", "evidence", "--lang", "en").out.split())


def test_another_lesson_is_refused() -> None:
    command("learn", "E99", "--lang", "en").assert_refused("'E99'", "`screening learn`")


# ---------------------------------------------------------------- map


def test_the_map_marks_the_way_of_a_screening(tmp_path: Path) -> None:
    practise(tmp_path, "1", replies=["yes", "no", "stop"])
    (screening,) = screenings(tmp_path / "practice")
    where = ("--transcripts", str(tmp_path / "practice"), "--lang", "en")
    text = command("map", screening[:8], *where).assert_clean().out
    assert "● The disease" in text
    assert "○ The patient" in text
    assert "● taking note" in text
    assert "▶ suspended" in text
    mermaid = command("map", screening[:8], *where, "--format", "mermaid").out
    assert "class opening, disease, acknowledging, suspended been" in mermaid
    svg = command("map", screening[:8], *where, "--format", "svg").out
    assert svg.count('class="been"') == 5  # the four states, and the frame of the questions
