"""Whatever is replied: the state is the fold of the record, and the record is sound."""

import tempfile
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from oracle.openness import askable_facts
from oracle.statuses import statuses, verdict
from support.conversation import BONE, LIVER, SPINE, Talk, merged

from assistant.criteria.live import live
from assistant.criteria.options import option_ids
from assistant.criteria.remarks import violations
from assistant.dialogs.machine import (
    ACKNOWLEDGING,
    CONFIRMING,
    REVIEWING,
    REVISING,
    SIGNING,
)
from assistant.session.conversation import PromptKind
from assistant.session.protocols import packaged
from assistant.session.state import fold

NUMBERS = ["0", "1", "2", "3", "5", "6", "10", "18", "25", "58", "90", "84/40", "28 mg/L",
           "4 g/dL", "51.3 µmol/L", "31 days", "12 months", "1,000", "300", "8 mm", "11 cm",
           "600 mL"]  # fmt: skip
DAYS = ["today", "3 days ago", "8 days ago", "31 days ago", "in 3 days", "in 40 days",
        "in 400 days"]  # fmt: skip
UNKNOWN = ["unknown", "unknown, pending", "inconnu, non fait", "pending"]
COMMANDS = ["why", "help", "back", "revise", "skip", "language fr", "language en", "note seen",
            "note a@b.org", "source file, today, binder", "summary", "revise age",
            "revise liver_metastases", "revise vertebral_metastases", "revise sex",
            "revise metastatic_treatment_started",
            "revise neuro_exam_date"]  # fmt: skip
CHOICES = ["yes", "no", "1", "2", "3", "4", "continue", "stop", "answer", "conclude", "mg/L"]
ASKED = {
    PromptKind.BOOL: ["yes", "no"],
    PromptKind.INTEGER: NUMBERS,
    PromptKind.LEVEL: ["0", "1", "2", "3"],
    PromptKind.QUANTITY: NUMBERS,
    PromptKind.DATE: DAYS,
}
# In which state of the machine each kind of step is awaited; a question is in that of its topic.
STATES = {
    "ConfirmStep": CONFIRMING,
    "ReviseStep": REVISING,
    "PickAnswerStep": REVISING,
    "ReasonForChangeStep": REVISING,
    "FailureStep": ACKNOWLEDGING,
    "AcknowledgeStep": ACKNOWLEDGING,
    "SignStep": SIGNING,
    "ReviewStep": REVIEWING,
}


def as_the_oracle_sees(talk: Talk) -> dict[str, object]:
    """The answers in force as plain values; consent that is pending counts as unknown."""
    facts: dict[str, object] = {}
    for fact, answer in talk.session.state.answers.items():
        value = answer.value
        is_open = value in packaged().fact[fact].undecided_options
        is_whole = isinstance(value, Fraction) and packaged().fact[fact].type == "integer"
        facts[fact] = None if is_open else int(value) if is_whole else value  # type: ignore[arg-type]
    return facts


class Conversation(RuleBasedStateMachine):
    """A person who replies at random, leaves, and comes back."""

    talk: Talk

    def __init__(self) -> None:
        super().__init__()
        self.held = ExitStack()

    @initialize(
        path=st.sampled_from([BONE, merged(BONE, LIVER), merged(BONE, SPINE)]),
        until=st.sampled_from(["", *BONE, *LIVER, *SPINE]),
        language=st.sampled_from(["en", "fr"]),
        order=st.sampled_from(["protocol", "protocol", "quickest"]),
    )
    def begin(self, path: dict[str, str], until: str, language: str, order: str) -> None:
        folder = Path(self.held.enter_context(tempfile.TemporaryDirectory()))
        self.talk = Talk.begin(folder, language=language, order=order)
        if order == "protocol":
            self.talk.follow(path, until=until if until in path else "")

    def _is_open(self) -> bool:
        return not self.talk.session.is_over

    @precondition(_is_open)
    @rule(data=st.data())
    def reply_to_what_is_asked(self, data: st.DataObject) -> None:
        prompt = self.talk.session.prompt
        options = ASKED.get(prompt.kind, CHOICES)
        if prompt.kind is PromptKind.OPTION:
            options = list(option_ids(packaged().fact[prompt.fact]))
        self.talk.reply(data.draw(st.sampled_from(options)))

    @precondition(_is_open)
    @rule(text=st.sampled_from([*COMMANDS, *UNKNOWN]))
    def say_something_else(self, text: str) -> None:
        self.talk.reply(text)

    @precondition(_is_open)
    @rule(text=st.text(max_size=12))
    def type_anything(self, text: str) -> None:
        known = len(self.talk.events)
        self.talk.session.preview(text)
        assert len(self.talk.events) == known
        self.talk.reply(text)

    @rule(is_suspended=st.booleans())
    def leave_and_come_back(self, is_suspended: bool) -> None:
        talk = self.talk
        if is_suspended and self._is_open():
            talk.reply("suspend")
        before = talk.session.state
        messages = tuple(each for each in talk.session.messages if each.tone != "doubt")
        talk.resume()
        after = talk.session.state
        assert (after.answers, after.given_by) == (before.answers, before.given_by)
        assert (after.deferred, after.told, after.stopped) == (
            before.deferred, before.told, before.stopped,
        )  # fmt: skip
        assert messages[0] == talk.session.messages[0]
        assert talk.asked == (talk.session.flow.next_fact() or "") or self._is_failure()

    def _is_failure(self) -> bool:
        return talk_step(self.talk) in ("FailureStep", "ClosedStep")

    @invariant()
    def state_is_the_fold_of_the_record(self) -> None:
        session = self.talk.session
        assert fold(session.protocol, session.events) == session.state

    @invariant()
    def answers_can_stand_together_and_are_on_the_live_path(self) -> None:
        session = self.talk.session
        answers = session.state.answers
        assert live(session.protocol, answers) == answers
        assert violations(session.protocol, answers) == ()

    @invariant()
    def every_status_is_what_the_oracle_finds(self) -> None:
        session = self.talk.session
        expected = statuses(as_the_oracle_sees(self.talk))
        assert {row.criterion: row.status for row in session.rows()} == expected
        assert session.verdict == verdict(expected)

    @invariant()
    def the_machine_stands_where_the_step_does(self) -> None:
        flow, step = self.talk.session.flow, talk_step(self.talk)
        if step in STATES:
            assert flow.dialog.state == STATES[step]
        if step == "AskStep":
            fact = self.talk.asked
            assert flow.dialog.state == packaged().fact[fact].topic
            assert fact in self.talk.session.plan.askable
            assert self.talk.events[-1].type != "answered"

    def teardown(self) -> None:
        if hasattr(self, "talk"):
            talk = self.talk
            talk.assert_sound()
            facts = as_the_oracle_sees(talk)
            assert list(talk.session.plan.askable) == askable_facts(facts)
            if not talk.session.state.concluded:
                talk.resume().assert_sound()
            talk.session.close()
        self.held.close()


def talk_step(talk: Talk) -> str:
    return type(talk.session.flow.step).__name__


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=9, stateful_step_count=25, deadline=None)
