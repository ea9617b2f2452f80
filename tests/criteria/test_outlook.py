"""What a reply would do, told by stretches: each value of a stretch does just that."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from oracle.cases import CHOICES, NUMBERS, cases, day
from oracle.openness import DATES
from support.protocols import answers_to, stereo, tiny

from assistant.criteria.answers import Answer
from assistant.criteria.evaluation import assess
from assistant.criteria.leading import led_by
from assistant.criteria.model import StudyProtocol
from assistant.criteria.outlook import Outlook, outlooks
from assistant.criteria.relevance import Planner
from assistant.criteria.turning import Stretch

PLANNER = Planner(stereo())
DAYS = [day(offset) for offset in (-400, -31, -30, -29, -8, -7, -6, 0, 1, 7, 30, 31, 45)]


def answers_of(case: dict[str, Any]) -> dict[str, Answer]:
    whole = {key: Fraction(v) if key in NUMBERS and v is not None else v for key, v in case.items()}
    return {fact: Answer(value=value) for fact, value in whole.items() if value is not None}


def holds(outlook: Outlook, value: object) -> bool:
    """Whether a value is among the replies that an outlook is about."""
    if isinstance(value, bool):
        return str(value).lower() in outlook.options
    if isinstance(value, str):
        return value in outlook.options
    number = Fraction(value.toordinal()) if isinstance(value, date) else value
    assert isinstance(number, Fraction)
    return any(lies_in(stretch, number) for stretch in outlook.stretches)


def lies_in(stretch: Stretch, number: Fraction) -> bool:
    low, high = stretch.low, stretch.high
    above = low is None or low < number or (stretch.low_included and low == number)
    return above and (high is None or number < high or (stretch.high_included and high == number))


@pytest.mark.parametrize("case", cases(20261126, 12), ids=range(12))
def test_every_reply_does_what_its_outlook_says(case: dict[str, Any]) -> None:
    given = answers_of(case)
    unknown = {option.id for fact in stereo().facts for option in fact.options if option.unknown}
    for fact in list(stereo().fact)[:: 2 + len(case) % 3]:
        others = {id_: answer for id_, answer in given.items() if id_ != fact}
        before = {each.criterion: each.status for each in assess(stereo(), others).results}
        found = outlooks(PLANNER, given, fact)
        values: Sequence[Any] = DAYS if fact in DATES else {**NUMBERS, **CHOICES}[fact]
        for value in values:
            if value in unknown:
                continue
            told = Fraction(value) if fact in NUMBERS else value
            (outlook,) = [each for each in found if holds(each, told)]
            after = assess(stereo(), {**others, fact: Answer(value=told)})
            turned = [(r.criterion, r.status) for r in after.results
                      if r.status is not before[r.criterion]]  # fmt: skip
            assert (list(outlook.becomes), outlook.verdict) == (turned, after.verdict), (
                fact,
                value,
            )


def of(protocol: StudyProtocol, given: dict[str, object], fact: str) -> list[tuple[Any, ...]]:
    """The stretches of a fact's outlooks, with what they do."""
    found = outlooks(Planner(protocol), answers_to(protocol, given), fact)
    return [
        ([(s.low, s.high) for s in each.stretches], [f"{c} {s}" for c, s in each.becomes])
        for each in found
    ]


def test_a_formula_is_undone_where_its_other_facts_are_known() -> None:
    assert of(tiny(), {}, "weight") == [([(None, None)], [])]  # the height is needed as well
    # 40 x 1.8 squared = 129.6
    assert of(tiny(), {"height": "1.8 m"}, "weight") == [
        ([(None, Fraction("129.6"))], ["K3 met"]), ([(Fraction("129.6"), None)], ["K3 failed"]),
    ]  # fmt: skip
    (high, low) = of(tiny(), {"weight": "90 kg"}, "height")
    # the root of 90 / 40 is 1.5 m
    assert (high, low) == (
        ([(None, Fraction(150))], ["K3 failed"]), ([(Fraction(150), None)], ["K3 met"]),
    )  # fmt: skip


def test_two_dates_are_told_by_day() -> None:
    given = {"injection_given": True, "last_injection_date": "2026-06-01"}
    day_90 = Fraction(date(2026, 8, 30).toordinal())
    assert of(tiny(), given, "visit_date") == [
        ([(None, day_90)], ["X1 failed"]), ([(day_90, None)], ["X1 met"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "fact", "path"),
    [
        ({}, "age", ()),
        ({"liver_metastases": True, "abdominal_visceral_metastases": False}, "albumin",
         ("liver_metastases",)),
        ({"liver_metastases": True, "abdominal_visceral_metastases": False}, "weight",
         ("liver_metastases",)),
        ({"liver_metastases": False, "abdominal_visceral_metastases": True}, "weight",
         ("abdominal_visceral_metastases",)),
        ({"her2_ihc": "2+"}, "her2_ish", ("her2_ihc",)),
        ({"er_percent": 5, "her2_ihc": "0"}, "pr_percent", ("er_percent",)),
        ({"measurable_lesions": True, "largest_lesion_diameter": "12 cm"},
         "largest_lesion_volume", ("measurable_lesions", "largest_lesion_diameter")),
    ],
)  # fmt: skip
def test_the_answers_that_led_to_a_question(
    given: dict[str, object], fact: str, path: tuple[str, ...]
) -> None:
    assert led_by(PLANNER, answers_to(stereo(), given), fact) == path
