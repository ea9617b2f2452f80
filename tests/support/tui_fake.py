"""A session that reads no protocol and writes no record, to try the terminal interface with."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from support.log_entries import MADE, book

from assistant.errors import AssistantError
from assistant.reports.log.entries import Entry
from assistant.session.conversation import (
    Choice,
    Detail,
    Message,
    Progress,
    Prompt,
    PromptKind,
    Row,
    Tone,
    Watermark,
)
from assistant.session.logbook import LogView
from assistant.session.query_desk import Matter
from assistant.training.studies import Studies
from assistant.tui.app import ScreeningApp
from assistant.tui.launch import Details, Launch

YES_NO = (Choice(reply="yes", label="yes", key="y"), Choice(reply="no", label="no", key="n"))
LEVELS = tuple(
    Choice(reply=str(level), label=words, key=str(level))
    for level, words in enumerate(("fully active", "light work", "self-caring", "limited", "none"))
)
SCORES = (
    Choice(reply="0", label="no staining", key="0"),
    Choice(reply="1+", label="faint", key="1"),
    Choice(reply="2+", label="weak to moderate, complete (equivocal)", key="2"),
    Choice(reply="3+", label="intense", key="3"),
    Choice(reply="not_done", label="IHC not done", key=""),
)
PRIMARY = (
    Choice(reply="done", label="done: surgery and/or radiotherapy", key="1"),
    Choice(reply="planned", label="planned: surgery and/or radiotherapy", key="2"),
    Choice(reply="none", label="neither done nor planned", key="3"),
)
QUESTIONS = (
    Prompt(kind=PromptKind.BOOL, question="Proven by histology?", fact="histology", choices=YES_NO),
    Prompt(
        kind=PromptKind.OPTION,
        question="Has the primary been treated?",
        hint="by its number or its name",
        fact="primary",
        choices=PRIMARY,
    ),
    Prompt(kind=PromptKind.OPTION, question="HER2 by IHC?", fact="her2", choices=SCORES),
    Prompt(kind=PromptKind.LEVEL, question="WHO status?", fact="who", choices=LEVELS),
    Prompt(
        kind=PromptKind.QUANTITY,
        question="Total bilirubin?",
        hint="a number in mg/dL, mg/L or µmol/L",
        fact="bilirubin",
        units=("mg/dL", "mg/L", "µmol/L"),
    ),
    Prompt(kind=PromptKind.TEXT, question="Anything else?", fact="else"),
)
LABELS = (
    ("I1", "inclusion", "proven by histology"),
    ("I6", "inclusion", "curative treatment of the primary"),
    ("I5", "inclusion", "HER2 not overexpressed"),
    ("I3", "inclusion", "performance status at most 2"),
    ("I9a", "inclusion", "liver function"),
    ("E4", "exclusion", "brain metastases"),
)
CLOSED = Prompt(kind=PromptKind.CLOSED, question="Suspended. Nothing is lost: S-1")


class FakeTalk:
    """Takes any reply; "no" fails its criterion, and a few words do what commands do."""

    def __init__(self, messages: Sequence[Message] = (), subject: str = "SEIN-0042") -> None:
        self.id = "S-1"
        self.subject = subject
        self.language = "en"
        self.is_over = False
        self.is_concluded = False
        self.verdict = "undetermined"
        self.verdict_label = "Undetermined"
        self.caution = "Read from the public synopsis. A synopsis is not the protocol."
        self.submitted: list[str] = []
        self.failure: AssistantError | None = None
        self.closed = False
        self.watermark: Watermark | None = None
        self.file = ""
        self._statuses = ["unknown"] * len(LABELS)
        self._at = 0
        self.messages: tuple[Message, ...] = (*messages, self._question())

    def _question(self) -> Message:
        return Message(tone=Tone.QUESTION, text=self.prompt.question)

    @property
    def prompt(self) -> Prompt:
        return CLOSED if self.is_over else QUESTIONS[self._at]

    @property
    def progress(self) -> Progress:
        return Progress(answered=self._at, left_at_most=len(QUESTIONS) - self._at)

    def submit(self, text: str) -> tuple[Message, ...]:
        if self.failure is not None:
            raise self.failure
        self.submitted.append(text)
        new = (Message(tone=Tone.REPLY, text=text), *self._answer(text.partition(" ")[0]))
        self.messages = (*self.messages, *new)
        return new

    def _answer(self, word: str) -> tuple[Message, ...]:
        if word == "suspend":
            self.is_over = True
            return (Message(tone=Tone.NOTICE, text="Suspended."),)
        if word in ("why", "help"):
            return (Message(tone=Tone.HELP, text="This can still decide: I1."), self._question())
        if word in ("note", "source"):
            return (Message(tone=Tone.NOTICE, text="Noted."), self._question())
        if word == "francais":
            self.language = "fr"
            return (self._question(),)
        self._statuses[self._at] = "failed" if word == "no" else "met"
        if word == "no":
            self.verdict, self.verdict_label = "not_eligible", "Not eligible"
        self._at = min(self._at + 1, len(QUESTIONS) - 1)
        return (Message(tone=Tone.UNDERSTOOD, text=f"= {word}"), self._question())

    def preview(self, text: str) -> Message | None:
        if not text.strip() or self.prompt.kind is not PromptKind.QUANTITY:
            return None
        if not text.strip()[0].isdigit():
            return Message(tone=Tone.REFUSED, text="not a number")
        return Message(tone=Tone.UNDERSTOOD, text=f"= {text.strip()} mg/dL")

    def rows(self) -> tuple[Row, ...]:
        words = {"met": "met", "failed": "not met", "unknown": "unknown"}
        return tuple(
            Row(
                criterion=criterion,
                category=category,
                label=label,
                status=status,
                word=words[status],
                open=status == "unknown",
                turns=status == "unknown" and "failed" not in self._statuses,
            )
            for (criterion, category, label), status in zip(LABELS, self._statuses, strict=True)
        )

    def detail(self, criterion: str) -> Detail:
        lines = (
            Message(tone=Tone.HELP, text=f"The wording of {criterion}."),
            Message(tone=Tone.HEADING, text="Decided by"),
            Message(tone=Tone.NOTICE, text="histology: yes"),
        )
        return Detail(criterion, f"{criterion} – its label", lines)

    def why(self) -> tuple[str, ...]:
        return ("The verdict is what it is.", "I1 would turn it.")

    def command(self, text: str) -> str:
        word = text.partition(" ")[0]
        return word if word in ("why", "help", "revise", "note", "summary", "suspend") else ""

    def summary(self, format_: str = "txt") -> str:
        if format_ != "txt":
            return f"the summary as {format_}"
        return "\n".join(f"Line {number} of the summary" for number in range(1, 101))

    def close(self) -> None:
        self.closed = True


class Shelved(NamedTuple):
    """A screening on record."""

    screening: str
    subject: str
    started: datetime
    last: datetime
    state: str
    verdict: str
    verdict_label: str
    answered: int
    left: int
    fault: str = ""
    queries: int = 0


def register(entries: Sequence[Entry]) -> LogView:
    """A screening log of entries that no record stands behind."""
    return LogView(book(*entries), Path("nowhere"), "en", MADE)


class FakeQueries:
    """The queries of a screening that no record stands behind; `done` is what was done."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str, str, str, str]] = []

    def matters(self, role: str) -> tuple[Matter, ...]:
        query = Matter(
            id="1", about="1. age", said="57 or 58?", state="open",
            lines=("mona, raised: 57 or 58?",), acts=("reply",),
        )  # fmt: skip
        answer = Matter(
            id="age", about="age", said="58", state="sourced", lines=(), acts=("raise", "compare")
        )
        if role != "monitor":
            return (query,)
        return (query.model_copy(update={"acts": ("close",)}), answer)

    def do(self, act: str, matter: Matter, user: str, role: str, text: str) -> None:
        self.done.append((act, matter.about, user, role, text))


