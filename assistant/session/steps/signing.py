"""The signature: a separate act of an investigator, on what was shown word for word before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.audit.keys import SHORTEST
from assistant.session.conversation import Prompt, PromptKind, Tone
from assistant.session.signing import Proposal, proposed, sign
from assistant.session.steps.sourcing import SourceStep
from assistant.session.steps.step import Step, YesNoStep

if TYPE_CHECKING:
    from assistant.audit.register import Holder
    from assistant.session.flow import Flow


class SignStep(YesNoStep):
    """Awaits whether to sign now; the report is read by `summary`, as at any step."""

    def __init__(self, flow: Flow, holder: Holder) -> None:
        super().__init__(flow)
        self._holder = holder

    def asking(self) -> str:
        """Return the question whether to sign, with the verdict and the name."""
        name, verdict = self._holder.name, self.session.verdict_label
        return self.phrase("ask.sign", verdict=verdict, name=name)

    def agreed(self) -> None:
        """Show what will be signed, and ask for the passphrase; first come the site's demands."""
        if self.flow.unsourced():
            self.flow.step = SourceStep(self, "refused.unsigned")
        else:
            self.flow.step = PassphraseStep(self.flow, proposed(self.session, self._holder))

    def back(self) -> bool:
        """Leave the screening completed, and not signed."""
        self.flow.say(Tone.NOTICE, self.phrase("say.not_signed", id=self.session.id))
        self.flow.close()
        return True


class PassphraseStep(Step):
    """Awaits the passphrase, which is shown nowhere and recorded nowhere."""

    def __init__(self, flow: Flow, proposal: Proposal) -> None:
        super().__init__(flow)
        self._proposal = proposal
        self.flow.say(Tone.ADVISORY, f"{self.phrase('say.to_sign')}\n{proposal.text.rstrip()}")

    def prompt(self) -> Prompt:
        """Return the question for the passphrase."""
        hint = self.phrase("hint.passphrase")
        return Prompt(PromptKind.SECRET, self.phrase("ask.passphrase"), hint=hint)

    def claims(self, text: str) -> bool:
        """Return whether a text can be a passphrase: every command is shorter."""
        return len(text) >= SHORTEST

    def take(self, text: str) -> None:
        """Sign if the passphrase is right."""
        if sign(self.session, self._proposal, text):
            self.flow.close()
        else:
            self.flow.say(Tone.REFUSED, self.phrase("refused.passphrase"))

    def back(self) -> bool:
        """Leave the screening completed, and not signed."""
        return SignStep(self.flow, self._proposal.holder).back()
