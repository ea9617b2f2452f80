"""A screening by prepared replies: each is given when its question comes; nobody is asked."""

from collections.abc import Callable, Mapping
from typing import NoReturn

from assistant.criteria.entry import Numeral
from assistant.criteria.model import StudyProtocol
from assistant.dialogs.commands import command_in
from assistant.errors import BadInput
from assistant.session.cohort import facts_in
from assistant.session.conversation import Message
from assistant.session.live import Session
from assistant.session.steps.asking import AskStep
from assistant.session.steps.closing import AcknowledgeStep, CompleteStep, FailureStep, ReviewStep
from assistant.session.steps.confirming import ConfirmStep

Show = Callable[[Message], None]


def script(protocol: StudyProtocol, text: str, where: str) -> dict[str, str]:
    """Return the replies of a JSON text, by fact, as one would type them.

    Raises BadInput naming the fact that is unknown, or whose reply is no text, number or bool.
    """
    replies = {}
    for fact, reply in facts_in(text, where).items():
        if fact not in protocol.fact:
            raise BadInput(
                f"{fact[:60]!r} is not a fact of this protocol", where=where,
                remedy="`screening protocol show` lists the facts",
            )  # fmt: skip
        replies[fact] = _typed(fact, reply, where)
    return replies


def play(session: Session, replies: Mapping[str, str], show: Show) -> None:
    """Give replies until none is left to give: the screening is then concluded, or suspended.

    Raises BadInput naming the fact whose reply is refused; the screening is suspended.
    """
    for message in session.messages:
        show(message)
    while not session.is_over:
        step = session.flow.step
        reply = _reply(session, replies)
        if isinstance(step, AskStep) and step.fact in replies:
            _require_reply(session, step, reply)
        for message in session.submit(reply):
            show(message)
        if isinstance(step, AskStep) and session.flow.step is step:
            _refuse(session, step.fact, reply, session.messages[-1].text)


def _require_reply(session: Session, step: AskStep, reply: str) -> None:
    """Refuse a command: a script only answers, or it might go round and round."""
    if not step.claims(reply) and command_in(reply, session.languages.values()):
        _refuse(session, step.fact, reply, "It is a command, not an answer")


def _refuse(session: Session, fact: str, reply: str, why: str) -> NoReturn:
    """Suspend the screening, and say which reply ended it."""
    session.submit("suspend")
    raise BadInput(
        f"the reply {reply[:60]!r} is refused", where=fact, why=why,
        remedy="Correct it in the file; the screening is suspended, and can be resumed",
    )  # fmt: skip


def _reply(session: Session, replies: Mapping[str, str]) -> str:
    """Return the reply to what is awaited."""
    match session.flow.step:
        case AskStep(fact=fact):
            return replies.get(fact, "suspend")
        case FailureStep():
            return "continue"
        case ConfirmStep() | AcknowledgeStep() | CompleteStep():
            return "yes"
        case ReviewStep():
            return "suspend" if session.flow.unsourced() else "conclude"
    raise AssertionError(session.flow.step)


def _typed(fact: str, reply: object, where: str) -> str:
    """Return a reply as one would type it."""
    if reply is None:
        return "unknown"
    if isinstance(reply, bool):
        return "yes" if reply else "no"
    if isinstance(reply, str | Numeral):
        return str(reply)
    raise BadInput(
        "is not a reply", where=f"{where}, {fact}", remedy='Write what one would type: "28 mg/L"'
    )
