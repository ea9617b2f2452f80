"""Recognising a line at sight never differs from taking it apart."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.audit_records import AUTHOR, begin, small_record

from assistant.audit.grammar import parse
from assistant.audit.layout import EVENT_TAG
from assistant.audit.tracing import Trace
from assistant.audit.verifying import Report, verify

TEXTS = st.text(
    st.one_of(
        st.sampled_from('aé"\\/{}[],:\u2028\x00\n\x7f\ud7ff\U0001d538'),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text("ab_Z9 ", max_size=3), inner, max_size=3),
    ),
    max_leaves=6,
)
DATA = st.dictionaries(st.text("abfx_", max_size=4), VALUES, max_size=4)
PRIVATE = st.dictionaries(st.sampled_from(["reply", "text", "a b", ""]), TEXTS, max_size=2)


def both(path: Path) -> tuple[Report, Report]:
    """What is found with and without recognising lines at sight."""
    at_sight = verify(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Trace, "passes", lambda *_: False)
        return at_sight, verify(path)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DATA, PRIVATE), min_size=1, max_size=3), st.data())
def test_the_findings_are_the_same_for_any_line_and_any_change(
    events: list[tuple[Mapping[str, object], Mapping[str, str]]], draw: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, begin(Path(folder)) as record:
        for data, private in events:
            record.append("noted", data, author=AUTHOR, private=private)  # type: ignore[arg-type]
        path = record.path
        sound, taken_apart = both(path)
        assert sound == taken_apart
        assert sound.findings == ()
        content = path.read_bytes()
        for _ in range(8):
            at = draw.draw(st.integers(0, len(content) - 1))
            new = draw.draw(st.sampled_from([b"", b'"', b"{", b",", b"0", b" ", b"\\", b"\xff"]))
            path.write_bytes(content[:at] + new + content[at + draw.draw(st.integers(0, 2)) :])
            at_sight, taken_apart = both(path)
            assert at_sight == taken_apart


def test_most_lines_are_recognised_at_sight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_record(tmp_path, answers=50)
    apart: list[bytes] = []

    def counted(raw: bytes) -> object:
        apart.append(raw)
        return parse(raw)

    monkeypatch.setattr("assistant.audit.verifying.parse", counted)
    assert verify(path).findings == ()
    assert len(apart) == 1  # the first, by which the others are known


@pytest.mark.parametrize(
    "data",
    [
        b'{"value":"1","fact":"bilirubin"}',
        b'{"fact":"bilirubin","fact":"bilirubin"}',
        b'{"fact": "bilirubin"}',
        b'{"fact":"bilirubin","value":01}',
        b'{"fact":"bilirubin","value":9007199254740992}',
        b'{"fact":"bilirubin","value":"\\u0041"}',
    ],
)
def test_a_hash_made_for_a_form_that_is_not_canonical_does_not_help(
    tmp_path: Path, data: bytes
) -> None:
    path = small_record(tmp_path)
    first, line, _ = path.read_bytes().splitlines(keepends=True)
    found = line.replace(b'{"fact":"bilirubin","value":"0"}', data)
    assert found != line
    end = found.index(b',"h":"')
    sealed = hashlib.sha256(EVENT_TAG + found[len(b'{"e":') : end]).hexdigest().encode()
    path.write_bytes(first + found[:end] + b',"h":"' + sealed + found[end + 70 :])
    at_sight, taken_apart = both(path)
    assert at_sight == taken_apart
    assert [(each.severity, each.line) for each in at_sight.findings] == [("failure", 2)]


def test_a_text_that_was_to_go_is_told_of_where_there_is_one(tmp_path: Path) -> None:
    with begin(tmp_path) as record:
        record.append("noted", {}, author=AUTHOR, private={"text": "Jane Doe"})
        record.append("asked", {"fact": "age"}, author=AUTHOR)
        for seq in (1, 2):
            record.append("redacted", {"seq": seq}, author=AUTHOR)
    (finding,) = verify(record.path).findings
    assert (finding.severity, finding.line) == ("warning", 2)
    assert "was to be removed, and is still there" in finding.cause
