"""Words: complete in both languages, and their numbers are the numbers of the rules."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from support.protocols import stereo, tiny, tiny_with

from assistant.criteria.faults import Faults
from assistant.criteria.model import StudyProtocol
from assistant.criteria.sources import DEFAULT
from assistant.criteria.wordcheck import check_words
from assistant.criteria.words import Words

LANGUAGES = ["en", "fr"]
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?")


@cache
def raw(name: str) -> dict[str, Any]:
    return tomllib.loads((DEFAULT / f"{name}.toml").read_text("utf-8"))


def numbers(text: str) -> list[str]:
    """The numbers in a text, a decimal comma read as a point; "1+" counts as 1, "7a" as nothing."""
    return sorted(number.replace(",", ".") for number in NUMBER.findall(text))


def texts(table: dict[str, Any], key: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{key}.{name}")
        else:
            yield f"{key}.{name}", value if isinstance(value, str) else ", ".join(value)


@pytest.mark.parametrize("protocol", [stereo(), tiny()], ids=lambda each: each.id)
def test_nothing_is_missing_empty_or_left_over(protocol: StudyProtocol) -> None:
    faults = Faults()
    for words in protocol.words:
        check_words(protocol, words, faults)
    assert faults.found == []
    assert [words.language for words in protocol.words] == LANGUAGES


def test_both_languages_have_the_same_texts() -> None:
    english, french = dict(texts(raw("en"))), dict(texts(raw("fr")))
    assert english.keys() == french.keys()
    assert all(text.strip() for text in (*english.values(), *french.values()))


def test_every_text_has_the_same_numbers_in_both_languages() -> None:
    french = dict(texts(raw("fr")))
    differing = [key for key, text in texts(raw("en")) if numbers(text) != numbers(french[key])]
    assert differing == []


def in_the_rule(criterion: str) -> set[str]:
    """The numbers that a criterion compares with, its rules, constants and terms spelled out."""
    file = raw("protocol")
    meanings: dict[str, str] = dict(file["constants"])
    meanings |= {rule["id"]: rule["test"] for rule in file["rules"]}
    for term in file["terms"]:
        meanings[term["id"]] = " ".join(each.get("value", "") for each in term["readings"])
    entry = next(each for each in file["criteria"] if each["id"] == criterion)
    text = re.sub(r"at_least\(\d+", "", entry["test"])
    while (spelled := re.sub(r"\b[a-z]\w+\b", lambda m: meanings.get(m[0], m[0]), text)) != text:
        text = spelled
    # "none at all" is said in words, or by 0
    return set(numbers(text)) - {"0"}


LIMITS = {
    "I2": {"18"}, "I3": {"2"}, "I4": {"1", "10"}, "I5": {"1", "2"}, "I7a": {"30.4375", "31"},
    "I7b": {"1"}, "I8b": {"5"}, "I8c": {"10", "500"}, "I9a": {"3", "2.5", "30"}, "I9c": {"7"},
    "I10a": {"60"}, "I12": {"3"}, "E1": {"1", "10", "2"}, "E2": {"3"}, "E3": {"30.4375", "31", "1"},
    "E5a": {"3"}, "E5b": {"7"}, "E5d": {"30"}, "E5f": {"25"},
}  # fmt: skip


def test_the_limits_of_the_contract() -> None:
    found = {criterion: in_the_rule(criterion) for criterion in stereo().criterion}
    assert {criterion: limits for criterion, limits in found.items() if limits} == LIMITS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("criterion", list(LIMITS))
def test_every_limit_stands_in_the_wording(criterion: str, language: str) -> None:
    wording = stereo().words_in(language).criteria[criterion].wording
    assert in_the_rule(criterion) <= set(numbers(wording))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_with_a_value_says_it(language: str) -> None:
    terms = stereo().words_in(language).terms
    values = {
        (term.id, reading.id): reading.value
        for term in stereo().terms
        for reading in term.readings
        if reading.value
    }
    assert len(values) == 6
    for (term, reading), value in values.items():
        said = terms[term]
        assert set(numbers(value)) <= set(numbers(said.readings[reading]))
        assert set(numbers(value)) <= set(numbers(said.question))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_is_named_where_a_question_leaves_the_house(language: str) -> None:
    for term in stereo().words_in(language).terms.values():
        assert "NCT02089100" in term.question
        assert term.question.rstrip().endswith("?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_of_the_trial_has_a_name(language: str) -> None:
    words = stereo().words_in(language)
    spelled = {"months", "weeks", "years", "days"}
    assert spelled <= words.units.keys()
    assert words.unit("µmol/L") == "µmol/L"


def test_words_are_told_apart_by_language() -> None:
    english, french = stereo().words
    assert (english.name, french.name) == ("English", "Français")
    same = [
        key
        for key, text in texts(raw("en"))
        if text == dict(texts(raw("fr")))[key] and len(text) > 20
    ]
    assert same == []


def test_a_text_for_nothing_is_found_in_any_section() -> None:
    words = tiny().words_in("en")
    sections = [name for name, value in words if isinstance(value, dict)]
    free = {"derived", "rules", "units"}  # may also name what no criterion compares
    for section in set(sections) - free:
        given = getattr(words, section)
        extra = {**given, "nothing": next(iter(given.values()))}
        faults = Faults()
        check_words(tiny(), replaced(words, section, extra), faults)
        assert [fault.where for fault in faults.found] == [f"en.toml, {section}.nothing"]


def test_a_missing_text_is_found_in_any_section() -> None:
    words = tiny().words_in("en")
    for section in [name for name, value in words if isinstance(value, dict)]:
        given = getattr(words, section)
        for name in given:
            rest = {kept: text for kept, text in given.items() if kept != name}
            faults = Faults()
            check_words(tiny(), replaced(words, section, rest), faults)
            assert [fault.where for fault in faults.found] == [f"en.toml, {section}.{name}"]


def replaced(words: Words, section: str, value: object) -> Words:
    return Words(**{**{name: getattr(words, name) for name in Words.model_fields}, section: value})


def test_levels_need_a_meaning_each() -> None:
    with pytest.raises(
        Exception, match=r"en.toml, line 24, facts.pain_score.values.10: words are missing"
    ):
        tiny_with(('hard = ["0", "10"]', 'scale = true\nhard = ["0", "10"]'))


def test_what_only_a_formula_reads_needs_no_words() -> None:
    nested = """\
value = "weight / square"

[[derived]]
id = "square"
unit = "m²"
value = "in_unit(height, 'm') ** 2"
"""
    protocol = tiny_with(("value = \"weight / in_unit(height, 'm') ** 2\"", nested))
    assert protocol.criterion["K3"].facts() == {"weight", "height"}
