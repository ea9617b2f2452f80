"""Screenings as reports receive them, made by hand: synthetic patients, fixed times."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from assistant.criteria.answers import Answer
from assistant.criteria.entry import Numeral, entered
from assistant.criteria.loader import load
from assistant.criteria.model import Decision, StudyProtocol
from assistant.criteria.remarks import doubts
from assistant.reports.material import Change, Document, Given, Material

OPENED = datetime(2026, 11, 21, 9, 0, 0, tzinfo=UTC)
CONCLUDED = datetime(2026, 11, 21, 9, 40, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 21, 11, 0, 0, tzinfo=UTC)
SCREENING = "0b5c6a1e-52a8-4c0e-9d0b-0d9f1d3b7a11"
LAB_REPORT = Document(
    kind="laboratory_report", day=date(2026, 11, 14), where="binder 4", typed="lab, 14/11, binder 4"
)
HEAD = "9f" * 32


def n(digits: str) -> Numeral:
    """A bare number, in the canonical unit."""
    return Numeral(digits)


# Bone only, not the spine; oestrogen receptors at 90 %; nothing given yet: eligible.
BONE: Mapping[str, object] = {
    "histology_confirmed": True,
    "stage_iv_confirmed": True,
    "er_percent": "90 %",
    "her2_ihc": "1+",
    "primary_treatment": "done",
    "sex": "female",
    "age": n("57"),
    "who_status": n("1"),
    "life_expectancy": "24 months",
    "metastatic_treatment_started": False,
    "lesion_count": n("2"),
    "prior_radiotherapy": True,
    "lesion_in_irradiated_site": False,
    "measurable_lesions": True,
    "largest_lesion_diameter": "22 mm",
    "liver_metastases": False,
    "abdominal_visceral_metastases": False,
    "brain_metastases": "none_known",
    "vertebral_metastases": False,
    "compliance_obstacle": False,
    "social_security": True,
    "consent_status": "signed",
    "connective_tissue_disease": "none",
    "pregnancy_status": "neither",
}
# Liver disease with a clearance of 83 × 80 / (72 × 91/88.4) × 0.85 = 76.15… mL/min.
LIVER: Mapping[str, object] = {
    **BONE,
    "liver_metastases": True,
    "ast": "84/40",
    "alt": "1.2 ×ULN",
    "bilirubin": "8 mg/L",
    "albumin": "38 g/L",
    "cirrhosis": False,
    "hepatitis": "none",
    "largest_liver_lesion_diameter": "22 mm",
    "liver_lesion_clear_of_bowel": True,
    "weight": "80 kg",
    "creatinine": "91 µmol/L",
}
SPINE: Mapping[str, object] = {
    **BONE,
    "vertebral_metastases": True,
    "contiguous_vertebrae": n("2"),
    "neuro_exam_date": "2026-11-24",
    "randomisation_date": "2026-11-30",
    "unable_to_undergo_treatment": False,
    "systemic_or_radionuclide_given": True,
    "last_systemic_or_radionuclide_date": "2026-10-31",
    "sbrt_date": "2026-12-14",
    "neuro_deficit": "none",
    "canal_involvement": "10 %",
    "cord_or_cauda_compression": False,
    "vertebral_instability": False,
    "deficit_from_vertebral_compression": False,
}
TREATED: Mapping[str, object] = {
    **BONE,
    "metastatic_treatment_started": True,
    "hormone_therapy_duration": "20 days",
    "chemotherapy_cycles": n("1"),
    "targeted_therapy_given": False,
    "local_treatment_given": False,
    "treatment_stops_after_consent": True,
}


@cache
def protocol() -> StudyProtocol:
    """The packaged protocol."""
    return load()


def decided(term: str, reading: str, by: str = "Dr Vidal, sponsor") -> StudyProtocol:
    """The packaged protocol with a decision of the sponsor in force."""
    decision = Decision(
        term=term, reading=reading, by=by, date=date(2026, 12, 1), reference="Letter 7"
    )
    return protocol().deciding((decision,))


def first(count: int, facts: Mapping[str, object]) -> dict[str, object]:
    """The first answers only."""
    return dict(list(facts.items())[:count])


def material(facts: Mapping[str, object], **changed: Any) -> Material:
    """A concluded screening with these answers, one every 40 seconds, all doubts confirmed."""
    followed: StudyProtocol = changed.get("protocol", protocol())
    values: dict[str, Any] = {
        "protocol": followed,
        "screening": SCREENING,
        "subject": "SEIN-0042",
        "site": "site-01",
        "opened_by": "anna.k",
        "opened_role": "coordinator",
        "opened_at": OPENED,
        "order": "protocol",
        "state": "completed",
        "stopped": False,
        "concluded_by": "dr.leroy",
        "concluded_role": "investigator",
        "concluded_at": CONCLUDED,
        "given": given(followed, facts),
        "changes": (),
        "acknowledged": (),
        "head": HEAD,
        "events": 57,
        "software": "stereo-screening 0.1.0",
        "made_at": MADE,
    }
    return Material(**{**values, **changed})


def unfinished(facts: Mapping[str, object], state: str = "suspended") -> Material:
    """A screening that has not come to its end."""
    return material(facts, state=state, concluded_by="", concluded_role="", concluded_at=None)


def given(followed: StudyProtocol, facts: Mapping[str, object]) -> tuple[Given, ...]:
    """Answers as they stand on record; a laboratory value names its source."""
    answers: dict[str, Answer] = {}
    found = []
    for place, (fact, value) in enumerate(facts.items()):
        answer = value if isinstance(value, Answer) else entered(followed.fact[fact], value)
        answers[fact] = answer
        found.append(
            Given(
                fact=fact,
                answer=answer,
                reply=f"{answer.typed} {answer.unit}".strip(),
                by="anna.k",
                role="coordinator",
                at=OPENED + timedelta(seconds=40 * place),
                confirmed=tuple(each for each in doubts(followed, answers) if fact in each.facts),
                source=LAB_REPORT if fact == "bilirubin" else None,
            )
        )
    return tuple(found)


def change(kind: str, minute: int = 10, **values: Any) -> Change:
    """One line of a history."""
    at = OPENED + timedelta(minutes=minute)
    return Change(**{"kind": kind, "at": at, "by": "anna.k", "role": "coordinator", **values})