class FakeDesk:
    """Hands out one talk, whatever is asked for, and remembers what was asked."""

    def __init__(self, talk: FakeTalk, shelved: Sequence[Shelved] = ()) -> None:
        self.talk = talk
        self.shelved = shelved
        self.begun: list[Details] = []
        self.resumed: list[tuple[str, str, str]] = []
        self.practised: list[tuple[str, bool, bool]] = []
        self.failure: AssistantError | None = None
        self.register = register([])
        self.asked = FakeQueries()
        self.earlier: tuple[str, str] | None = None
        self.memory: dict[str, str] = {}
        self.remembered: list[Details] = []

    def begin(self, details: Details) -> FakeTalk:
        self._fail()
        self.begun.append(details)
        return self.talk

    def resume(self, screening: str, user: str, role: str) -> FakeTalk:
        self._fail()
        self.resumed.append((screening, user, role))
        return self.talk

    def recall(self) -> dict[str, str]:
        return self.memory

    def remember(self, details: Details) -> None:
        self.remembered.append(details)

    def listed(self, language: str) -> Sequence[Shelved]:
        return self.shelved

    def known(self, details: Details, but: str = "") -> tuple[str, str] | None:
        return self.earlier

    def log(self, language: str) -> LogView:
        return self.register

    def queries(self, screening: str, language: str) -> FakeQueries:
        return self.asked

    def studies(self, user: str, language: str) -> Studies:
        return Studies(Path("nowhere"), user, language)

    def practise(
        self, case: str, user: str, language: str, *, is_exam: bool, is_anew: bool
    ) -> FakeTalk:
        self._fail()
        self.practised.append((case, is_exam, is_anew))
        return self.talk

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


STARTED = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SHELVED = (
    Shelved("S-2", "SEIN-0002", STARTED, STARTED, "completed", "eligible", "Eligible", 23, 0),
    Shelved(
        "S-1", "SEIN-0001", STARTED, STARTED, "suspended", "undetermined", "Undetermined", 7, 30
    ),
)


def make_app(
    talk: FakeTalk, launch: Launch | None = None, desk: FakeDesk | None = None
) -> ScreeningApp:
    """Return the application over one talk: straight in its chat, if no launch says otherwise."""
    given = launch or Launch(
        folder=Path("nowhere"), mode="new", subject=talk.subject, user="ada", language="en"
    )
    return ScreeningApp(given, desk or FakeDesk(talk))
