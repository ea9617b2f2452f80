"""What is covered, and what is told not to be."""

from support.scenarios import WELL, shipped, tried

from assistant.authoring.coverage import Goal, goals


def found(text: str, kind: str) -> dict[str, bool]:
    """The goals of one kind, and whether they are met."""
    return {f"{g.where}: {g.what}": g.is_met for g in goals(tried(text)) if g.kind == kind}


def test_every_status_that_a_criterion_can_have() -> None:
    assert found(WELL, "statuses") == {
        "criteria.K1: failed": False, "criteria.K1: met": True, "criteria.K1: unknown": False,
        "criteria.K2: contested": False, "criteria.K2: failed": False, "criteria.K2: met": True,
        "criteria.K2: unknown": False,
        "criteria.K3: failed": False, "criteria.K3: met": True, "criteria.K3: unknown": False,
        "criteria.X1: failed": False, "criteria.X1: met": False,
        "criteria.X1: not_applicable": True, "criteria.X1: unknown": False,
        "criteria.X2: contested": False, "criteria.X2: failed": False, "criteria.X2: met": True,
        "criteria.X2: unknown": False,
    }  # fmt: skip


def test_an_answer_is_decided_where_another_would_change_a_status() -> None:
    met = {what for what, is_met in found(WELL, "answers").items() if is_met}
    assert met == {
        "facts.osteoarthritis_confirmed: yes",
        "facts.injection_given: no",
        "facts.anticoagulant: none",
    }


def test_both_sides_of_a_limit_and_the_limit_itself_but_only_close_to_it() -> None:
    weights = "".join(
        f'[[scenarios]]\nid = "at{n}"\nanswers = {{ weight = {weight}, height = "1 m" }}\n'
        for n, weight in enumerate((39.7, 40, 40.3, 41))
    )
    key = "criteria.K3: body_mass_index {} 40"
    assert found(WELL, "limits")[key.format("below")] is False
    assert all(found(weights, "limits")[key.format(side)] for side in ("below", "at", "above"))
    without = weights.replace("weight = 40.3", "weight = 30")
    # 41 is more than one part in a hundred above
    assert found(without, "limits")[key.format("above")] is False


def test_sides_that_cannot_be_are_not_asked_for() -> None:
    sides = [g.what for g in goals(tried(WELL)) if g.where == "facts.pain_score.usual"]
    assert sides == ["at 3", "below 3", "at 10"]


def test_a_reading_is_decided_where_another_would_give_another_status() -> None:
    six = '[[scenarios]]\nid = "six"\nlike = "well"\nanswers = { pain_score = 6 }\n'
    as_six = 'readings = { severe_pain = "six" }\n'
    as_seven = 'readings = { severe_pain = "seven" }\nstatuses = { K2 = "failed" }\n'
    key = "terms.severe_pain: six"
    assert found(WELL + six + as_six, "readings")[key] is True
    assert found(WELL + six + as_seven, "readings")[key] is False
    assert found(WELL + six.replace("= 6", "= 8") + as_six, "readings")[key] is False
    assert not any("image" in goal for goal in found(WELL, "readings"))


def test_the_trial_itself_is_covered() -> None:
    gaps: list[Goal] = [goal for goal in goals(shipped()) if not goal.is_met]
    assert gaps == []


def test_every_verdict_so_that_somebody_can_be_eligible() -> None:
    assert found(WELL, "verdicts") == {
        "protocol: eligible": True,
        "protocol: not_eligible": False,
        "protocol: undetermined": False,
    }
