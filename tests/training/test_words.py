"""The words of practice and learning: both languages say the same, and every figure is exact."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.protocols import stereo

from assistant.training.cases import cases
from assistant.training.folders import ROOM

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?")
HOLE = re.compile(r"{(\w+)}")
TEXTS = ("phrases", "lessons", "tour")


def numbers(text: str) -> list[str]:
    """The numbers in a text, a decimal comma read as a point."""
    return sorted(number.replace(",", ".") for number in NUMBER.findall(text))


def texts(table: dict[str, Any], key: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{key}.{name}")
        elif isinstance(value, str):
            yield f"{key}.{name}", value


def both(folder: str) -> list[dict[str, str]]:
    path = ROOM / folder
    return [
        dict(texts(tomllib.loads(Path(path / f"{language}.toml").read_text("utf-8"))))
        for language in ("en", "fr")
    ]


@pytest.mark.parametrize("folder", TEXTS)
def test_both_languages_have_the_same_texts(folder: str) -> None:
    english, french = both(folder)
    assert english.keys() == french.keys()
    assert all(text.strip() for text in (*english.values(), *french.values()))


@pytest.mark.parametrize("folder", TEXTS)
def test_every_text_has_the_same_numbers_and_holes_in_both_languages(folder: str) -> None:
    english, french = both(folder)
    assert [k for k in english if numbers(english[k]) != numbers(french[k])] == []
    holes = {key: sorted(HOLE.findall(text)) for key, text in english.items()}
    assert holes == {key: sorted(HOLE.findall(text)) for key, text in french.items()}


def test_the_watermark_fits_the_narrowest_screen_whole() -> None:
    assert all(len(each[".watermark"]) <= 78 for each in both("phrases"))


def test_cases_say_the_same_numbers_in_both_languages() -> None:
    for case in cases().values():
        assert numbers(case.en.lesson) == numbers(case.fr.lesson), case.id
        for fact, point in case.en.points.items():
            assert numbers(point) == numbers(case.fr.points[fact]), (case.id, fact)


def test_every_criterion_has_a_plain_reading_and_every_topic_a_criterion_of_the_protocol() -> None:
    table = tomllib.loads((ROOM / "lessons" / "en.toml").read_text("utf-8"))
    assert table["plain"].keys() == stereo().criterion.keys()
    for topic in table["topics"].values():
        assert set(topic.get("criteria", ())) <= stereo().criterion.keys()


# ---------------------------------------------------------------- why a criterion exists

FIGURES = {
    "I4": "61.6 45.9 0.001 19 18.6 0.54",
    "I5": "77.2 52.6 0.008",
    "E1": "19 18.6 0.54",
    "E2": "77.2 52.6 0.008",
    "I6": "41.6 24.4 0.005 0.05 1.04 0.81 1.34 1.11 0.86 0.13",
    "I7": "77 76",
    "E3": "77 76",
    "I8b": "99 18 42.3 17.7 0.006",
}
SECTIONS = {
    "I1": "3.1", "I8b": "3.1", "I4": "4.1.1", "I5": "4.1.1", "E1": "6", "I6": "4.2.1",
    "I7": "4.2.1", "E3": "4.2.1",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_criterion_says_why_it_exists_and_on_which_source(language: str) -> None:
    words = stereo().words_in(language).criteria
    for criterion, each in words.items():
        assert re.search(r"\bSource ?:", each.rationale), criterion
        figures = FIGURES.get(criterion, "").split()
        assert set(figures) <= set(numbers(each.rationale.replace("–", " – "))), criterion
        section = SECTIONS.get(criterion, "")
        assert section in each.rationale.partition("Source")[2], criterion
    assert {"tableau 1", "Table 1"} & {
        found for found in ("tableau 1", "Table 1") if found in words["E4"].rationale
    }
