"""A criterion as a table: the status of every combination of classes of its variables.

`None` in place of a class stands for "unknown". The table says the same as evaluation does, for
whole classes of answers at once; that is how it can tell which facts still matter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from assistant.criteria.evaluation import Status, folded, status_in
from assistant.criteria.model import Criterion, StudyProtocol
from assistant.criteria.tree import Atom, Case, Value
from assistant.criteria.truth import FALSE, TRUE, UNKNOWN, Truth
from assistant.criteria.variables import Variable, variables

Place = tuple[int | None, ...]


@dataclass(frozen=True)
class Reach:
    """Where one variable can still go: the classes, whether to "unknown", and by which facts."""

    classes: tuple[int, ...]
    can_stay_unknown: bool
    unasked: frozenset[str]

    @property
    def all(self) -> tuple[int | None, ...]:
        """Return every class that the variable can come into, None for "unknown"."""
        return (*self.classes, None) if self.can_stay_unknown else self.classes

    @property
    def known(self) -> int | None:
        """Return the class that the variable is in for good, or None."""
        return None if self.can_stay_unknown else self.classes[0]


@dataclass
class DecisionTable:
    """One criterion's table under the readings in force; statuses are worked out when needed."""

    protocol: StudyProtocol
    criterion: Criterion
    _statuses: dict[Place, Status] = field(default_factory=dict)
    _open: dict[tuple[Reach, ...], frozenset[str]] = field(default_factory=dict)
    _said: dict[tuple[int, int | None, int], Mapping[Atom, Truth]] = field(default_factory=dict)
    _last: tuple[list[Value | None], frozenset[str]] = ([], frozenset())

    @cached_property
    def combinations(self) -> tuple[dict[str, str], ...]:
        """Return every combination of the readings in force of the criterion's terms."""
        return tuple(self.protocol.readings(self.criterion.terms_read()))

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """Return what the criterion's comparisons are about, in asking order."""
        atoms: dict[Atom, None] = {}

        def noted(atom: Atom) -> Truth:
            atoms[atom] = None
            return UNKNOWN  # which stops no connective short, so that every atom is met

        for rule in (self.criterion.gate, self.criterion.test):
            if rule is not None:
                rule.judge(noted)
        return variables(self.protocol, tuple(atoms), self.combinations)

    @cached_property
    def _facts(self) -> frozenset[str]:
        return self.criterion.facts()

    def status(self, place: Place) -> Status:
        """Return the criterion's status where each variable is in the given class."""
        if place not in self._statuses:
            self._statuses[place] = folded(
                status_in(self.criterion, *self._truths(place, number))
                for number in range(len(self.combinations))
            )
        return self._statuses[place]

    def places(self) -> Iterator[Place]:
        """Yield every combination of classes, "unknown" among them."""
        yield from product(*((*range(len(each.classes)), None) for each in self.variables))

    def open_facts(self, values: Mapping[str, Value]) -> frozenset[str]:
        """Return the facts not yet asked that can change the criterion's status.

        `values` maps every fact asked to its value or `UNKNOWN`.
        """
        own = [values.get(fact) for fact in self._facts]
        if own != self._last[0]:  # a turn changes one answer, and most criteria do not read it
            self._last = own, self._open_after(values)
        return self._last[1]

    def place(self, values: Mapping[str, Value]) -> Place:
        """Return where the answers so far put the criterion; what is missing is "unknown"."""
        case = Case(values, {})
        known = [(variable, variable.node.value(case)) for variable in self.variables]
        return tuple(
            None if value is UNKNOWN else variable.class_of(value) for variable, value in known
        )

    def _open_after(self, values: Mapping[str, Value]) -> frozenset[str]:
        """Return the open facts after some answers."""
        if self._facts <= values.keys():
            return frozenset()
        return self.open_at(self.reaches(values))

    def reaches(self, values: Mapping[str, Value]) -> tuple[Reach, ...]:
        """Return where each variable can still go after some answers."""
        return tuple(self._reach(variable, values) for variable in self.variables)

    def open_at(self, reaches: tuple[Reach, ...]) -> frozenset[str]:
        """Return the facts that can change the status, given where each variable can still go."""
        if reaches not in self._open:
            self._open[reaches] = self._open_at(reaches)
        return self._open[reaches]

    def _open_at(self, reaches: tuple[Reach, ...]) -> frozenset[str]:
        """Return the open facts, given where each variable can still go."""
        if self._is_settled(tuple(each.known for each in reaches)):
            return frozenset()
        return frozenset().union(
            *(each.unasked for number, each in enumerate(reaches)
              if each.unasked and self._matters(number, reaches))
        )  # fmt: skip

    def _is_settled(self, place: Place) -> bool:
        """Return whether no further answer can change the status: what is known of it stays true.

        `_matters` would find the same, but only after going through every combination of classes.
        """
        truths = (self._truths(place, number) for number in range(len(self.combinations)))
        return all(gate is FALSE or UNKNOWN not in (gate, test) for gate, test in truths)

    def _reach(self, variable: Variable, values: Mapping[str, Value]) -> Reach:
        """Return where a variable can still go."""
        unasked = frozenset(fact for fact in variable.facts if fact not in values)
        if any(values.get(fact) is UNKNOWN for fact in variable.facts):
            return Reach((), True, frozenset())
        if not unasked:
            value = variable.node.value(Case(values, {}))
            if value is UNKNOWN:  # a date moved beyond the calendar
                return Reach((), True, frozenset())
            return Reach((variable.class_of(value),), False, unasked)
        classes = tuple(variable.reachable(self.protocol.fact, values))
        return Reach(classes, True, unasked)

    def _matters(self, number: int, reaches: tuple[Reach, ...]) -> bool:
        """Return whether a variable's going to some class, not to "unknown", changes the status.

        Comparing with "unknown" alone is enough: two classes of different status cannot both have
        the status of "unknown".
        """
        others = [each.all if place != number else (None,) for place, each in enumerate(reaches)]
        for place in product(*others):
            left_unknown = self.status(place)
            for reached in reaches[number].classes:
                if (
                    self.status((*place[:number], reached, *place[number + 1 :]))
                    is not left_unknown
                ):
                    return True
        return False

    def _truths(self, place: Place, combination: int) -> tuple[Truth, Truth]:
        """Return what the gate and the test come to under one combination of readings."""
        told: dict[Atom, Truth] = {}
        for number, chosen in enumerate(place):
            told |= self._told(number, chosen, combination)
        case = Case({}, self.combinations[combination])

        def verdict_on(atom: Atom) -> Truth:
            known = told.get(atom)
            return atom.value(case) if known is None else known

        gate, test = self.criterion.gate, self.criterion.test
        return gate.judge(verdict_on) if gate else TRUE, test.judge(verdict_on)

    def _told(self, number: int, chosen: int | None, combination: int) -> Mapping[Atom, Truth]:
        """Return what a variable's atoms say where it is in a class, kept: atoms hash slowly."""
        key = (number, chosen, combination)
        if key not in self._said:
            variable = self.variables[number]
            self._said[key] = {
                atom: UNKNOWN if chosen is None
                else variable.classes[chosen].truths[order * len(self.combinations) + combination]
                for order, atom in enumerate(variable.atoms)
            }  # fmt: skip
        return self._said[key]
