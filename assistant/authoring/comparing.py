"""What one version of a protocol says otherwise than another, in sentences."""

from collections.abc import Iterator
from pathlib import Path

from assistant.authoring.equivalence import proved_equivalent
from assistant.authoring.facets import Entry, Facets, facets, other_words
from assistant.authoring.mutants import Mutant
from assistant.criteria.model import StudyProtocol
from assistant.phrases import Phrases, phrases

ROOM = Path(__file__).parent


def differences(old: StudyProtocol, new: StudyProtocol, language: str) -> Iterator[str]:
    """Yield one line for everything that differs: what, and from what to what."""
    say = phrases(ROOM, language)
    before, after = facets(old, language), facets(new, language)
    for entry in dict.fromkeys((*after, *before)):
        if entry not in before:
            yield say("diff.added", what=_named(say, entry, after[entry]))
            yield from (_facet(say, key, "", text) for key, text in after[entry].items())
        elif entry not in after:
            yield say("diff.removed", what=_named(say, entry, before[entry]))
        elif before[entry] != after[entry]:
            yield say("diff.changed", what=_named(say, entry, after[entry]))
            yield from _changed(say, before[entry], after[entry])
            yield from _consequence(say, old, new, entry, language)
    yield from _other_words(say, old, new, language)


def _changed(say: Phrases, before: Facets, after: Facets) -> Iterator[str]:
    """Yield what differs within one entry."""
    for key in dict.fromkeys((*after, *before)):
        if before.get(key) != after.get(key):
            yield _facet(say, key, before.get(key, ""), after.get(key, ""))


def _facet(say: Phrases, key: str, old: str, new: str) -> str:
    """Return one facet, from what to what."""
    kind, _, name = key.partition(".")
    label = say("diff.words", name=name) if kind == "words" else say(f"facets.{kind}")
    if not old:
        return say("diff.is", label=label, new=new)
    return say("diff.from_to", label=label, old=old, new=new or say("diff.nothing"))


def _consequence(
    say: Phrases, old: StudyProtocol, new: StudyProtocol, entry: Entry, language: str
) -> Iterator[str]:
    """Yield what the change of a criterion comes to, as far as it can be told."""
    section, id_ = entry
    if section != "criteria":
        return
    one, other = old.criterion[id_], new.criterion[id_]
    said, wording = (each.words_in(language).criteria[id_].wording for each in (old, new))
    same_facts = all(
        old.fact.get(fact) == new.fact.get(fact) for fact in one.facts() | other.facts()
    )
    same_terms = all(
        old.term.get(t) == new.term.get(t) for t in one.terms_read() | other.terms_read()
    )
    if (one.test, one.gate, one.category) == (other.test, other.gate, other.category):
        yield say("diff.words_only")
    elif same_facts and same_terms and proved_equivalent(new, Mutant("", "", one, other)):
        yield say("diff.no_difference")
    elif said == wording:
        yield say("diff.wording_kept")


def _other_words(
    say: Phrases, old: StudyProtocol, new: StudyProtocol, language: str
) -> Iterator[str]:
    """Yield the words that belong to the protocol as a whole."""
    before, after = other_words(old, language), other_words(new, language)
    if before != after:
        yield say("diff.changed", what=say("sections.words"))
        yield from _changed(
            say,
            {f"words.{key}": text for key, text in before.items()},
            {f"words.{key}": text for key, text in after.items()},
        )


def _named(say: Phrases, entry: Entry, found: Facets) -> str:
    """Return an entry as its readers know it: its kind, its id, and its name if it has one."""
    section, id_ = entry
    label = found.get("words.label", "")
    name = f"{id_} ({label})" if label else id_
    return say(f"sections.{section}", name=name)
