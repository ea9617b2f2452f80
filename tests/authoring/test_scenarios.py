"""What a scenario says, what it has from another, and how a faulty one is refused."""

import pytest
from support.scenarios import WELL, tried

from assistant.errors import ProtocolError


def told(text: str) -> list[str]:
    """What does not hold, as a person would read it."""
    return [f"{m.scenario.id}: {m.what}: {m.expected}, {m.found}" for m in tried(text).misses()]


def test_what_holds() -> None:
    assert told(WELL) == []


def test_what_does_not_hold_is_told_with_what_was_found() -> None:
    assert told(
        WELL.replace('"eligible"', '"undetermined"').replace('K2 = "met"', 'K2 = "failed"')
    ) == ["well: K2: failed, met", "well: verdict: undetermined, eligible"]


def test_a_scenario_like_another_says_only_what_differs() -> None:
    like = """
[[scenarios]]
id = "six"
like = "well"
answers = { pain_score = 6 }
statuses = { K2 = "contested" }
verdict = "undetermined"

[[scenarios]]
id = "six_is_severe"
like = "six"
readings = { severe_pain = "six" }
statuses = { K2 = "met" }
verdict = "eligible"

[[scenarios]]
id = "six_is_not"
like = "six"
readings = { severe_pain = "seven" }
"""
    assert told(WELL + like) == [
        "six_is_not: K2: contested, failed",
        "six_is_not: verdict: undetermined, not_eligible",
    ]


def test_an_answer_can_be_left_out_again() -> None:
    assert told(
        WELL + '[[scenarios]]\nid = "unasked"\nlike = "well"\nwithout = ["pain_score"]\n'
    ) == ["unasked: K2: met, unknown", "unasked: verdict: eligible, undetermined"]


ASKED = """
[[scenarios]]
id = "asked"
like = "well"
without = ["weight"]
verdict = "undetermined"
statuses = { K3 = "unknown" }
asked = """


def test_questions_come_in_order_and_end_at_the_first_without_an_answer() -> None:
    assert told(WELL + ASKED + '["osteoarthritis_confirmed", "pain_score", "weight"]') == []
    wrong = WELL + ASKED + '["pain_score", "osteoarthritis_confirmed", "weight"]'
    assert told(wrong) == ["asked: asked, question 1: pain_score, osteoarthritis_confirmed"]
    short = WELL + ASKED + '["osteoarthritis_confirmed", "pain_score"]'
    assert told(short) == ["asked: asked, question 3: nothing more, weight"]


# 1 June + 90 days = 30 August; the visit is a day too early, and an injection after it cannot be.
REMARKS = """
[[scenarios]]
id = "early"
answers = { injection_given = true, last_injection_date = 2026-06-01, visit_date = "2026-08-29", \
height = "211 cm", pain_score = 11, weight = 140.5 }
statuses = { X1 = "failed", K2 = "unknown" }
refused = { injection_after_visit = false, pain_score = true, weight = false }
confirmed = { height_unit = true, height = true, weight = true, pain_score = false }
advised = { made_up = true, sugar_may_rise = true }
dates = { earliest_visit = "2026-08-30", score_valid_until = "2026-09-26" }

[[scenarios]]
id = "impossible"
like = "early"
answers = { visit_date = 2026-05-31 }
refused = { injection_after_visit = true }
dates = { score_valid_until = "2026-06-28" }
"""


def test_refusals_confirmations_advisories_and_dates_are_expected_too() -> None:
    assert told(REMARKS) == []
    head, *tables = REMARKS.split("\nstatuses", 1)
    assert told(
        "\nstatuses".join([head, *(each.replace("= true", "= false") for each in tables)])
    ) == [
        "early: refused pain_score: false, true",
        "early: confirmed weight: false, true",
        "early: confirmed height: false, true",
        "early: confirmed height_unit: false, true",
        "early: advised made_up: false, true",
        "early: advised sugar_may_rise: false, true",
        "impossible: refused pain_score: false, true",
        "impossible: confirmed weight: false, true",
        "impossible: confirmed height: false, true",
        "impossible: refused injection_after_visit: false, true",
        "impossible: confirmed height_unit: false, true",
        "impossible: advised made_up: false, true",
        "impossible: advised sugar_may_rise: false, true",
    ]


UNKNOWN = "is unknown to the protocol"
FAULTS = [
    ('statuses = { K9 = "met" }', f"line 6, scenarios.x.statuses.K9: K9 {UNKNOWN}"),
    ('statuses = { K1 = "fine" }', "line 6, scenarios.x.statuses.K1: Input should be"),
    ("answers = { pain_skore = 1 }", f"pain_skore {UNKNOWN}. Did you mean pain_score?"),
    ('readings = { image = "mri" }', "mri is no reading that can be used. Use one of: x_ray."),
    ("confirmed = { injection_after_visit = true }", f"injection_after_visit {UNKNOWN}"),
    ('like = "welll"', "line 6, scenarios.x.like: no scenario welll stands above"),
    ("like_ = 1", "line 6, scenarios.x.like_: Extra inputs are not permitted"),
    ('\n[[scenarios]]\nid = "x"', "line 8, scenarios.x: duplicate id x"),
]


@pytest.mark.parametrize(("line", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_faulty_scenario_is_named_with_its_line(line: str, said: str) -> None:
    text = f'# a\n# comment\n\n[[scenarios]]\nid = "x"\n{line}\n'
    with pytest.raises(ProtocolError) as refused:
        tried(text)
    assert str(refused.value).startswith("scenarios/a.toml, line ")
    assert said in str(refused.value)


@pytest.mark.parametrize("value", ['"7 ft"', '"tall"', "true"])
def test_an_answer_that_is_none_is_refused_with_its_line(value: str) -> None:
    text = f'[[scenarios]]\nid = "x"\n[scenarios.answers]\nweight = 90\nheight = {value}\n'
    with pytest.raises(ProtocolError, match=r"a\.toml, line 5, scenarios\.x\.answers\.height: "):
        tried(text)
