"""Which fact a person means who names one."""

from assistant.criteria.model import StudyProtocol
from assistant.text import folded


def fact_named(protocol: StudyProtocol, text: str) -> str | None:
    """Return the fact that a text names by its id, or by its label in any language, or None."""
    said = folded(text)
    for fact in protocol.fact:
        labels = {folded(words.facts[fact].label) for words in protocol.words}
        if said in labels | {folded(fact), folded(fact.replace("_", " "))}:
            return fact
    return None
