"""Colours: readable in both themes, told in words too, and none where none are wanted."""

from collections.abc import Iterator

import pytest
from support.tui_fake import FakeTalk, make_app
from support.tui_screen import LARGE, Desktop, run
from textual.color import Color

from assistant.tui.looks import Looks
from assistant.tui.themes import CONTRAST, DAY, NIGHT
from assistant.tui.widgets.banner import Banner

DECORATION = {"rule", "left"}  # a line, and the empty part of a bar whose figures stand beside it


def luminance(colour: Color) -> float:
    """Return a colour's relative luminance, by WCAG 2.1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the contrast between two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def looks_on(desktop: Desktop) -> Iterator[tuple[str, float]]:
    """Return the name and contrast of every look of every widget on the screen."""
    for widget in desktop.app.screen.walk_children():
        looks = getattr(widget, "_looks", None)
        if isinstance(looks, Looks):
            for name in looks._table:
                style = looks[name]
                assert style.color
                assert style.bgcolor
                colours = (Color.from_rich_color(each) for each in (style.color, style.bgcolor))
                yield f"{type(widget).__name__}.{name}", contrast(*colours)


def test_contrast_is_measured_as_the_standard_has_it() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("theme", "least"), [(NIGHT.name, 4.5), (DAY.name, 4.5), (CONTRAST.name, 7)]
)
def test_every_text_stands_out_from_its_ground(theme: str, least: float) -> None:
    async def script(desktop: Desktop) -> None:
        desktop.app.theme = theme
        await desktop.settle()
        found = dict(looks_on(desktop))
        assert len(found) > 40
        faint = {name: ratio for name, ratio in found.items() if ratio < least}
        assert {name for name in faint if name.split(".")[1] not in DECORATION} == set()

    run(make_app(FakeTalk()), script, LARGE)


def test_a_key_goes_through_dark_light_and_high_contrast() -> None:
    async def script(desktop: Desktop) -> None:
        banner = desktop.app.screen.query_one(Banner)
        night = banner.render_line(0)
        await desktop.press("ctrl+l")
        assert desktop.app.theme == DAY.name
        assert banner.render_line(0) != night
        await desktop.press("ctrl+l")
        assert desktop.app.theme == CONTRAST.name
        await desktop.press("ctrl+l")
        assert banner.render_line(0) == night

    run(make_app(FakeTalk()), script)


def test_no_colour_is_drawn_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def script(desktop: Desktop) -> None:
        await desktop.say("no")
        assert "✗ Not eligible so far" in desktop.rows[0]
        assert "✗ I1" in desktop.text
        screen = desktop.app.screen
        styles = [
            segment.style
            for strip in screen._compositor.render_strips(screen.size)
            for segment in strip
            if segment.style and segment.style.color and segment.style.bgcolor
        ]
        assert styles
        for style in styles:
            for colour in (style.color, style.bgcolor):
                assert colour
                red, green, blue = colour.get_truecolor()
                assert red == green == blue

    run(make_app(FakeTalk()), script, LARGE)
