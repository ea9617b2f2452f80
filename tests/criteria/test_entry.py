"""Values given without a dialog: every JSON type against every type of fact, nothing guessed."""

from datetime import date
from fractions import Fraction

import pytest
from support.protocols import stereo

from assistant.criteria.answers import Answer, UnknownReason
from assistant.criteria.entry import Numeral, entered, limits_text
from assistant.errors import BadInput

F = Fraction

N = Numeral
BOOL, OPTION, DATE, INTEGER, QUANTITY = (
    "cirrhosis", "hepatitis", "sbrt_date", "lesion_count", "albumin",
)  # fmt: skip


def entry(fact: str, given: object) -> Answer:
    return entered(stereo().fact[fact], given)


def refusal(fact: str, given: object) -> tuple[str, str]:
    with pytest.raises(BadInput) as refused:
        entry(fact, given)
    assert refused.value.where == fact
    return refused.value.what, refused.value.remedy


@pytest.mark.parametrize("fact", [BOOL, OPTION, DATE, INTEGER, QUANTITY])
@pytest.mark.parametrize("given", [None, "unknown"])
def test_unknown_is_an_answer_to_every_fact(fact: str, given: object) -> None:
    answer = entry(fact, given)
    assert answer == Answer(value=None, unknown=UnknownReason.UNSTATED)
    assert answer.is_unknown


ACCEPTED = [
    (BOOL, True, Answer(value=True, typed="true")),
    (BOOL, False, Answer(value=False, typed="false")),
    (OPTION, "resolved", Answer(value="resolved", typed="resolved")),
    ("consent_status", "pending", Answer(value="pending", typed="pending")),
    ("her2_ihc", "2+", Answer(value="2+", typed="2+")),
    ("her2_ihc", "0", Answer(value="0", typed="0")),
    (DATE, "2028-02-29", Answer(value=date(2028, 2, 29), typed="2028-02-29")),
    (INTEGER, N("3"), Answer(value=F(3), typed="3")),
    (INTEGER, N("3.0"), Answer(value=F(3), typed="3.0")),
    (INTEGER, N("3e0"), Answer(value=F(3), typed="3e0")),
    ("age", N("58"), Answer(value=F(58), typed="58", unit="years")),
    ("age", "58 ans", Answer(value=F(58), typed="58", unit="years")),
    (QUANTITY, N("3.9"), Answer(value=F(39, 10), typed="3.9", unit="g/dL")),
    (QUANTITY, "39 g/L", Answer(value=F(39, 10), typed="39", unit="g/L")),
    (QUANTITY, " 3,9 g/dL ", Answer(value=F(39, 10), typed="3,9", unit="g/dL")),
    (QUANTITY, "3.9g/dl", Answer(value=F(39, 10), typed="3.9", unit="g/dL")),
    (QUANTITY, "39\u00a0g/L", Answer(value=F(39, 10), typed="39", unit="g/L")),
    ("bilirubin", "51.3 µmol/L", Answer(value=F(3), typed="51.3", unit="µmol/L")),
    ("bilirubin", "51.3 μmol/L", Answer(value=F(3), typed="51.3", unit="µmol/L")),
    ("bilirubin", "28 mg/L", Answer(value=F(14, 5), typed="28", unit="mg/L")),
    ("creatinine", "1 mg/dL", Answer(value=F(884, 10), typed="1", unit="mg/dL")),
    ("life_expectancy", "2 ans", Answer(value=F(24), typed="2", unit="years")),
    ("hormone_therapy_duration", "31 jours",
     Answer(value=F(496, 487), typed="31", unit="days")),
    ("hormone_therapy_duration", "4 weeks",
     Answer(value=F(448, 487), typed="4", unit="weeks")),
    ("largest_lesion_volume", "500 cm3", Answer(value=F(500), typed="500", unit="cm³")),
    ("largest_lesion_diameter", "24 mm", Answer(value=F(12, 5), typed="24", unit="mm")),
    ("ast", "84/40", Answer(value=F(21, 10), typed="84/40", unit="×ULN")),
    ("ast", "84/40 ULN", Answer(value=F(21, 10), typed="84/40", unit="×ULN")),
    ("alt", "100 / 33,5", Answer(value=F(200, 67), typed="100 / 33,5", unit="×ULN")),
    ("alt", "2.1 x", Answer(value=F(21, 10), typed="2.1", unit="×ULN")),
    ("er_percent", N("0.1"), Answer(value=F(1, 10), typed="0.1", unit="%")),
    ("er_percent", N("1E-2"), Answer(value=F(1, 100), typed="1E-2", unit="%")),
    ("er_percent", N("1e-99"), Answer(value=F(1, 10**99), typed="1e-99", unit="%")),
    ("er_percent", "90 %", Answer(value=F(90), typed="90", unit="%")),
    ("er_percent", "+90%", Answer(value=F(90), typed="+90", unit="%")),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "given", "answer"), ACCEPTED)
