"""What a status rests on: the facts that decide it, or those that are missing."""

import pytest
from support.protocols import result

from assistant.criteria.evaluation import Status

MET, FAILED, UNSURE, CONTESTED, NA = (
    Status.MET, Status.FAILED, Status.UNKNOWN, Status.CONTESTED, Status.NOT_APPLICABLE,
)  # fmt: skip

STARTED = {"metastatic_treatment_started": True}
DECISIVE: list[tuple[str, dict[str, object], Status, tuple[str, ...]]] = [
    # a false *and* rests on its false parts, a true one on all
    ("I1", {"histology_confirmed": False, "stage_iv_confirmed": True}, FAILED,
     ("histology_confirmed",)),
    ("I1", {"histology_confirmed": True, "stage_iv_confirmed": True}, MET,
     ("histology_confirmed", "stage_iv_confirmed")),
    # what is unknown rests on what is missing, asked or not
    ("I1", {"histology_confirmed": True}, UNSURE, ("stage_iv_confirmed",)),
    ("I1", {"histology_confirmed": None}, UNSURE, ("histology_confirmed", "stage_iv_confirmed")),
    # a true *or* rests on its true parts, a false one on all
    ("I4", {"er_percent": "90 %", "pr_percent": "0 %"}, MET, ("er_percent",)),
    ("I4", {"er_percent": "0 %", "pr_percent": "0 %"}, FAILED, ("er_percent", "pr_percent")),
    ("I4", {"er_percent": "5 %"}, UNSURE, ("pr_percent",)),
    ("I5", {"her2_ihc": "2+", "her2_ish": "not_amplified"}, MET, ("her2_ihc", "her2_ish")),
    ("I5", {"her2_ihc": "3+", "her2_ish": "not_amplified"}, FAILED, ("her2_ihc",)),
    ("I5", {"her2_ihc": "2+", "her2_ish": "amplified"}, FAILED, ("her2_ihc", "her2_ish")),
    # an open gate belongs to the reason
    ("I9c", {"liver_metastases": True, "largest_liver_lesion_diameter": "8 cm"}, FAILED,
     ("liver_metastases", "largest_liver_lesion_diameter")),
    ("I9c", {"liver_metastases": True, "largest_liver_lesion_diameter": "7 cm"}, MET,
     ("liver_metastases", "largest_liver_lesion_diameter")),
    # a closed gate is the whole reason
    ("I9c", {"liver_metastases": False, "largest_liver_lesion_diameter": "8 cm"}, NA,
     ("liver_metastases",)),
    # met behind a gate that is not known: the test alone is the reason
    ("I9c", {"largest_liver_lesion_diameter": "7 cm"}, MET, ("largest_liver_lesion_diameter",)),
    ("I9c", {"largest_liver_lesion_diameter": "8 cm"}, UNSURE, ("liver_metastases",)),
    ("I9c", {}, UNSURE, ("liver_metastases", "largest_liver_lesion_diameter")),
    # a computed value rests on every input
    ("I10a", {"abdominal_visceral_metastases": True, "sex": "male", "age": 60, "weight": "54 kg",
              "creatinine": "1 mg/dL"}, FAILED,
     ("sex", "age", "abdominal_visceral_metastases", "weight", "creatinine")),
    ("I10a", {"abdominal_visceral_metastases": True, "sex": "male", "age": 60}, UNSURE,
     ("weight", "creatinine")),
    # an exclusion that is absent
    ("E3", {"metastatic_treatment_started": False}, MET, ("metastatic_treatment_started",)),
    ("E3", {**STARTED, "targeted_therapy_given": True, "chemotherapy_cycles": 1}, FAILED,
     ("metastatic_treatment_started", "targeted_therapy_given")),
    # contested: what any reading rests on
    ("I2", {"age": 18}, CONTESTED, ("age",)),
    ("I7a", {**STARTED, "hormone_therapy_duration": "31 days"}, CONTESTED,
     ("metastatic_treatment_started", "hormone_therapy_duration")),
    ("I7", {**STARTED, "targeted_therapy_given": False, "local_treatment_given": True}, CONTESTED,
     ("metastatic_treatment_started", "targeted_therapy_given", "local_treatment_given")),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "given", "status", "facts"), DECISIVE)
def test_what_a_status_rests_on(
    criterion: str, given: dict[str, object], status: Status, facts: tuple[str, ...]
) -> None:
    found = result(criterion, **given)
    assert (found.status, found.facts) == (status, facts)
