"""What scenarios decide and what none does: verdicts, statuses, answers, limits, readings, remarks.

An answer is decided where another answer in its place, all others kept, would change a status. A
side of a limit counts only close to it: a whole number apart, or one part in a hundred.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from assistant.authoring.equivalence import atoms_of
from assistant.authoring.outcomes import Setting, deciding
from assistant.authoring.scenarios import Scenario
from assistant.authoring.sides import close_side, limits_of, sides_within
from assistant.authoring.spelling import spelled
from assistant.authoring.trials import Trials, nodes_of
from assistant.criteria.atoms import Compare
from assistant.criteria.bounds import is_whole
from assistant.criteria.evaluation import Verdict, status_of
from assistant.criteria.model import Criterion, Fact, FactType, Term
from assistant.criteria.numbers import exact_text
from assistant.criteria.relevance import Planner
from assistant.criteria.tables import DecisionTable
from assistant.criteria.tree import Case, Node, Rule, Value
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN
from assistant.criteria.variables import subject


@dataclass(frozen=True)
class Goal:
    """One thing that a scenario should decide: of which kind, where, what; whether one does."""

    kind: str
    where: str
    what: str
    is_met: bool


def goals(trials: Trials) -> Iterator[Goal]:
    """Yield everything that scenarios should decide, and whether they do."""
    protocol = trials.protocol
    planner = Planner(protocol)
    expected = {each.verdict for each in trials.scenarios}
    yield from (Goal("verdicts", "protocol", each, each in expected) for each in Verdict)
    for criterion in protocol.criteria:
        yield from _statuses(trials, criterion, planner.tables[criterion.id])
    for fact in protocol.facts:
        yield from _answers(trials, fact)
    for criterion in protocol.criteria:
        yield from _limits(trials, f"criteria.{criterion.id}", nodes_of(criterion))
    for check in protocol.checks:
        yield from _limits(trials, f"checks.{check.id}", nodes_of(check))
    for advisory in protocol.advisories:
        yield from _limits(trials, f"advisories.{advisory.id}", nodes_of(advisory))
    for fact in protocol.facts:
        yield from _own_limits(trials, fact)
    for term in protocol.terms:
        yield from _readings(trials, term)
    yield from _remarks(trials)


def _statuses(trials: Trials, criterion: Criterion, table: DecisionTable) -> Iterator[Goal]:
    """Yield each status that a criterion can have."""
    reached = [[*each.reachable(trials.protocol.fact, {}), None] for each in table.variables]
    can_have = {table.status(place) for place in product(*reached)}
    expected = {each.expected["statuses"].get(criterion.id) for each in trials.scenarios}
    for status in sorted(can_have):
        yield Goal("statuses", f"criteria.{criterion.id}", status, status in expected)


def _answers(trials: Trials, fact: Fact) -> Iterator[Goal]:
    """Yield each answer that a fact offers."""
    if fact.type is FactType.BOOL:
        offered: dict[str, Value] = {"yes": TRUE, "no": FALSE}
    else:
        offered = {each.id: UNKNOWN if each.unknown else each.id for each in fact.options}
    for name, value in offered.items():
        given = (each for each in trials.scenarios if _gives(each.answers.get(fact.id), name))
        others = [other for other in offered.values() if other is not value]
        is_met = any(_decides(trials.setting(each), fact, others) for each in given)
        yield Goal("answers", f"facts.{fact.id}", name, is_met)


def _gives(given: bool | str | None, name: str) -> bool:
    return ("yes" if given else "no") == name if isinstance(given, bool) else given == name


def _decides(setting: Setting, fact: Fact, others: list[Value]) -> bool:
    """Return whether another answer in a fact's place would change some status."""
    protocol = setting.protocol
    for criterion in protocol.criteria:
        if fact.id in criterion.facts():
            now = status_of(protocol, criterion, setting.values)
            for other in others:
                if status_of(protocol, criterion, {**setting.values, fact.id: other}) is not now:
                    return True
    return False


def _readings(trials: Trials, term: Term) -> Iterator[Goal]:
    """Yield each reading of a term that can be read in two ways."""
    for reading in term.usable if len(term.usable) > 1 else ():
        is_met = any(_turns(trials, each, term.id, reading) for each in trials.scenarios)
        yield Goal("readings", f"terms.{term.id}", reading, is_met)


