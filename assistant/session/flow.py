"""How a screening goes on: which step it is at, and what follows when a step is done.

What follows is not chosen here: the machine chooses the state, the criteria the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import Status
from assistant.criteria.live import live
from assistant.criteria.priority import Priority
from assistant.criteria.remarks import Remark, raised, violations
from assistant.dialogs.machine import ACKNOWLEDGING, REVIEWING, Dialog
from assistant.session.codec import encoded, recorded
from assistant.session.consequences import advise, bring_back, set_aside
from assistant.session.conversation import Message, Prompt, Tone
from assistant.session.documents import unsourced
from assistant.session.opening import QUICKEST
from assistant.session.state import State
from assistant.session.steps.asking import AskStep
from assistant.session.steps.changing import change
from assistant.session.steps.closing import ClosedStep, FailureStep, ReviewStep
from assistant.session.steps.confirming import ConfirmStep
from assistant.session.steps.given import Given
from assistant.session.steps.offering import OfferStep
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

    def unsourced(self) -> tuple[str, ...]:
        """Return the answers that have to name a source document before the end, and do not."""
        session, state = self.session, self.session.state
        return unsourced(
            session.protocol, state.answers, session.assessment, state.sourced, session.policy
        )

    def failed(self) -> list[str]:
        """Return the criteria that have failed."""
        return [each.criterion for each in self.session.assessment.with_status(Status.FAILED)]

    # ---------------------------------------------------------------- the step at hand

    def prompt(self) -> Prompt:
        """Return what the step awaits."""
        return self.step.prompt()._replace(leaves=self.step.leaves)

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
            bring_back(self.session)
            set_aside(self.session)
            advise(self.session)
            if isinstance(self.step, AskStep) and not self._is_asked(self.step.fact):
                self.record_question(self.step)
            self._owes = False

    def _is_asked(self, fact: str) -> bool:
        """Return whether the record says, after the last answer, that a fact was asked."""
        last = max(self.session.state.given_by.values(), default=0)
        asked = [event for event in self.session.events[last:] if event.type == "asked"]
        return any(event.data["fact"] == fact for event in asked)

    # ---------------------------------------------------------------- going on

    def start(self) -> None:
        """Go to the first thing to ask."""
        bring_back(self.session)
        self.advance()

    def settle(self) -> None:
        """Take up the step that the record stands at, without recording anything."""
        state = self.session.state
        if state.concluded:
            self.end()
            return
        if state.suspended:
            self.step = ClosedStep(self)
            return
        self._owes = True
        self.dialog.advance()
        self._enter(recorded=False)

    def end(self) -> None:
        """Offer the signature of a completed screening to who can give it; else close."""
        from assistant.session.signing import signatory

        holder = signatory(self.session)
        if holder is None:
            self.close()
            return
        from assistant.session.steps.signing import SignStep

        self.dialog.sign()
        self.step = SignStep(self, holder)

    def close(self) -> None:
        """Await nothing more."""
        self.dialog.close()
        self.step = ClosedStep(self)

    @property
    def is_closed(self) -> bool:
        """Return whether nothing more is awaited."""
        return isinstance(self.step, ClosedStep)

    def advance(self) -> None:
        """Set aside what no longer applies, say what is to be noted, and go to what comes next."""
        set_aside(self.session)
        advise(self.session)
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
            step = OfferStep(self, fact) if self._can_offer(fact) else AskStep(self, fact)
            if recorded:
                self.record_question(step)
            self.step = step

    def record_question(self, step: AskStep) -> None:
        """Record that a fact is asked, with the question as it is shown."""
        language = self.session.language
        data = {"fact": step.fact, "question": step.question(), "language": language}
        self.session.write("asked", {**data, **step.offered()})

    def _can_offer(self, fact: str) -> bool:
        """Return whether an answer that was set aside may be given again: not to a script."""
        state = self.session.state
        if fact not in state.erased or state.is_script:
            return False
        return not self.new_violations(Given(fact, state.erased[fact].answer, ""))

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
        if given.is_revision:
            change(self, given, found)
        elif found:
            self.dialog.doubt()
            self.step = ConfirmStep(self, given, found)
        else:
            self.accept(given)

    def accept(self, given: Given, confirmed: tuple[Remark, ...] = ()) -> None:
        """Record an answer."""
        origin = {} if given.origin is None else {"origin": given.origin}
        self.session.write(
            "confirmed" if confirmed else "answered",
            {"fact": given.fact, **encoded(given.answer), "reasons": recorded(confirmed), **origin},
            given.typed(),
        )
        self.advance()

    def withdraw(self) -> None:
        """Record a reply that still waits for something, and is left for something else."""
        given = self.step.pending
        if given is not None:
            private = {**given.typed(), "shown": self.session.wording.say("say.withdrawn")}
            self.session.write("refused", {"fact": given.fact, "withdrawn": True}, private)

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
        session, changed = self.session, given.fact if given.is_revision else ""
        return raised(session.protocol, session.state.answers, self.with_answer(given), changed)

    def say(self, tone: Tone, text: str) -> None:
        """Say something that is not recorded."""
        self.session.say(tone, text)
