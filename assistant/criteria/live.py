"""The live path: an answer leaves it only when its gate is false under every reading."""

from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import fact_values
from assistant.criteria.model import StudyProtocol
from assistant.criteria.tree import Case
from assistant.criteria.truth import FALSE


def live(protocol: StudyProtocol, answers: Answers) -> Answers:
    """Return the answers on the live path.

    An answer is off it if its fact stands in no gate, and every criterion that reads it has a gate
    that is false under every reading in force.
    """
    gates = {fact: answers[fact] for fact in protocol.gate_facts if fact in answers}
    values = fact_values(protocol, gates)
    on_path: set[str] = set()
    for gate, facts in protocol.gated.items():
        if gate is None or any(
            gate.value(Case(values, readings)) is not FALSE
            for readings in protocol.readings(gate.terms())
        ):
            on_path |= facts
    if answers.keys() <= on_path:  # as most turns leave it
        return answers
    return {fact: answer for fact, answer in answers.items() if fact in on_path}
