"""What a change of an answer does, worked out before it is made and recorded with it.

One function foresees it for the person, for the record and for verification: so what was announced
is what happened, or the record does not verify.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assistant.audit.events import Json
from assistant.criteria.answers import Answer
from assistant.criteria.evaluation import Assessment, Status, Verdict, assess, reassess
from assistant.criteria.live import live
from assistant.criteria.relevance import Plan, Planner
from assistant.session.state import State

Now = tuple[Assessment, Plan]


class Turned(NamedTuple):
    """A criterion that a change gives another status."""

    criterion: str
    old: Status
    new: Status


class Effect(NamedTuple):
    """What a change does: answers set aside, questions that come back, criteria and the verdict.

    `lifts_stop`: a screening stopped at a failed criterion goes on, as none fails any more.
    """

    erased: tuple[str, ...]
    reopened: tuple[str, ...]
    turned: tuple[Turned, ...]
    old: Verdict
    new: Verdict
    lifts_stop: bool

    def data(self) -> Mapping[str, Json]:
        """Return what the record says was announced."""
        return {
            "erased": list(self.erased),
            "reopened": list(self.reopened),
            "criteria": {
                each.criterion: {"old": str(each.old), "new": str(each.new)} for each in self.turned
            },
            "verdict": {"old": str(self.old), "new": str(self.new)},
            "lifts_stop": self.lifts_stop,
        }


def effect(
    planner: Planner, state: State, fact: str, answer: Answer, now: Now | None = None
) -> Effect:
    """Return what another answer to a fact would do to a screening as it stands.

    `now`, where it is known already, saves working it out.
    """
    protocol = planner.protocol
    after = live(protocol, {**state.answers, fact: answer})
    before, plan = now or (assess(protocol, state.answers), planner.plan(state.answers))
    then = reassess(protocol, after, state.answers, before)
    still_fails = then.verdict is Verdict.NOT_ELIGIBLE
    known = {*plan.askable}
    comes_back = [each for each in planner.plan(after).askable if each not in known]
    return Effect(
        erased=tuple(each for each in state.answers if each not in after),
        # A screening that stays stopped asks nothing, whatever the change would have asked.
        reopened=() if state.stopped and still_fails else tuple(comes_back),
        turned=tuple(
            Turned(one.criterion, one.status, other.status)
            for one, other in zip(before.results, then.results, strict=True)
            if one.status is not other.status
        ),
        old=before.verdict,
        new=then.verdict,
        lifts_stop=state.stopped and not still_fails,
    )
