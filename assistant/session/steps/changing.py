"""Changing: what a new answer does is said, and why is asked; then one yes records it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.remarks import Remark
from assistant.session.announcing import announced
from assistant.session.codec import encoded, recorded
from assistant.session.conversation import Prompt, PromptKind, Tone
from assistant.session.effect import Effect, effect
from assistant.session.steps.given import Given
from assistant.session.steps.leaving import LeavableStep
from assistant.session.steps.step import Menu, YesNoStep
from assistant.text import identifying

if TYPE_CHECKING:
    from assistant.session.flow import Flow


class _ChangeStep(LeavableStep):
    """A step at which a change is known, and not yet recorded."""

    def __init__(self, flow: Flow, given: Given, doubts: tuple[Remark, ...], does: Effect) -> None:
        super().__init__(flow)
        self._given = given
        self._doubts = doubts
        self._effect = does

    @property
    def fact(self) -> str:
        """Return the fact that is changed."""
        return self._given.fact

    @property
    def pending(self) -> Given:
        """Return the new answer."""
        return self._given


class ReasonForChangeStep(_ChangeStep):
    """Awaits why an answer is changed, after what the change does was said."""

    def prompt(self) -> Prompt:
        """Return the usual reasons to pick from."""
        return Prompt(
            kind=PromptKind.CHOICE,
            question=self.phrase("ask.revise_reason"),
            hint=self.phrase("hint.revision_reason"),
            fact=self.fact,
            choices=self._menu().choices(),
        )

    def claims(self, text: str) -> bool:
        """Return whether a text is a reason: any sentence is, even if it starts like a command."""
        return " " in text or super().claims(text)

    def take(self, text: str) -> None:
        """Take the reason, and ask whether to record it all."""
        picked = self._menu().chosen(text)
        said = self.session.reader().yes_or_no(text)
        if picked == "cancel" or said is False:
            self.back()
            return
        if said:
            self.refuse_choice()
            return
        found = identifying(text)
        if found or not text:
            what = self.phrase(f"identifying.{found}") if found else ""
            shown = self.phrase("refused.identifying_reply", what=what)
            self.flow.say(Tone.REFUSED, shown if found else self.phrase("refused.choice"))
            return
        reason = self.phrase(f"choice.{picked}") if picked else text
        self.flow.say(Tone.REPLY, reason)
        given = self._given.because(reason)
        self.flow.step = ConfirmChangeStep(self.flow, given, self._doubts, self._effect)

    def _menu(self) -> Menu:
        options = ("reason_typing", "reason_new", "reason_misread", "cancel")
        return Menu(self, [(name, self.phrase(f"choice.{name}")) for name in options])


class ConfirmChangeStep(_ChangeStep, YesNoStep):
    """Awaits the one yes that records a change, its reason, and all that it brings about."""

    def asking(self) -> str:
        """Return the change and its reason, and the question whether to record them."""
        wording, given = self.session.wording, self._given
        old = wording.short(given.fact, self.session.state.answers[given.fact])
        return self.phrase(
            "ask.revise_confirm", label=wording.label(given.fact), old=old,
            new=wording.whole(given.fact, given.answer), reason=given.reason,
        )  # fmt: skip

    def take(self, text: str) -> None:
        """Record the change, or leave everything as it is."""
        if self.claims(text):
            self.back()
        else:
            super().take(text)

    def agreed(self) -> None:
        """Record the revision, and what it brings back."""
        session, given, does = self.session, self._given, self._effect
        undone = {"undoes": given.undoes} if given.undoes is not None else {}
        event = session.write(
            "revised",
            {
                "fact": given.fact,
                "old": encoded(session.state.answers[given.fact]),
                "new": encoded(given.answer),
                "reasons": recorded(self._doubts),
                "announced": does.data(),
                **undone,
            },
            given.typed(),
        )
        if does.reopened:
            session.write("reopened", {"facts": list(does.reopened), "cause": event.seq})
        self.flow.advance()


def change(flow: Flow, given: Given, doubts: tuple[Remark, ...]) -> None:
    """Say what a change does, and ask for its reason, or whether to record it if it has one."""
    session = flow.session
    if encoded(given.answer) == encoded(session.state.answers[given.fact]):
        flow.say(Tone.NOTICE, session.wording.say("say.same_answer"))
        flow.ask_again()
        return
    now = session.assessment, session.plan
    does = effect(session.planner, session.state, given.fact, given.answer, now)
    tentative = flow.with_answer(given)
    for line in (*(session.wording.remark(each, tentative) for each in doubts),
                 *announced(session.wording, does)):  # fmt: skip
        flow.say(Tone.DOUBT, line)
    step = ConfirmChangeStep if given.reason else ReasonForChangeStep
    flow.step = step(flow, given, doubts, does)
