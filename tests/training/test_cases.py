"""Practice cases: each verdict is the engine's, and each answer stands in the file's own words."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from support.protocols import stereo

from assistant.criteria.evaluation import Verdict
from assistant.criteria.model import FactType
from assistant.errors import BadInput
from assistant.training.cases import Case, case_named, cases
from assistant.training.solving import Solved, solve, solved

LANGUAGES = ("en", "fr")
MONTHS = {"09": "September", "10": "October", "11": "November", "12": "December"}
ALL = pytest.mark.parametrize("case", cases().values(), ids=lambda each: each.id)


def key(case: Case) -> Solved:
    return solved(stereo(), case.id)


# ---------------------------------------------------------------- what follows from each


@ALL
def test_the_engine_comes_to_the_verdict(case: Case) -> None:
    found = key(case)
    assert found.assessment.verdict == case.verdict
    assert found.deciding == case.decisive


@ALL
def test_contested_are_the_terms_that_the_case_names_and_no_others(case: Case) -> None:
    contested = {term for each in key(case).assessment.results for term in each.terms}
    assert contested == set(case.terms)


@ALL
def test_every_question_on_the_way_is_answered(case: Case) -> None:
    assert set(key(case).path) <= case.replies.keys()


def test_a_case_that_leaves_a_question_open_is_refused() -> None:
    case = case_named("1")
    replies = {fact: reply for fact, reply in case.replies.items() if fact != "age"}
    with pytest.raises(BadInput, match="does not answer age"):
        solve(stereo(), case.model_copy(update={"replies": replies}))


# ---------------------------------------------------------------- what they cover together


def test_every_criterion_excludes_in_some_case_that_fails_for_nothing_it_could_do_without() -> None:
    """E1, E3 and I4, I7 share their facts: such pairs fail together, and none else does."""
    pairs = [{"I4", "E1"}, {"I5", "E2"}, {"I7", "E3"}, {"I7a", "E3"}, {"I7b", "E3"}]
    excluding = [set(case.decisive) for case in cases().values() if case.verdict == "not_eligible"]
    assert all(len(each) == 1 or each in pairs for each in excluding)
    assert {each for found in excluding for each in found} == {c.id for c in stereo().criteria}


def test_every_undecided_term_is_the_one_contested_in_some_case() -> None:
    undecided = {term.id for term in stereo().terms if len(term.in_force) > 1}
    assert {case.terms[0] for case in cases().values() if len(case.terms) == 1} == undecided


def test_every_verdict_is_met_with() -> None:
    found = Counter(case.verdict for case in cases().values())
    assert set(found) == set(Verdict)
    assert len(cases()) >= 16
    assert min(found.values()) >= 5


@pytest.mark.parametrize(
    ("fact", "reply"),
    [
        ("bilirubin", "28 mg/L"),
        ("bilirubin", "51 µmol/L"),
        ("ast", "84/40"),
        ("her2_ish", "unknown, pending"),
        ("hormone_therapy_duration", "3 weeks"),
        ("lesion_in_irradiated_site", "yes"),
        ("sex", "male"),
        ("pregnancy_status", "pregnant"),
    ],
)
def test_every_trap_is_set(fact: str, reply: str) -> None:
    assert any(case.replies.get(fact) == reply for case in cases().values())


def test_an_examination_eight_days_old_decides_one() -> None:
    case = next(case for case in cases().values() if case.decisive == ("E5b",))
    exam, planned = (
        date.fromisoformat(case.replies[each]) for each in ("neuro_exam_date", "randomisation_date")
    )
    assert planned - exam == timedelta(days=8)


# ---------------------------------------------------------------- the file's own words


@ALL
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_stands_in_the_file(case: Case, language: str) -> None:
    text = case.text(language)
    quotes, protocol = text.quotes(), stereo()
    assert quotes.keys() <= case.replies.keys()
    for fact, reply in case.replies.items():
        if reply.startswith("unknown") and fact not in quotes:
            continue  # the file is silent: that is what the case is about
        quote = quotes[fact].text
        document = next(each for each in text.documents if each.title == quotes[fact].document)
        assert quote in document.shown
        assert len(quote) >= 3
        assert "](" not in document.shown
        if protocol.fact[fact].type is FactType.DATE:
            assert dated(reply, language) in quote
        elif protocol.fact[fact].is_number or fact == "her2_ihc":
            assert set(numbers(reply)) <= set(numbers(quote)), (fact, reply, quote)


@ALL
def test_both_languages_say_the_same_of_the_same(case: Case) -> None:
    english, french = case.en, case.fr
    assert english.quotes().keys() == french.quotes().keys()
    assert english.points.keys() == french.points.keys() <= case.replies.keys()
    assert len(english.documents) == len(french.documents)
    for one, other in zip(english.documents, french.documents, strict=True):
        for fact, quote in one.quotes().items():
            if stereo().fact[fact].is_number:
                found = other.quotes()[fact].text
                assert numbers(quote.text) == numbers(found), (fact, quote.text, found)


@ALL
def test_a_lesson_is_taught_and_not_given_away(case: Case) -> None:
    for text in (case.en, case.fr):
        assert len(text.lesson) > 40
        assert text.title not in text.who
        assert text.points


def test_no_file_is_like_another() -> None:
    files = Counter(each.en.documents for each in cases().values())
    assert max(files.values()) == 1


def numbers(text: str) -> list[str]:
    return sorted(number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?", text))


def dated(iso: str, language: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}" if language == "fr" else f"{int(day)} {MONTHS[month]} {year}"


# ---------------------------------------------------------------- finding them


@pytest.mark.parametrize("name", ["7", "07", "07-silent-on-the-fields", " 7 "])
def test_a_case_is_called_by_its_number_or_its_name(name: str) -> None:
    assert case_named(name).number == "07"


@pytest.mark.parametrize("name", ["0", "51", "", "x", "²", "7\x1b[2J"])
def test_another_name_is_refused_with_the_remedy(name: str) -> None:
    with pytest.raises(BadInput, match="--list") as refused:
        case_named(name)
    assert "\x1b" not in str(refused.value)
