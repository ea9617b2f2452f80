"""The map: every move of the machine's table is on it, in words, and the path taken is marked."""

import xml.etree.ElementTree as ET

import pytest

from assistant.dialogs.chart import NEXT, PLACES, QUESTIONS, Nowhere, moves
from assistant.dialogs.machine import states, transitions
from assistant.dialogs.map import drawn
from assistant.dialogs.map_svg import svg

TOPICS = {"liver": "The liver", "spine": "The spine & more"}
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


def folded(state: str) -> str:
    return QUESTIONS if state in TOPICS else state


def test_every_state_has_a_place() -> None:
    assert {folded(state) for state in states([*TOPICS])} | {NEXT} == set(PLACES)


def test_every_move_of_the_table_is_on_the_chart_and_no_other() -> None:
    rows = transitions([*TOPICS], Nowhere())
    expected = set()
    for row in rows:
        for source in row["source"]:
            is_onward = row["trigger"] == "advance"
            dest = NEXT if is_onward else folded(row["dest"])
            expected.add((folded(source), dest, row["trigger"]))
    found = moves([*TOPICS])
    assert {move for move in found if move.source != NEXT} == expected
    onward = {folded(row["dest"]) for row in rows if row["trigger"] == "advance"}
    assert {move.dest for move in found if move.source == NEXT} == onward


@LANGUAGES
def test_the_text_names_every_place_and_marks_the_path(language: str) -> None:
    text = drawn(TOPICS, language, ["opening", "liver", "suspended"])
    here = [line for line in text.splitlines() if line.strip().startswith("▶")]
    been = [line for line in text.splitlines() if line.strip().startswith("●")]
    assert any("The liver" in line for line in been)
    assert not any("The spine" in line for line in been)
    assert len(here) == 1
    assert drawn(TOPICS, language).count("○") == 0


@LANGUAGES
def test_the_picture_is_sound_and_sets_off_the_path_alone(language: str) -> None:
    picture = svg(TOPICS, language, ["opening", "spine", "closed"])
    root = ET.fromstring(picture)  # noqa: S314 - made here
    texts = [text for element in root.iter() if (text := element.text)]
    assert "The spine & more" in texts
    been = [each for each in root.iter() if each.get("class") == "been"]
    assert len(been) == 4  # three states, and the frame of the questions
    assert svg(TOPICS, language).count('class="been"') == 0
