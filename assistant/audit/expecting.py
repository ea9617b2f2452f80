"""A line recognised as exactly what must follow the line above it, without taking it apart.

Invariant: what is recognised is, byte for byte, one canonical line, with right hashes, in its
place: each part is equal to what it must be, or has one way only to be written. Of what is not
recognised nothing is said: the grammar and the trace judge it, as they would have judged any line.
"""

import hashlib
import re
from datetime import date
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
_SALTED: Final = re.compile(
    rf'\{{"salt":"[0-9a-f]{{{2 * SALT_BYTES}}}","text":\{{"{_WORD}":{STRING}\}}\}}\}}'
)
# Copies of a hash begun with its tag: made quicker than a new one.
_of_event = hashlib.sha256(EVENT_TAG).copy
_of_private = hashlib.sha256(PRIVATE_TAG).copy
_SEAL, _BARE = '","v":1},"h":"', '","p":{}}'
_BARE_FROM = len(_SEAL) + 64 + len(_BARE)
_EVENT_AT, _END_OF_EVENT = len('{"e":'), len('","v":1}')
_TO_PRIVATE = len(_SEAL) + 64 + len('","p":')
_AT, _PROTOCOL, _SEQ = ',"at":"', '","protocol":', ',"seq":'
_SOFTWARE, _TYPE = ',"software":', ',"type":"'
_DAY = len("2026-11-26")
Recognised: TypeAlias = tuple[str, str, bool]  # the time, the hash, and whether there is a text


class Expectation:
    """What lines by the same author, in the same record and under the same protocol share."""

    def __init__(self, line: Line) -> None:
        event = line.event  # in which no text can hold a mark like those sought here
        self._before = f'{{"e":{event[: event.index(_AT) + len(_AT)]}'
        self._start = len(self._before)
        self._middle = event[event.rindex(_PROTOCOL) : event.rindex(_SEQ) + len(_SEQ)]
        self._after = event[event.rindex(_SOFTWARE) : event.rindex(_TYPE) + len(_TYPE)]
        self._day = line.at[:_DAY]

    def recognised(self, text: str, seq: int, head: str) -> Recognised | None:
        """What a line is, without its line end, if it is the one due; None if it may not be.

        Raises ValueError if its day does not exist.
        """
        mark = f',"prev":"{head}{self._middle}{seq}{self._after}'
        before = self._start
        is_bare = text.endswith(_BARE)
        seal_at = len(text) - _BARE_FROM if is_bare else text.find(_SEAL, before)
        kind = text[text.rfind('"', 0, seal_at) + 1 : seal_at]
        place = seal_at - len(kind) - len(mark)
        if kind not in _PLAIN or not text.startswith(mark, place):
            return None
        digest = _of_event()
        digest.update(text[_EVENT_AT : seal_at + _END_OF_EVENT].encode())
        sealed = digest.hexdigest()
        private_at = seal_at + _TO_PRIVATE
        if text[seal_at:private_at] != f'{_SEAL}{sealed}","p":':
            return None
        commitment = "" if is_bare else _commitment(text, private_at)
        if commitment is None:
            return None
        place -= len(commitment)
        if not text.startswith(commitment, place) or not text.startswith(self._before):
            return None
        form = _usual.get(kind)
        front = (form and form.fullmatch(text, before, place)) or _front(kind, text, before, place)
        if front is None:
            return None
        at = front[1]
        if not at.startswith(self._day):
            date.fromisoformat(at[:_DAY])
            self._day = at[:_DAY]
        return at, sealed, commitment != ""


def _commitment(text: str, start: int) -> str | None:
    """What the event must say of the free text there; None if it is not in its only form."""
    if not _SALTED.fullmatch(text, start):
        return None
    digest = _of_private()
    digest.update(text[start : -len("}")].encode())
    return f',"pc":"{digest.hexdigest()}"'


_usual: dict[str, re.Pattern[str]] = {}  # type of event -> the form in which it came last


def _front(kind: str, text: str, start: int, end: int) -> re.Match[str] | None:
    """The time, if what follows it is plain data in its only form, and what every line has."""
    data = _DATA.match(text, text.find("{", start))
    keys = _KEYS.findall(data[0]) if data else []
    if data is None or any(map(ge, keys, keys[1:])):
        return None
    _usual[kind] = _with_keys(tuple(keys))
    return _usual[kind].fullmatch(text, start, end)


@cache
def _with_keys(keys: tuple[str, ...]) -> re.Pattern[str]:
    """The form of what stands before commitment and link, where data has these keys in order."""
    data = ",".join(f'"{key}":{_VALUE}' for key in keys)
    return re.compile(
        rf'([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{HOUR}Z)","data":\{{{data}\}},'
        rf'"mono":(?:0|[1-9][0-9]{{0,14}})'
    )
