"""Whether what a person reads is made of sentences: each with its capital and one full stop."""

import re

_END = re.compile(r"(?<=[.?!])\s+")
# A path, an option, an id or a quoted text begins a sentence as it is written.
_TOKEN = re.compile(r"[^a-z]|\S*[._/\\`'\"=-]\S|\S+[:,](\s|$)")


def slips(text: str) -> list[str]:
    """The sentences of a message that begin in lower case, do not end, or end twice."""
    sentences = _END.split(text.strip())
    small = [each for each in sentences if not _TOKEN.match(each)]
    twice = [each for each in sentences if re.search(r"\w\.\.$|[?!]\.$", each)]
    unended = [each for each in sentences[-1:] if not each.endswith((".", "?", "!"))]
    return [*small, *twice, *unended]
