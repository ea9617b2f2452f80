"""Loading a sound protocol: what it holds, and the hash that stands for its files."""

import hashlib
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError
from support.protocols import stereo, tiny, tiny_files, tiny_with

from assistant.criteria.loader import load, loaded
from assistant.criteria.model import Category, Decision, FactType, Span
from assistant.criteria.sources import DEFAULT, digest

F = Fraction


def test_the_trial() -> None:
    protocol = stereo()
    assert (protocol.id, protocol.registry) == ("stereo_sein", "NCT02089100")
    assert protocol.languages == ("en", "fr")
    assert (len(protocol.facts), len(protocol.criteria), len(protocol.terms)) == (54, 36, 14)
    inclusions = [each for each in protocol.criteria if each.category is Category.INCLUSION]
    assert (len(inclusions), len(protocol.criteria) - len(inclusions)) == (22, 14)
    assert {fact.topic for fact in protocol.facts} == set(protocol.topics)
    assert protocol.decisions == ()


def test_the_packaged_protocol_is_the_same_however_often_its_files_are_read() -> None:
    files = dict(stereo().source.files)
    assert load() == load() == loaded(files)


def test_the_types_of_the_contract() -> None:
    kinds: dict[FactType, list[str]] = {}
    for fact in stereo().facts:
        kinds.setdefault(fact.type, []).append(fact.id)
    assert kinds[FactType.DATE] == [
        "neuro_exam_date", "randomisation_date", "last_systemic_or_radionuclide_date", "sbrt_date",
    ]  # fmt: skip
    assert {fact: options(fact) for fact in kinds[FactType.OPTION]} == {
        "her2_ihc": "0 1+ 2+ 3+ not_done",
        "her2_ish": "not_amplified amplified",
        "primary_treatment": "done planned none",
        "sex": "female male",
        "hepatitis": "none active resolved",
        "brain_metastases": "none_known brain leptomeningeal_only",
        "neuro_deficit": "none stable_minor significant progressive",
        "consent_status": "signed pending refused",
        "connective_tissue_disease": "none definite borderline",
        "pregnancy_status": "neither pregnant breastfeeding",
    }
    assert len(kinds[FactType.BOOL]) == 21
    assert kinds[FactType.INTEGER] == [
        "age", "who_status", "chemotherapy_cycles", "lesion_count", "contiguous_vertebrae",
    ]  # fmt: skip
    undecided = {fact.id: fact.undecided_options for fact in stereo().facts}
    assert {fact for fact, chosen in undecided.items() if chosen} == {"consent_status"}
    assert undecided["consent_status"] == {"pending"}
    assert [fact.id for fact in stereo().facts if fact.ratio] == ["ast", "alt"]
    assert [fact.id for fact in stereo().facts if fact.levels] == ["who_status"]


def options(fact: str) -> str:
    return " ".join(option.id for option in stereo().fact[fact].options)


def test_the_shipped_decisions_of_the_contract() -> None:
    assert {term.id: term.decided for term in stereo().terms if term.decided} == {
        "enzymes": "ast_and_alt",
        "tolerated_together": "both",
        "spinal_instability": "any",
        "per_lesion": "each",
        "e3_read_literally": "no",
    }


def test_every_number_of_the_file_is_exact() -> None:
    numbers = [span.low for fact in stereo().facts if (span := fact.hard)]
    assert numbers
    assert all(type(number) is F for number in numbers)
    assert stereo().fact["largest_lesion_diameter"].hard == Span(low=F(1, 10), high=F(30))


def test_another_trial_of_another_disease() -> None:
    protocol = tiny()
    assert list(protocol.fact) == [
        "osteoarthritis_confirmed", "pain_score", "weight", "height", "injection_given",
        "last_injection_date", "visit_date", "anticoagulant",
    ]  # fmt: skip
    assert list(protocol.criterion) == ["K1", "K2", "K3", "X1", "X2"]
    assert protocol.registry == ""
    assert protocol.words_in("fr").facts["height"].label == "taille"
    with pytest.raises(KeyError):
        protocol.words_in("de")


def test_the_hash_is_what_stock_tools_print() -> None:
    files = sorted(path.name for path in DEFAULT.glob("*.toml"))
    assert files == ["en.toml", "fr.toml", "protocol.toml"]
    assert [name for name, _ in stereo().source.files] == files
    lines = "".join(
        f"{hashlib.sha256((DEFAULT / name).read_bytes()).hexdigest()}  {name}\n" for name in files
    )
    assert stereo().source.sha256 == hashlib.sha256(lines.encode()).hexdigest()
    tool = shutil.which("sha256sum")
    if tool is not None:  # the same, by the tool itself, wherever it is installed
        each = subprocess.run([tool, *files], cwd=DEFAULT, capture_output=True, check=True).stdout
        whole = subprocess.run([tool], input=each, capture_output=True, check=True).stdout
        assert whole.split()[0].decode() == stereo().source.sha256


def test_every_byte_of_every_file_counts() -> None:
    files = tiny_files()
    sound = digest(files)
    for name in files:
        assert digest({**files, name: files[name] + b"\n"}) != sound
    assert digest(dict(reversed(files.items()))) == sound
    renamed = {"other.toml": files["en.toml"], **files}
    assert digest(renamed) != sound


def test_a_copy_is_the_protocol(tmp_path: Path) -> None:
    source = tiny().source
    assert loaded(dict(source.files)) == tiny()
    for name, data in source.files:
        (tmp_path / name).write_bytes(data)
    assert load(tmp_path).source == source
    (tmp_path / "notes.txt").write_text("a file that is not the protocol's")
    assert load(tmp_path).source == source


SWAPPED = """\
test = "in_pain"

[[rules]]
id = "in_pain"
test = "pain_score >= severe_pain"
"""
NESTED = """\
value = "weight / square"

[[derived]]
id = "square"
unit = "m²"
value = "in_unit(height, 'm') ** 2"
"""


def test_a_definition_may_stand_after_its_use() -> None:
    protocol = tiny_with(
        ('test = "pain_score >= severe_pain"', SWAPPED),
        ("value = \"weight / in_unit(height, 'm') ** 2\"", NESTED),
    )
    assert protocol.criterion["K2"].test == tiny().criterion["K2"].test
    assert protocol.criterion["K3"].facts() == {"weight", "height"}


def test_a_criterion_that_waits_for_a_decision_is_sound() -> None:
    # it cannot be met before the sponsor decides, and that is no fault of the file
    disputed = "osteoarthritis_confirmed and stopped_anticoagulant == 'counts'"
    protocol = tiny_with(('test = "osteoarthritis_confirmed"', f'test = "{disputed}"'))
    assert protocol.criterion["K1"].terms_read() == {"stopped_anticoagulant"}


def test_a_protocol_never_changes() -> None:
    with pytest.raises(ValidationError):
        stereo().version = "2"
    with pytest.raises(ValidationError):
        stereo().facts[0].topic = "other"
    with pytest.raises(AttributeError):
        stereo().criteria[0].test.rules = ()  # type: ignore[attr-defined]


def test_a_decision_is_strict() -> None:
    with pytest.raises(ValidationError):
        Decision(term="t", reading="r", by="b", date="2026-01-01", reference="1")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Decision(term="t", reading="r", by="b", date=date(2026, 1, 1), reference="1", why="x")  # type: ignore[call-arg]