def test_accepted(fact: str, given: object, answer: Answer) -> None:
    assert entry(fact, given) == answer


LESIONS = "Give a number from 1 to 200"
ALBUMIN = "Give a number from 1 to 7 g/dL"
OPTIONS = 'Write one of: "none", "active", "resolved"'
TRUE_OR_FALSE = "Write true, false or null"
ISO = 'Write it so: "2026-11-21"'
EXAMPLE = 'Write for example "2.5 g/dL"'

REFUSED = [
    (BOOL, "true", "'true' is not true or false", TRUE_OR_FALSE),
    (BOOL, "pending", "'pending' is not true or false", TRUE_OR_FALSE),
    (BOOL, "yes", "'yes' is not true or false", TRUE_OR_FALSE),
    (BOOL, N("1"), "1 is not true or false", TRUE_OR_FALSE),
    (BOOL, N("0"), "0 is not true or false", TRUE_OR_FALSE),
    (BOOL, [], "[] is not true or false", TRUE_OR_FALSE),
    (BOOL, {}, "{} is not true or false", TRUE_OR_FALSE),
    (OPTION, "Active", "'Active' is not one of its options", OPTIONS),
    (OPTION, "", "'' is not one of its options", OPTIONS),
    (OPTION, True, "True is not one of its options", OPTIONS),
    (OPTION, N("1"), "1 is not one of its options", OPTIONS),
    (OPTION, ["active"], "['active'] is not one of its options", OPTIONS),
    (OPTION, {"active": True}, "{'active': True} is not one of its options", OPTIONS),
    # an id made of digits is a text in JSON, never a number
    ("her2_ihc", N("0"), "0 is not one of its options",
     'Write one of: "0", "1+", "2+", "3+", "not_done"'),
    (DATE, N("20261121"), "20261121 is not a date", ISO),
    (DATE, True, "True is not a date", ISO),
    (DATE, [2026, 11, 21], "[2026, 11, 21] is not a date", ISO),
    (DATE, {}, "{} is not a date", ISO),
    (DATE, "21/11/2026", "'21/11/2026' is not a date", ISO),
    (DATE, "2026-11-21T00:00", "'2026-11-21T00:00' is not a date", ISO),
    (DATE, "20261121", "'20261121' is not a date", ISO),
    (DATE, "2026-W47-6", "'2026-W47-6' is not a date", ISO),
    (DATE, "today", "'today' is not a date", ISO),
    (DATE, "2026-02-29", "2026-02-29 is not in the calendar", "Check day and month"),
    (DATE, "2026-04-31", "2026-04-31 is not in the calendar", "Check day and month"),
    (DATE, "2026-13-01", "2026-13-01 is not in the calendar", "Check day and month"),
    (DATE, "2026-00-10", "2026-00-10 is not in the calendar", "Check day and month"),
    (DATE, "0000-01-01", "0000-01-01 is not in the calendar", "Check day and month"),
    (INTEGER, True, "True is not a number", LESIONS),
    (INTEGER, [3], "[3] is not a number", LESIONS),
    (INTEGER, {}, "{} is not a number", LESIONS),
    (INTEGER, N("2.5"), "2.5 is not a whole number", "Give a whole number"),
    (INTEGER, N("1e-1"), "1e-1 is not a whole number", "Give a whole number"),
    (INTEGER, "3", "'3' stands in quotes", "Write for example 1"),
    (INTEGER, "3 lesions", "unknown unit 'lesions'", "Write the number alone"),
    (INTEGER, "three", "'three' is not a number with a unit", "Write for example 1"),
    ("er_percent", "90", "'90' has no unit", 'Write for example "1 %"'),
    ("age", "58", "'58' has no unit", 'Write for example "25 years"'),
    ("age", "58.5 years", "58.5 is not a whole number", "Give a whole number"),
    ("age", "58 months", "unknown unit 'months'", "Use one of: years"),
    (QUANTITY, False, "False is not a number", ALBUMIN),
    (QUANTITY, ["3.9"], "['3.9'] is not a number", ALBUMIN),
    (QUANTITY, {"value": N("3")}, "{'value': '3'} is not a number", ALBUMIN),
    (QUANTITY, "3.9", "'3.9' has no unit", EXAMPLE),
    (QUANTITY, "g/dL", "'g/dL' is not a number with a unit", EXAMPLE),
    (QUANTITY, "", "'' is not a number with a unit", EXAMPLE),
    (QUANTITY, "nan g/dL", "'nan g/dL' is not a number with a unit", EXAMPLE),
    (QUANTITY, ".5 g/dL", "'.5 g/dL' is not a number with a unit", EXAMPLE),
    (QUANTITY, "\uff13 g/dL", "'\uff13 g/dL' is not a number with a unit", EXAMPLE),
    (QUANTITY, "3. g/dL", "3. is not a number", EXAMPLE),
    (QUANTITY, "3.9.1 g/dL", "3.9.1 is not a number", EXAMPLE),
    (QUANTITY, "3,9,1 g/dL", "3,9,1 is not a number", EXAMPLE),
    (QUANTITY, "39e-1 g/dL", "unknown unit 'e-1 g/dL'", "Use one of: g/dL, g/L"),
    (QUANTITY, "39 mg/L", "unknown unit 'mg/L'", "Use one of: g/dL, g/L"),
    (QUANTITY, "39 g/L ± 1", "unknown unit 'g/L ± 1'", "Use one of: g/dL, g/L"),
    (QUANTITY, "39/10", "39/10 is not a number", EXAMPLE),  # only where value/limit has a sense
    (QUANTITY, "39/10 g/dL", "39/10 is not a number", EXAMPLE),
    ("ast", "84/0", "84/0 is not a number", 'Write for example "0.2 ×ULN"'),
    ("ast", "84/40/2", "unknown unit '/2'", "Use one of: ×ULN"),
    ("ast", "84", "'84' has no unit", 'Write for example "0.2 ×ULN"'),
    ("ast", "1,500 ×ULN", "1,500 can be read in two ways", "Write 1500, or 1.5"),
    ("ast", "3,500/40", "3,500/40 can be read in two ways", "Write 1500, or 1.5"),
    ("ast", "84/1,000", "84/1,000 can be read in two ways", "Write 1500, or 1.5"),
    ("largest_lesion_volume", "1,500 mL", "1,500 can be read in two ways", "Write 1500, or 1.5"),
    (QUANTITY, "1234567890123456 g/dL", "1234567890123456 is not a number", EXAMPLE),
    (QUANTITY, N("3" * 41), f"{'3' * 41} is too long a number", ALBUMIN),
    (QUANTITY, N("3" * 70), f"{'3' * 57}… is too long a number", ALBUMIN),
    (QUANTITY, N("3e1000"), "3e1000 is too long a number", ALBUMIN),
    (QUANTITY, N("3e-100"), "3e-100 is too long a number", ALBUMIN),
    (QUANTITY, N("3e999"), "3e999 g/dL is out of range", ALBUMIN),
    (QUANTITY, "x" * 70, f"'{'x' * 56}… is not a number with a unit", EXAMPLE),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "given", "cause", "remedy"), REFUSED)
def test_refused(fact: str, given: object, cause: str, remedy: str) -> None:
    assert refusal(fact, given) == (cause, remedy)


@pytest.mark.parametrize(
    ("given", "shown"), [(float("nan"), "nan"), (float("inf"), "inf"), (3.9, "3.9"), (39, "39")]
)
def test_a_number_of_python_never_enters(given: object, shown: str) -> None:
    assert refusal(QUANTITY, given) == (f"{shown} is not a number", ALBUMIN)


def test_limits_in_words() -> None:
    facts = stereo().fact
    assert limits_text(facts["bilirubin"]) == "a number from 0.05 to 53 mg/dL"
    assert limits_text(facts["who_status"]) == "a number from 0 to 4"
    assert limits_text(facts["cirrhosis"]) == "a number"
