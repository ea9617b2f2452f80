"""`screening assess`: facts in, results out, as the documents say."""

import json
from pathlib import Path
from typing import Any

import pytest
from oracle.cases import cases, to_json_text
from oracle.openness import next_fact, open_facts
from oracle.statuses import statuses, verdict
from support.command import Outcome, command, process

from assistant.session.protocols import packaged

ELIGIBLE: dict[str, Any] = {
    "histology_confirmed": True, "stage_iv_confirmed": True, "er_percent": 90, "her2_ihc": "1+",
    "primary_treatment": "done", "sex": "female", "age": 58, "who_status": 1,
    "life_expectancy": "24 months", "metastatic_treatment_started": False, "lesion_count": 3,
    "prior_radiotherapy": False, "measurable_lesions": False, "liver_metastases": False,
    "abdominal_visceral_metastases": False, "brain_metastases": "none_known",
    "vertebral_metastases": False, "compliance_obstacle": False, "social_security": True,
    "consent_status": "signed", "connective_tissue_disease": "none", "pregnancy_status": "neither",
}  # fmt: skip
DOCUMENTED = ["verdict", "criteria", "open", "next", "advisories", "protocol"]


def assess(folder: Path, facts: object, *more: str) -> Outcome:
    path = folder / "facts.json"
    path.write_text(json.dumps(facts), "utf-8")
    return command("assess", path, *more).assert_clean()


def results(folder: Path, facts: object, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(assess(folder, facts, "--format", "json", *more).out)
    return found


@pytest.mark.parametrize(
    ("changes", "code", "verdict_"),
    [
        ({}, 0, "eligible"),
        ({"her2_ihc": "3+"}, 10, "not_eligible"),
        ({"social_security": None}, 11, "undetermined"),
        ({"brain_metastases": "leptomeningeal_only"}, 11, "undetermined"),
        ({"social_security": None, "her2_ihc": "3+"}, 10, "not_eligible"),
        ({"consent_status": "pending"}, 11, "undetermined"),
    ],
)
def test_the_exit_code_tells_the_verdict(
    tmp_path: Path, changes: dict[str, Any], code: int, verdict_: str
) -> None:
    for format_ in ("text", "json"):
        done = assess(tmp_path, {**ELIGIBLE, **changes}, "--format", format_)
        assert done.code == code
        assert done.err == ""
    assert json.loads(done.out)["verdict"] == verdict_


def test_the_documented_form(tmp_path: Path) -> None:
    found = results(tmp_path, ELIGIBLE)
    assert list(found) == DOCUMENTED
    assert len(found["criteria"]) == 36
    assert found["criteria"][3] == {
        "id": "I4", "category": "inclusion", "status": "met", "facts": ["er_percent"],
    }  # fmt: skip
    assert found["criteria"][-1] == {
        "id": "E7", "category": "exclusion", "status": "met", "facts": ["sex", "pregnancy_status"],
    }  # fmt: skip
    assert (found["open"], found["next"]) == ([], None)
    assert [(each["kind"], each["id"]) for each in found["advisories"]] == [
        ("advisory", "synopsis_is_not_the_protocol"),
        ("advisory", "closed_to_inclusion"),
        ("advisory", "no_brain_imaging_demanded"),
        ("advisory", "unable_holds_for_spine_only"),
    ]
    protocol = packaged()
    assert found["protocol"] == {
        "id": "stereo_sein", "version": protocol.version, "sha256": protocol.source.sha256,
    }  # fmt: skip


def test_nothing_given_leaves_everything_open(tmp_path: Path) -> None:
    found = results(tmp_path, {})
    assert found["verdict"] == "undetermined"
    assert found["open"] == list(packaged().fact)
    assert found["next"] == "histology_confirmed"


def test_what_is_open_and_what_is_next_differ_where_a_gate_waits(tmp_path: Path) -> None:
    facts = {key: value for key, value in ELIGIBLE.items() if key != "liver_metastases"}
    found = results(tmp_path, facts)
    assert found["open"] == [
        "liver_metastases", "ast", "alt", "bilirubin", "albumin", "cirrhosis", "hepatitis",
        "largest_liver_lesion_diameter", "liver_lesion_clear_of_bowel", "weight", "creatinine",
    ]  # fmt: skip
    assert found["next"] == "liver_metastases"


def test_unusual_values_are_advisories(tmp_path: Path) -> None:
    found = results(tmp_path, {**ELIGIBLE, "age": 20})
    assert found["verdict"] == "eligible"
    (remark,) = [each for each in found["advisories"] if each["kind"] != "advisory"]
    assert (remark["kind"], remark["id"], remark["facts"]) == ("unusual", "age", ["age"])
    assert remark["text"] == "20 years is unusual for age (usually 25–90 years)."


@pytest.mark.parametrize("level", ["3", "3.0", "3.00", "30e-1"])
def test_a_level_may_be_written_with_decimals(tmp_path: Path, level: str) -> None:
    path = tmp_path / "facts.json"
    path.write_text(f'{{"who_status": {level}}}')
    for format_ in ("text", "json"):
        done = command("assess", path, "--format", format_).assert_clean()
        assert done.code == 10


def test_text_for_a_person(tmp_path: Path) -> None:
    lines = assess(tmp_path, {**ELIGIBLE, "her2_ihc": "3+"}).out.splitlines()
    assert lines[0] == "Verdict: Not eligible"
    assert "A synopsis is not the protocol" in lines[1]
    assert [line for line in lines if line.startswith("I5 ")] == [
        "I5   not met         HER2 not overexpressed – immunohistochemical HER2 score"
    ]
    assert [line for line in lines if line.startswith("E2 ")] == [
        "E2   present         " + packaged().words_in("en").criteria["E2"].label
        + " – immunohistochemical HER2 score"
    ]  # fmt: skip
    assert "Can still matter: nothing" in lines
    assert lines[-1].startswith("Protocol stereo_sein ")


def test_lines_answer_lines_in_order(tmp_path: Path) -> None:
    rows = [ELIGIBLE, {**ELIGIBLE, "age": 17}, {**ELIGIBLE, "age": None}, {}]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path = tmp_path / "cohort.jsonl"
    path.write_text(text)
    verdicts = ["eligible", "not_eligible", "undetermined", "undetermined"]
    for done in (
        command("assess", path), command("assess", "-", stdin=text.encode()),
        command("assess", path, "--format", "json"),
    ):  # fmt: skip
        assert done.assert_clean().code == 0
        assert [json.loads(line)["verdict"] for line in done.out.splitlines()] == verdicts
    done = command("assess", path, "--format", "text").assert_clean()
    assert done.out.splitlines()[:2] == [
        "eligible: every criterion met",
        "not_eligible: I2 failed",
    ]
    assert len(done.out.splitlines()) == 4


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_line_ends_and_a_missing_last_one(ends: bytes) -> None:
    row = json.dumps(ELIGIBLE).encode()
    for stdin in (ends.join([row, row]), ends.join([row, row, b""])):
        done = command("assess", "-", stdin=stdin).assert_clean()
        assert done.code == 0
        assert len(done.out.splitlines()) == 2


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(ELIGIBLE).encode())
    assert command("assess", path).assert_clean().code == 0
    path = path.with_suffix(".jsonl")
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(ELIGIBLE).encode())
    assert command("assess", path).assert_clean().code == 0


