"""Asking for a fact, and for what its reply left open: a unit, or why it is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.audit.events import Json
from assistant.criteria.answers import Answer, UnknownReason, unknown
from assistant.criteria.model import Fact, FactType
from assistant.criteria.words import FactWords
from assistant.dialogs.replies import Misread, NeedsReason, NeedsUnit
from assistant.session.conversation import Choice, Message, Prompt, PromptKind, Tone
from assistant.session.reading import reading
from assistant.session.steps.given import Given
from assistant.session.steps.step import Step
from assistant.text import folded, identifying

if TYPE_CHECKING:
    from assistant.session.flow import Flow

_REASONS = (UnknownReason.PENDING, UnknownReason.NOT_DONE, UnknownReason.CANNOT_BE_OBTAINED)


class FactStep(Step):
    """A step about one fact."""

    def __init__(self, flow: Flow, fact: str) -> None:
        super().__init__(flow)
        self._fact = flow.session.protocol.fact[fact]

    @property
    def fact(self) -> str:
        """Return the fact's id."""
        return self._fact.id


class AskStep(FactStep):
    """Awaits the answer to a question of the protocol."""

    is_revision = False

    def prompt(self) -> Prompt:
        """Return the question with what can be replied."""
        wording = self.session.wording
        choices: tuple[Choice, ...] = ()
        if self._fact.type in (FactType.BOOL, FactType.OPTION) or self._fact.levels:
            choices = tuple(
                Choice(reply=reply, label=label, key=key)
                for reply, label, key in wording.choices(self._fact)
            )
        return Prompt(
            kind=_kind(self._fact),
            question=self.question(),
            hint=wording.hint(self._fact),
            fact=self.fact,
            choices=choices,
            units=tuple(wording.units(self._fact)),
        )

    def question(self) -> str:
        """Return the question."""
        return self.session.wording.question(self.fact)

    def offered(self) -> Mapping[str, Json]:
        """Return what the record says of the question besides its words."""
        return {}

    def claims(self, text: str) -> bool:
        """Return whether a reply names one of the fact's options."""
        return self.session.reader().names_option(self._fact, self._said(), text)

    def take(self, text: str) -> None:
        """Read the reply as an answer, or ask for what is missing in it."""
        try:
            answer = self.read(text)
        except NeedsUnit as needed:
            self.flow.step = UnitStep(self, text, needed)
        except NeedsReason:
            self.flow.step = ReasonStep(self, text)
        except Misread as misread:
            self.refuse(text, misread)
        else:
            self.flow.offer(self.given(answer, text))

    def given(self, answer: Answer, reply: str, then: str = "") -> Given:
        """Return a reply that was understood."""
        return Given(self.fact, answer, reply, then, self.is_revision)

    def preview(self, text: str) -> Message | None:
        """Return what a reply would be taken for, or why it is no answer."""
        try:
            return reading(self.flow, self.given(self.read(text), text))
        except NeedsUnit as needed:
            tone, said = Tone.DOUBT, self.phrase("ask.unit", typed=needed.typed)
        except NeedsReason:
            tone, said = Tone.DOUBT, self.phrase("ask.reason")
        except Misread as misread:
            tone, said = Tone.REFUSED, self.session.wording.refusal(self._fact, misread)
        return Message(tone=tone, text=said, fact=self.fact)

    def read(self, text: str) -> Answer:
        """Return what a reply is taken for; raises as `Reader.read` does."""
        return self.session.reader().read(self._fact, self._said(), text)

    def _said(self) -> dict[str, FactWords]:
        """Return the fact's words in every language: all of them are understood."""
        return {each.language: each.facts[self.fact] for each in self.session.protocol.words}

    def refuse(self, text: str, misread: Misread) -> None:
        """Record a reply that is no answer, but not what could name the participant."""
        names = identifying(text)
        if names == "birth_date" and self._fact.type is FactType.DATE:
            names = None  # a date is what was asked for
        shown = self.session.wording.refusal(self._fact, misread)
        if names:
            what = self.phrase(f"identifying.{names}")
            shown, text = self.phrase("refused.identifying_reply", what=what), "—"
        self.flow.refuse(self.fact, Given(self.fact, unknown(), text), shown)


