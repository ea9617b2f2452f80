"""A worked example of a computed value: the numbers are the engine's, never typed into a lesson."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from assistant.criteria.display import Display
from assistant.criteria.evaluation import fact_values
from assistant.criteria.model import StudyProtocol
from assistant.criteria.tree import Case, Node
from assistant.criteria.values import Derived
from assistant.training.solving import read

PLACES = 2


def worked_example(
    protocol: StudyProtocol, replies: Mapping[str, str], language: str
) -> dict[str, str]:
    """Return an example's texts by name: its inputs, their numbers, and what comes of them."""
    display = Display(protocol.words_in(language))
    answers = {fact: read(protocol, fact, reply) for fact, reply in replies.items()}
    texts = {}
    for fact, answer in answers.items():
        texts[fact] = display.full(protocol.fact[fact], answer)
        if isinstance(answer.value, Fraction):
            texts[f"{fact}_number"] = display.quantity(answer.value, "")
    case = Case(fact_values(protocol, answers), {})
    for node in _derived(protocol):
        value = node.value(case)
        assert isinstance(value, Fraction)
        texts[node.id] = display.quantity(value, node.unit, PLACES)
    return texts


def _derived(protocol: StudyProtocol) -> Iterator[Derived]:
    for criterion in protocol.criteria:
        yield from _named(criterion.test)


def _named(node: Node) -> Iterator[Derived]:
    if isinstance(node, Derived):
        yield node
        return
    for part in node.parts():
        yield from _named(part)
