"""Practice cases: what an invented participant's file says, and the replies that it calls for.

A case is a file of `cases/`. In its documents `[words of the file](fact)` marks where the answer to
a fact stands, so that no quotation can part from the text that it is taken from.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.criteria.base import Frozen
from assistant.errors import BadInput
from assistant.text import visible

FOLDER = Path(__file__).parent / "cases"
_LINK = re.compile(r"\[([^\[\]]+)\]\(([a-z0-9_, ]+)\)")


class Quote(Frozen):
    """The words of a document that answer a fact."""

    document: str
    text: str


class Document(Frozen):
    """A part of the file: a letter, a report."""

    title: str
    text: str

    @property
    def shown(self) -> str:
        """Return the text as the file has it."""
        return _LINK.sub(r"\1", self.text)

    def quotes(self) -> dict[str, Quote]:
        """Return the words that answer each fact."""
        return {
            fact.strip(): Quote(document=self.title, text=words)
            for words, facts in _LINK.findall(self.text)
            for fact in facts.split(",")
        }


class CaseText(Frozen):
    """A case in one language; `points` say what is to be learnt at single facts.

    `who` may be seen beforehand; `title` gives away what the case turns on.
    """

    who: str
    title: str
    lesson: str
    documents: tuple[Document, ...]
    points: dict[str, str] = {}

    def quotes(self) -> dict[str, Quote]:
        """Return where in the file each fact stands."""
        return {fact: quote for each in self.documents for fact, quote in each.quotes().items()}


class Case(Frozen):
    """A practice case: replies as one would type them, and what must follow from them.

    `decisive` are the criteria that decide the verdict: failed, contested or unknown ones; `terms`
    are those that the sponsor would have to decide.
    """

    id: str
    verdict: str
    decisive: tuple[str, ...]
    terms: tuple[str, ...] = ()
    replies: dict[str, str]
    en: CaseText
    fr: CaseText

    @property
    def number(self) -> str:
        """Return the number that the case is called by."""
        return self.id[:2]

    def text(self, language: str) -> CaseText:
        """Return the case in a language."""
        return self.fr if language == "fr" else self.en


@cache
def cases() -> dict[str, Case]:
    """Return every case by its id, in the order in which they are to be practised."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def case_named(name: str) -> Case:
    """Return the case with a number ("7", "07") or an id.

    Raises BadInput if there is none.
    """
    found = cases()
    wanted = name.strip().lower()
    for case in found.values():
        if wanted == case.id or wanted.zfill(2) == case.number:
            return case
    raise BadInput(
        f"{visible(name[:40])!r} is not a practice case",
        remedy=f"`screening practise --list` shows them, 1 to {len(found)}",
    )


def _read(path: Path) -> Case:
    """Return the case of a file."""
    # Strict values know no list where a tuple is asked for: JSON is read as such.
    import json

    data = tomllib.loads(path.read_text("utf-8"))
    return Case.model_validate_json(json.dumps({"id": path.stem, **data}))
