"""The form of one line, read without any of the code that writes one.

Invariant: `parse` accepts exactly the canonical bytes of a line of this format version. The fixed
parts are matched as text; the two open ones (data and free text) are parsed, encoded again and
compared. It says nothing on hashes or on how lines follow each other.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from assistant.audit.layout import LARGEST_INTEGER, SALT_BYTES, VERSION

_PLAIN = r"[ !#-\[\]-\U0010ffff]*+"  # neither quotation mark, nor backslash, nor control character
STRING: Final = rf'"{_PLAIN}(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f])){_PLAIN})*+"'
_SHA256 = r"[0-9a-f]{64}"
_INTEGER = r"(?:0|[1-9][0-9]{0,15})"
HOUR: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}"
_BEFORE_DATA = re.compile(
    rf'\{{"e":\{{"actor":{STRING},'
    rf'"at":"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{HOUR}Z)","data":(?=\{{)'
)
_AFTER_DATA = re.compile(
    rf',"mono":(?P<mono>{_INTEGER}),(?:"pc":"(?P<pc>{_SHA256})",)?"prev":"(?P<prev>{_SHA256})",'
    rf'"protocol":(?P<protocol>\{{"id":{STRING},"sha256":"{_SHA256}","version":{STRING}\}}),'
    rf'"role":{STRING},"screening":"(?P<screening>[0-9a-f-]{{36}})","seq":(?P<seq>{_INTEGER}),'
    rf'"software":{STRING},"type":"(?P<type>{_PLAIN})","v":{VERSION}\}}'
    rf',"h":"(?P<hash>{_SHA256})","p":'
)
_START = len('{"e":')
_SEAL = len(f',"h":"{"0" * 64}","p":')
_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_BYTES}}}")


class Line(NamedTuple):
    """What the other checks need of a line; event and private are canonical text."""

    event: str
    private: str
    at: str
    data: Mapping[str, object]
    pc: str | None
    prev: str
    protocol: str
    screening: str
    seq: int
    type: str
    hash: str


class Malformed(Exception):
    """Some bytes are not a line in the record's form; diagnosis.explain says why."""


def is_torn(raw: bytes) -> bool:
    """Whether a file's last line, though it ends, is what a cut of power leaves: NULs only."""
    return raw[0] == 0 and not raw[:-1].strip(b"\0")


def parse(raw: bytes) -> Line:
    """The parts of a line, newline included; Malformed if a single byte is not as it must be."""
    try:
        return _parts(raw.decode())
    except (ValueError, RecursionError) as fault:
        raise Malformed from fault


def _parts(text: str) -> Line:
    head = _BEFORE_DATA.match(text)
    if head is None:
        raise ValueError
    data, end = _object(text, head.end())
    tail = _AFTER_DATA.match(text, end)
    if tail is None:
        raise ValueError
    datetime.fromisoformat(head[1])  # ValueError on a day or an hour that does not exist
    mono, pc, prev, protocol, screening, seq, kind, sealed = tail.groups()
    if int(mono) > LARGEST_INTEGER or int(seq) > LARGEST_INTEGER:
        raise ValueError
    private = text[tail.end() : -2]
    if text[-2:] != "}\n" or not _is_private(private):
        raise ValueError
    event = text[_START : tail.end() - _SEAL]
    return Line(
        event, private, head[1], data, pc, prev, protocol, screening, int(seq), kind, sealed
    )


def _is_private(text: str) -> bool:
    if text in ("{}", "null"):
        return True
    private, end = _object(text, 0)
    if end != len(text) or private.keys() != {"salt", "text"}:
        return False
    salt, words = private["salt"], private["text"]
    return (
        isinstance(salt, str)
        and _SALT.fullmatch(salt) is not None
        and isinstance(words, dict)
        and len(words) > 0
        and all(isinstance(word, str) for word in words.values())
    )


def _object(text: str, start: int) -> tuple[Mapping[str, object], int]:
    """The object whose canonical text begins at start, and where it ends; ValueError if none."""
    value, end = _DECODER.raw_decode(text, start)
    part = text[start:end]
    if not isinstance(value, dict) or ENCODER.encode(value) != part:
        raise ValueError
    if not part.isascii():
        _refuse_wide_keys(value)
    return value, end


def _refuse_wide_keys(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.isascii():
                raise ValueError
            _refuse_wide_keys(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_wide_keys(inner)


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > LARGEST_INTEGER:
        raise ValueError
    return number


def refuse_number(text: str) -> float:
    """Stop the JSON reader at a number that is not a whole one, NaN and infinities included."""
    raise ValueError(f"it holds the number {text[:40]}, and a record holds whole numbers only")


_DECODER: Final = json.JSONDecoder(
    parse_float=refuse_number, parse_constant=refuse_number, parse_int=_whole
)
ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
)
