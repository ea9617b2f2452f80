"""One event as bytes and back, each line sealed to the one before it.

Invariant: a line has exactly one encoding (RFC 8785), so what decodes encodes to the same bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from assistant.audit.clock import stamp
from assistant.audit.events import Author, Event, Json, ProtocolRef
from assistant.audit.layout import EVENT_TAG, LARGEST_INTEGER, PRIVATE_TAG, TYPES, VERSION

# RFC 8785 for what a record may hold: no fractions, and no keys whose order is another one there.
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")
).encode


def canonical(value: Json) -> bytes:
    """A value's RFC 8785 bytes; ValueError for what a record may not hold (a float, a wide key)."""
    _refuse_outside_domain(value)
    return _encode(value).encode()


def event_hash(event: bytes) -> str:
    """The hash of an event's canonical bytes, lower-case hex."""
    return hashlib.sha256(EVENT_TAG + event).hexdigest()


def private_hash(private: bytes) -> str:
    """The hash of the canonical bytes of a line's private part, lower-case hex."""
    return hashlib.sha256(PRIVATE_TAG + private).hexdigest()


def private_part(text: Mapping[str, str], salt: bytes) -> Mapping[str, Json]:
    """Free text, by name, as a line's private part; {} if there is none."""
    return {"salt": salt.hex(), "text": dict(text)} if text else {}


def encode_line(event: Mapping[str, Json], private: Mapping[str, Json]) -> bytes:
    """One whole line, newline included; a private part is committed to by its salted hash."""
    text = canonical(private)
    if private:
        event = {**event, "pc": private_hash(text)}
    return _join(canonical(event), text)


def without_text(line: bytes) -> bytes:
    """A sound line with its private part taken out; its hash and its commitment stay."""
    return _join(canonical(json.loads(line)["e"]), b"null")


def decode_line(line: bytes) -> Event:
    """The event of one whole line; ValueError names what is wrong with any other bytes."""
    try:
        document = json.loads(line)
        match document:
            case {"e": dict(event), "p": private}:
                text = canonical(private)
                if _join(canonical(event), text) != line:
                    raise ValueError("its bytes are not those that its hash was made for")
                _refuse_other_text(private, text, event.get("pc"))
                return event_of(document)
    except RecursionError as fault:
        raise ValueError("it is nested too deeply") from fault
    raise ValueError("it does not have the fields of a line")


def event_of(document: Mapping[str, Json]) -> Event:
    """The event of a line whose hashes were checked; ValueError if a field is not as it must be."""
    match document:
        case {
            "e": {
                "v": int(v),
                "screening": str(screening),
                "seq": int(seq),
                "prev": str(prev),
                "at": str(at),
                "mono": int(mono),
                "actor": str(actor),
                "role": str(role),
                "type": str(kind),
                "protocol": {"id": str(name), "version": str(version), "sha256": str(sha256)},
                "software": str(software),
                "data": dict(data),
                **more,
            },
            "h": str(sealed),
            "p": private,
        } if (
            v == VERSION
            and kind in TYPES
            and more.keys() <= {"pc"}
            and bool not in {type(v), type(seq), type(mono)}
            and min(seq, mono) >= 0
        ):
            return Event(
                screening=screening,
                seq=seq,
                prev=prev,
                hash=sealed,
                at=_moment(at),
                mono=mono,
                author=Author(actor, role),
                type=kind,
                protocol=ProtocolRef(name, version, sha256),
                software=software,
                data=data,
                private=_words(private),
                redacted=private is None,
            )
    raise ValueError(f"it is not an event of version {VERSION} of the format")


def _join(event: bytes, private: bytes) -> bytes:
    """The line of two canonical parts: its three keys are in canonical order already."""
    return b'{"e":%b,"h":"%b","p":%b}\n' % (event, event_hash(event).encode(), private)


def _refuse_other_text(private: Json, text: bytes, commitment: Json) -> None:
    if private is None:
        sound = commitment is not None  # its hash stays when a text is redacted
    else:
        sound = commitment == (private_hash(text) if private else None)
    if not sound:
        raise ValueError("its free text does not match its salted hash")


def _words(private: Json) -> Mapping[str, str]:
    match private:
        case None:
            return {}
        case {"salt": str(), "text": dict(text), **more} if text and not more:
            if all(isinstance(words, str) for words in text.values()):
                return text
        case {} if not private:
            return {}
    raise ValueError("its free text is not text by name")


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if stamp(at) != text:
        raise ValueError("its time is not UTC with microseconds")
    return at


def _refuse_outside_domain(value: object) -> None:
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, (dict, list, tuple)):
        if isinstance(value, dict):
            _refuse_wide_keys(value)
            value = value.values()
        for inner in value:
            _refuse_outside_domain(inner)
    elif isinstance(value, float):
        cause = f"{value!r} is a binary fraction; a decimal is recorded as typed"
        raise ValueError(cause)  # noqa: TRY004 - every refusal of a value is one kind of error
    elif not isinstance(value, int) or abs(value) > LARGEST_INTEGER:
        raise ValueError(f"{value!r} is not text, nor a whole number below 2^53")


def _refuse_wide_keys(value: Mapping[object, object]) -> None:
    for key in value:
        if not (isinstance(key, str) and key.isascii()):
            raise ValueError(f"the key {key!r} is not ASCII text")
