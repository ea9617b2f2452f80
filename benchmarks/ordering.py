"""Participants as the quickest order expects them: questions, what they may bring out, and chances.

The model: answers are drawn from the protocol's priors, independent given their gates, and none is
unknown; a question may be asked once it can matter and waits on no gate; asking ends at the first
criterion that fails. A formula's value is drawn, by its own prior, when its last fact is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

from assistant.criteria.evaluation import Status
from assistant.criteria.model import StudyProtocol
from assistant.criteria.numbers import rational
from assistant.criteria.relevance import Planner
from assistant.criteria.tables import Place, Reach
from assistant.criteria.tree import Case, Value
from assistant.criteria.truth import FALSE, TRUE
from assistant.criteria.variables import Variable


class Known(NamedTuple):
    """What is known of a participant: facts asked, and by variable the value that came out."""

    asked: frozenset[str] = frozenset()
    values: frozenset[tuple[str, str]] = frozenset()


Criteria = tuple[str, ...]


class Participants:
    """Draws answers under one protocol; says what is open, what has failed, and what is apart."""

    def __init__(self, protocol: StudyProtocol) -> None:
        self.protocol = protocol
        self.planner = Planner(protocol)
        self.criteria: Criteria = tuple(self.planner.tables)
        self._by_name: dict[str, list[tuple[str, Variable]]] = {}
        for id_, table in self.planner.tables.items():
            for variable in table.variables:
                self._by_name.setdefault(variable.name, []).append((id_, variable))
        self._shares = {name: self._told_apart(name) for name in self._by_name}
        self.reaches = cache(self._reaches)
        self._openings = cache(self._open)
        self._excusers = cache(self._excused)

    def drawn(self, known: Known, fact: str) -> Iterator[tuple[float, Known]]:
        """Yield what may be known after a question, each with its chance."""
        asked = known.asked | {fact}
        done = {name for name, _ in known.values}
        new = [
            name
            for name, ((_, first), *_) in self._by_name.items()
            if name not in done and fact in first.facts and asked.issuperset(first.facts)
        ]
        for values in product(*(self._shares[name].items() for name in new)):
            named = {(name, value) for name, (value, _) in zip(new, values, strict=True)}
            yield prod(share for _, share in values), Known(asked, known.values | named)

    def has_failed(self, known: Known, criteria: Criteria) -> bool:
        """Return whether one of some criteria has failed."""
        return any(
            self.planner.tables[id_].status(self._place(id_, known)) is Status.FAILED
            for id_ in criteria
        )

    def askable(self, known: Known, criteria: Criteria) -> tuple[str, ...]:
        """Return the facts to ask for some criteria: those that can matter and wait on no gate."""
        values = self._fact_values(known)
        found: set[str] = set()
        for id_ in criteria:
            gates = self.protocol.criterion[id_].gate_facts()
            open_ = self._openings(id_, self.relevant(known, (id_,)))
            free = open_ if self._is_reached(id_, values) else open_ & gates
            found |= {fact for fact in free if open_.isdisjoint(self._excusers(id_)[fact])}
        return self.protocol.in_order(found)

    def parts(self, known: Known, criteria: Criteria) -> list[tuple[Known, Criteria]]:
        """Return the criteria still open, in groups that no open fact links."""
        groups: list[tuple[set[str], list[str]]] = []
        for id_ in criteria:
            facts = set(self._openings(id_, self.relevant(known, (id_,))))
            if facts:
                apart = [group for group in groups if facts.isdisjoint(group[0])]
                linked = [group for group in groups if group not in apart]
                together = [each for group in linked for each in group[1]] + [id_]
                groups = [*apart, (facts.union(*(group[0] for group in linked)), together)]
        ordered = (tuple(id_ for id_ in self.criteria if id_ in group[1]) for group in groups)
        return [(self.relevant(known, each), each) for each in ordered]

    def relevant(self, known: Known, criteria: Criteria) -> Known:
        """Return what is known of the facts of some criteria alone."""
        facts = frozenset().union(*(self.protocol.criterion[id_].facts() for id_ in criteria))
        names = {v.name for id_ in criteria for v in self.planner.tables[id_].variables}
        return Known(known.asked & facts, frozenset(e for e in known.values if e[0] in names))

    def _excused(self, id_: str) -> Mapping[str, frozenset[str]]:
        """Return, for each fact of a criterion, the earlier ones that can excuse it.

        A fact excuses a later one if some answer to it, the criterion not failing, leaves the later
        one nothing to decide: without earlier radiotherapy nobody asks what was irradiated.
        """
        order = list(self.protocol.fact)
        variables = self.planner.tables[id_].variables
        found: dict[str, frozenset[str]] = {}
        for number, variable in enumerate(variables):
            first = order.index(variable.facts[0])
            earlier = [n for n in range(number) if order.index(variables[n].facts[-1]) < first]
            excusers = (variables[one].facts for one in earlier
                        if self._excuses(id_, one, number, earlier))  # fmt: skip
            found |= dict.fromkeys(variable.facts, frozenset().union(*excusers))
        return found

    def _excuses(self, id_: str, one: int, other: int, before: list[int]) -> bool:
        """Return whether it can be up to a variable whether a later one still matters."""
        table = self.planner.tables[id_]
        start = self.reaches(id_, Known())
        earlier = [n for n in before if n != one]
        for classes in product(*(start[n].classes for n in earlier)):
            excused = set()
            for reached in start[one].classes:
                chosen = {**dict(zip(earlier, classes, strict=True)), one: reached}
                reaches = tuple(
                    Reach((chosen[n],), False, frozenset()) if n in chosen else reach
                    for n, reach in enumerate(start)
                )
                has_failed = table.status(tuple(each.known for each in reaches)) is Status.FAILED
                if not has_failed:
                    excused.add(table.open_at(reaches).isdisjoint(table.variables[other].facts))
            if len(excused) > 1:
                return True
        return False

    def _reaches(self, id_: str, known: Known) -> tuple[Reach, ...]:
        """Return where each variable of a criterion can still go."""
        found, values = [], dict(known.values)
        for variable in self.planner.tables[id_].variables:
            if variable.name in values:
                number = _class(variable, values[variable.name])
                found.append(Reach((number,), can_stay_unknown=False, unasked=frozenset()))
            else:
                classes = tuple(variable.reachable(self.protocol.fact, {}))
                unasked = frozenset(variable.facts) - known.asked
                found.append(Reach(classes, can_stay_unknown=True, unasked=unasked))
        return tuple(found)

    def _open(self, id_: str, known: Known) -> frozenset[str]:
        return self.planner.tables[id_].open_at(self.reaches(id_, known))

    def _place(self, id_: str, known: Known) -> Place:
        """Return where what is known puts a criterion."""
        return tuple(each.known for each in self.reaches(id_, self.relevant(known, (id_,))))

    def _told_apart(self, name: str) -> dict[str, float]:
        """Return a variable's values with their chances; those told apart by nothing are one."""
        priors = self.protocol.priors
        given: Iterable[tuple[str, object]] = priors.answers.get(name, ()) if priors else ()
        if not given:
            raise ValueError(f"the priors say nothing of {name}")
        merged: dict[tuple[int, ...], tuple[str, float]] = {}
        for value, share in given:
            key = tuple(_class(variable, value) for _, variable in self._by_name[name])
            first, so_far = merged.get(key, (value, 0.0))
            merged[key] = first, so_far + float(share)  # type: ignore[arg-type]
        return dict(merged.values())

    def _fact_values(self, known: Known) -> dict[str, Value]:
        """Return what gates read of the facts that are known by themselves."""
        return {
            name: _value(self._by_name[name][0][1], text)
            for name, text in known.values
            if self._by_name[name][0][1].is_fact
        }

    def _is_reached(self, id_: str, values: Mapping[str, Value]) -> bool:
        """Return whether a criterion has no gate, or one that is true under some reading."""
        gate = self.protocol.criterion[id_].gate
        return gate is None or any(
            gate.value(Case(values, readings)) is TRUE
            for readings in self.protocol.readings(gate.terms())
        )


def _class(variable: Variable, text: str) -> int:
    found = variable.class_named(text)
    assert found is not None, (variable.name, text)
    return found


def _value(variable: Variable, text: str) -> Value:
    """Return a value of a prior as gates read it."""
    if text in ("true", "false"):
        return TRUE if text == "true" else FALSE
    number = rational(text)
    return text if number is None or isinstance(variable.classes[0].cells[0], str) else number
