"""The form of one line, read without any of the code that writes one.

Invariant: `parse` accepts exactly the canonical bytes of a line of this format version. The fixed
parts are matched as text; the two open ones (data and free text) are parsed, encoded again and
compared. It says nothing on hashes or on how lines follow each other.
"""

import json
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from assistant.audit.layout import LARGEST_INTEGER, SALT_BYTES, VERSION

_STRING = (
    r'"[^"\\\x00-\x1f]*(?:\\(?:["\\bfnrt]|u00(?:0[0-7be f]|1[0-9a-f]))[^"\\\x00-\x1f]*)*"'
).replace(" ", "")
_SHA256 = r"[0-9a-f]{64}"
_INTEGER = r"(?:0|[1-9][0-9]{0,15})"
_BEFORE_DATA = re.compile(
    rf'\{{"e":\{{"actor":{_STRING},'
    r'"at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)","data":(?=\{)'
)
_AFTER_DATA = re.compile(
    rf',"mono":(?P<mono>{_INTEGER}),(?:"pc":"(?P<pc>{_SHA256})",)?"prev":"(?P<prev>{_SHA256})",'
    rf'"protocol":(?P<protocol>\{{"id":{_STRING},"sha256":"{_SHA256}","version":{_STRING}\}}),'
    rf'"role":{_STRING},"screening":"(?P<screening>[0-9a-f-]{{36}})","seq":(?P<seq>{_INTEGER}),'
    rf'"software":{_STRING},"type":"(?P<type>[a-z_]+)","v":{VERSION}\}}'
    rf',"h":"(?P<hash>{_SHA256})","p":'
)
_START = len('{"e":')
_SEAL = len(f',"h":"{"0" * 64}","p":')
_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_BYTES}}}")
_LONG_NUMBER = re.compile(r"[0-9]{16}")


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
    """A line is not in the record's form; its text is the cause."""


def parse(raw: bytes) -> Line:
    """The parts of a line, newline included; Malformed with the cause if it is not exact."""
    try:
        text = raw.decode()
        line = _parts(text)
    except (ValueError, RecursionError) as fault:
        raise Malformed(explain(raw)) from fault
    return line


def _parts(text: str) -> Line:
    head = _BEFORE_DATA.match(text)
    if head is None:
        raise ValueError
    data, end = _object(text, head.end())
    tail = _AFTER_DATA.match(text, end)
    if tail is None:
        raise ValueError
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
    if not isinstance(value, dict) or _ENCODER.encode(value) != part:
        raise ValueError
    if not part.isascii() or _LONG_NUMBER.search(part):
        _refuse_outside_domain(value)
    return value, end


def _refuse_outside_domain(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.isascii():
                raise ValueError
            _refuse_outside_domain(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_outside_domain(inner)
    elif isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        raise ValueError


def _refuse_number(text: str) -> float:
    raise ValueError(f"it holds the number {text[:40]}, and a record holds whole numbers only")


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("it holds the same key twice")
    return found


_DECODER: Final = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def explain(raw: bytes) -> str:
    """Why some bytes are not a line of a record, in words for the person who must mend it."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return "it begins with a byte-order mark, which an editor added"
    if raw.endswith(b"\r\n"):
        return "it ends in CR LF, which an editor or a file transfer changed"
    if not raw.strip():
        return "it is blank"
    try:
        text = raw.decode()
        value = json.loads(
            text,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            object_pairs_hook=_without_twins,
        )
        if _ENCODER.encode(value) + "\n" != text:
            return "it was laid out again: spaces, order of keys or escapes are not canonical"
    except UnicodeDecodeError as fault:
        return f"it is not UTF-8 at byte {fault.start + 1}"
    except json.JSONDecodeError as fault:
        return f"it is not JSON at character {fault.pos + 1}"
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as fault:
        return str(fault)
    return _misfit(value)


def _misfit(value: object) -> str:
    event = value.get("e") if isinstance(value, dict) else None
    version = event.get("v") if isinstance(event, dict) else None
    if isinstance(version, int) and version != VERSION:
        return f"its format version is {version}, and this program knows version {VERSION}"
    return "its fields are not those of a line of a record"
