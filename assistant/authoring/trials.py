"""The scenarios of a protocol, tried: which expectations hold, and which changes they notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.authoring.mutants import Mutant, with_
from assistant.authoring.outcomes import Part, Setting, asked, deciding, parts_of
from assistant.authoring.scenarios import Scenario
from assistant.criteria.model import Criterion, Fact, StudyProtocol, Term
from assistant.criteria.relevance import Planner
from assistant.criteria.tree import Node


@dataclass(frozen=True)
class Miss:
    """An expectation of a scenario that does not hold."""

    scenario: Scenario
    what: str
    expected: str
    found: str


class Trials:
    """All scenarios of one protocol, each under its own readings."""

    def __init__(self, protocol: StudyProtocol, scenarios: Sequence[Scenario]) -> None:
        self.protocol = protocol
        self.scenarios = scenarios
        self._decided: dict[frozenset[tuple[str, str]], StudyProtocol] = {}
        self._settings: dict[str, Setting] = {}

    def setting(self, scenario: Scenario) -> Setting:
        """Return what a scenario comes to; made once, and only if it is looked at."""
        if scenario.id not in self._settings:
            readings = frozenset(scenario.readings.items())
            if readings not in self._decided:
                self._decided[readings] = deciding(self.protocol, scenario.readings)
            self._settings[scenario.id] = Setting(self._decided[readings], scenario)
        return self._settings[scenario.id]

    def misses(self) -> Iterator[Miss]:
        """Yield every expectation that does not hold."""
        planners: dict[int, Planner] = {}  # one for each set of readings: slow to make
        for scenario in self.scenarios:
            setting = self.setting(scenario)
            for part in parts_of(setting.protocol):
                yield from _misses(scenario, part, setting)
            if scenario.verdict and scenario.verdict != setting.verdict():
                yield Miss(scenario, "verdict", scenario.verdict, setting.verdict())
            if scenario.asked is not None:
                key = id(setting.protocol)
                planner = planners[key] = planners.get(key) or Planner(setting.protocol)
                found = asked(planner, setting)
                pairs = zip_longest(scenario.asked, found, fillvalue="nothing more")
                for number, (wanted, given) in enumerate(pairs, 1):
                    if wanted != given:
                        yield Miss(scenario, f"asked, question {number}", wanted, given)
                        break

    def notices(self, mutant: Mutant) -> str | None:
        """Return the id of a scenario whose expectations a mutant breaks, or None."""
        if isinstance(mutant.after, Fact | Term):
            return self._notices_everywhere(mutant.after)
        for scenario in self._nearest(facts_of(mutant.after)):
            if any(_misses(scenario, mutant.after, self.setting(scenario))):
                return scenario.id
        return None

    def _notices_everywhere(self, changed: Fact | Term) -> str | None:
        """Return the id of a scenario that notices a change of what many parts read, or None."""
        section = "facts" if isinstance(changed, Fact) else "terms"
        entries = tuple(
            changed if each.id == changed.id else each for each in getattr(self.protocol, section)
        )
        protocol = with_(self.protocol, **{section: entries})
        touched = [part for part in parts_of(protocol) if _reads(part, changed)]
        for scenario in self._nearest(frozenset().union(*map(facts_of, touched))):
            if isinstance(changed, Fact) and changed.id not in scenario.answers:
                continue
            known = self.setting(scenario)
            setting = Setting(deciding(protocol, scenario.readings), scenario, known)
            if any(miss for part in touched for miss in _misses(scenario, part, setting)):
                return scenario.id
        return None

    def _nearest(self, facts: frozenset[str]) -> list[Scenario]:
        """Return the scenarios, those that are about some facts before the others."""
        return sorted(self.scenarios, key=lambda each: not facts & each.changed)


def facts_of(part: Part) -> frozenset[str]:
    """Return the facts that a part of a protocol reads."""
    if isinstance(part, Fact):
        return frozenset((part.id,))
    return frozenset().union(*(node.facts() for node in nodes_of(part)))


def nodes_of(part: Part) -> tuple[Node, ...]:
    """Return the expressions of a part of a protocol."""
    named = (getattr(part, key, None) for key in ("gate", "test", "when", "value"))
    return tuple(node for node in named if isinstance(node, Node))


def _reads(part: Part, changed: Fact | Term) -> bool:
    """Return whether a part's outcome may depend on a fact or on the readings of a term."""
    if isinstance(changed, Fact):
        return changed.id in facts_of(part)
    return any(changed.id in node.terms() for node in nodes_of(part))


def _misses(scenario: Scenario, part: Part, setting: Setting) -> Iterator[Miss]:
    """Yield what a scenario expects of a part, and does not find."""
    expected = {
        table: wanted[part.id] for table, wanted in scenario.expected.items() if part.id in wanted
    }
    if not expected:
        return
    outcome = setting.outcome(part)
    for table, found in outcome.items():
        wanted = expected.get(table, found)
        if wanted != found:
            what = part.id if isinstance(part, Criterion) else f"{table} {part.id}"
            yield Miss(scenario, what, str(wanted).lower(), str(found).lower())
