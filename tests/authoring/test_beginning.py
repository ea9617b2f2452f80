"""A new protocol loads, passes every check, and screens: without a line of Python."""

import json
from pathlib import Path

import pytest
from support.command import command

from assistant.authoring.schemas import KINDS, file_name, schema_of

DOCS = Path(__file__).parents[2] / "docs" / "schemas"
REPLIES = {"consent_signed": True, "age": 40, "diagnosis": "proven", "tumour_size": "30 mm"}


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    folder = tmp_path / "Knee trial 2"
    done = command("protocol", "new", folder).assert_clean()
    assert (done.code, done.err) == (0, "")
    assert f"{folder / 'scenarios' / 'first.toml'}\n" in done.out
    return folder


def test_it_is_sound_covered_and_tested(trial: Path) -> None:
    done = command("protocol", "check", trial).assert_clean()
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("knee_trial_2 0.1 is sound: 4 facts, 4 criteria, ")
    done = command("protocol", "test", "--mutate", trial).assert_clean()
    assert done.code == 0
    assert done.out.endswith("\nsurvivors: 0\n")


def test_it_screens_and_is_shown(trial: Path, tmp_path: Path) -> None:
    replies = tmp_path / "replies.json"
    replies.write_text(json.dumps(REPLIES), "utf-8")
    for language in ("en", "fr"):
        done = command("new", "--replies", replies, "--protocol", trial, "--lang", language,
                       "--transcripts", tmp_path / "records").assert_clean()  # fmt: skip
        assert done.code == 0
        shown = command("protocol", "show", trial, "--lang", language).assert_clean()
        assert "MY-TRIAL" not in shown.err
    assert command("verify", tmp_path / "records").assert_clean().code in (0, 1)


def test_a_folder_with_something_in_it_is_left_alone(trial: Path) -> None:
    kept = {path: path.read_bytes() for path in trial.rglob("*") if path.is_file()}
    command("protocol", "new", trial).assert_refused("is not empty")
    assert {path: path.read_bytes() for path in trial.rglob("*") if path.is_file()} == kept


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    command("protocol", "new", tmp_path / "file" / "trial").assert_refused("cannot be written")


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_those_of_the_models(kind: str, trial: Path) -> None:
    done = command("protocol", "schema", kind).assert_clean()
    assert done.out == schema_of(kind)
    for place in (DOCS, trial):
        remedy = f"screening protocol schema {kind} > docs/schemas/{file_name(kind)}"
        assert (place / file_name(kind)).read_text("utf-8") == done.out, remedy
    first = next(iter(sorted(trial.rglob("*.toml")))).read_text("utf-8")
    assert first.startswith("#:schema ")


def test_a_schema_names_what_may_stand_in_a_file() -> None:
    made = json.loads(schema_of("protocol"))
    fact = made["$defs"]["FactEntry"]
    assert fact["required"] == ["id", "topic", "type"]
    assert fact["additionalProperties"] is False
    assert made["$defs"]["FactType"]["enum"] == ["bool", "option", "integer", "quantity", "date"]
