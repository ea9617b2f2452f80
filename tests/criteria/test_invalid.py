"""One faulty protocol per fault, each refused with file, key, cause and remedy.

Every file of tests/data/invalid is one edit of the made-up trial, and says which faults it makes.
"""

import tomllib
from pathlib import Path

import pytest
from support.protocols import DATA, TINY, tiny_files, tiny_with

from assistant.criteria.loader import load, loaded
from assistant.errors import ProtocolError

INVALID = sorted((DATA / "invalid").glob("*.toml"))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_fault_is_named_with_its_place_and_its_remedy(path: Path) -> None:
    edit = tomllib.loads(path.read_text("utf-8"))
    files = tiny_files()
    text = files[edit["file"]].decode()
    assert text.count(edit["replace"]) == 1
    files[edit["file"]] = text.replace(edit["replace"], edit["by"]).encode()
    with pytest.raises(ProtocolError) as refused:
        loaded(files)
    assert str(refused.value) == "\n".join(sentence(**fault) for fault in edit["faults"])


def sentence(where: str, cause: str, remedy: str, line: int = 0) -> str:
    if line:
        file, *key = where.split(", ", 1)
        where = ", ".join([file, f"line {line}", *key])
    return f"{where}: {cause}. {remedy}" if remedy.endswith("?") else f"{where}: {cause}. {remedy}."


def copied(folder: Path) -> Path:
    for name, data in tiny_files().items():
        (folder / name).write_bytes(data)
    return folder


def refusal(folder: Path) -> ProtocolError:
    with pytest.raises(ProtocolError) as refused:
        load(folder)
    return refused.value


def test_the_edited_trial_itself_is_sound(tmp_path: Path) -> None:
    assert load(copied(tmp_path)).source == load(TINY).source


@pytest.mark.parametrize("name", ["protocol.toml", "en.toml", "fr.toml"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    (copied(tmp_path) / name).unlink()
    error = refusal(tmp_path)
    assert (error.where, error.what) == (str(tmp_path / name), "cannot be read")
    assert error.why == "No such file or directory"
    assert error.remedy == "Give the folder that holds protocol.toml and its words"


def test_a_missing_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").where == str(tmp_path / "nowhere" / "protocol.toml")


@pytest.mark.parametrize("name", ["en.toml", "fr.toml"])
def test_a_file_that_is_missing_from_a_copy(name: str) -> None:
    files = {kept: data for kept, data in tiny_files().items() if kept != name}
    with pytest.raises(ProtocolError) as refused:
        loaded(files)
    assert str(refused.value) == f"{name}: is missing. Keep {name} beside protocol.toml."


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("protocol.toml", ["protocol", "facts", "criteria"]),
        ("fr.toml", ["language", "name", "protocol", "topics", "facts", "criteria"]),
    ],
)
def test_an_empty_file(tmp_path: Path, name: str, keys: list[str]) -> None:
    (copied(tmp_path) / name).write_bytes(b"")
    lines = str(refusal(tmp_path)).splitlines()
    remedy = "Write it: the guide to protocol files lists what every file needs."
    assert lines[: len(keys)] == [f"{name}, {key}: Field required. {remedy}" for key in keys]


@pytest.mark.parametrize("name", ["protocol.toml", "en.toml"])
def test_bytes_that_are_not_utf_8(tmp_path: Path, name: str) -> None:
    path = copied(tmp_path) / name
    sound = path.read_bytes()
    path.write_bytes(sound.replace(b"trial", b"tri\xe9l", 1))
    position = sound.index(b"trial") + 3
    error = f"{name}, line 1: byte {position} is not UTF-8. Save the file as UTF-8."
    assert str(refusal(tmp_path)) == error


@pytest.mark.parametrize(
    "damage", [b'id = "weight', b"[facts]\n", b"\x00", b"= 1\n", b"a = {b = 1"]
)
def test_what_is_not_toml(tmp_path: Path, damage: bytes) -> None:
    path = copied(tmp_path) / "protocol.toml"
    path.write_bytes(path.read_bytes() + damage)
    error = refusal(tmp_path)
    last = len(path.read_bytes().removesuffix(b"\n").split(b"\n"))
    assert error.where == f"protocol.toml, line {last}"
    assert error.what.startswith("is not TOML: ")
    assert error.remedy == "Mend the file at that place"


def test_toml_nested_without_end(tmp_path: Path) -> None:
    (copied(tmp_path) / "protocol.toml").write_text("a = " + "[" * 100_000)
    assert refusal(tmp_path).what.startswith("is not TOML: ")


def test_a_file_that_is_too_long_to_be_one(tmp_path: Path) -> None:
    path = copied(tmp_path) / "en.toml"
    padding = (1 << 20) - path.stat().st_size
    path.write_bytes(path.read_bytes() + b"#" * padding)
    load(tmp_path)
    path.write_bytes(path.read_bytes() + b"#")
    error = refusal(tmp_path)
    assert (error.where, error.what) == (str(path), "is 1048577 bytes long")
    assert error.why == "No protocol file is longer than 1 MiB"
    assert error.remedy == "Check that it is the right file"


def test_a_rule_that_cannot_be_read() -> None:
    with pytest.raises(
        ProtocolError, match=r"line 111, criteria\.X1\.gate: 'injection_given and' is not an"
    ):
        tiny_with(('gate = "injection_given"\ntest', 'gate = "injection_given and"\ntest'))


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ('test = "pain_score >= severe_pain"', "rules.in_severe_pain.test"),
        ("value = \"weight / in_unit(height, 'm') ** 2\"", "derived.body_mass_index.value"),
        ('value = "last_injection_date + washout"', "dates.earliest_visit.value"),
        ('when = "last_injection_date > visit_date"', "checks.injection_after_visit.when"),
        ('when = "injection_given"', "advisories.sugar_may_rise.when"),
    ],
)
def test_half_a_rule_is_found_wherever_it_stands(old: str, key: str) -> None:
    with pytest.raises(
        ProtocolError, match=rf"^protocol\.toml, line \d+, {key}: .* is not an expression"
    ):
        tiny_with((old, f'{old[:-1]} +"'))


def test_a_choice_of_one() -> None:
    with pytest.raises(ProtocolError) as refused:
        tiny_with(
            ('{ id = "none" }, { id = "current" }, { id = "stopped" }, ', ""),
            (', unknown = true }]', " }]"),
            ("anticoagulant == 'current'\nor (anticoagulant == 'stopped'",
             "anticoagulant == 'unclear'\nor (anticoagulant == 'unclear'"),
        )  # fmt: skip
    assert str(refused.value) == (
        "protocol.toml, line 77, facts.anticoagulant.options: a choice needs two options or more. "
        "Write options = [{ id = 'one' }, { id = 'other' }]."
    )


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ProtocolError) as refused:
        tiny_with(
            ('test = "in_severe_pain"', 'test = "in_severe_pane"'),
            ('test = "body_mass_index < 40"', 'test = "body_mass_index < visit_date"'),
            ("when = \"height > '2.1 m'\"", 'when = "height > 210"'),
        )
    where = [line.split(": ")[0] for line in str(refused.value).splitlines()]
    assert where == [
        "protocol.toml, line 101, criteria.K2.test",
        "protocol.toml, line 106, criteria.K3.test",
        "protocol.toml, line 133, checks.height_unit.when",
    ]
