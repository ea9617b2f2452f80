"""Units: gone through by key, picked by click; the number typed stays as it is."""

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import Desktop, run

from assistant.tui.widgets.choices import Choices
from assistant.tui.widgets.units import Units, with_unit


@pytest.mark.parametrize(
    ("text", "unit", "joined"),
    [
        ("28", "mg/L", "28 mg/L"),
        ("28 mg/dL", "mg/L", "28 mg/L"),
        ("28mg/dL", "mg/L", "28 mg/L"),
        ("1,5 umol/l", "µmol/L", "1,5 µmol/L"),
        ("84 / 40", "×ULN", "84 / 40 ×ULN"),
        ("", "cm", " cm"),
        (" 7 ", "cm", "7 cm"),
    ],
)
def test_a_unit_takes_the_place_of_what_stands_after_the_number(
    text: str, unit: str, joined: str
) -> None:
    assert with_unit(text, unit) == joined


async def at_bilirubin(desktop: Desktop) -> Units:
    for reply in ("yes", "done", "0", "1"):
        await desktop.say(reply)
    return desktop.app.screen.query_one(Units)


def test_a_key_goes_through_the_units_and_back() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        units = await at_bilirubin(desktop)
        assert " Tab   mg/dL   mg/L   µmol/L" in desktop.text
        await desktop.type("28")
        assert units.marked == ""
        for key, value in (
            ("tab", "28 mg/dL"),
            ("tab", "28 mg/L"),
            ("tab", "28 µmol/L"),
            ("tab", "28 mg/dL"),
            ("shift+tab", "28 µmol/L"),
        ):
            await desktop.press(key)
            assert desktop.box.value == value
            assert units.marked == value.partition(" ")[2]
        await desktop.type("0")  # the cursor stands after the number
        assert desktop.box.value == "280 µmol/L"
        await desktop.press("enter")

    run(make_app(talk), script)
    assert talk.submitted[-1] == "280 µmol/L"


def test_a_click_picks_a_unit() -> None:
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await at_bilirubin(desktop)
        await desktop.click("µmol/L ")
        await desktop.type("28")
        assert desktop.box.value == "28 µmol/L"
        await desktop.click("Tab")  # the key's name is no unit
        assert desktop.box.value == "28 µmol/L"

    run(make_app(talk), script)
    assert len(talk.submitted) == 4


def test_questions_without_units_show_none_and_tab_does_nothing() -> None:
    async def script(desktop: Desktop) -> None:
        await desktop.press("tab")
        assert not desktop.app.screen.query_one(Units).display
        assert desktop.box.has_focus
        assert desktop.box.value == ""

    run(make_app(FakeTalk()), script)


def test_nothing_is_marked_before_something_is_typed_and_enter_gives_nothing() -> None:
    """A choice without a key is not what an empty box stands for."""
    talk = FakeTalk()

    async def script(desktop: Desktop) -> None:
        await desktop.say("yes")
        await desktop.say("done")
        assert "IHC not done" in desktop.text
        await desktop.type("9")
        await desktop.press("backspace")
        assert desktop.app.screen.query_one(Choices).marked is None
        await desktop.press("enter")

    run(make_app(talk), script)
    assert talk.submitted == ["yes", "done"]
