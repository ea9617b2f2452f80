"""What the loader accepts and a careful reviewer would not: one edit of a made-up trial per fault.

Every file of tests/data/questionable is one edit, and says what is refused or remarked, and where.
"""

import tomllib
from pathlib import Path

import pytest
from support.protocols import DATA, stereo, tiny, tiny_files, tiny_with

from assistant.authoring.reviewing import review
from assistant.criteria.faults import Faults
from assistant.criteria.loader import loaded

QUESTIONABLE = sorted((DATA / "questionable").glob("*.toml"))


def said(faults: Faults) -> list[str]:
    return [str(fault) for fault in faults.found]


def expected(file: str, found: list[dict[str, str]]) -> list[str]:
    place = "{file}, line {line}, {where}: {cause}. {remedy}."
    return [place.format(file=file, **each).replace("..", ".") for each in found]


@pytest.mark.parametrize("path", QUESTIONABLE, ids=lambda path: path.stem)
def test_what_is_questionable_is_named_with_its_place_and_its_remedy(path: Path) -> None:
    edit = tomllib.loads(path.read_text("utf-8"))
    files = tiny_files()
    text = files[edit["file"]].decode()
    assert text.count(edit["replace"]) == 1
    files[edit["file"]] = text.replace(edit["replace"], edit["by"]).encode()
    slips, remarks = review(loaded(files))
    assert said(slips) == expected(edit["file"], edit.get("refused", []))
    assert said(remarks) == expected(edit["file"], edit.get("remarked", []))


def test_sound_protocols_are_passed_in_silence() -> None:
    for protocol in (stereo(), tiny()):
        assert [said(faults) for faults in review(protocol)] == [[], []]


def test_two_criteria_that_say_the_same() -> None:
    twice = tiny_with(
        ('test = "osteoarthritis_confirmed"', 'test = "osteoarthritis_confirmed and weight < 90"'),
        ('test = "body_mass_index < 40"', 'test = "osteoarthritis_confirmed and 90 > weight"'),
        ('test = "in_severe_pain"', 'test = "in_severe_pain or body_mass_index < 40"'),
    )
    (remark,) = said(review(twice)[1])
    assert remark.startswith("protocol.toml, line 106, criteria.K3.test: says the same as K1. ")


def test_a_contradiction_under_one_reading_alone_is_none() -> None:
    # at 6, one reading lets both pass
    either = tiny_with(
        (
            'test = "osteoarthritis_confirmed"',
            'test = "osteoarthritis_confirmed and pain_score < 7"',
        )
    )
    assert said(review(either)[0]) == []


@pytest.mark.parametrize(
    ("unit", "units", "is_right"),
    [
        ("mg/dL", '"mg/L" = "1/10"', True),
        ("mg/dL", '"mg/L" = "10"', False),
        ("g/dL", '"g/L" = "1/10"', True),
        ("mL", '"cm³" = "1"', True),
        ("mL", '"cm³" = "1000"', False),
        ("µmol/L", '"mmol/L" = "1000"', True),
        ("months", 'weeks = "7/30.4375", days = "1/30.4375"', True),
        ("months", 'weeks = "7/30.4375", days = "7/30.4375"', False),
        ("months", 'weeks = "30.4375/7"', False),
        ("weeks", 'months = "30.4375/7"', True),
        ("weeks", 'months = "4"', True),  # of 28 days
        ("weeks", 'months = "5"', False),
        ("years", 'months = "1/12"', True),
        ("years", 'months = "12"', False),
        ("kg", 'g = "1/1000"', True),
        ("mg/dL", '"µmol/L" = "1/17.1"', True),  # names alone do not tell
        ("stones", 'kg = "5"', True),
    ],
)
def test_factors_that_the_units_names_give_away(unit: str, units: str, is_right: bool) -> None:
    fact = f'units = {{ {units} }}\nhard = ["0", "10"]'
    changed = tiny_with(
        ('type = "integer"\nhard = ["0", "10"]', f'type = "quantity"\nunit = "{unit}"\n{fact}'),
        ('value = "7"', f'value = "7 {unit}"'),
        ('value = "6"', f'value = "6 {unit}"'),
    )
    slips = said(review(changed)[0])
    assert bool(slips) is not is_right
    assert all("facts.pain_score.units" in slip for slip in slips)
