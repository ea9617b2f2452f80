"""On which line of a TOML file a key stands; TOML's own parser tells only whether it is TOML.

A key is written as its author knows it: `criteria.I9a.test`, an entry of an array by its id.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(
    r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*="""
)
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
# What matters within a value: whole strings, comments, and brackets that keep it open.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""+|\'\'\'.*?\'\'\'+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]',
    re.DOTALL,
)
Lines = tuple[int, int]


def line_of(text: str, key: str, cause: str = "") -> int:
    """Return the line of a key, or of the nearest thing that stands in the file; 0 if nothing does.

    In a value of several lines, the first line that names the key's end, or what the cause quotes.
    """
    places = _kept_places(text)
    name = key
    while name and name not in places:
        name = name.rpartition(".")[0]
    if not name:
        section = f"{key.partition('.')[0]}."
        return next((first for place, (first, _) in places.items() if place.startswith(section)), 0)
    first, last = places[name]
    within = text.split("\n")[first - 1 : last]
    rest = key[len(name) + 1 :].rpartition(".")[2]
    for wanted in filter(None, (rest, *re.findall(r"'([^']+)'", cause), *cause.split()[-1:])):
        named = re.compile(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])")
        for number, line in enumerate(within, first):
            if named.search(line):
                return number
    return first


@lru_cache(maxsize=8)
def _kept_places(text: str) -> dict[str, Lines]:
    return dict(_places(text))


def _places(text: str) -> Iterator[tuple[str, Lines]]:
    """Yield every key of a TOML text with its first and last line, tables among them."""
    prefix: list[str] = []
    entry: dict[tuple[str, ...], str] = {}  # an array of tables, and the id of its last entry
    counts: dict[tuple[str, ...], int] = {}
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line, number = text[start:end], text.count("\n", 0, start) + 1
        if header := _HEADER.fullmatch(line):
            path = _parts(header[2])
            if header[1] == "[[":
                counts[tuple(path)] = counts.get(tuple(path), -1) + 1
                entry[tuple(path)] = _id_after(text, end) or str(counts[tuple(path)])
                yield ".".join([*path, str(counts[tuple(path)])]), (number, number)
            prefix = _named(path, entry)
            yield ".".join(prefix), (number, number)
        elif key := _KEY.match(line):
            end = _value_end(text, start + key.end())
            last = text.count("\n", 0, end) + 1
            yield ".".join([*prefix, *_parts(key[1])]), (number, last)
            if key[1] == "id" and prefix[-1:] == _parts(line[key.end() :])[:1]:
                yield ".".join(prefix), (number, number)
        start = end + 1


def _parts(dotted: str) -> list[str]:
    """Return the parts of a dotted key."""
    return [next(filter(None, part), "") for part in _PART.findall(dotted)]


def _named(path: list[str], entry: dict[tuple[str, ...], str]) -> list[str]:
    """Return a table's path with the id of the array's entry that it belongs to."""
    named: list[str] = []
    for place, part in enumerate(path, 1):
        named.append(part)
        if tuple(path[:place]) in entry:
            named.append(entry[tuple(path[:place])])
    return named


def _id_after(text: str, start: int) -> str:
    """Return the id that an entry gives itself before the next table begins, or ""."""
    position = start + 1
    while position < len(text):
        end = text.find("\n", position)
        line = text[position : len(text) if end < 0 else end]
        if _HEADER.fullmatch(line):
            return ""
        key = _KEY.match(line)
        if key and key[1].strip("\"'") == "id":
            return next(iter(_parts(line[key.end() :])), "")
        position = (_value_end(text, position + key.end()) if key else position + len(line)) + 1
    return ""


def _value_end(text: str, start: int) -> int:
    """Return where the line ends on which a value ends."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and depth <= 0:
            return token.start()
    return len(text)