def test_no_line_at_all_is_said_and_a_mistake_in_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_bytes(b"")
    command("assess", tmp_path / "none.jsonl").assert_refused("none.jsonl: holds no line")
    piped = command("assess", "-").assert_clean()
    assert (piped.code, piped.out) == (0, "")
    assert piped.err.startswith("screening: Standard input: holds no line.")


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    """51.3 µmol/L is exactly 3 mg/dL: as published, not below it."""
    liver = {
        **ELIGIBLE, "liver_metastases": True, "ast": "84/40", "alt": 1, "albumin": "41 g/L",
        "cirrhosis": False, "hepatitis": "none", "largest_liver_lesion_diameter": 2,
        "liver_lesion_clear_of_bowel": True, "weight": 64, "creatinine": "0,8 mg/dL",
    }  # fmt: skip
    for value, status in [("51.3 µmol/L", "contested"), ("51.299999999 µmol/L", "met")]:
        found = results(tmp_path, {**liver, "bilirubin": value})
        assert {c["id"]: c["status"] for c in found["criteria"]}["I9a"] == status
    text = json.dumps(liver)[:-1] + ', "bilirubin": 2.9999999999999999999999}'
    done = command("assess", "-", "--format", "json", stdin=text.encode())
    assert {c["id"]: c["status"] for c in json.loads(done.out)["criteria"]}["I9a"] == "met"


def test_the_command_agrees_with_an_independent_reading() -> None:
    given = cases(20261121, 250)
    stdin = "".join(to_json_text(facts, at) + "\n" for at, facts in enumerate(given))
    done = process("assess", "-", "--format", "json", stdin=stdin.encode()).assert_clean()
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) == len(given)
    for facts, line in zip(given, lines, strict=True):
        found = json.loads(line)
        expected = statuses(facts)
        assert {each["id"]: each["status"] for each in found["criteria"]} == expected
        assert found["verdict"] == verdict(expected)
        assert found["open"] == open_facts(facts)
        assert found["next"] == next_fact(facts)
