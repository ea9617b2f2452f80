"""A line recognised as exactly what must follow the line above it, without taking it apart.

Invariant: what is recognised is, byte for byte, one canonical line, with right hashes, in its
place: each part is equal to what it must be, or has one way only to be written. Of what is not
recognised nothing is said: the grammar and the trace judge it, as they would have judged any line.
"""

import hashlib
import re
from datetime import datetime
from functools import cache
from operator import ge
from typing import Final, TypeAlias

from assistant.audit.grammar import HOUR, STRING, Line
from assistant.audit.layout import CLOSING, EVENT_TAG, PRIVATE_TAG, SALT_BYTES, SEALED, TYPES

# Events of other types are judged by more than their place and their time.
_PLAIN = TYPES - CLOSING - SEALED - {"opened", "recovered", "clock_anomaly", "resumed"}
_WORD = r"[A-Za-z0-9_]*+"
_LIST = rf"\[(?:{STRING}(?:,{STRING})*+)?\]"
_VALUE = rf"(?>{STRING}|{_LIST}|-?[1-9][0-9]{{0,14}}|0|true|false|null)"
_DATA = re.compile(rf'\{{(?:"{_WORD}":{_VALUE}(?:,"{_WORD}":{_VALUE})*+)?\}}')
_KEYS = re.compile(rf'[{{,]"({_WORD})":')  # no text in such data can hold a mark like this
_SALTED = rf'\{{"salt":"[0-9a-f]{{{2 * SALT_BYTES}}}","text":\{{"{_WORD}":{STRING}\}}\}}'
_BACK: Final = re.compile(rf'([a-z_]++)","v":1\}},"h":"([0-9a-f]{{64}})","p":(\{{\}}|{_SALTED})\}}')
_EVENT_AT, _END_OF_EVENT = len('{"e":'), len('","v":1}')
_AT, _PROTOCOL, _SEQ = ',"at":"', '","protocol":', ',"seq":'
_SOFTWARE, _TYPE = ',"software":', ',"type":"'
_ENOUGH = len(',"prev":"') + 8
Recognised: TypeAlias = tuple[str, str, bool]  # the time, the hash, and whether there is a text


class Expectation:
    """What lines by the same author, in the same record and under the same protocol share."""

    def __init__(self, line: Line) -> None:
        event = line.event  # in which no text can hold a mark like those sought here
        self._before = f'{{"e":{event[: event.index(_AT) + len(_AT)]}'
        self._middle = event[event.rindex(_PROTOCOL) : event.rindex(_SEQ) + len(_SEQ)]
        self._after = event[event.rindex(_SOFTWARE) : event.rindex(_TYPE) + len(_TYPE)]

    def recognised(self, text: str, seq: int, head: str) -> Recognised | None:
        """What a line is, without its line end, if it is the one due; None if it may not be.

        Raises ValueError if its day does not exist.
        """
        mark = f',"prev":"{head}{self._middle}{seq}{self._after}'
        place = text.find(mark[:_ENOUGH])  # a long text takes long to prepare a search for
        if place < 0 or not (text.startswith(mark, place) and text.startswith(self._before)):
            return None
        back = _BACK.fullmatch(text, place + len(mark))
        if back is None or back[1] not in _PLAIN:
            return None
        front = _front(back[1], text, len(self._before), place)
        if front is None:
            return None
        sealed, private = back.group(2, 3)
        event = text[_EVENT_AT : back.end(1) + _END_OF_EVENT]
        if hashlib.sha256(EVENT_TAG + event.encode()).hexdigest() != sealed:
            return None
        at, pc = front.group(1, 2)
        if private != "{}":
            if hashlib.sha256(PRIVATE_TAG + private.encode()).hexdigest() != pc:
                return None
        elif pc is not None:
            return None
        datetime.fromisoformat(at)
        return at, sealed, pc is not None


_usual: dict[str, re.Pattern[str]] = {}  # type of event -> the form in which it came last


def _front(kind: str, text: str, start: int, end: int) -> re.Match[str] | None:
    """Time and commitment, if what stands between them is plain data in its only form."""
    usual = _usual.get(kind)
    found = usual.fullmatch(text, start, end) if usual else None
    if found is None:
        data = _DATA.match(text, text.find("{", start))
        keys = _KEYS.findall(data[0]) if data else []
        if data is None or any(map(ge, keys, keys[1:])):
            return None
        _usual[kind] = _with_keys(tuple(keys))
        found = _usual[kind].fullmatch(text, start, end)
    return found


@cache
def _with_keys(keys: tuple[str, ...]) -> re.Pattern[str]:
    """The form of what stands before the line's link, where data has these keys in this order."""
    data = ",".join(f'"{key}":{_VALUE}' for key in keys)
    return re.compile(
        rf'([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{HOUR}Z)","data":\{{{data}\}},'
        rf'"mono":(?:0|[1-9][0-9]{{0,14}})(?:,"pc":"([0-9a-f]{{64}})")?'
    )
