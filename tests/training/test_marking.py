"""Marking: right is right, and every wrong answer in every field is put right from the file."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from support.protocols import stereo

from assistant.criteria.answers import Answer, UnknownReason, unknown
from assistant.criteria.evaluation import Status, assess
from assistant.criteria.live import live
from assistant.criteria.model import Fact, FactType
from assistant.dialogs.wording import Wording
from assistant.training.cases import cases
from assistant.training.correcting import Corrector
from assistant.training.marking import Grade, Mark, mark
from assistant.training.solving import Solved, read, solved

UNKNOWN = unknown(UnknownReason.PENDING)


def key(number: str) -> Solved:
    return solved(stereo(), number)


def marked(number: str, fact: str, reply: str) -> Mark:
    return mark(stereo(), key(number), fact, read(stereo(), fact, reply))


def said(number: str, found: Mark, language: str = "en") -> str:
    corrector = Corrector(stereo(), Wording(stereo(), language))
    return " ".join(corrector.lines(key(number).case, found))


# ---------------------------------------------------------------- the grades


@pytest.mark.parametrize("reply", ["28 mg/L", "2.8 mg/dL", "2,8 mg/dL"])
def test_the_same_value_in_another_unit_is_right(reply: str) -> None:
    assert marked("3", "bilirubin", reply).grade is Grade.RIGHT


def test_a_wrong_unit_is_wrong_and_told_with_what_it_would_do() -> None:
    found = marked("3", "bilirubin", "28 mg/dL")
    assert found.grade is Grade.WRONG
    assert [(each.criterion, each.right, each.given) for each in found.turned] == [
        ("I9a", Status.MET, Status.CONTESTED)
    ]
    text = said("3", found)
    assert "Laboratory report: “Total bilirubin 28 mg/L”." in text
    assert "28 mg/L = 2.8 mg/dL" in text
    assert "Your answer would make I9a (Preserved liver function) contested instead of met." in text


def test_the_number_in_another_unit_is_wrong_and_told_even_if_no_criterion_changes() -> None:
    found = marked("14", "creatinine", "95 mg/L")  # 840 µmol/L for the file's 95
    assert (found.grade, found.turned) == (Grade.WRONG, ())
    assert "The number is the file's, the unit is not." in said("14", found)
    assert "the unit is not" not in said("14", marked("14", "creatinine", "96 µmol/L"))


def test_a_slip_that_changes_no_criterion_is_told_apart() -> None:
    found = marked("1", "age", "57")
    assert found.grade is Grade.CLOSE
    assert found.turned == ()
    assert "It changes no criterion here" in said("1", found)


@pytest.mark.parametrize("reply", ["unknown, pending", "unknown, not done", "unknown"])
def test_unknown_is_right_where_the_file_is_silent(reply: str) -> None:
    found = marked("7", "lesion_in_irradiated_site", reply)
    assert found.grade is Grade.RIGHT
    assert "The file says nothing of this." in said("7", found)


@pytest.mark.parametrize(
    ("number", "fact"), [("6", "her2_ish"), ("7", "lesion_in_irradiated_site")]
)
def test_a_guess_is_wrong_where_the_file_is_silent(number: str, fact: str) -> None:
    reply = "not amplified" if fact == "her2_ish" else "no"
    found = marked(number, fact, reply)
    assert found.grade is Grade.WRONG
    assert "what is not known is never guessed" in said(number, found)


def test_unknown_is_wrong_where_the_file_speaks_even_if_nothing_changes() -> None:
    found = mark(stereo(), key("1"), "pr_percent", UNKNOWN)
    assert found.turned == ()
    assert found.grade is Grade.WRONG


def test_a_question_that_the_file_does_not_lead_to_is_not_marked() -> None:
    found = marked("1", "ast", "84/40")
    assert found.grade is Grade.ASTRAY
    assert found.right is None
    assert "Not marked" in said("1", found)


# ---------------------------------------------------------------- every field


def fields() -> Iterator[tuple[str, Fact]]:
    """Every fact, in a case on whose way it stands."""
    for fact in stereo().facts:
        case = next(each for each in cases() if fact.id in key(each).path)
        yield case, fact


FIELDS = list(fields())


def wrong(fact: Fact, right: Answer) -> list[Answer]:
    """Answers other than the right one: each other choice, or values over the whole range."""
    texts: list[str] = []
    match fact.type:
        case FactType.BOOL:
            texts = ["yes", "no"]
        case FactType.OPTION:
            texts = [option.id for option in fact.options]
        case FactType.DATE:
            texts = ["2026-01-05", "2026-11-25", "2027-03-01"]
        case _:
            assert fact.hard is not None
            ends = fact.hard.low, fact.hard.high
            middle = Fraction(round((ends[0] + ends[1]) / 3))
            texts = [f"{float(each):g}" for each in (*ends, middle)]
    answers = [read(stereo(), fact.id, each) for each in texts]
    return [each for each in (*answers, UNKNOWN) if each.value != right.value]


@pytest.mark.parametrize(("case", "fact"), FIELDS, ids=lambda each: getattr(each, "id", each))
def test_a_wrong_answer_in_any_field_is_put_right(case: str, fact: Fact) -> None:
    found = key(case)
    right = found.answers[fact.id]
    for given in wrong(fact, right):
        marked_ = mark(stereo(), found, fact.id, given)
        after = assess(stereo(), live(stereo(), {**found.answers, fact.id: given}))
        before = {each.criterion: each.status for each in found.assessment.results}
        turned = {
            each.criterion: each.status
            for each in after.results
            if each.status != before[each.criterion]
        }
        assert {each.criterion: each.given for each in marked_.turned} == turned
        is_harmless = not turned and not given.is_unknown and not right.is_unknown
        is_measured = fact.type in (FactType.QUANTITY, FactType.DATE, FactType.INTEGER)
        is_slip = is_harmless and is_measured and fact.id != "who_status"
        assert marked_.grade is (Grade.CLOSE if is_slip else Grade.WRONG)
        for language in ("en", "fr"):
            text = said(case, marked_, language)
            wording = Wording(stereo(), language)
            assert wording.display.full(fact, right).rstrip(".") in text
            quote = found.case.text(language).quotes().get(fact.id)
            assert quote is None or (quote.text in text and quote.document in text)
            assert any(criterion in text for criterion in marked_.criteria)
            if marked_.grade is Grade.WRONG:
                point = found.case.text(language).points.get(fact.id)
                assert (point or wording.words.facts[fact.id].help) in text


@pytest.mark.parametrize(("case", "fact"), FIELDS, ids=lambda each: getattr(each, "id", each))
def test_the_right_answer_is_right_and_decides_what_reads_it(case: str, fact: Fact) -> None:
    found = mark(stereo(), key(case), fact.id, key(case).answers[fact.id])
    assert found.grade is Grade.RIGHT
    reading = {each.id for each in stereo().criteria if fact.id in each.facts()}
    assert found.criteria
    assert set(found.criteria) <= reading