def _limits(trials: Trials, where: str, nodes: tuple[Node, ...]) -> Iterator[Goal]:
    """Yield each side of each limit that a comparison of these expressions has."""
    compared = {
        atom: None
        for node in nodes
        if isinstance(node, Rule)
        for atom in atoms_of(node)
        if isinstance(atom, Compare)
    }
    for atom in compared:
        node = subject(atom)
        whole = is_whole(node, trials.protocol.fact)
        for limit in sorted(limits_of(atom)):
            settings = map(trials.setting, trials.scenarios)
            found = {_side(setting, node, limit, whole=whole) for setting in settings}
            for side in sides_within(trials.protocol, node, limit):
                what = f"{spelled(node)} {side} {exact_text(limit)}"
                yield Goal("limits", where, what, side in found)


def _side(setting: Setting, node: Node, limit: Fraction, *, whole: bool) -> str | None:
    """Return on which side of a limit a scenario's value lies, None if it is not close to it."""
    value = node.value(Case(setting.values, {}))
    return close_side(value, limit, whole=whole) if isinstance(value, Fraction) else None


def _own_limits(trials: Trials, fact: Fact) -> Iterator[Goal]:
    """Yield both ends of what a fact can be and usually is, at the end and just beyond it."""
    spans = [("hard", fact.hard)] if fact.hard else []
    spans += [("usual", each) for each in fact.usual]
    whole = fact.type is FactType.INTEGER
    for key, span in spans:
        for end, beyond in (("low", "below"), ("high", "above")):
            limit: Fraction = getattr(span, end)
            outside = fact.hard is not None and limit in (fact.hard.low, fact.hard.high)
            for side in ("at", beyond):
                if key == "usual" and outside and side == beyond:
                    continue  # what lies beyond is refused, whatever is usual
                is_met = any(
                    side == close_side(value, limit, whole=whole)
                    for each in trials.scenarios
                    if (value := _typed(trials, each, fact)) is not None
                )
                what = f"{side} {exact_text(limit)}"
                yield Goal("own limits", f"facts.{fact.id}.{key}", what, is_met)


def _typed(trials: Trials, scenario: Scenario, fact: Fact) -> Fraction | None:
    """Return the number that a scenario gives for a fact, refused or not, in its unit."""
    return trials.setting(scenario).numbers.get(fact.id)


def _turns(trials: Trials, scenario: Scenario, term: str, reading: str) -> bool:
    """Return whether a scenario has a status that only one reading of a term gives."""
    setting = trials.setting(scenario)
    protocol = setting.protocol
    if protocol.term[term].in_force != (reading,):
        return False
    for criterion in protocol.criteria:
        expected = scenario.expected["statuses"].get(criterion.id)
        if term in criterion.terms_read() and expected is not None:
            for other in protocol.term[term].usable:
                changed = deciding(trials.protocol, {**scenario.readings, term: other})
                if status_of(changed, criterion, setting.values) != expected:
                    return True
    return False


def _remarks(trials: Trials) -> Iterator[Goal]:
    """Yield each check and advisory, shown and not shown, and each date, shown."""
    protocol = trials.protocol
    for check in protocol.checks:
        table = "refused" if check.action == "refuse" else "confirmed"
        yield from _either(trials, table, f"checks.{check.id}", check.id)
    for advisory in protocol.advisories:
        where = f"advisories.{advisory.id}"
        if advisory.when is None:
            is_met = any(each.expected["advised"].get(advisory.id) for each in trials.scenarios)
            yield Goal("remarks", where, "yes", is_met)
        else:
            yield from _either(trials, "advised", where, advisory.id)
    for shown in protocol.dates:
        given = {each.expected["dates"].get(shown.id) for each in trials.scenarios}
        yield Goal("remarks", f"dates.{shown.id}", "shown", bool(given - {None, ""}))
        yield Goal("remarks", f"dates.{shown.id}", "not shown", "" in given)


def _either(trials: Trials, table: str, where: str, id_: str) -> Iterator[Goal]:
    """Yield a remark, shown and not shown."""
    given = {each.expected[table].get(id_) for each in trials.scenarios}
    yield Goal("remarks", where, "shown", True in given)
    yield Goal("remarks", where, "not shown", False in given)
