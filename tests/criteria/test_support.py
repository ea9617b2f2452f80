"""What a rule's truth rests on: the parts that would have to change for it to change."""

import pytest
from support.expressions import SCOPE, known

from assistant.criteria.expressions import parse_rule
from assistant.criteria.support import grounded
from assistant.criteria.tree import Case
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth

READINGS = {"cutoff": "low", "manner": "strict"}


@pytest.mark.parametrize(
    ("rule", "facts", "truth", "rests_on"),
    [
        ("ill", {"ill": True}, TRUE, "ill"),
        ("not ill", {"ill": True}, FALSE, "ill"),
        ("count > 3", {}, UNKNOWN, "count"),
        ("area > 4", {"size": 3}, TRUE, "size"),
        ("end - start > week", {}, UNKNOWN, "end start"),
        # and
        ("ill and tired", {"ill": True, "tired": True}, TRUE, "ill tired"),
        ("ill and tired", {"ill": False, "tired": True}, FALSE, "ill"),
        ("ill and tired", {"ill": False, "tired": False}, FALSE, "ill tired"),
        ("ill and tired", {"ill": False}, FALSE, "ill"),
        ("ill and tired", {"ill": True}, UNKNOWN, "tired"),
        ("ill and tired", {}, UNKNOWN, "ill tired"),
        # or
        ("ill or tired", {"ill": True, "tired": False}, TRUE, "ill"),
        ("ill or tired", {"ill": True}, TRUE, "ill"),
        ("ill or tired", {"ill": False, "tired": False}, FALSE, "ill tired"),
        ("ill or tired", {"ill": False}, UNKNOWN, "tired"),
        # one within the other, and under a negation
        ("not (ill or tired)", {"ill": True, "tired": False}, FALSE, "ill"),
        ("ill and (tired or count > 3)", {"ill": True, "tired": True}, TRUE, "ill tired"),
        ("ill and (tired or count > 3)", {"ill": True, "tired": False}, UNKNOWN, "count"),
        ("ill or (tired and count > 3)", {"ill": False, "tired": False}, FALSE, "ill tired"),
        # counting: every part counts
        ("at_least(2, ill, tired, count > 3)", {"ill": True, "tired": True, "count": 1}, TRUE,
         "ill tired count"),
        # a reading rests on no fact
        ("manner == 'strict' and ill", {"ill": True}, TRUE, "ill"),
        ("manner == 'strict' or ill", {"ill": True}, TRUE, "ill"),
        ("manner == 'mild' and ill", {"ill": True}, FALSE, ""),
        ("share >= cutoff", {"share": 5}, TRUE, "share"),
    ],
)  # fmt: skip
def test_what_it_rests_on(rule: str, facts: dict[str, object], truth: Truth, rests_on: str) -> None:
    case = Case(known(**facts), READINGS)
    assert grounded(parse_rule(rule, SCOPE), case) == (truth, frozenset(rests_on.split()))
