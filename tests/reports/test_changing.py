"""What would change a verdict, worked out by hand."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from support.report_materials import (
    BONE,
    LIVER,
    SPINE,
    TREATED,
    decided,
    first,
    material,
    n,
    unfinished,
)

from assistant.criteria.model import Span
from assistant.criteria.turning import Stretch
from assistant.phrases import phrases
from assistant.reports.conditions import condition, days
from assistant.reports.summary import summarise
from assistant.reports.wording import ROOM


def lines(facts: Mapping[str, object], language: str = "en") -> dict[str, tuple[str, ...]]:
    changing = summarise(material(facts), language).changing
    return {each.criterion: each.lines for each in changing.criteria}


def test_a_failed_bilirubin_says_what_would_meet_it_and_what_would_be_contested() -> None:
    assert lines({**LIVER, "bilirubin": "310 mg/L"}) == {
        "I9a": (
            (
                "I9a would be met if total bilirubin were below 3 mg/dL (30 mg/L). "
                "It is now 310 mg/L = 31 mg/dL."
            ),
            (
                "I9a would be contested if total bilirubin were at least 3 mg/dL (30 mg/L) "
                "and below 30 mg/dL (300 mg/L). It is now 310 mg/L = 31 mg/dL."
            ),
        )
    }


def test_the_same_in_french() -> None:
    assert lines({**LIVER, "bilirubin": "31 mg/dL"}, "fr")["I9a"][0] == (
        "I9a serait satisfait si l'on avait : bilirubine totale, moins de 3 mg/dL. "
        "Actuellement : 31 mg/dL."
    )


def test_a_decision_leaves_one_limit() -> None:
    facts = {**LIVER, "bilirubin": "280 mg/L"}
    shown = summarise(material(facts, protocol=decided("bilirubin_limit", "as_published")), "en")
    (changed,) = shown.changing.criteria
    assert changed.lines == (
        (
            "I9a would be met if total bilirubin were below 3 mg/dL (30 mg/L). "
            "It is now 280 mg/L = 28 mg/dL."
        ),
    )


def test_one_failed_criterion_carries_the_verdict() -> None:
    changing = summarise(material({**BONE, "lesion_count": n("6")}), "en").changing
    assert changing.rule == "The verdict changes only if I8b does."
    assert changing.criteria[0].lines == (
        "I8b would be met if number of metastatic lesions were at most 5. It is now 6.",
    )
    assert changing.answers == ""
    assert changing.note.startswith("Each line looks at one change alone")


def test_several_failed_criteria_would_all_have_to_change() -> None:
    facts = {**BONE, "lesion_count": n("6"), "life_expectancy": "3 months"}
    changing = summarise(material(facts), "en").changing
    assert changing.rule == "The verdict changes only if all 2 failed criteria change: I8b, I12."
    assert changing.criteria[1].lines == (
        "I12 would be met if estimated life expectancy were above 3 months. It is now 3 months.",
    )


def test_open_criteria_beside_a_failed_one_would_have_to_be_satisfied_too() -> None:
    facts = {**BONE, "lesion_count": n("6"), "consent_status": "pending"}
    rule = summarise(material(facts), "en").changing.rule
    assert rule.endswith("contested, unknown or not assessed would have to be satisfied too.")


def test_where_no_single_change_helps_it_says_so_and_names_the_answers() -> None:
    found = lines({**LIVER, "ast": "5 ×ULN", "alt": "200/40"})
    assert found == {
        "I9a": (
            (
                "No single change would settle I9a: it rests on several answers together "
                "(aspartate aminotransferase (AST), alanine aminotransferase (ALT))."
            ),
        )
    }


def test_a_yes_no_answer_is_turned_into_its_clause() -> None:
    assert lines({**BONE, "social_security": False})["I13"] == (
        "I13 would be met if this were so: covered by social security or equivalent.",
    )
    assert lines({**BONE, "compliance_obstacle": True}, "fr")["I11"] == (
        "I11 serait satisfait si l'on avait : aucun obstacle à l'observance ou au suivi.",
    )


def test_options_are_quoted_in_their_words() -> None:
    facts = {**BONE, "connective_tissue_disease": "definite"}
    assert lines(facts)["E6"] == (
        (
            "E6 would be absent if connective tissue disease were “none”. "
            "It is now definite: scleroderma or active connective tissue disease."
        ),
        (
            "E6 would be contested if connective tissue disease were “borderline: RA, isolated "
            "Raynaud, morphea, inactive, heritable”. It is now definite: scleroderma or active "
            "connective tissue disease."
        ),
    )


def test_an_option_that_would_fail_another_criterion_says_so() -> None:
    facts = {**BONE, "er_percent": n("0"), "pr_percent": n("0")}
    costly = lines(facts)["E1"][2]
    assert costly.startswith("E1 would be absent if immunohistochemical HER2 score were “3+")
    assert costly.endswith("But then this would fail: I5, E2.")


def test_a_contested_criterion_waits_for_the_sponsor_or_another_value() -> None:
    found = lines({**TREATED, "hormone_therapy_duration": "31 days"})
    assert found["I7a"] == (
        "The sponsor's decision settles I7a: one month.",
        (
            "I7a would be met if hormone therapy for metastatic disease were at most 1 month "
            "(30.4375 days). It is now 31 days ≈ 1.0185 months."
        ),
    )
    assert found["E3"][2].startswith("E3 would be absent if hormone therapy for metastatic")


def test_a_computed_value_has_the_unit_of_its_formula() -> None:
    facts = {**LIVER, "abdominal_visceral_metastases": True, "weight": "61.5 kg"}
    assert lines(facts)["I10a"] == (
        "I10a would be met if creatinine clearance were above 60 mL/min. It is now ≈ 58.54 mL/min.",
    )


def test_a_span_too_long_names_the_days_that_would_do() -> None:
    assert lines({**SPINE, "neuro_exam_date": "2026-11-20"})["E5b"] == (
        (
            "E5b would be absent if time from “latest neurological examination” to “planned date "
            "of randomisation” were at most 7 days. It is now 10 days. That is: planned date of "
            "randomisation no later than 2026-11-27 (27 November 2026) or latest neurological "
            "examination no earlier than 2026-11-23 (23 November 2026)."
        ),
    )


def test_a_span_too_short_names_the_days_that_would_do() -> None:
    facts = {**SPINE, "last_systemic_or_radionuclide_date": "2026-11-14"}
    by_date, by_history = lines(facts)["E5d"][::-1]
    assert by_date == (
        "E5d would be absent if time from “last systemic or radionuclide dose” to “first "
        "stereotactic fraction” were above 30 days. It is now 30 days. That is: first "
        "stereotactic fraction no earlier than 2026-12-15 (15 December 2026) or last systemic or "
        "radionuclide dose no later than 2026-11-13 (13 November 2026)."
    )
    assert by_history == (
        "E5d would be absent if this were so: never any systemic or radionuclide treatment."
    )


def test_an_unfinished_screening_counts_the_questions_to_come() -> None:
    changing = summarise(unfinished(first(22, BONE)), "en").changing
    assert changing.criteria == ()
    assert changing.note == ""
    assert changing.answers == "Answers still needed: questions not asked yet (2, listed above)."


def test_a_stopped_screening_needs_no_answer_that_can_be_named() -> None:
    stopped = material({"histology_confirmed": False}, stopped=True)
    assert summarise(stopped, "en").changing.answers == ""


# ---------------------------------------------------------------- conditions in words

F = Fraction
SAY = phrases(ROOM, "en")


def stretch(low: int | None, low_in: bool, high: int | None, high_in: bool) -> Stretch:
    return Stretch(
        low=None if low is None else F(low),
        low_included=low_in,
        high=None if high is None else F(high),
        high_included=high_in,
    )


def said(*stretches: Stretch, hard: Span | None = None) -> str:
    return condition(stretches, hard, str, SAY)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (stretch(None, False, 3, False), "below 3"),
        (stretch(None, False, 3, True), "at most 3"),
        (stretch(3, False, None, False), "above 3"),
        (stretch(3, True, None, False), "at least 3"),
        (stretch(3, True, 3, True), "exactly 3"),
        (stretch(3, False, 5, True), "above 3 and at most 5"),
        (stretch(None, False, None, False), "any value"),
    ],
)
def test_a_stretch_in_words(found: Stretch, words: str) -> None:
    assert said(found) == words


def test_what_the_hard_limits_exclude_is_not_offered() -> None:
    hard = Span(low=F(0), high=F(100))
    below, above = stretch(None, False, 0, False), stretch(0, False, None, False)
    assert said(below, above, hard=hard) == "above 0"
    assert said(stretch(None, False, 0, True), hard=hard) == "exactly 0"
    assert said(stretch(100, True, None, False), hard=hard) == "exactly 100"
    assert said(stretch(100, False, None, False), stretch(5, True, 5, True), hard=hard) == (
        "exactly 5"
    )
    assert said(stretch(None, False, 1, False), stretch(2, False, 3, False)) == (
        "below 1 or above 2 and below 3"
    )


START, END = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (stretch(None, False, 7, True), (("end", "until", 8), ("start", "from", 23))),
        (stretch(None, False, 7, False), (("end", "until", 7), ("start", "from", 24))),
        (stretch(7, True, None, False), (("end", "from", 8), ("start", "until", 23))),
        (stretch(7, False, None, False), (("end", "from", 9), ("start", "until", 22))),
        (stretch(3, True, 7, True), ()),
        (stretch(None, False, None, False), ()),
    ],
)
def test_days_that_would_do(found: Stretch, expected: tuple[tuple[str, str, int], ...]) -> None:
    moved = tuple((end, bound, date(2026, 11, day)) for end, bound, day in expected)
    assert days(found, START, END) == moved


def test_half_a_day_is_no_day() -> None:
    half = Stretch(low=None, low_included=False, high=F(15, 2), high_included=False)
    assert days(half, START, END)[0] == ("end", "until", date(2026, 11, 8))
    half = Stretch(low=F(15, 2), low_included=False, high=None, high_included=False)
    assert days(half, START, END)[0] == ("end", "from", date(2026, 11, 9))