class UnitStep(FactStep):
    """Awaits the unit of a bare number that two units would make two values of."""

    def __init__(self, asking: AskStep, reply: str, needed: NeedsUnit) -> None:
        super().__init__(asking.flow, asking.fact)
        self._asking = asking
        self._reply = reply
        self._units = needed.units

    @property
    def pending(self) -> Given:
        """Return the number without its unit."""
        return self._asking.given(unknown(), self._reply)

    def prompt(self) -> Prompt:
        """Return the units to pick from, each with what the number would then be."""
        wording = self.session.wording
        choices = tuple(
            Choice(reply=wording.words.unit(unit), label=self._meaning(unit), key=str(place))
            for place, unit in enumerate(self._units, 1)
        )
        return Prompt(
            kind=PromptKind.CHOICE, question=self.phrase("ask.unit", typed=self._reply),
            hint=self.phrase("hint.unit"), fact=self.fact, choices=choices,
        )  # fmt: skip

    def take(self, text: str) -> None:
        """Read the number with the unit picked."""
        picked = next((c.reply for c in self.prompt().choices if text == c.key), text)
        full = f"{self._reply} {picked}"
        unit = self._fact.scale.named(picked) or _named_in_words(self, picked)
        if unit is None:
            self.refuse_choice()
            return
        self.flow.step = self._asking
        try:
            answer = self._asking.read(f"{self._reply} {unit}")
        except Misread as misread:
            self._asking.refuse(full, misread)
        else:
            self.flow.offer(self._asking.given(answer, self._reply, picked))

    def back(self) -> bool:
        """Go back to the question."""
        self.flow.withdraw()
        self.flow.step = self._asking
        return True

    def _meaning(self, unit: str) -> str:
        try:
            answer = self._asking.read(f"{self._reply} {unit}")
        except Misread as misread:
            return self.session.wording.refusal(self._fact, misread)
        return self.session.wording.display.full(self._fact, answer)


class ReasonStep(FactStep):
    """Awaits why a fact is unknown."""

    def __init__(self, asking: AskStep, reply: str) -> None:
        super().__init__(asking.flow, asking.fact)
        self._asking = asking
        self._reply = reply

    @property
    def pending(self) -> Given:
        """Return the "unknown" without its reason."""
        return self._asking.given(unknown(), self._reply)

    def prompt(self) -> Prompt:
        """Return the reasons to pick from."""
        words = self.session.wording.words.unknown_reasons
        choices = tuple(
            Choice(reply=words[reason], label=words[reason], key=str(place))
            for place, reason in enumerate(_REASONS, 1)
        )
        return Prompt(
            kind=PromptKind.CHOICE, question=self.phrase("ask.reason"),
            hint=self.phrase("hint.reason"), fact=self.fact, choices=choices,
        )  # fmt: skip

    def take(self, text: str) -> None:
        """Take the reason picked."""
        said = folded(text)
        by_word = [
            reason for words in self.session.protocol.words for reason in _REASONS
            if folded(words.unknown_reasons[reason]) == said
        ]  # fmt: skip
        by_key = dict(zip("123", _REASONS, strict=True)).get(said)
        reason = by_key or self.session.reader().reason(text) or next(iter(by_word), None)
        if reason is None:
            self.refuse_choice()
            return
        self.flow.step = self._asking
        self.flow.offer(self._asking.given(unknown(reason), self._reply, text))

    def back(self) -> bool:
        """Go back to the question."""
        self.flow.withdraw()
        self.flow.step = self._asking
        return True


def _kind(fact: Fact) -> PromptKind:
    """Return what kind of reply a fact awaits."""
    return PromptKind.LEVEL if fact.levels else PromptKind(str(fact.type))


def _named_in_words(step: FactStep, text: str) -> str | None:
    """Return the unit that a language writes so ("×LSN"), or None."""
    for words in step.session.protocol.words:
        for unit in step.session.protocol.fact[step.fact].scale.units:
            if folded(words.unit(unit)) == folded(text):
                return unit
    return None
