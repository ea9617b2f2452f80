"""A screening talked through in a test: replies in, and out what was said and recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from assistant.audit.clock import Clock
from assistant.audit.events import Event
from assistant.audit.verifying import verify
from assistant.criteria.model import StudyProtocol
from assistant.session.conversation import Message, Tone
from assistant.session.live import Session
from assistant.session.opening import Opening
from assistant.session.replaying import Replayer
from assistant.session.state import fold

TODAY = date(2026, 11, 21)  # a Saturday
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)  # the same day almost everywhere

# Replies by fact, in asking order. With these alone a person is eligible after 23 questions.
BONE: Mapping[str, str] = {
    "histology_confirmed": "yes",
    "stage_iv_confirmed": "yes",
    "er_percent": "90",
    "her2_ihc": "1+",
    "primary_treatment": "done",
    "sex": "female",
    "age": "58",
    "who_status": "1",
    "life_expectancy": "24 months",
    "metastatic_treatment_started": "no",
    "lesion_count": "3",
    "prior_radiotherapy": "no",
    "measurable_lesions": "yes",
    "largest_lesion_diameter": "32 mm",
    "liver_metastases": "no",
    "abdominal_visceral_metastases": "no",
    "brain_metastases": "none known",
    "vertebral_metastases": "no",
    "compliance_obstacle": "no",
    "social_security": "yes",
    "consent_status": "signed",
    "connective_tissue_disease": "none",
    "pregnancy_status": "neither",
}
LIVER: Mapping[str, str] = {
    "liver_metastases": "yes",
    "ast": "84/40",
    "alt": "1.5",
    "bilirubin": "8 mg/L",
    "albumin": "41 g/L",
    "cirrhosis": "no",
    "hepatitis": "none",
    "largest_liver_lesion_diameter": "3 cm",
    "liver_lesion_clear_of_bowel": "yes",
    "weight": "64",
    "creatinine": "70 µmol/L",
}
SPINE: Mapping[str, str] = {
    "vertebral_metastases": "yes",
    "contiguous_vertebrae": "2",
    "neuro_exam_date": "3 days ago",
    "randomisation_date": "24/11/2026",
    "unable_to_undergo_treatment": "no",
    "systemic_or_radionuclide_given": "yes",
    "last_systemic_or_radionuclide_date": "2026-10-15",
    "sbrt_date": "2026-12-01",
    "neuro_deficit": "none",
    "canal_involvement": "10",
    "cord_or_cauda_compression": "no",
    "vertebral_instability": "no",
}


@dataclass
class Ticking:
    """A clock that moves on by a second each time it is read, with salts 00…, 01…, 02…."""

    at: datetime = NOON
    salts: int = -1

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def monotonic_ns(self) -> int:
        return 7_000_000_000

    def salt(self) -> bytes:
        self.salts += 1
        return (self.salts % 256).to_bytes(1, "big") * 16


def ticking(at: datetime = NOON) -> Clock:
    """A clock of a day that does not change."""
    hands = Ticking(at)
    return Clock(hands.now, hands.monotonic_ns, hands.salt)


class Talk:
    """One conversation, in the words of a person who holds it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.said: tuple[Message, ...] = session.messages
        self._known = 0

    @classmethod
    def begin(
        cls,
        folder: Path,
        *,
        language: str = "en",
        is_script: bool = False,
        subject: str = "SEIN-1",
        order: str = "protocol",
        protocol: StudyProtocol | None = None,
        user: str = "mmartin",
        role: str = "coordinator",
    ) -> Self:
        opening = Opening(
            subject=subject, user=user, role=role, site="site-01", language=language, order=order,
            is_script=is_script,
        )  # fmt: skip
        return cls(Session.begin(folder, opening, protocol=protocol, clock=ticking()))

    # ------------------------------------------------------------ what a person does

    def reply(self, *texts: str) -> Self:
        """Give replies one after another; `said` is what was answered to the last."""
        for text in texts:
            self._known = len(self.events)
            self.said = self.session.submit(text)
        return self

    def follow(self, replies: Mapping[str, str], until: str = "") -> Self:
        """Reply to each question as prepared, up to one of them; each reply must be accepted."""
        while (fact := self.asked) != until and fact in replies:
            self.reply(replies[fact])
            assert self.asked != fact, (fact, self.said)
        assert self.asked == until or not until, f"asked {self.asked}, not {until}"
        return self

    def conclude(self) -> Self:
        """Review, read what is to be read, and conclude."""
        return self.reply("conclude", "yes", "yes")

    def resume(self, *, user: str = "mmartin", role: str = "coordinator") -> Self:
        """Come back a day later, the screening having been left in whatever way."""
        self.session.close()
        later = ticking(self.events[-1].at + timedelta(days=1))
        self.session = Session.resume(self.session.folder, self.session.id, user, role, clock=later)
        return self

    # ------------------------------------------------------------ what is looked at

    @property
    def asked(self) -> str:
        """The fact that is asked for now, "" where none is."""
        return self.session.prompt.fact

    @property
    def question(self) -> str:
        return self.session.prompt.question

    @property
    def events(self) -> tuple[Event, ...]:
        return self.session.events

    @property
    def path(self) -> Path:
        return self.session.folder / f"{self.session.id}.jsonl"

    @property
    def news(self) -> list[Any]:
        """What the last reply recorded: types, and data as plain JSON."""
        return [(event.type, dict(event.data)) for event in self.events[self._known :]]

    @property
    def types(self) -> list[str]:
        """The types of what the last reply recorded."""
        return [event.type for event in self.events[self._known :]]

    @property
    def private(self) -> dict[str, str]:
        """The free text of the first event that the last reply recorded."""
        return dict(self.events[self._known].private)

    @property
    def tones(self) -> list[Tone]:
        return [message.tone for message in self.said]

    def texts(self, tone: Tone) -> list[str]:
        return [message.text for message in self.said if message.tone is tone]

    def all_asked(self) -> list[str]:
        """Every fact asked so far, in order."""
        return [str(event.data["fact"]) for event in self.events if event.type == "asked"]

    def status(self, criterion: str) -> str:
        return next(row.status for row in self.session.rows() if row.criterion == criterion)

    def statuses_by_criterion(self) -> dict[str, str]:
        return {row.criterion: row.status for row in self.session.rows()}

    def statuses(self, status: str) -> list[str]:
        """The criteria that have a status."""
        return [row.criterion for row in self.session.rows() if row.status == status]

    # ------------------------------------------------------------ what must hold

    def assert_next(self, fact: str) -> Self:
        assert self.asked == fact, f"asked {self.asked or self.question!r}, not {fact}"
        return self

    def assert_refused(self, *parts: str) -> Self:
        """The last reply was refused in words that hold these."""
        (text,) = self.texts(Tone.REFUSED)
        assert all(part in text for part in parts), text
        return self

    def assert_doubted(self, *parts: str) -> Self:
        """The last reply is to be confirmed, for reasons in words that hold these."""
        assert self.question == "Are you sure?", self.question
        text = " ".join(self.texts(Tone.DOUBT))
        assert all(part in text for part in parts), text
        assert self.types == []
        return self

    def assert_sound(self) -> Self:
        """The record on the disk is sound, replays, and is what the session holds."""
        report = verify(self.path, Replayer(self.session.folder))
        assert report.findings == ()
        assert report.events == len(self.events)
        assert fold(self.session.protocol, self.events) == self.session.state
        return self


def merged(*parts: Mapping[str, str], **changes: str) -> Mapping[str, str]:
    """Prepared replies put together, the later ones standing over the earlier."""
    whole: dict[str, str] = {}
    for part in (*parts, changes):
        whole |= part
    return whole


def recorded(value: object, typed: str, unit: str = "") -> dict[str, object]:
    """An answer as the record holds it."""
    return {"value": value, "typed": typed, "unit": unit, "unknown": None}


def unknown(reason: str) -> dict[str, object]:
    """An answer "unknown" as the record holds it."""
    return {"value": None, "typed": "", "unit": "", "unknown": reason}


def kinds(events: Sequence[Event]) -> list[str]:
    """The types of events, in order."""
    return [event.type for event in events]
