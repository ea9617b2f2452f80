"""Whether a record is what was written, judged by a reader that trusts nothing and changes nothing.

Invariant: every byte is accounted for. A line either has the one form that its content can have and
follows from the line before it, or there is a finding that names it. All that is shared with the
code that writes is the format's constants and the way a file is opened.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import Literal, TypeAlias

from assistant.audit import disk, layout
from assistant.audit.grammar import Line, Malformed, parse
from assistant.errors import AssistantError, RecordError
from assistant.text import visible

Replay: TypeAlias = Callable[[Sequence[Mapping[str, object]]], Sequence[str]]
Severity: TypeAlias = Literal["warning", "failure"]

_UNANCHORED = (
    "Unanchored: no checkpoint vouches for this record, so lines cut off at its end, or a chain "
    "made anew as a whole, would not show."
)
