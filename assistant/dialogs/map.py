"""The dialog's map in the terminal: where one can be, where one has been, where one can go."""

from collections.abc import Mapping, Sequence

from assistant.dialogs.chart import NEXT, PLACES, QUESTIONS, moves, places
from assistant.dialogs.wording import ROOM
from assistant.phrases import phrases
from assistant.text import visible

BEEN, HERE, NOT_YET = "●", "▶", "○"


def drawn(topics: Mapping[str, str], language: str, path: Sequence[str] = ()) -> str:
    """Return the map as text; `topics` are titles by id, `path` the states of a session so far."""
    say = phrases(ROOM, language)
    been = places([*topics], path)
    here = path[-1] if path else ""
    lines = [say("map.title")]
    if path:
        lines.append(say("map.legend", been=BEEN, here=HERE, not_yet=NOT_YET))
    for place in PLACES:
        lines += ["", _named(place, say(f"map.{place}"), been, here if path else None)]
        if place == QUESTIONS:
            lines += [
                f"    {_named(topic, title, been, here if path else None)}"
                for topic, title in topics.items()
            ]
        for move in moves([*topics]):
            if move.source == place:
                key = "map.guard" if place == NEXT else "map.move"
                lines.append(say(key, why=say(f"map.{move.why}"), dest=say(f"map.{move.dest}")))
    return "\n".join(map(visible, lines))


def _named(place: str, name: str, been: Mapping[str, bool], here: str | None) -> str:
    """Return a place with its mark, if there is a path to mark."""
    if here is None or place in (NEXT, QUESTIONS):
        return name
    return f"{HERE if place == here else BEEN if been[place] else NOT_YET} {name}"
