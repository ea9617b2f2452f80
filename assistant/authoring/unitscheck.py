"""Whether units that differ by powers of ten alone, or of time, are worth what they must be."""

import re
from collections.abc import Iterator
from fractions import Fraction

from assistant.authoring.findings import Found
from assistant.criteria.model import StudyProtocol
from assistant.criteria.numbers import exact_text

_PREFIXES = {"": 0, "k": 3, "d": -1, "c": -2, "m": -3, "µ": -6, "n": -9}
_SIMPLE = re.compile(r"([kdcmµn]?)(g|mol|L|m)")
_ALONE = {"cm³": ("L", -3), "mm³": ("L", -6), "dm³": ("L", 0)}
_DAYS = {"days": (1, 1), "weeks": (7, 7), "months": (28, 31), "years": (365, 366)}
Size = tuple[tuple[str, ...], int]
Worth = tuple[Fraction, Fraction]  # the least and the most


def wrong_factors(protocol: StudyProtocol) -> Iterator[Found]:
    """Yield every unit whose worth is not what its name says."""
    for fact in protocol.facts:
        for unit, worth in fact.scale.factors:
            for other in fact.scale.units:
                wanted = _ratio(unit, other)
                if other == unit or wanted is None:
                    continue
                least, most = wanted
                if not least <= worth / fact.scale.factor(other) <= most:
                    said = " to ".join(exact_text(end) for end in dict.fromkeys(wanted))
                    yield Found(
                        f"facts.{fact.id}.units",
                        f"1 {unit} is {said} {other}, which is not what stands here",
                        "Correct the factor: how many of the fact's own unit it is", is_slip=True,
                    )  # fmt: skip
                    break


def _ratio(unit: str, other: str) -> Worth | None:
    """Return how many of another unit one is at least and at most, where their names tell."""
    if unit in _DAYS and other in _DAYS:
        (low, high), (least, most) = _DAYS[unit], _DAYS[other]
        return Fraction(low, most), Fraction(high, least)
    one, two = _size(unit), _size(other)
    if one is None or two is None or one[0] != two[0]:
        return None
    exact = Fraction(10) ** (one[1] - two[1])
    return exact, exact


def _size(unit: str) -> Size | None:
    """Return what a unit measures and its power of ten, None for a unit that is not so simple."""
    kinds: list[str] = []
    power = 0
    for sign, part in zip((1, -1), unit.replace("μ", "µ").split("/"), strict=False):
        if part in _ALONE:
            kind, exponent = _ALONE[part]
        elif found := _SIMPLE.fullmatch(part):
            kind, exponent = found[2], _PREFIXES[found[1]]
        else:
            return None
        kinds.append(kind)
        power += sign * exponent
    return (tuple(kinds), power) if unit.count("/") <= 1 else None
