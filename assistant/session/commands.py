"""What the commands do: they steer the conversation, and change no answer by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.audit.events import Event
from assistant.dialogs.commands import Command
from assistant.session.attributing import name_judge, name_source
from assistant.session.codec import decoded, encoded
from assistant.session.conversation import Tone
from assistant.session.criteria_view import listed
from assistant.session.explaining import help_lines, why_lines
from assistant.session.shapes import mapping
from assistant.session.state import State, text
from assistant.session.steps.asking import AskStep
from assistant.session.steps.closing import ClosedStep
from assistant.session.steps.given import Given
from assistant.session.steps.noting import note
from assistant.session.steps.replying import reply_to_query
from assistant.session.steps.revising import PickAnswerStep, named_answer, revise

if TYPE_CHECKING:
    from assistant.session.live import Session


def obey(session: Session, command: Command, argument: str, typed: str) -> None:
    """Do what a command asks for; `argument` is what was typed after it."""
    telling = _TELLING.get(command)
    if telling is not None:
        session.say(Tone.REPLY, typed)
        for line in telling(session):
            session.say(Tone.HELP, line)
    elif command is Command.CRITERIA:
        session.say(Tone.REPLY, typed)
        _criteria(session, argument)
    else:
        _DOING[command](session, argument)


def _note(session: Session, said: str) -> None:
    """Record a note."""
    if not said:
        refused = session.wording.say("refused.needs_text", example="note …")
        session.say(Tone.REFUSED, refused)
        return
    note(session.flow, {"kind": "note", "fact": session.flow.step.fact}, {"text": said})


def _back(session: Session, _: str) -> None:
    """Leave the step at hand, or change the last answer if the step is a question."""
    if session.flow.step.back():
        return
    last = session.state.last_answered
    if last is None:
        session.say(Tone.REFUSED, session.wording.say("refused.nothing_to_revise"))
    else:
        revise(session.flow, last)


def _revise(session: Session, argument: str) -> None:
    """Go to changing the answer named, or to the list of answers."""
    given = session.state.given_by
    step = PickAnswerStep(session.flow)
    if not given:
        session.say(Tone.REFUSED, session.wording.say("refused.nothing_to_revise"))
    elif not argument:
        session.flow.withdraw()
        session.flow.dialog.revise()
        session.flow.step = step
    else:
        fact = named_answer(step, argument, sorted(given, key=given.__getitem__, reverse=True))
        if fact is None:
            session.say(Tone.REFUSED, session.wording.say("refused.fact"))
        else:
            revise(session.flow, fact)


def _criteria(session: Session, argument: str) -> None:
    """Tell every criterion as it stands, or one closely."""
    known = {id_.casefold(): id_ for id_ in session.protocol.criterion}
    if not argument:
        for line in listed(session):
            session.say(Tone.HELP, line)
    elif argument.casefold() in known:
        shown = session.detail(known[argument.casefold()])
        session.say(Tone.HELP, shown.title)
        for each in shown.lines:
            session.say(Tone.HELP, each.text)
    else:
        session.say(Tone.REFUSED, session.wording.say("refused.criterion"))


def _undo(session: Session, _: str) -> None:
    """Take back the last change that is in force: itself a change, with its own preview."""
    event = last_change(session.events, session.state)
    if event is None:
        session.say(Tone.REFUSED, session.wording.say("refused.nothing_to_undo"))
        return
    fact, old = text(event.data, "fact"), mapping(event.data["old"])
    session.flow.withdraw()
    session.flow.dialog.revise()
    session.flow.offer(
        Given(
            fact,
            decoded(session.protocol.fact[fact], old),
            reply=session.wording.say("choice.undo"),
            is_revision=True,
            reason=session.wording.say("say.undone"),
            undoes=event.seq,
        )
    )


def last_change(events: Sequence[Event], state: State) -> Event | None:
    """Return the last change that was not taken back and whose answer is in force, or None."""
    made: list[Event] = []
    for event in events:
        if event.type == "revised" and "undoes" in event.data:
            made = [each for each in made if each.seq != event.data["undoes"]]
        elif event.type == "revised":
            made.append(event)
    for event in reversed(made):
        answer = state.answers.get(text(event.data, "fact"))
        if answer is not None and encoded(answer) == event.data["new"]:
            return event
    return None


def _skip(session: Session, _: str) -> None:
    """Leave the question at hand for later."""
    step = session.flow.step
    if not isinstance(step, AskStep) or step.is_revision:
        session.say(Tone.REFUSED, session.wording.say("refused.no_skip"))
        return
    session.write("skipped", {"fact": step.fact})
    session.flow.advance()


def _language(session: Session, argument: str) -> None:
    """Go on in another language; without a name, in the next that the protocol has."""
    known = session.protocol.languages
    wanted = argument.casefold()[:2] or known[(known.index(session.language) + 1) % len(known)]
    if wanted not in known:
        session.say(Tone.REFUSED, session.wording.say("refused.language", known=", ".join(known)))
        return
    session.write("language_changed", {"language": wanted})
    step = session.flow.step
    if isinstance(step, AskStep) and step.is_revision:
        session.say(Tone.QUESTION, step.question())
    elif isinstance(step, AskStep):
        session.flow.ask_again()


def _suspend(session: Session, _: str) -> None:
    """Stop here; the screening can be resumed, or signed another day if it is completed."""
    if session.state.concluded:
        while not session.flow.is_closed:
            session.flow.step.back()
        return
    session.flow.withdraw()
    session.write("paused", {})
    session.flow.dialog.suspend()
    session.flow.step = ClosedStep(session.flow)


STILL = frozenset({
    Command.WHY, Command.HELP, Command.SUMMARY, Command.BACK, Command.SUSPEND, Command.QUERY,
})  # fmt: skip # what a completed record still takes, while it may be signed
_TELLING: Mapping[Command, Callable[[Session], list[str]]] = {
    Command.WHY: why_lines,
    Command.HELP: help_lines,
    Command.SUMMARY: lambda session: [session.summary()],
}
_DOING: Mapping[Command, Callable[[Session, str], None]] = {
    Command.BACK: _back,
    Command.REVISE: _revise,
    Command.UNDO: _undo,
    Command.NOTE: _note,
    Command.SOURCE: name_source,
    Command.JUDGE: name_judge,
    Command.QUERY: reply_to_query,
    Command.SKIP: _skip,
    Command.LANGUAGE: _language,
    Command.SUSPEND: _suspend,
}
