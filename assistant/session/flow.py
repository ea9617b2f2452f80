"""How a screening goes on: which step it is at, and what follows when a step is done.

What follows is not chosen here: the machine chooses the state, the criteria the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import Status, Verdict, assess
from assistant.criteria.live import live
from assistant.criteria.priority import Priority
from assistant.criteria.remarks import Remark, advisories, doubts, violations
from assistant.dialogs.machine import ACKNOWLEDGING, REVIEWING, Dialog
from assistant.session.codec import encoded, recorded
from assistant.session.conversation import Message, Prompt, Tone
from assistant.session.opening import QUICKEST
from assistant.session.state import State
from assistant.session.steps.asking import AskStep
from assistant.session.steps.closing import ClosedStep, FailureStep, ReviewStep
from assistant.session.steps.confirming import ConfirmStep
from assistant.session.steps.given import Given
from assistant.session.steps.revising import ReasonForChangeStep
from assistant.session.steps.step import Step

if TYPE_CHECKING:
    from assistant.session.live import Session


class Flow:
    """The steps of one screening."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.dialog = Dialog(session.protocol.topics, self)
        self.step: Step = ClosedStep(self)
        self._priority = Priority(session.planner)
        self._owes = False
        self._next: tuple[State, str | None] | None = None

    # ---------------------------------------------------------------- what the machine asks

    def has_failure_to_tell(self) -> bool:
        """Return whether criteria have failed, and the person was told of none of them."""
        failed = self.failed()
        return bool(failed) and not (set(failed) & self.session.state.told)

    def next_topic(self) -> str | None:
        """Return the topic of the question to ask next."""
        fact = self.next_fact()
        return self.session.protocol.fact[fact].topic if fact else None

    def next_fact(self) -> str | None:
        """Return the fact to ask next, in the order chosen: none that was left for later.

        It is worked out once for each state: every topic's guard asks for it.
        """
        state = self.session.state
        if self._next is None or self._next[0] is not state:
            self._next = (state, self._found_next())
        return self._next[1]

    def _found_next(self) -> str | None:
        session = self.session
        if session.state.stopped:
            return None
        waiting = [fact for fact in session.plan.askable if fact not in session.state.deferred]
        if session.state.order == QUICKEST:
            return self._priority.next(session.state.answers, waiting)
        return next(iter(waiting), None)

    def failed(self) -> list[str]:
        """Return the criteria that have failed."""
        return [each.criterion for each in self.session.assessment.with_status(Status.FAILED)]

    # ---------------------------------------------------------------- the step at hand

    def prompt(self) -> Prompt:
        """Return what the step awaits."""
        return self.step.prompt()

    def preview(self, text: str) -> Message | None:
        """Return what the step would take a text for."""
        return self.step.preview(text)

    def claims(self, text: str) -> bool:
        """Return whether a text is the step's own, even if it is also a command."""
        return self.step.claims(text)

    def take(self, text: str) -> None:
        """Give a reply to the step."""
        self.step.take(text)

    def catch_up(self) -> None:
        """Record what a failed write left out, before anything new is recorded."""
        if self._owes:
            self._set_aside()
            self._advise()
            if isinstance(self.step, AskStep) and not self._is_asked(self.step.fact):
                self.record_question(self.step.fact)
            self._owes = False

    def _is_asked(self, fact: str) -> bool:
        """Return whether the record says, after the last answer, that a fact was asked."""
        last = max(self.session.state.given_by.values(), default=0)
        asked = [event for event in self.session.events[last:] if event.type == "asked"]
        return any(event.data["fact"] == fact for event in asked)

    # ---------------------------------------------------------------- going on

    def start(self) -> None:
        """Go to the first thing to ask."""
        self.advance()

    def settle(self) -> None:
        """Take up the step that the record stands at, without recording anything."""
        state = self.session.state
        if state.concluded or state.suspended:
            self.step = ClosedStep(self)
            return
        self._owes = True
        self.dialog.advance()
        self._enter(recorded=False)

    def advance(self) -> None:
        """Set aside what no longer applies, say what is to be noted, and go to what comes next."""
        self._set_aside()
        self._advise()
        self.dialog.advance()
        self._enter(recorded=True)

    def ask_again(self) -> None:
        """Go back to the question, after something came of its reply."""
        self.dialog.advance()
        self._enter(recorded=True)

    def _enter(self, *, recorded: bool) -> None:
        """Take up the step of the state that the dialog is in."""
        fact = self.next_fact()
        if self.dialog.state == ACKNOWLEDGING:
            self.step = FailureStep(self)
        elif self.dialog.state == REVIEWING or fact is None:
            self.step = ReviewStep(self)
        else:
            if recorded:
                self.record_question(fact)
            self.step = AskStep(self, fact)

    def record_question(self, fact: str) -> None:
        """Record that a fact is asked, with the question as it is shown."""
        session = self.session
        question = session.wording.question(fact)
        session.write("asked", {"fact": fact, "question": question, "language": session.language})

    # ---------------------------------------------------------------- taking an answer

    def offer(self, given: Given) -> None:
        """Take an answer unless the others make it impossible; ask to confirm what is unlikely."""
        refused = self.new_violations(given)
        if refused:
            wording = self.session.wording
            text = wording.remark(refused[0], self.with_answer(given))
            self.refuse(given.fact, given, wording.say("refused.check", text=text))
            return
        found = self.new_doubts(given)
        if not found:
            self.accept(given)
            return
        self.dialog.doubt()
        self.step = ConfirmStep(self, given, found)

    def accept(self, given: Given, confirmed: tuple[Remark, ...] = ()) -> None:
        """Record an answer; if it changes an earlier one, ask for the reason first."""
        if given.is_revision:
            self.dialog.revise()
            self.step = ReasonForChangeStep(self, given, confirmed)
            return
        self.session.write(
            "confirmed" if confirmed else "answered",
            {"fact": given.fact, **encoded(given.answer), "reasons": recorded(confirmed)},
            given.typed(),
        )
        self.advance()

    def refuse(self, fact: str, given: Given, shown: str) -> None:
        """Record that a reply was not accepted, and say why; the question stays."""
        private = {**given.typed(), "shown": shown}
        self.session.write("refused", {"fact": fact}, private)

    def with_answer(self, given: Given) -> Answers:
        """Return the answers as they would be with one more, those set aside by it left out."""
        answers = {**self.session.state.answers, given.fact: given.answer}
        return live(self.session.protocol, answers)

    def new_violations(self, given: Given) -> tuple[Remark, ...]:
        """Return the cross-checks that an answer makes refuse, and that did not before."""
        session = self.session
        found = violations(session.protocol, self.with_answer(given))
        # Most answers call for no remark; then those on the answers so far need no working out.
        before = violations(session.protocol, session.state.answers) if found else ()
        return tuple(each for each in found if each not in before)

    def new_doubts(self, given: Given) -> tuple[Remark, ...]:
        """Return what an answer makes doubtful that was not before."""
        session = self.session
        found = doubts(session.protocol, self.with_answer(given))
        before = doubts(session.protocol, session.state.answers) if found else ()
        return tuple(
            each
            for each in found
            if each not in before or (given.is_revision and given.fact in each.facts)
        )

    def verdict_with(self, given: Given) -> Verdict:
        """Return what the verdict so far would be with an answer."""
        return assess(self.session.protocol, self.with_answer(given)).verdict

    def _set_aside(self) -> None:
        """Record every answer that has left the live path as erased, with what caused it."""
        session = self.session
        answers = session.state.answers
        kept = live(session.protocol, answers)
        for fact, answer in answers.items():
            if fact not in kept:
                cause = self._cause(fact)
                session.write("erased", {"fact": fact, "old": encoded(answer), "cause": cause})

    def _cause(self, fact: str) -> int:
        """Return the event that closed the way to a fact: the last answer to one of its gates."""
        criteria, given = self.session.protocol.criteria, self.session.state.given_by
        gates = {g for each in criteria if fact in each.test.facts() for g in each.gate_facts()}
        return max(given[gate] for gate in gates if gate in given)

    def _advise(self) -> None:
        """Record and show every advisory that has come to apply."""
        session = self.session
        for remark in advisories(session.protocol, session.state.answers):
            if remark.id not in session.state.advised:
                session.write("advised", {"id": remark.id, "facts": list(remark.facts)})

    def say(self, tone: Tone, text: str) -> None:
        """Say something that is not recorded."""
        self.session.say(tone, text)
