"""The author's guide says what the files may hold: its examples are of the recorded shape."""

import re
import tomllib
from pathlib import Path

import pytest
from support.command import command

from assistant.authoring.scenarios import ScenarioFile
from assistant.criteria.loader import shaped
from assistant.criteria.schema import ProtocolFile
from assistant.criteria.words import Words

GUIDE = (Path(__file__).parents[2] / "docs" / "protocol-files.md").read_text("utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)
# What a whole file needs, so that a piece of one can be read as a file.
REST = {
    "protocol": {"id": "x", "version": "1", "languages": ["en"], "topics": ["x"]},
    "facts": [],
    "criteria": [],
}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0])
def test_each_example_is_of_the_right_shape(block: str) -> None:
    tables = tomllib.loads(block)
    model = ScenarioFile if "scenarios" in tables else ProtocolFile
    tables = tables if "scenarios" in tables else {**REST, **tables}
    shaped(model, tables, "guide", block.encode())


def test_every_key_of_the_files_is_in_the_guide() -> None:
    for model in (ProtocolFile, Words, ScenarioFile):
        for name in keys(model.model_json_schema()):
            assert re.search(rf"[`\s\[.]{re.escape(name)}[`\s\].]", GUIDE), name


def keys(schema: dict[str, object]) -> set[str]:
    """Every key that a file of some schema may have."""
    models = [schema, *schema.get("$defs", {}).values()]  # type: ignore[attr-defined]
    return {name for each in models for name in each.get("properties", {})}


def test_every_command_of_the_guide_is_one() -> None:
    named = set(re.findall(r"screening protocol ([a-z]+)", GUIDE)) - {"go"}
    for what in named:
        done = command("protocol", what, "--help")
        assert (done.code, done.err) == (0, ""), what
    for name in ("decide", "rescreen", "assess", "new"):
        assert f"screening {name}" in GUIDE
