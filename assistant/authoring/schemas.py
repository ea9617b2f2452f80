"""JSON Schemas of a protocol's files, made from the very models that read them: for editors."""

import json
from collections.abc import Mapping

from assistant.authoring.scenarios import ScenarioFile
from assistant.criteria.base import Frozen
from assistant.criteria.schema import ProtocolFile
from assistant.criteria.words import Words

KINDS: Mapping[str, type[Frozen]] = {
    "protocol": ProtocolFile,
    "words": Words,
    "scenarios": ScenarioFile,
}


def schema_of(kind: str) -> str:
    """Return the JSON Schema of one kind of file, as the text of a file."""
    made = KINDS[kind].model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**head, **made}, ensure_ascii=False, indent=2) + "\n"


def file_name(kind: str) -> str:
    """Return the name under which a schema lies beside the files that it describes."""
    return f"{kind}.schema.json"
