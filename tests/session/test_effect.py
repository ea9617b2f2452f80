"""What a change is said to do is what it does, whatever was answered before and is changed."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.conversation import Talk
from support.protocols import stereo

from assistant.criteria.answers import Answer
from assistant.criteria.evaluation import Status, Verdict, assess
from assistant.criteria.model import Fact, FactType
from assistant.session.announcing import announced
from assistant.session.conversation import Tone
from assistant.session.effect import Effect, Turned
from assistant.session.steps.asking import AskStep
from assistant.session.steps.closing import FailureStep, ReviewStep
from assistant.session.steps.confirming import ConfirmStep
from assistant.session.steps.offering import OfferStep
from assistant.session.steps.revising import ReviseStep

UNKNOWN = "unknown pending"
DAYS = ["2026-10-01", "2026-11-01", "2026-11-05", "2026-11-20", "2026-12-01"]
GATES = {fact for each in stereo().criteria for fact in each.gate_facts()}


def replies_to(fact: Fact) -> list[str]:
    """What may be replied to a question, on every side of what criteria compare."""
    match fact.type:
        case FactType.BOOL:
            return ["yes", "no"] * 3 + [UNKNOWN]
        case FactType.OPTION:
            return [option.id.replace("_", " ") for option in fact.options] + [UNKNOWN]
        case FactType.DATE:
            return [*DAYS, UNKNOWN]
    assert fact.hard is not None
    numbers = {fact.hard.low, fact.hard.high, *(n for u in fact.usual for n in (u.low, u.high))}
    return [*(f"{float(n):g} {fact.scale.unit}" for n in sorted(numbers)), UNKNOWN]


class Person:
    """Somebody who answers, hesitates and changes their mind at random."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.talk = Talk.begin(folder, order=random.choice(["protocol", "quickest"]))
        self.random = random
        self.offers = 0

    def answer(self) -> None:
        """Reply to whatever is awaited."""
        talk, step = self.talk, self.talk.session.flow.step
        match step:
            case OfferStep():
                self.accept_the_offer()
            case AskStep():
                talk.reply(self.random.choice(replies_to(stereo().fact[step.fact])))
                if talk.session.flow.step is step:  # refused: what cannot stand with the others
                    talk.reply(UNKNOWN)
            case ConfirmStep():
                talk.reply("yes")
            case FailureStep():
                talk.reply(self.random.choice(["continue", "stop"]))

    def accept_the_offer(self) -> None:
        """Say that an answer given before is still right: it is the very same answer."""
        talk, fact = self.talk, self.talk.asked
        before = talk.session.state.erased[fact]
        assert talk.events[-1].data["offered"] == before.given_by
        talk.reply("yes")
        if talk.question == "Are you sure?":
            talk.reply("yes")
        assert talk.session.state.answers[fact] == before.answer
        assert talk.news[0][1]["origin"] == before.given_by
        self.offers += 1

    def change_an_answer(self) -> None:
        """Change one, often a gate, and see that what was announced is what happens."""
        talk = self.talk
        answered = list(talk.session.state.answers)
        if not answered:
            return
        gates = [fact for fact in answered if fact in GATES]
        fact = self.random.choice(gates if gates and self.random.random() < 0.6 else answered)
        talk.reply(f"revise {fact}", self.random.choice(replies_to(stereo().fact[fact])))
        if talk.question != "Why is it changed?":  # refused, or the same answer
            if isinstance(talk.session.flow.step, ReviseStep):
                talk.reply("cancel")
            return
        said = talk.texts(Tone.DOUBT)
        before, verdict = talk.statuses_by_criterion(), talk.session.verdict
        was_stopped = talk.session.state.stopped
        talk.reply("1")
        assert talk.types == []
        talk.reply("yes")
        (what,) = [data["announced"] for kind, data in talk.news if kind == "revised"]
        happened = [data for kind, data in talk.news if kind == "erased"]
        assert [data["fact"] for data in happened] == what["erased"]
        reopened = [data["facts"] for kind, data in talk.news if kind == "reopened"]
        assert reopened == ([what["reopened"]] if what["reopened"] else [])
        assert what["verdict"] == {"old": verdict, "new": talk.session.verdict}
        after = talk.statuses_by_criterion()
        turned = {key: {"old": before[key], "new": after[key]} for key in before}
        assert what["criteria"] == {k: v for k, v in turned.items() if v["old"] != v["new"]}
        assert what["lifts_stop"] is (was_stopped and not talk.session.state.stopped)
        assert said[-len(self.lines(what)) :] == self.lines(what)

    def lines(self, what: Any) -> list[str]:
        """What is said of an effect that the record tells of."""
        found = Effect(
            tuple(what["erased"]), tuple(what["reopened"]),
            tuple(
                Turned(each.id, *(Status(what["criteria"][each.id][key]) for key in ("old", "new")))
                for each in stereo().criteria if each.id in what["criteria"]
            ),
            Verdict(what["verdict"]["old"]), Verdict(what["verdict"]["new"]),
            what["lifts_stop"],
        )  # fmt: skip
        return announced(self.talk.session.wording, found)


@settings(deadline=None, max_examples=20)
@given(st.randoms(use_true_random=False))
def test_what_is_announced_is_what_happens(random: Random) -> None:
    with TemporaryDirectory() as folder:
        person = Person(Path(folder), random)
        for _ in range(random.randint(5, 70)):
            if random.random() < 0.25:
                person.change_an_answer()
            elif isinstance(person.talk.session.flow.step, ReviewStep):
                break
            else:
                person.answer()
        talk = person.talk.assert_sound()
        talk.session.close()
        assert_is_as_a_fresh_session(talk, Path(folder) / "fresh")


def assert_is_as_a_fresh_session(talk: Talk, folder: Path) -> None:
    """A new screening that is given the same answers, one by one, finds the same."""
    session = talk.session
    assert assess(session.protocol, session.state.answers) == session.assessment
    fresh = Talk.begin(folder)
    while not isinstance(step := fresh.session.flow.step, ReviewStep):
        if not isinstance(step, AskStep):
            fresh.reply("yes" if isinstance(step, ConfirmStep) else "continue")
        elif step.fact in session.state.answers:
            fresh.reply(typed(session.state.answers[step.fact]))
        else:
            fresh.reply("skip")
    # an answer whose gate is not known any more would not be asked for anew
    if fresh.session.state.answers.keys() == session.state.answers.keys():
        assert fresh.session.verdict == session.verdict
        assert fresh.statuses_by_criterion() == talk.statuses_by_criterion()
    fresh.session.close()


def typed(answer: Answer) -> str:
    """An answer as one would type it."""
    if answer.is_unknown:
        return UNKNOWN
    text = {"true": "yes", "false": "no"}.get(answer.typed, answer.typed)
    return f"{text} {answer.unit}".replace("_", " ").strip()
