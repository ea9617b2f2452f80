"""Revising: which answer, what it should be, what that does, and why; only then it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.criteria.remarks import Remark
from assistant.dialogs.replies import folded
from assistant.session.codec import encoded, recorded
from assistant.session.conversation import Choice, Prompt, PromptKind, Tone
from assistant.session.steps.asking import AskStep
from assistant.session.steps.given import Given
from assistant.session.steps.step import Menu, Step
from assistant.text import identifying

if TYPE_CHECKING:
    from assistant.session.flow import Flow


class PickAnswerStep(Step):
    """Awaits which answer to change."""

    def prompt(self) -> Prompt:
        """Return the answers on record, the latest first."""
        wording, state = self.session.wording, self.session.state
        choices = tuple(
            Choice(
                reply=str(place),
                label=f"{wording.label(fact)}: {wording.short(fact, state.answers[fact])}",
                key=str(place),
            )
            for place, fact in enumerate(self._facts(), 1)
        )
        return Prompt(
            kind=PromptKind.CHOICE, question=self.phrase("ask.revise_which"),
            hint=self.phrase("hint.revise"), choices=choices,
        )  # fmt: skip

    def take(self, text: str) -> None:
        """Go to the answer that a reply names by number, id or label."""
        fact = named_answer(self, text, self._facts())
        if fact is None:
            self.flow.say(Tone.REFUSED, self.phrase("refused.fact"))
        else:
            revise(self.flow, fact)

    def back(self) -> bool:
        """Leave everything as it is."""
        return _cancelled(self)

    def _facts(self) -> list[str]:
        given = self.session.state.given_by
        return sorted(given, key=given.__getitem__, reverse=True)


class ReviseStep(AskStep):
    """Awaits what an answer on record should be instead."""

    is_revision = True

    def question(self) -> str:
        """Return the question, with the answer on record."""
        wording = self.session.wording
        old = wording.short(self.fact, self.session.state.answers[self.fact])
        asked = wording.say("ask.revise", label=wording.label(self.fact), old=old)
        return f"{asked} {wording.question(self.fact)}"

    def back(self) -> bool:
        """Leave the answer as it is."""
        return _cancelled(self)


class ReasonForChangeStep(Step):
    """Awaits why an answer is changed, after saying what the change does."""

    def __init__(self, flow: Flow, given: Given, confirmed: tuple[Remark, ...]) -> None:
        super().__init__(flow)
        self._given = given
        self._confirmed = confirmed
        for line in self._effects():
            flow.say(Tone.DOUBT, line)

    @property
    def fact(self) -> str:
        """Return the fact that is changed."""
        return self._given.fact

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
        return " " in text

    def take(self, text: str) -> None:
        """Record the change with its reason."""
        names = identifying(text)
        if names or not text:
            what = self.phrase(f"identifying.{names}") if names else ""
            said = self.phrase("refused.identifying_reply", what=what)
            self.flow.say(Tone.REFUSED, said if names else self.phrase("refused.choice"))
            return
        picked = self._menu().chosen(text)
        reason = self.phrase(f"choice.{picked}") if picked else text
        self._record(reason)

    def back(self) -> bool:
        """Leave the answer as it is."""
        return _cancelled(self)

    def _record(self, reason: str) -> None:
        """Write the revision, and what it brings back."""
        session, given = self.session, self._given
        before = set(session.plan.askable)
        event = session.write(
            "revised",
            {
                "fact": given.fact,
                "old": encoded(session.state.answers[given.fact]),
                "new": encoded(given.answer),
                "reasons": recorded(self._confirmed),
            },
            {**given.typed(), "reason": reason},
        )
        reopened = [fact for fact in session.plan.askable if fact not in before]
        if reopened:
            session.write("reopened", {"facts": reopened, "cause": event.seq})
        self.flow.advance()

    def _effects(self) -> list[str]:
        """Return what the change would do, line by line."""
        session, given = self.session, self._given
        words = session.wording
        after = self.flow.with_answer(given)
        erased = [fact for fact in session.state.answers if fact not in after]
        before = set(session.plan.askable)
        reopened = [f for f in session.planner.plan(after).askable if f not in before]
        lines = []
        if erased:
            lines.append(words.say("ask.revise_effect_erased", labels=words.labels(erased)))
        if reopened:
            lines.append(words.say("ask.revise_effect_reopened", labels=words.labels(reopened)))
        old, new = session.assessment.verdict, self.flow.verdict_with(given)
        verdicts = words.words.verdicts
        if old is new:
            return [*lines, words.say("ask.revise_effect_same", verdict=verdicts[old])]
        said = words.say("ask.revise_effect_verdict", old=verdicts[old], new=verdicts[new])
        return [*lines, said]

    def _menu(self) -> Menu:
        names = ("reason_typing", "reason_new", "reason_misread")
        return Menu(self, [(name, self.phrase(f"choice.{name}")) for name in names])


def _cancelled(step: Step) -> bool:
    """Leave the record as it is, say so, and go back to the question."""
    step.flow.say(Tone.NOTICE, step.phrase("say.cancelled"))
    step.flow.ask_again()
    return True


def revise(flow: Flow, fact: str) -> None:
    """Go to changing one answer."""
    flow.dialog.revise()
    flow.step = ReviseStep(flow, fact)
    flow.say(Tone.QUESTION, flow.step.question())


def named_answer(step: Step, text: str, facts: list[str]) -> str | None:
    """Return the fact among some that a text names by number, id or label, or None."""
    said = folded(text)
    if said.isdigit() and said.isascii() and len(said) < 4 and 0 < int(said) <= len(facts):
        return facts[int(said) - 1]
    for fact in facts:
        labels = {folded(words.facts[fact].label) for words in step.session.protocol.words}
        if said in labels | {folded(fact), folded(fact.replace("_", " "))}:
            return fact
    return None
