"""Scenarios of the made-up trial, and their trials."""

from functools import cache

from support.protocols import stereo, tiny

from assistant.authoring.scenarios import scenarios_in, scenarios_of
from assistant.authoring.trials import Trials
from assistant.criteria.model import StudyProtocol
from assistant.criteria.sources import DEFAULT

WELL = """
[[scenarios]]
id = "well"
answers = { osteoarthritis_confirmed = true, pain_score = 8, weight = 90, height = "1.75 m", \
injection_given = false, anticoagulant = "none" }
verdict = "eligible"
statuses = { K1 = "met", K2 = "met", K3 = "met", X1 = "not_applicable", X2 = "met" }
"""


def tried(text: str, protocol: StudyProtocol | None = None) -> Trials:
    """The trials of some scenarios, written as in their file."""
    protocol = protocol or tiny()
    return Trials(protocol, scenarios_of({"scenarios/a.toml": text.encode()}, protocol))


@cache
def shipped() -> Trials:
    """The trial's own scenarios."""
    return Trials(stereo(), scenarios_in(DEFAULT, stereo()))
