"""The end: a first failure is told at once, then review, acknowledgement, and the conclusion."""

from __future__ import annotations

from assistant.criteria.evaluation import Status
from assistant.criteria.remarks import advisories
from assistant.dialogs.commands import Command
from assistant.session.conversation import Choice, Prompt, PromptKind, Tone
from assistant.session.steps.sourcing import SourceStep
from assistant.session.steps.step import Menu, Step, YesNoStep

_FEW_WORDS = 8


class FailureStep(Step):
    """Awaits whether to complete the record although the participant is not eligible."""

    def prompt(self) -> Prompt:
        """Return what failed, and the choice."""
        return _menu_prompt(self.phrase("ask.first_failure", criteria=self._failed()), self._menu())

    def take(self, text: str) -> None:
        """Record the choice, and go on or to the review."""
        choice = self._menu().chosen(text)
        if choice is None:
            self.refuse_choice()
            return
        failed = self.flow.failed()
        data = {"what": "failure", "choice": choice, "criteria": list(failed)}
        self.session.write("acknowledged", data)
        self.flow.advance()

    def _failed(self) -> str:
        criteria, labels = self.session.protocol.criterion, self.session.wording.words.criteria
        return "; ".join(
            self.phrase(f"say.failed_{criteria[each].category}", criterion=each,
                        label=labels[each].label).rstrip(".")
            for each in self.flow.failed()
        )  # fmt: skip

    def _menu(self) -> Menu:
        names = ("continue", "stop")
        return Menu(self, [(name, self.phrase(f"choice.{name}")) for name in names])


class ReviewStep(Step):
    """Awaits what to do when no question is left to ask."""

    def prompt(self) -> Prompt:
        """Return where the screening stands, and what can be done."""
        return _menu_prompt("\n".join([*self._lines(), self.phrase("ask.review")]), self._menu())

    def take(self, text: str) -> None:
        """Do what was picked."""
        match self._menu().chosen(text):
            case "conclude" if self.flow.unsourced():
                self.flow.step = SourceStep(self, "refused.unsourced")
            case "conclude":
                self.flow.dialog.acknowledge()
                self.flow.step = AcknowledgeStep(self.flow)
            case "answer":
                facts = list(self.session.plan.askable)
                self.session.write("reopened", {"facts": facts, "cause": None})
                self.flow.advance()
            case str() as command:
                from assistant.session.commands import obey

                obey(self.session, Command(command), "", text)
            case _:
                self.refuse_choice()

    def command(self, text: str) -> str:
        """Return the name of the command that a reply picks from the menu."""
        picked = self._menu().chosen(text)
        return picked if picked and picked in [*Command] else ""

    def _lines(self) -> list[str]:
        """Return where the screening stands, line by line."""
        session, words = self.session, self.session.wording
        verdict = session.verdict_label
        key = "ask.review_stopped" if session.state.stopped else "ask.review_done"
        lines = [words.say(key, verdict=verdict)]
        waiting = [fact for fact in session.plan.askable if fact in session.state.deferred]
        if waiting and not session.state.stopped:
            labels = words.first_labels(waiting)
            lines[0] = words.say("ask.review_deferred", count=len(waiting), labels=labels)
        unknown = [fact for fact, answer in session.state.answers.items() if answer.is_unknown]
        if unknown:
            lines.append(words.say("ask.review_missing", labels=words.first_labels(unknown)))
        unsourced = self.flow.unsourced()
        if unsourced:
            labels = words.first_labels(unsourced)
            lines.append(words.say("ask.review_unsourced", labels=labels))
        contested = contested_terms(self)
        if contested:
            labels = ", ".join(words.words.terms[term].label for term in contested)
            lines.append(words.say("ask.review_contested", labels=labels))
        return lines

    def _menu(self) -> Menu:
        options = ["conclude", "revise", "why", "summary", "suspend"]
        if self.session.plan.askable:
            options.insert(1, "answer")
        labels = {name: self.phrase(f"choice.{name}") for name in options}
        if self.session.state.stopped and "answer" in labels:
            labels["answer"] = self.phrase("choice.go_on")
        return Menu(self, list(labels.items()))


