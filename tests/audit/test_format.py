"""The bytes of a line, against the format worked out by hand, and every value there and back."""

import hashlib
import json
from contextlib import nullcontext
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_records import (
    ZEROS,
    answer,
    begin,
    event,
    packed,
    sealed,
)

from assistant.audit import chain, grammar
from assistant.audit.events import Json

FIRST = (
    '{"actor":"mmartin","at":"2026-11-21T09:30:01.000000Z","data":{"subject":"S-001"},'
    '"mono":5000000,"prev":"' + "0" * 64 + '","protocol":{"id":"stereo_sein","sha256":"'
    + "ab" * 32 + '","version":"1.0"},"role":"coordinator",'
    '"screening":"0b6f1c1e-5d5b-4d0a-9a37-6f3a1f2f9b11","seq":0,"software":"0.1.0",'
    '"type":"opened","v":1}'
)  # fmt: skip
FROZEN = "6658df99f78c94eccaf70d053e11918414ba69620a14f1dd99b479357f124273"
PRIVATE = '{"salt":"' + "01" * 16 + '","text":{"reply":"28 µmol/L \\"à jeun\\""}}'


def sha256(tag: bytes, text: str) -> str:
    return hashlib.sha256(tag + text.encode()).hexdigest()


def test_two_lines_are_exactly_these_bytes(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        answer(record, '28 µmol/L "à jeun"')
    first_hash = sha256(b"screening-record/1/event\n", FIRST)
    commitment = sha256(b"screening-record/1/private\n", PRIVATE)
    second = (
        '{"actor":"mmartin","at":"2026-11-21T09:30:02.000000Z",'
        '"data":{"fact":"bilirubin","value":"28 µmol/L \\"à jeun\\""},"mono":5000000,'
        '"pc":"' + commitment + '","prev":"' + first_hash + '",'
        '"protocol":{"id":"stereo_sein","sha256":"' + "ab" * 32 + '","version":"1.0"},'
        '"role":"coordinator","screening":"0b6f1c1e-5d5b-4d0a-9a37-6f3a1f2f9b11","seq":1,'
        '"software":"0.1.0","type":"answered","v":1}'
    )  # fmt: skip
    second_hash = sha256(b"screening-record/1/event\n", second)
    expected = (
        '{"e":' + FIRST + ',"h":"' + first_hash + '","p":{}}\n'
        '{"e":' + second + ',"h":"' + second_hash + '","p":' + PRIVATE + "}\n"
    )  # fmt: skip
    assert record.path.read_bytes() == expected.encode()


def test_the_format_of_version_1_is_frozen() -> None:
    line = chain.encode_line(event(0, ZEROS), {})  # type: ignore[arg-type]
    assert hashlib.sha256(line).hexdigest() == FROZEN


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner, max_size=4)
    ),
    max_leaves=12,
)
payloads = st.dictionaries(st.text(st.characters(max_codepoint=127)), json_values, max_size=4)
texts = st.dictionaries(
    st.sampled_from(["reply", "note", "reason"]),
    st.text(st.characters(exclude_categories=["Cs"])),
    max_size=3,
)


@settings(deadline=None)
@given(data=payloads, text=texts, salt=st.binary(min_size=16, max_size=16))
def test_whatever_is_written_is_read_back_and_is_what_json_alone_would_write(
    data: dict[str, Json], text: dict[str, str], salt: bytes
) -> None:
    values = event(0, ZEROS, data=data)
    line = chain.encode_line(values, chain.private_part(text, salt))  # type: ignore[arg-type]
    private = {"salt": salt.hex(), "text": text} if text else {}
    if text:
        values["pc"] = sha256(b"screening-record/1/private\n", packed(private).decode())
    assert line == sealed(values, private)
    read = chain.decode_line(line)
    assert (read.data, read.private, read.redacted) == (data, text, False)
    parsed = grammar.parse(line)
    assert (parsed.data, parsed.hash, parsed.event.encode()) == (data, read.hash, packed(values))


HELD = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), st.text()),
    lambda inner: st.one_of(
        st.lists(inner), st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
)


@given(HELD)
def test_canonical_bytes_are_those_of_rfc_8785(value: Json) -> None:
    assert chain.canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [b"x", {1}, {1: 2}, [object()], {"x": 2**53}])
def test_what_is_no_json_of_a_record_is_refused(value: Json) -> None:
    with pytest.raises(ValueError, match=r"not text, nor a whole number|not ASCII text"):
        chain.canonical(value)


