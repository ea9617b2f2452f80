"""One screening, live: a reply is recorded, folded, assessed, and only then shown.

The record is written before anything changes; what could not be written did not happen.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Self

from assistant import __version__
from assistant.audit.clock import Clock
from assistant.audit.events import Author, Event, Json
from assistant.audit.store import Record
from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import Assessment, assess, reassess
from assistant.criteria.model import StudyProtocol
from assistant.criteria.relevance import Plan, Planner
from assistant.dialogs.commands import command_in
from assistant.dialogs.replies import Reader
from assistant.dialogs.wording import Wording, languages
from assistant.errors import BadInput, RecordError
from assistant.phrases import Phrases
from assistant.session.commands import STILL, obey
from assistant.session.conversation import (
    Detail,
    Message,
    Progress,
    Prompt,
    PromptKind,
    Row,
    Tone,
    Watermark,
)
from assistant.session.criteria_view import detail, rows
from assistant.session.explaining import why_lines
from assistant.session.flow import Flow
from assistant.session.narration import Narrator
from assistant.session.opening import Opening, author_of, begun
from assistant.session.policy import Policy, policy_for
from assistant.session.protocols import packaged, protocol_of, trial_of
from assistant.session.rehearsal import Rehearsal
from assistant.session.site_record import in_force
from assistant.session.state import State, after
from assistant.text import LARGEST, clean, first_forbidden, size_of, visible

_CLOCK = Clock()


class Session:
    """A screening that this process holds for writing; `close` lets go of it."""

    is_practice = False  # a practice record is taken up by none but a practice session
    watermark: Watermark | None = None  # what a front end shows over all of a session not real
    file = ""  # what is to be read beside the conversation

    def __init__(
        self,
        folder: Path,
        record: Record | Rehearsal,
        protocol: StudyProtocol,
        author: Author,
        clock: Clock,
    ) -> None:
        self.folder = folder
        self.protocol = protocol
        self.author = author
        self.clock = clock
        self.policy = Policy()
        self._record = record
        self._planner = Planner(protocol)
        self._plan: Plan | None = None
        self._assessed: tuple[Answers, Assessment] = {}, assess(protocol, {})
        self._messages: list[Message] = []
        self._is_adrift = False  # whether the record is still to be read anew
        self._wording = Wording(protocol, protocol.languages[0])
        self._take_up(record)

    # ---------------------------------------------------------------- beginning and ending

    @classmethod
    def begin(
        cls,
        folder: Path,
        opening: Opening,
        *,
        protocol: StudyProtocol | None = None,
        policy: Path | None = None,
        clock: Clock = _CLOCK,
    ) -> Self:
        """Begin a screening; its record is on the disk on return.

        `policy` is a file of the site's demands, else the one in the folder holds. The decisions on
        the site's record are in force. Raises BadInput if the opening or the policy is faulty,
        RecordError if no record could be begun.
        """
        protocol = in_force(folder, protocol or packaged())
        demands = policy_for(folder, policy, protocol.fact)
        opening = opening.checked(protocol.languages)
        record = begun(folder, opening, trial_of(protocol), clock)
        with _closing_on_failure(record):
            session = cls(folder, record, protocol, opening.author, clock)
            session.policy = demands
            session.flow.start()
        return session

    @classmethod
    def take_up(cls, folder: Path, record: Record, author: Author, clock: Clock = _CLOCK) -> Self:
        """Go on with a record that this process has just begun, at the question it stands at."""
        protocol = protocol_of(folder, record.events[0])
        session = cls(folder, record, protocol, author, clock)
        session.flow.settle()
        return session

    @classmethod
    def resume(
        cls,
        folder: Path,
        screening: str,
        user: str,
        role: str,
        *,
        policy: Path | None = None,
        clock: Clock = _CLOCK,
    ) -> Self:
        """Take up a screening where its record leaves off.

        Raises BadInput if the user's id, the role or the policy is faulty, Busy if another process
        holds it, RecordError if it is missing, damaged or cannot be written.
        """
        author = author_of(user, role)
        record = Record.open(folder, screening, software=__version__, clock=clock)
        with _closing_on_failure(record):
            protocol = protocol_of(folder, record.events[0])
            session = cls(folder, record, protocol, author, clock)
            session.policy = policy_for(folder, policy, protocol.fact)
            if session.state.concluded:
                session.flow.end()
            else:
                session.write("resumed", {"answered": len(session.state.answers)})
                session.flow.start()
        return session

    def close(self) -> None:
        """Let go of the record."""
        self._record.close()

    # ---------------------------------------------------------------- what a front end shows

    @property
    def id(self) -> str:
        """Return the screening's id."""
        return self._record.origin.screening

    @property
    def subject(self) -> str:
        """Return the subject's code."""
        return self.state.subject

    @property
    def language(self) -> str:
        """Return the language that the conversation is in."""
        return self.state.language

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the whole conversation so far."""
        return tuple(self._messages)

    @property
    def prompt(self) -> Prompt:
        """Return what is awaited now."""
        return self.flow.prompt()

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the record so far."""
        return self._record.events

    @property
    def progress(self) -> Progress:
        """Return how far the screening is."""
        return Progress(answered=len(self.state.answers), left_at_most=len(self.plan.open))

    @property
    def verdict(self) -> str:
        """Return the verdict as it stands."""
        return str(self.assessment.verdict)

    @property
    def caution(self) -> str:
        """Return the one line of the protocol's warning that stays in sight."""
        heading = self.wording.words.protocol
        return heading.caution or heading.warning

    @property
    def verdict_label(self) -> str:
        """Return the verdict in the session's language."""
        return self.wording.words.verdicts[self.verdict]

    @property
    def is_over(self) -> bool:
        """Return whether nothing more is awaited: suspended, or concluded and not to be signed."""
        return self.state.suspended or (self.state.concluded and self.flow.is_closed)

    @property
    def is_concluded(self) -> bool:
        """Return whether the verdict is given for good."""
        return self.state.concluded

    def rows(self) -> tuple[Row, ...]:
        """Return every criterion as it stands, inclusion before exclusion."""
        return rows(self)

    def detail(self, criterion: str) -> Detail:
        """Return one criterion looked at closely."""
        return detail(self, criterion)

    def command(self, text: str) -> str:
        """Return the name of the command that a text would be taken for here, "" if for none."""
        picked = self.flow.step.command(text.strip())
        if picked or self.flow.claims(text.strip()):
            return picked
        found = command_in(text, self.languages.values())
        return found[0] if found else ""

    def preview(self, text: str) -> Message | None:
        """Return what a reply being typed would be taken for, or what is wrong with it, or None."""
        if not text.strip() or first_forbidden(text) or size_of(text) > LARGEST:
            return None
        if self.command(text):
            return None
        return self.flow.preview(text.strip())

    def why(self) -> tuple[str, ...]:
        """Return why the question at hand is asked, or why this verdict where none is asked."""
        return tuple(why_lines(self))

    def summary(self, format_: str = "txt") -> str:
        """Return the summary as it stands; once all is over, of what the record has taken since."""
        from assistant.session.summaries import summary_in, summary_of

        now = self.clock.now()
        if self.is_over:
            return summary_in(self.folder, self.id, self.language, format_, now)
        return summary_of(self.folder, self.events, self.language, format_, now)

    # ---------------------------------------------------------------- a turn

    def submit(self, text: str) -> tuple[Message, ...]:
        """Take one reply or command, as typed, and return what is said to it.

        Raises RecordError if something could not be saved: then it did not happen.
        """
        before = len(self._messages)
        if self.is_over:
            return ()
        if self._is_adrift:
            self._reopen()
            raise _taken_up()
        try:
            self.flow.catch_up()
            self._take(text)
        except RecordError:
            self._is_adrift = True
            with suppress(RecordError):
                self._reopen()
            raise
        return tuple(self._messages[before:])

    def _take(self, text: str) -> None:
        """Take a reply that may be anything."""
        refusal = self._unfit(text)
        if refusal is not None:
            is_secret = self.prompt.kind is PromptKind.SECRET
            shown = "…" if is_secret else visible(text[:200])
            self.say(Tone.REPLY, shown)
            self.say(Tone.REFUSED, refusal)
            return
        cleaned = clean(text)
        found = None if self.flow.claims(cleaned) else command_in(cleaned, self.languages.values())
        if found is None:
            self.flow.take(cleaned)
        elif self.state.concluded and found[0] not in STILL:
            self.say(Tone.REFUSED, self.wording.say("refused.concluded"))
        else:
            obey(self, *found, cleaned)

    def _unfit(self, text: str) -> str | None:
        """Return why a text may not even be looked at, or None."""
        size, forbidden = size_of(text), first_forbidden(text)
        if size > LARGEST:
            return self.wording.say("refused.text_long", size=size)
        return self.wording.say("refused.text_control", code=forbidden) if forbidden else None

    def _reopen(self) -> None:
        """Read the record anew after a failed write, so that the session is what the disk holds.

        Raises RecordError if the record cannot be taken up yet.
        """
        self._record.close()
        self._record = Record.open(self.folder, self.id, software=__version__, clock=self.clock)
        self._messages.clear()
        self._take_up(self._record)
        self.flow.settle()
        self._is_adrift = False

    # ---------------------------------------------------------------- for the flow

    def write(
        self, kind: str, data: Mapping[str, Json], private: Mapping[str, str] | None = None
    ) -> Event:
        """Record one event, and only then let it be true and be told."""
        known = len(self._record.events)
        event = self._record.append(kind, data, author=self.author, private=private or {})
        for each in self._record.events[known:]:
            self._learn(each)
        return event

    def say(self, tone: Tone, text: str) -> None:
        """Say something that is not recorded: help, a reason, a doubt."""
        self._messages.append(Message(tone=tone, text=text))

    @property
    def wording(self) -> Wording:
        """Return the words in the session's language."""
        if self._wording.language != self.state.language:
            self._wording = Wording(self.protocol, self.state.language)
        return self._wording

    @property
    def planner(self) -> Planner:
        """Return the planner of the session's protocol."""
        return self._planner

    @property
    def plan(self) -> Plan:
        """Return the questions that can still matter."""
        if self._plan is None:
            self._plan = self._planner.plan(self.state.answers)
        return self._plan

    @property
    def assessment(self) -> Assessment:
        """Return every criterion's status, and the verdict so far."""
        answers = self.state.answers
        if self._assessed[0] is not answers:
            self._assessed = answers, reassess(self.protocol, answers, *self._assessed)
        return self._assessed[1]

    def narrator(self) -> Narrator:
        """Return what tells the record from its beginning."""
        return Narrator(self.protocol)

    def reader(self) -> Reader:
        """Return what reads replies; today is the clock's day, here where it is read."""
        today = self.clock.now().astimezone().date()
        return Reader(self.languages, today, self.state.is_script)

    def _take_up(self, record: Record | Rehearsal) -> None:
        """Fold and tell a record from its beginning."""
        self.state = State()
        self._narrator = self.narrator()
        self.languages: Mapping[str, Phrases] = languages(self.protocol)
        for event in record.events:
            self._learn(event)
        if bool(self.state.practice) is not self.is_practice:
            raise _of_another_kind(str(record.path), is_practice=bool(self.state.practice))
        self.flow = Flow(self)

    def _learn(self, event: Event) -> None:
        """Fold one event into the state, and tell it."""
        answers = self.state.answers
        self.state = after(self.protocol, self.state, event)
        if self.state.answers is not answers:
            self._plan = None
        self._messages.extend(self._narrator.tell(event, self.state))


@contextmanager
def _closing_on_failure(record: Record) -> Iterator[None]:
    """Let go of a record if no session comes of it."""
    with ExitStack() as held:
        held.callback(record.close)
        yield
        held.pop_all()


def _taken_up() -> RecordError:
    return RecordError(
        "NOT SAVED: this reply was given to what stood here before the record failed",
        why="It can be written again now, and was read anew",
        remedy="Look at what is asked, and reply to that.",
    )


def _of_another_kind(where: str, *, is_practice: bool) -> BadInput:
    if is_practice:
        return BadInput(
            "is a practice record", where=where, why="There is no participant behind it",
            remedy="`screening practise` takes up practice, `screening new` a real screening",
        )  # fmt: skip
    return BadInput(
        "is the record of a real screening", where=where, why="Practice needs a practice case",
        remedy="`screening resume` takes it up",
    )  # fmt: skip
