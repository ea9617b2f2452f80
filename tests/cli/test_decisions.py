"""The sponsor's decisions: once decided, only that reading of a term counts."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.command import command

LIVER = {
    "liver_metastases": True, "ast": 1, "alt": 1, "albumin": 4, "bilirubin": 1, "cirrhosis": False,
    "hepatitis": "none",
}  # fmt: skip
SIXTY = {"age": 60, "weight": 54, "creatinine": "1 mg/dL", "sex": "male"}  # 60 mL/min exactly

# term, facts that it decides for, criterion, and its status under each reading; None: as shipped
DECIDED: list[tuple[str, dict[str, Any], str, dict[str | None, str]]] = [
    ("adult_at_18", {"age": 18}, "I2",
     {None: "contested", "strictly_over_18": "failed", "adult": "met"}),
    ("hr_cutoff", {"er_percent": 5, "pr_percent": 0}, "I4",
     {None: "contested", "ten_percent": "failed", "one_percent": "met"}),
    ("one_month", {"metastatic_treatment_started": True, "hormone_therapy_duration": "31 days"},
     "I7a", {None: "contested", "mean_month": "failed", "calendar_month": "met"}),
    ("local_treatment_counts",
     {"metastatic_treatment_started": True, "targeted_therapy_given": False,
      "local_treatment_given": True}, "I7", {None: "contested", "yes": "failed", "no": "met"}),
    ("bilirubin_limit", {**LIVER, "bilirubin": 3}, "I9a",
     {None: "contested", "as_printed": "met", "as_published": "failed"}),
    ("resolved_hepatitis", {**LIVER, "hepatitis": "resolved"}, "I9b",
     {None: "contested", "excludes": "failed", "does_not_exclude": "met"}),
    ("liver_is_abdominal_viscus",
     {**SIXTY, "liver_metastases": True, "abdominal_visceral_metastases": False}, "I10a",
     {None: "contested", "yes": "failed", "no": "not_applicable"}),
    ("leptomeningeal_disease", {"brain_metastases": "leptomeningeal_only"}, "E4",
     {None: "contested", "counts_as_brain": "failed", "does_not_count": "met"}),
    ("borderline_connective_tissue_disease", {"connective_tissue_disease": "borderline"}, "E6",
     {None: "contested", "excludes": "failed", "does_not_exclude": "met"}),
    # decided as shipped, and decided otherwise
    ("tolerated_together",
     {"metastatic_treatment_started": True, "targeted_therapy_given": False,
      "local_treatment_given": False, "hormone_therapy_duration": "20 days",
      "chemotherapy_cycles": 1}, "I7", {None: "met", "both": "met", "only_one": "failed"}),
    ("spinal_instability",
     {"vertebral_metastases": True, "neuro_deficit": "none", "vertebral_instability": True,
      "deficit_from_vertebral_compression": False}, "E5h",
     {None: "failed", "any": "failed", "only_from_compression": "met"}),
    ("e3_read_literally",
     {"metastatic_treatment_started": True, "targeted_therapy_given": False,
      "hormone_therapy_duration": "20 days", "chemotherapy_cycles": 0}, "E3",
     {None: "met", "no": "met", "yes": "failed"}),
]  # fmt: skip


def decision(term: str, reading: str, **changes: object) -> dict[str, object]:
    return {
        "term": term, "reading": reading, "by": "the sponsor", "date": "2026-11-02",
        "reference": "letter 12", **changes,
    }  # fmt: skip


def status(folder: Path, facts: dict[str, Any], criterion: str, decisions: object) -> str:
    arguments = ["assess", "-", "--format", "json"]
    if decisions is not None:
        path = folder / "decisions.json"
        path.write_text(json.dumps(decisions))
        arguments += ["--decisions", str(path)]
    done = command(*arguments, stdin=json.dumps(facts).encode()).assert_clean()
    assert done.code == 0, done.err
    found = {each["id"]: each["status"] for each in json.loads(done.out)["criteria"]}
    return str(found[criterion])


@pytest.mark.parametrize(
    ("term", "facts", "criterion", "expected"), DECIDED, ids=[each[0] for each in DECIDED]
)
def test_each_reading_of_each_term(
    tmp_path: Path,
    term: str,
    facts: dict[str, Any],
    criterion: str,
    expected: dict[str | None, str],
) -> None:
    for reading, wanted in expected.items():
        decisions = None if reading is None else [decision(term, reading)]
        assert status(tmp_path, facts, criterion, decisions) == wanted, reading


def test_no_decisions_and_later_decisions(tmp_path: Path) -> None:
    assert status(tmp_path, {"age": 18}, "I2", []) == "contested"
    both = [decision("adult_at_18", "adult"), decision("adult_at_18", "strictly_over_18")]
    assert status(tmp_path, {"age": 18}, "I2", both) == "failed"
    assert status(tmp_path, {"age": 18}, "I2", both[::-1]) == "met"


@pytest.mark.parametrize(
    ("decisions", "parts"),
    [
        ([decision("adult", "adult")], ["'adult' is not a term", "Use one of: adult_at_18, "]),
        ([decision("adult_at_18", "yes")],
         ["'yes' is not a reading of adult_at_18", "Use one of: strictly_over_18, adult"]),
        ([decision("enzymes", "also_alp_and_ggt")],
         ["the reading also_alp_and_ggt of enzymes cannot be used", "ALP, GGT"]),
        ([decision("per_lesion", "same_measure")],
         ["cannot be used", "the volume of every measurable lesion"]),
        ([decision("adult_at_18", "adult", date="2026-02-30")], ["0.date"]),
        ([decision("adult_at_18", "adult", date="02/11/2026")], ["0.date"]),
        ([decision("adult_at_18", "adult", why="so")], ["0.why"]),
        ([{"term": "adult_at_18", "reading": "adult"}], ["0.by", "Write for example"]),
        ([decision("adult_at_18", "adult", by=7)], ["0.by"]),
        (["adult_at_18"], ["decisions.json, 0"]),
        ({"adult_at_18": "adult"}, ["is not a list of decisions", "Write for example"]),
        (None, ["is not a list of decisions"]),
        ([decision("\x1b[2J", "adult")], ["is not a term"]),
    ],
)  # fmt: skip
def test_faulty_decisions(tmp_path: Path, decisions: object, parts: list[str]) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps(decisions))
    done = command("assess", "-", "--decisions", path, stdin=b"{}\n")
    done.assert_refused(str(path), *parts)
    assert done.out == ""


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "is empty"),
        (b"[", "is not a list of decisions"),
        (b"\xff", "is not UTF-8"),
        (b"[" * 200_000, "is not a list of decisions"),
        (b"[" + b" " * 300_000 + b"]", "is longer than"),
    ],
)
def test_decisions_that_cannot_be_read(tmp_path: Path, data: bytes, part: str) -> None:
    path = tmp_path / "decisions.json"
    path.write_bytes(data)
    command("assess", "-", "--decisions", path).assert_refused(str(path), part)
    command("assess", "-", "--decisions", tmp_path / "none").assert_refused("No such file")
