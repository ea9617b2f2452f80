"""Why bytes that are not a line of a record are not: words for the person who must mend the file.

Invariant: it is asked only about bytes that the grammar refused, and always has an answer.
"""

import json

from assistant.audit.grammar import ENCODER, refuse_number
from assistant.audit.layout import VERSION


def explain(raw: bytes) -> str:
    """The likeliest cause, as the end of a sentence about "this line"."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return "it begins with a byte-order mark, which an editor added"
    if raw.endswith(b"\r\n"):
        return "it ends in CR LF, which an editor or a file transfer changed"
    if not raw.strip():
        return "it is blank"
    try:
        return _misfit(raw.decode())
    except UnicodeDecodeError as fault:
        return f"it is not UTF-8 at byte {fault.start + 1}"
    except json.JSONDecodeError as fault:
        return f"it is not JSON at character {fault.pos + 1}"
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as fault:
        return str(fault)


def _misfit(text: str) -> str:
    value = json.loads(
        text,
        parse_float=refuse_number,
        parse_constant=refuse_number,
        object_pairs_hook=_without_twins,
    )
    if ENCODER.encode(value) + "\n" != text:
        return "it was laid out again: spaces, order of keys or escapes are not canonical"
    event = value.get("e") if isinstance(value, dict) else None
    version = event.get("v") if isinstance(event, dict) else None
    if isinstance(version, int) and version != VERSION:
        return f"its format version is {version}, and this program knows version {VERSION}"
    return "its fields or their values are not those of a line of a record"


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("it holds the same key twice")
    return found
