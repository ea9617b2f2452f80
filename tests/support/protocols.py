"""The trial itself, a made-up one of another disease, and answers to both, for tests."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from assistant.criteria.answers import Answer
from assistant.criteria.entry import Numeral, entered
from assistant.criteria.evaluation import Result, assess
from assistant.criteria.loader import load, loaded
from assistant.criteria.model import Decision, StudyProtocol

DATA = Path(__file__).parent.parent / "data"
TINY = DATA / "protocols" / "tiny"

# The facts that a patient without liver, spine or other abdominal disease is asked, and answers
# that make her eligible.
TYPICAL: Mapping[str, object] = {
    "histology_confirmed": True,
    "stage_iv_confirmed": True,
    "er_percent": 90,
    "her2_ihc": "1+",
    "primary_treatment": "done",
    "sex": "female",
    "age": 58,
    "who_status": 1,
    "life_expectancy": "2 years",
    "metastatic_treatment_started": False,
    "lesion_count": 3,
    "prior_radiotherapy": False,
    "measurable_lesions": True,
    "largest_lesion_diameter": "24 mm",
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


@cache
def stereo() -> StudyProtocol:
    """The trial as shipped."""
    return load()


@cache
def tiny() -> StudyProtocol:
    """The made-up knee trial."""
    return load(TINY)


def tiny_files() -> dict[str, bytes]:
    """The bytes of the made-up trial's files, by name."""
    return {path.name: path.read_bytes() for path in TINY.glob("*.toml")}


def tiny_with(*edits: tuple[str, str]) -> StudyProtocol:
    """The made-up trial, each text of its protocol file replaced by another."""
    files = tiny_files()
    text = files["protocol.toml"].decode()
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} does not stand there exactly once"
        text = text.replace(old, new)
    return loaded({**files, "protocol.toml": text.encode()})


def answers_to(protocol: StudyProtocol, given: Mapping[str, object]) -> dict[str, Answer]:
    """Answers as JSON would give them: numbers and dates may be written as Python's."""
    return {id_: entered(protocol.fact[id_], as_json(value)) for id_, value in given.items()}


def as_json(value: object) -> object:
    """A value as it stands once JSON is read: a number keeps its digits, a date is a text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Numeral(value)
    return value.isoformat() if isinstance(value, date) else value


def only(protocol: StudyProtocol, criterion: str) -> StudyProtocol:
    """A protocol with one criterion alone."""
    values = {name: getattr(protocol, name) for name in StudyProtocol.model_fields}
    return StudyProtocol(**{**values, "criteria": (protocol.criterion[criterion],)})


def decided(protocol: StudyProtocol, **readings: str) -> StudyProtocol:
    """A protocol with some terms decided, term=reading."""
    return protocol.deciding(
        tuple(
            Decision(term=term, reading=reading, by="S. Ponsor", date=date(2026, 11, 2),
                     reference="letter 12")
            for term, reading in readings.items()
        )
    )  # fmt: skip


def result(criterion: str, protocol: StudyProtocol | None = None, /, **given: object) -> Result:
    """What is found on one criterion of the trial, or of another protocol."""
    protocol = protocol or stereo()
    return assess(protocol, answers_to(protocol, given)).of(criterion)
