"""Whether the ids of a protocol file can be names: in expressions, in keys, in names of files."""

import re
from collections.abc import Iterator
from keyword import iskeyword
from typing import NamedTuple

from assistant.criteria.faults import Faults
from assistant.criteria.schema import ProtocolFile
from assistant.criteria.sources import FILE


class Form(NamedTuple):
    """What ids of one kind are made of, and that in words."""

    pattern: re.Pattern[str]
    said: str


# ASCII alone: an expression's parser folds other letters together.
_NAME = Form(re.compile(r"[A-Za-z_][A-Za-z0-9_]*"), "letters a to z, digits and _, no digit first")
_ID = Form(re.compile(r"[A-Za-z0-9_]+"), "letters a to z, digits and _")
_LANGUAGE = Form(re.compile(r"[A-Za-z0-9_-]+"), "letters and -, as its file is named")
# "1+" will do: an option stands in quotes, and in dotted keys.
_OPTION = Form(re.compile(r"[^\s.'\"]+"), "signs other than spaces, points and quotes")
_CALLS = ("at_least", "in_unit")
# A topic becomes a state of the dialog, beside these of its own.
PLACES = frozenset({
    "opening", "questions", "confirming", "revising", "reviewing", "acknowledging", "completing",
    "signing", "suspended", "closed", "what_comes_next",
})  # fmt: skip


def check_names(file: ProtocolFile, faults: Faults) -> None:
    """Note every id that cannot stand where it would be named."""
    for form, found in ((_NAME, _names(file)), (_ID, _plain(file)), (_OPTION, _options(file))):
        for key, id_ in found:
            _require(form, key, id_, faults)
    for topic in file.protocol.topics:
        if topic in PLACES:
            faults.add(FILE, "protocol.topics", f"{topic!r} is a place of every dialog",
                       "Choose another id for the topic")  # fmt: skip
    for language in file.protocol.languages:
        _require(_LANGUAGE, "protocol.languages", language, faults)


def _require(form: Form, key: str, id_: str, faults: Faults) -> None:
    """Note an id that has not its form, or means something else in an expression."""
    is_word = form is _NAME and (iskeyword(id_) or id_ in _CALLS)
    if is_word or not form.pattern.fullmatch(id_):
        cause = "is a word of the expressions" if is_word else "cannot be an id"
        faults.add(FILE, key, f"{id_!r} {cause}", f"Choose another, of {form.said}")


def _names(file: ProtocolFile) -> Iterator[tuple[str, str]]:
    """Yield, with their keys, the ids that expressions name."""
    yield from ((f"constants.{name}", name) for name in file.constants)
    for section in ("terms", "facts", "derived", "rules"):
        yield from ((f"{section}.{entry.id}", entry.id) for entry in getattr(file, section))


def _plain(file: ProtocolFile) -> Iterator[tuple[str, str]]:
    """Yield, with their keys, the ids that only keys name."""
    yield "protocol.id", file.protocol.id
    yield from (("protocol.topics", topic) for topic in file.protocol.topics)
    for section in ("criteria", "checks", "advisories", "dates"):
        yield from ((f"{section}.{entry.id}", entry.id) for entry in getattr(file, section))
    for term in file.terms:
        yield from ((f"terms.{term.id}.readings", reading.id) for reading in term.readings)


def _options(file: ProtocolFile) -> Iterator[tuple[str, str]]:
    """Yield, with their keys, the options of choices."""
    for fact in file.facts:
        yield from ((f"facts.{fact.id}.options", option.id) for option in fact.options)
