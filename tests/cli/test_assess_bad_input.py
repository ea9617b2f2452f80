"""What is wrong with facts is said by line, fact and remedy, and the rest goes on."""

import json
from pathlib import Path

import pytest
from support.command import command, process

FAULTS: list[tuple[str, list[str]]] = [
    # nothing that can be read as an object of facts
    ("", ["is empty"]),
    ("   ", ["is empty"]),
    ("{", ["is not JSON", "Write one object of facts"]),
    ("{'age': 58}", ["is not JSON"]),
    ('{"age": 58,}', ["is not JSON"]),
    ("58", ["is not an object of facts"]),
    ("null", ["is not an object of facts"]),
    ('["age"]', ["is not an object of facts"]),
    ('{"age": 58} {"age": 59}', ["is not JSON"]),
    ("[" * 100_000, ["is not JSON", "nested too deeply"]),
    ('{"age":' * 30_000, ["is not JSON", "nested too deeply"]),
    ("\x00", ["is not JSON"]),
    ('{"age": 5\x008}', ["is not JSON"]),
    # JSON that JSON does not know, or knows twice
    ('{"age": NaN}', ["NaN is not a number of JSON", "Write null if it is not known"]),
    ('{"age": Infinity}', ["Infinity is not a number of JSON"]),
    ('{"age": -Infinity}', ["-Infinity is not a number of JSON"]),
    ('{"age": 58, "age": 59}', ["'age' is given twice"]),
    ('{"age": 58, "\\u0061ge": 59}', ["'age' is given twice"]),
    # facts
    ('{"agee": 58}', ["'agee' is not a fact of this protocol", "Did you mean age?"]),
    ('{"Age": 58}', ["Did you mean age?"]),
    ('{"shoe size": 38}', ["is not a fact", "`screening protocol show` lists the facts"]),
    ('{"\\ud800": 1}', ["is not a fact of this protocol"]),
    ('{"\\u001b]52;c;x\\u0007": 1}', ["<U+001B>]52;c;x<U+0007>"]),
    ('{"": 1}', ["'' is not a fact"]),
    # types
    ('{"age": "yes"}', ["age: 'yes' is not a number with a unit"]),
    ('{"age": true}', ["age: True is not a number"]),
    ('{"age": [58]}', ["age: [", "is not a number"]),
    ('{"age": {}}', ["age: {} is not a number"]),
    ('{"age": ""}', ["age: '' is not a number with a unit"]),
    ('{"age": "58"}', ["age: '58' has no unit", 'Write for example "25 years"']),
    ('{"age": 58.5}', ["age: 58.5 is not a whole number"]),
    ('{"cirrhosis": "yes"}', ["cirrhosis: 'yes' is not true or false"]),
    ('{"cirrhosis": 1}', ["cirrhosis: 1 is not true or false"]),
    ('{"sex": "F"}', ["sex: 'F' is not one of its options", 'Write one of: "female", "male"']),
    ('{"her2_ihc": 2}', ["her2_ihc: 2 is not one of its options"]),
    ('{"her2_ihc": "2"}', ['Write one of: "0", "1+", "2+", "3+", "not_done"']),
    ('{"sex": "\\ud83d"}', ["sex:", "is not one of its options"]),
    # numbers
    ('{"age": 1e999}', ["age:", "out of range", "a number from 0 to 120 years"]),
    ('{"age": -1}', ["age: -1 years is out of range"]),
    ('{"age": 121}', ["age: 121 years is out of range"]),
    ('{"age": 1e99999}', ["age:", "too long a number"]),
    ('{"age": ' + "9" * 5000 + "}", ["age:", "too long a number"]),
    ('{"bilirubin": "28 mg"}', ["bilirubin: unknown unit 'mg'", "mg/dL, mg/L, µmol/L"]),
    ('{"bilirubin": "1,000 mg/L"}', ["bilirubin: 1,000 can be read in two ways"]),
    ('{"bilirubin": "0.04 mg/dL"}', ["bilirubin: 0.04 mg/dL is out of range"]),
    ('{"bilirubin": "84/40"}', ["bilirubin: 84/40 is not a number"]),
    ('{"ast": "84/0"}', ["ast: 84/0 is not a number"]),
    ('{"ast": "3,500/40"}', ["ast: 3,500/40 can be read in two ways"]),
    # dates
    ('{"sbrt_date": "2026-02-30"}', ["sbrt_date: 2026-02-30 is not in the calendar"]),
    ('{"sbrt_date": "30/11/2026"}', ["sbrt_date:", "is not a date"]),
    ('{"sbrt_date": 20261130}', ["sbrt_date: 20261130 is not a date"]),
    ('{"sbrt_date": "today"}', ["sbrt_date: 'today' is not a date"]),
    # cross-checks
    (
        ('{"vertebral_metastases": true, "neuro_exam_date": "2026-11-25", '
        '"randomisation_date": "2026-11-24"}'),
        ["neuro_exam_date / randomisation_date", "dated after the planned randomisation",
         "Correct one of the two"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), FAULTS, ids=[str(at) for at in range(len(FAULTS))])
def test_in_a_file_and_in_a_line(tmp_path: Path, text: str, parts: list[str]) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(text.encode())
    done = command("assess", path).assert_refused(*parts, str(path))
    assert done.out == ""
    stdin = b'{"age": 58}\n' + text.encode() + b'\n{"age": 17}\n'
    done = command("assess", "-", stdin=stdin).assert_refused(*parts, "Standard input, line 2")
    first, fault, last = (json.loads(line) for line in done.out.splitlines())
    assert (first["verdict"], last["verdict"]) == ("undetermined", "not_eligible")
    assert list(fault) == ["error"]
    assert all(part in fault["error"] for part in parts)


def test_several_faults_are_told_each_in_its_place() -> None:
    stdin = b'{"age": 200}\n{}\n\n{"sex": "x"}\n'
    done = command("assess", "-", stdin=stdin).assert_clean()
    assert done.code == 2
    assert [next(iter(json.loads(line))) for line in done.out.splitlines()] == [
        "error", "verdict", "error", "error",
    ]  # fmt: skip
    assert [line.split(":")[1] for line in done.err.splitlines()] == [
        " Standard input, line 1, age", " Standard input, line 3", " Standard input, line 4, sex",
    ]  # fmt: skip
    as_text = command("assess", "-", "--format", "text", stdin=stdin).assert_clean()
    assert [line.split(":")[0] for line in as_text.out.splitlines()] == [
        "error", "undetermined", "error", "error",
    ]  # fmt: skip


@pytest.mark.parametrize("size", [256 * 1024 + 1, 1024 * 1024, 3 * 1024 * 1024])
def test_a_line_far_too_long_costs_only_itself(size: int) -> None:
    long = b'{"age": "' + b"x" * size + b'"}'
    done = command("assess", "-", stdin=long + b'\n{"age": 17}\n' + long).assert_clean()
    assert done.code == 2
    errors = done.err.splitlines()
    assert [error.split(": ")[1] for error in errors] == [
        "Standard input, line 1", "Standard input, line 3",
    ]  # fmt: skip
    assert all("is longer than 262144 bytes" in error for error in errors)
    assert json.loads(done.out.splitlines()[1])["verdict"] == "not_eligible"
    assert len(done.out) < 20_000


def test_a_line_of_the_greatest_length_is_read() -> None:
    line = b'{"age": 17' + b" " * (256 * 1024 - 11) + b"}"
    assert len(line) == 256 * 1024
    assert command("assess", "-", stdin=line + b"\n").assert_clean().code == 0
    longer = command("assess", "-", stdin=b" " + line + b"\n")
    longer.assert_refused("is longer than 262144 bytes")


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\x80abc", b'{"age": "\xe9"}', b"\x7fELF\x02\x01\x01" + bytes(64)]
)
def test_binary(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(data)
    command("assess", path).assert_refused(str(path))
    done = command("assess", "-", stdin=data + b'\n{"age": 17}\n').assert_clean()
    assert done.code == 2
    assert json.loads(done.out.splitlines()[-1])["verdict"] == "not_eligible"


def test_places_that_hold_no_facts(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "facts.txt").write_text("{}")
    for name, part in [
        ("missing.json", "No such file"),
        ("missing.jsonl", "No such file"),
        ("folder.json", "Is a directory"),
        ("folder.jsonl", "Is a directory"),
        ("facts.txt", "is neither .json nor .jsonl"),
        ("facts.JSON", "is neither .json nor .jsonl"),
        ("facts.txt/below.json", "Not a directory"),
        ("x" * 5000 + ".json", "File name too long"),
        ("\x1b[2J.json", "<U+001B>[2J.json"),
    ]:
        command("assess", tmp_path / name).assert_refused(part)
    command("assess", "").assert_refused("is neither .json nor .jsonl")


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = bytes(tmp_path) + b"/\xff.jsonl"
    Path(name.decode("utf-8", "surrogateescape")).write_bytes(b'{"age": 200}\n')
    for format_ in ("text", "json"):
        done = process("assess", name, "--format", format_).assert_clean()
        assert done.code == 2
        assert "<U+DCFF>.jsonl, line 1, age" in done.err


@pytest.mark.parametrize("arguments", [[], ["a.json", "b.json"], ["a.json", "--format", "xml"]])
def test_arguments(arguments: list[str]) -> None:
    command("assess", *arguments).assert_refused("--help`")
