"""Limits cut the line of numbers into regions, and regions join into stretches, none lost."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.stretches import span

from assistant.criteria.regions import Region, regions
from assistant.criteria.turning import stretches

F = Fraction


def test_limits_cut_the_line_into_points_and_stretches() -> None:
    cut = regions([F(3), F(1), F(3)])
    assert cut == (
        Region(None, F(1)), Region(F(1), F(1)), Region(F(1), F(3)), Region(F(3), F(3)),
        Region(F(3), None),
    )  # fmt: skip
    assert regions([]) == (Region(None, None),)
    for number in (F(0), F(1), F(2), F(3), F(4)):
        assert [number in region for region in cut].count(True) == 1
    assert all(region.sample in region for region in (*cut, Region(None, None)))


def test_adjoining_regions_become_one_stretch() -> None:
    below, one, between, three, above = regions([F(1), F(3)])
    assert stretches([below, one]) == [span("(-, 1]")]
    assert stretches([one, between, three]) == [span("[1, 3]")]
    assert stretches([below, between]) == [span("(-, 1)"), span("(1, 3)")]
    assert stretches([three, above, below]) == [span("(-, 1)"), span("[3, -)")]
    assert stretches([one, three]) == [span("[1, 1]"), span("[3, 3]")]
    assert stretches([above, three, between, one, below]) == [span("(-, -)")]
    assert stretches([between]) == [span("(1, 3)")]
    assert stretches([]) == []


@given(st.lists(st.integers(-3, 3), max_size=4), st.data())
@settings(deadline=None)
def test_joining_neither_adds_nor_loses_a_number(points: list[int], data: st.DataObject) -> None:
    cut = regions(F(point) for point in points)
    chosen = data.draw(st.lists(st.sampled_from(cut), unique=True))
    joined = stretches(chosen)
    for number in (F(n, 2) for n in range(-9, 10)):
        inside = [
            (each.low is None or each.low < number or (each.low == number and each.low_included))
            and (each.high is None or number < each.high
                 or (each.high == number and each.high_included))
            for each in joined
        ]  # fmt: skip
        assert inside.count(True) == any(number in region for region in chosen)
    for one, other in pairwise(joined):
        assert one.high is not None
        assert other.low is not None
        assert one.high <= other.low
        assert not (one.high == other.low and (one.high_included or other.low_included))


@pytest.mark.parametrize(
    ("region", "low", "high", "whole", "meets"),
    [
        # a stretch has numbers between its ends, not its ends
        (Region(F(1), F(2)), 2, 3, False, False),
        (Region(F(1), F(2)), 0, 1, False, False),
        (Region(F(1), F(2)), F(3, 2), 3, False, True),
        (Region(F(1), F(2)), F(5, 4), F(5, 4), False, True),
        (Region(None, F(1)), -7, -7, False, True),
        (Region(F(1), F(2)), 1, 1, False, False),
        (Region(F(1), F(2)), 0, 3, True, False),
        (Region(F(1), F(3)), 0, 3, True, True),
        (Region(F(1), F(3)), 3, 9, True, False),
        (Region(F(1), F(3)), 0, 1, True, False),
        (Region(F(1, 2), F(3, 2)), 0, 3, True, True),
        (Region(F(1, 2), F(9, 10)), 0, 3, True, False),
        # a point
        (Region(F(1), F(1)), 1, 1, False, True),
        (Region(F(1), F(1)), 0, 3, False, True),
        (Region(F(1), F(1)), 2, 3, False, False),
        (Region(F(1), F(1)), 1, 3, True, True),
        (Region(F(1), F(1)), 0, 1, True, True),
        (Region(F(1), F(1)), F(11, 10), 3, True, False),
        (Region(F(1, 2), F(1, 2)), 0, 3, True, False),
        # stretches without end
        (Region(None, F(1)), 1, 3, False, False),
        (Region(None, F(1)), 0, 3, False, True),
        (Region(None, F(1)), 0, 3, True, True),
        (Region(None, F(1)), 1, 3, True, False),
        (Region(F(1), None), 0, 1, False, False),
        (Region(F(1), None), 0, 1, True, False),
        (Region(F(1), None), 0, F(3, 2), False, True),
        (Region(F(1), None), 0, F(3, 2), True, False),
        (Region(F(1), None), 0, 2, True, True),
        (Region(None, None), 0, 0, False, True),
        (Region(None, None), F(1, 2), F(1, 2), True, False),
    ],
)
def test_whether_a_region_is_within_reach(
    region: Region, low: F, high: F, whole: bool, meets: bool
) -> None:
    assert region.meets(F(low), F(high), whole=whole) is meets