@settings(deadline=None, max_examples=300)
@given(where=st.integers(0, 10_000), change=st.binary(max_size=3), cut=st.integers(0, 3))
def test_the_verifier_s_grammar_accepts_nothing_but_canonical_bytes(
    where: int, change: bytes, cut: int
) -> None:
    values = event(3, ZEROS, data={"a": [1, {"b": "é\n"}], "z": None}, pc="0" * 64)
    line = sealed(values, {"salt": "00" * 16, "text": {"reply": "x"}})
    at = where % len(line)
    damaged = line[:at] + change + line[at + cut :]
    try:
        grammar.parse(damaged)
    except grammar.Malformed:
        return
    assert chain.canonical(json.loads(damaged)) + b"\n" == damaged


@pytest.mark.parametrize(
    ("number", "is_held"),
    [(2**53 - 1, True), (2**53, False), (-(2**53) + 1, True), (-(2**53), False)],
)
def test_integers_stop_where_other_readers_would_round(number: int, is_held: bool) -> None:
    values: list[dict[str, object]] = [{"data": {"n": number}}]
    if number > 0:
        values += [{"mono": number}, {"seq": number}]
    for change in values:
        line = sealed(event(0, ZEROS, **change))
        for read in (chain.decode_line, grammar.parse):
            with nullcontext() if is_held else pytest.raises((ValueError, grammar.Malformed)):
                read(line)


@pytest.mark.parametrize(
    "data",
    [
        {"n": 2.5},
        {"n": 2.0},
        {"n": float("nan")},
        {"n": [{"deep": 1e300}]},
        {"é": 1},
        {"in": {"ключ": 1}},
        {"s": "\ud800"},
    ],
    ids=["fraction", "whole float", "nan", "nested float", "wide key", "wide inner key", "half"],
)
def test_values_outside_the_format_are_refused_on_writing_and_on_reading(
    data: dict[str, Json],
) -> None:
    with pytest.raises(ValueError, match=r"binary fraction|not ASCII|surrogates"):
        chain.canonical(data)
    values = event(0, ZEROS, data=data)
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sealed_by = hashlib.sha256(b"screening-record/1/event\n" + text.encode("utf-8", "replace"))
    line = f'{{"e":{text},"h":"{sealed_by.hexdigest()}","p":{{}}}}\n'
    for read in (chain.decode_line, grammar.parse):
        with pytest.raises((ValueError, grammar.Malformed)):
            read(line.encode("utf-8", "surrogatepass"))


WRONG_FIELDS: list[dict[str, object]] = [
    {"v": 2},
    {"v": True},
    {"v": "1"},
    {"seq": "0"},
    {"seq": -1},
    {"seq": True},
    {"mono": None},
    {"actor": 7},
    {"type": ["opened"]},
    {"data": []},
    {"data": None},
    {"protocol": "stereo_sein"},
    {"protocol": {"id": "x", "version": "1"}},
    {"at": "2026-11-21 09:30:00.000000Z"},
    {"at": "2026-11-21T09:30:00Z"},
    {"at": "2026-11-21T09:30:00.000000+00:00"},
    {"at": "2026-02-30T09:30:00.000000Z"},
    {"at": "2026-11-21T24:00:00.000000Z"},
    {"extra": 1},
]


@pytest.mark.parametrize("change", WRONG_FIELDS, ids=repr)
def test_a_field_of_another_kind_is_refused_by_both_readers(change: dict[str, object]) -> None:
    line = sealed(event(0, ZEROS, **change))
    with pytest.raises(ValueError, match=r".+"):
        chain.decode_line(line)
    with pytest.raises(grammar.Malformed):
        grammar.parse(line)


@pytest.mark.parametrize("name", sorted(event(0, ZEROS)))
def test_a_missing_field_is_refused_by_both_readers(name: str) -> None:
    values = event(0, ZEROS)
    del values[name]
    with pytest.raises(ValueError, match="not an event of version 1"):
        chain.decode_line(sealed(values))
    with pytest.raises(grammar.Malformed):
        grammar.parse(sealed(values))


PRIVATES: list[object] = [
    {"salt": "00" * 16, "text": {}},
    {"salt": "00" * 16},
    {"text": {"reply": "x"}},
    {"salt": "00" * 16, "text": {"reply": 5}},
    {"salt": "00" * 16, "text": {"reply": "x"}, "more": 1},
    [],
    "x",
    7,
]


@pytest.mark.parametrize("private", PRIVATES, ids=repr)
def test_free_text_of_another_shape_is_refused_by_both_readers(private: object) -> None:
    commitment = sha256(b"screening-record/1/private\n", packed(private).decode())
    line = sealed(event(1, ZEROS, pc=commitment), private)
    with pytest.raises(ValueError, match="free text"):
        chain.decode_line(line)
    with pytest.raises(grammar.Malformed):
        grammar.parse(line)
