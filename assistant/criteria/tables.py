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
from assistant.criteria.tree import Atom, Case, Rule, Value
from assistant.criteria.truth import TRUE, UNKNOWN, Truth
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


@dataclass
class DecisionTable:
    """One criterion's table under the readings in force; statuses are worked out when needed."""

    protocol: StudyProtocol
    criterion: Criterion
    _statuses: dict[Place, Status] = field(default_factory=dict)
    _open: dict[tuple[Reach, ...], frozenset[str]] = field(default_factory=dict)

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

    def status(self, place: Place) -> Status:
        """Return the criterion's status where each variable is in the given class."""
        if place not in self._statuses:
            self._statuses[place] = folded(
                self._status_under(place, number) for number in range(len(self.combinations))
            )
        return self._statuses[place]

    def places(self) -> Iterator[Place]:
        """Yield every combination of classes, "unknown" among them."""
        yield from product(*((*range(len(each.classes)), None) for each in self.variables))

    def open_facts(self, values: Mapping[str, Value]) -> frozenset[str]:
        """Return the facts not yet asked that can change the criterion's status.

        `values` maps every fact asked to its value or `UNKNOWN`.
        """
        reaches = tuple(self._reach(variable, values) for variable in self.variables)
        if reaches not in self._open:
            self._open[reaches] = frozenset().union(
                *(each.unasked for number, each in enumerate(reaches)
                  if each.unasked and self._matters(number, reaches))
            )  # fmt: skip
        return self._open[reaches]

    def place(self, values: Mapping[str, Value]) -> Place:
        """Return where the answers so far put the criterion; what is missing is "unknown"."""
        case = Case(values, {})
        known = [(variable, variable.node.value(case)) for variable in self.variables]
        return tuple(
            None if value is UNKNOWN else variable.class_of(value) for variable, value in known
        )

    def _reach(self, variable: Variable, values: Mapping[str, Value]) -> Reach:
        """Return where a variable can still go."""
        unasked = frozenset(fact for fact in variable.facts if fact not in values)
        if any(values.get(fact) is UNKNOWN for fact in variable.facts):
            return Reach((), True, frozenset())
        if not unasked:
            value = variable.node.value(Case(values, {}))
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

    def _status_under(self, place: Place, combination: int) -> Status:
        """Return the status under one combination of readings."""
        told: dict[Atom, Truth] = {}
        for variable, chosen in zip(self.variables, place, strict=True):
            for order, atom in enumerate(variable.atoms):
                told[atom] = (
                    UNKNOWN if chosen is None
                    else variable.classes[chosen].truths[
                        order * len(self.combinations) + combination
                    ]
                )  # fmt: skip
        case = Case({}, self.combinations[combination])

        def judged(rule: Rule) -> Truth:
            return rule.judge(lambda atom: told[atom] if atom in told else atom.value(case))

        gate = judged(self.criterion.gate) if self.criterion.gate else TRUE
        return status_in(self.criterion, gate, judged(self.criterion.test))
