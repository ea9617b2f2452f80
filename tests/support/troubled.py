"""A folder of records with one text in every field that takes free text, each entered for real."""

from datetime import date
from pathlib import Path

import pytest
from support.conversation import BONE, Talk, ticking
from support.protocols import stereo
from support.signing import PASSPHRASE, key_of

from assistant import __version__
from assistant.audit import keys
from assistant.audit.events import Author
from assistant.audit.store import Record
from assistant.criteria.model import Decision
from assistant.session import site_record
from assistant.session.correcting import Redaction, add, texts_of
from assistant.session.live import Session
from assistant.session.monitoring import (
    MONITOR,
    close_query,
    name_source,
    raise_query,
    reply_to_query,
    verify_source,
)

SITE = Author("mmartin", "coordinator")
INVESTIGATOR = Author("jleroy", "investigator")
MONITORING = Author("mona", MONITOR)


class Troubled:
    """What came of it: the folder, the screening that was signed, and what was shown to sign."""

    def __init__(self, place: Path, text: str) -> None:
        self.text = text
        self.folder = place / "records"
        self.folder.mkdir(parents=True)
        self.clock = ticking()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SCREENING_KEYS", str(place / "keys"))
            signer, _ = key_of(place / "keys", self.folder, name=text)
            for module in (keys, site_record):  # opening a key is slow on purpose
                patch.setattr(module, "opened", lambda *_: signer)
            self._decide()
            self._redact()
            self.id = self._completed()
            self.to_sign = self._signed()
        self._corrected()

    def _decide(self) -> None:
        decision = Decision(
            term="hr_cutoff", reading="ten_percent", by=self.text, date=date(2026, 11, 1),
            reference=self.text,
        )  # fmt: skip
        site_record.decide(
            self.folder, stereo(), decision, INVESTIGATOR, self.clock, lambda _holder: PASSPHRASE
        )

    def _redact(self) -> None:
        """Take a note out of another screening, for a reason."""
        talk = Talk.begin(self.folder, subject="SEIN-2").reply("note seen", "suspend")
        talk.session.close()
        record = Record.open(
            self.folder, talk.session.id, software=__version__, clock=talk.session.clock
        )
        (noted,) = [each.seq for each in texts_of(record.events) if each.type == "noted"]
        Redaction(self.folder, record, INVESTIGATOR, noted, self.text, talk.session.clock).sign(
            PASSPHRASE
        )

    def _completed(self) -> str:
        """Return a screening with a refusal, a note, a source and a change, concluded."""
        talk = Talk.begin(self.folder).reply(self.text, f"note {self.text}", "yes")
        talk.reply(f"source histology_confirmed: letter, 2026-11-02, {self.text}")
        talk.follow(BONE, until="age").reply("58", "revise age", "59", self.text, "yes")
        talk.follow(BONE).conclude()
        talk.session.close()
        self.clock = talk.session.clock
        return talk.session.id

    def _signed(self) -> str:
        """Sign the screening; return what was shown before."""
        session = Session.resume(self.folder, self.id, "jleroy", "investigator", clock=self.clock)
        session.submit("yes")
        shown = session.messages[-1].text
        session.submit(PASSPHRASE)
        assert session.state.signed
        session.close()
        return shown

    def _corrected(self) -> None:
        """Say all that a closed record still takes."""
        where, later = (self.folder, self.id), self.clock
        add(*where, INVESTIGATOR, self.text, "age", clock=later)
        name_source(*where, SITE, "er_percent", f"letter, 2026-11-03, {self.text}", clock=later)
        verify_source(*where, MONITORING, "er_percent", self.text, clock=later)
        raise_query(*where, MONITORING, "I4", self.text, clock=later)
        reply_to_query(*where, SITE, 1, self.text, clock=later)
        close_query(*where, MONITORING, 1, self.text, clock=later)