class AcknowledgeStep(YesNoStep):
    """Awaits that the advisories and open terms have been read: one by one, or all at once."""

    def __init__(self, flow: object) -> None:
        super().__init__(flow)  # type: ignore[arg-type]
        session = self.session
        answers, words = session.state.answers, session.wording
        self._unread = {
            str(place): text
            for place, text in enumerate(
                [
                    *(
                        words.remark(each, answers)
                        for each in advisories(session.protocol, answers)
                    ),
                    *(words.words.terms[term].question for term in contested_terms(self)),
                ],
                1,
            )
        }
        for place, text in self._unread.items():
            self.flow.say(Tone.ADVISORY, self.phrase("say.remark", place=place, text=text))

    def asking(self) -> str:
        """Return the question whether they have been read."""
        return self.phrase("ask.acknowledge")

    def prompt(self) -> Prompt:
        """Return the question for all of them, and each of them that is still to be read."""
        prompt = super().prompt()
        each = (
            Choice(reply=place, label=self.phrase("choice.read", text=_begun(text)), key=place)
            for place, text in self._unread.items()
        )
        return prompt._replace(choices=(*prompt.choices, *each))

    def take(self, text: str) -> None:
        """Take one remark as read, or the answer for all of them."""
        if text not in self._unread:
            super().take(text)
            return
        read = _begun(self._unread.pop(text))
        self.flow.say(Tone.NOTICE, self.phrase("choice.read", text=read))
        if not self._unread:
            self.agreed()

    def agreed(self) -> None:
        """Record the acknowledgement, and go to the conclusion."""
        shown = advisories(self.session.protocol, self.session.state.answers)
        data = {
            "what": "remarks",
            "choice": "read",
            "advisories": [remark.id for remark in shown],
            "terms": list(contested_terms(self)),
        }
        self.session.write("acknowledged", data)
        self.flow.dialog.complete()
        self.flow.step = CompleteStep(self.flow)

    def back(self) -> bool:
        """Go back to the review."""
        self.flow.ask_again()
        return True


class CompleteStep(YesNoStep):
    """Awaits whether to complete the screening, which gives it its verdict; not a signature."""

    def asking(self) -> str:
        """Return the question whether to conclude, with the verdict and the name."""
        author = self.session.author
        role = self.phrase(f"role.{author.role}")
        verdict = self.session.verdict_label
        return self.phrase("ask.complete", verdict=verdict, user=author.actor, role=role)

    def back(self) -> bool:
        """Go back to the review."""
        self.flow.ask_again()
        return True

    def agreed(self) -> None:
        """Record the conclusion: the verdict, every status, and the facts that decide each."""
        session = self.session
        assessment = session.assessment
        session.write("completed", {"verdict": str(assessment.verdict), **session.policy.data()})
        session.write(
            "concluded",
            {
                "verdict": str(assessment.verdict),
                "statuses": {each.criterion: str(each.status) for each in assessment.results},
                "decisive": {each.criterion: list(each.facts) for each in assessment.results},
                "stopped": session.state.stopped,
            },
        )
        if session.state.is_script:  # nobody is there who could sign
            self.flow.close()
        else:
            self.flow.end()


class ClosedStep(Step):
    """Awaits nothing more."""

    def prompt(self) -> Prompt:
        """Return the end."""
        return Prompt(kind=PromptKind.CLOSED, question="")

    def take(self, text: str) -> None:
        """Do nothing: the record takes nothing more."""


def _begun(text: str) -> str:
    """Return the beginning of a remark, by which it is known again."""
    words = text.split()
    return text if len(words) <= _FEW_WORDS else f"{' '.join(words[:_FEW_WORDS])} …"


def contested_terms(step: Step) -> list[str]:
    """Return the terms that the sponsor has to decide before the verdict can be told."""
    results = step.session.assessment.with_status(Status.CONTESTED)
    return list(dict.fromkeys(term for result in results for term in result.terms))


def _menu_prompt(question: str, menu: Menu) -> Prompt:
    """Return a prompt with choices."""
    return Prompt(kind=PromptKind.CHOICE, question=question, choices=menu.choices())
