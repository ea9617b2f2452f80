"""The dialog's map as a picture: plain SVG on a fixed plan, with the path taken set off."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from assistant.dialogs.chart import NEXT, QUESTIONS, Move, moves, places
from assistant.dialogs.machine import (
    ACKNOWLEDGING,
    CLOSED,
    COMPLETING,
    CONFIRMING,
    OPENING,
    REVIEWING,
    REVISING,
    SIGNING,
    SUSPENDED,
)
from assistant.dialogs.wording import ROOM
from assistant.phrases import Phrases, phrases
from assistant.text import visible

_ROW, _HIGH, _WIDE = 26, 34, 190
_TOP = 60  # above this line the top row stands
_MANY = 4  # moves into a place from more places than this are told in words, not drawn
_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1b2430; } .small { font-size: 11px; fill: #556070;
  stroke: #fff; stroke-width: 3; paint-order: stroke; }
rect { fill: #f5f7f9; stroke: #7a8794; } .been { fill: #cfe1f4; stroke: #0b5cad; stroke-width: 2; }
path { fill: none; stroke: #556070; } .tip { fill: #556070; stroke: none; }"""

_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
    'orient="auto"><path class="tip" d="M0,0L8,4L0,8z"/></marker></defs>'
)


class _Box(NamedTuple):
    x: int
    y: int
    wide: int
    high: int


def svg(topics: Mapping[str, str], language: str, path: Sequence[str] = ()) -> str:
    """Return the picture; `topics` are titles by id, `path` the states of a session so far."""
    say, been = phrases(ROOM, language), places([*topics], path)
    boxes = _plan(len(topics))
    all_ = moves([*topics])
    begin = [move for move in all_ if (move.source, move.dest) == (OPENING, NEXT)]
    drawn = [*begin, *(move for move in all_ if not _is_told(move, all_))]
    height = max(box.y + box.high for box in boxes.values()) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1150 {height}" role="img">',
        f"<title>{escape(say('map.title'))}</title>",
        f"<style>{_STYLE}</style>",
        _TIP,
        *(_arrow(boxes, move, say) for move in drawn),
        *(_box(box, say(f"map.{name}"), is_been=been[name]) for name, box in boxes.items()),
        *(_note(boxes[dest], text) for dest, text in _told(all_, say)),
        *_topics(boxes[QUESTIONS], topics, been),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _plan(topics: int) -> dict[str, _Box]:
    """Return where each place stands."""
    questions = _Box(380, 124, 220, 44 + _ROW * max(topics, 1))
    return {
        OPENING: _Box(20, 34, _WIDE, _HIGH),
        NEXT: _Box(380, 34, 220, _HIGH),
        QUESTIONS: questions,
        CONFIRMING: _Box(20, 170, _WIDE, _HIGH),
        REVISING: _Box(20, 300, _WIDE, _HIGH),
        REVIEWING: _Box(940, 34, _WIDE, _HIGH),
        ACKNOWLEDGING: _Box(940, 140, _WIDE, _HIGH),
        COMPLETING: _Box(940, 230, _WIDE, _HIGH),
        SIGNING: _Box(650, 230, _WIDE, _HIGH),
        CLOSED: _Box(940, 330, _WIDE, _HIGH),
        SUSPENDED: _Box(650, 350, _WIDE, _HIGH),
    }


def _is_told(move: Move, all_: Sequence[Move]) -> bool:
    """Return whether a move is told in words: one of many of its kind, or one past everything."""
    return (
        _is_shortcut(move)
        or sum((each.dest, each.why) == (move.dest, move.why) for each in all_) > _MANY
    )


def _is_shortcut(move: Move) -> bool:
    """Return whether a move leads from the beginning to the end, past all between."""
    return move.source == OPENING and move.dest not in (NEXT, SUSPENDED)


def _told(all_: Sequence[Move], say: Phrases) -> list[tuple[str, str]]:
    """Return what is told under a place: how one comes there from nearly everywhere, or at once."""
    told = {(each.dest, each.why): _is_shortcut(each) for each in all_ if _is_told(each, all_)}
    return [
        (dest, say("map.from_start" if at_once else "map.from_many", why=say(f"map.{why}")))
        for (dest, why), at_once in told.items()
    ]


def _box(box: _Box, name: str, *, is_been: bool) -> str:
    """Return a box with its name at its top, or at its middle if it is no higher than a line."""
    kind = ' class="been"' if is_been else ""
    y = box.y + min(box.high, _HIGH) // 2 + 5
    return (
        f'<rect{kind} x="{box.x}" y="{box.y}" width="{box.wide}" height="{box.high}" rx="6"/>'
        f'<text x="{box.x + 10}" y="{y}">{escape(name)}</text>'
    )


def _note(box: _Box, text: str) -> str:
    """Return a note beside a box: above one of the top row, below any other."""
    y = box.y - 8 if box.y < _TOP else box.y + box.high + 14
    return f'<text class="small" x="{box.x + 4}" y="{y}">{escape(text)}</text>'


def _topics(box: _Box, topics: Mapping[str, str], been: Mapping[str, bool]) -> list[str]:
    rows = [_Box(box.x + 12, box.y + 34 + _ROW * row, box.wide - 24, _ROW - 4)
            for row in range(len(topics))]  # fmt: skip
    return [
        _box(row, visible(title), is_been=been[topic])
        for row, (topic, title) in zip(rows, topics.items(), strict=True)
    ]


def _arrow(boxes: Mapping[str, _Box], move: Move, say: Phrases) -> str:
    """Return an arrow between the nearest sides of two boxes, with its reason at its middle."""
    start, end = _ends(boxes[move.source], boxes[move.dest])
    x, y = (start[0] + end[0]) // 2, (start[1] + end[1]) // 2
    anchor = "middle" if abs(end[0] - start[0]) > abs(end[1] - start[1]) else "start"
    return (
        f'<path marker-end="url(#tip)" d="M{start[0]},{start[1]}L{end[0]},{end[1]}"/>'
        f'<text class="small" text-anchor="{anchor}" x="{x + (6 if anchor == "start" else 0)}" '
        f'y="{y - 5}">{escape(say(f"map.{move.why}"))}</text>'
    )


def _ends(source: _Box, dest: _Box) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where an arrow leaves one box and meets the other."""
    if dest.x >= source.x + source.wide or source.x >= dest.x + dest.wide:
        is_right = dest.x > source.x
        top, bottom = max(source.y, dest.y), min(source.y + source.high, dest.y + dest.high)
        meet = (top + bottom) // 2 if top < bottom else 0
        left = source.x + (source.wide if is_right else 0), meet or source.y + source.high // 2
        return left, (dest.x + (0 if is_right else dest.wide), meet or dest.y + dest.high // 2)
    middle = max(source.x, dest.x) + min(source.wide, dest.wide) // 2
    is_down = dest.y > source.y
    start = middle, source.y + (source.high if is_down else 0)
    return start, (middle, dest.y + (0 if is_down else dest.high))
