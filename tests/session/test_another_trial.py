"""A made-up trial of another disease, through the very same code."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.conversation import Talk, recorded
from support.forging import forge, of
from support.protocols import tiny

from assistant.audit.verifying import verify
from assistant.criteria.loader import load
from assistant.errors import RecordError
from assistant.session.listing import listed
from assistant.session.live import Session
from assistant.session.replaying import Replayer
from assistant.session.summaries import summary_in

KNEE = {
    "osteoarthritis_confirmed": "yes",
    "pain_score": "8",
    "weight": "90",
    "height": "1,75 m",
    "injection_given": "yes",
    "last_injection_date": "1/6/2026",
    "visit_date": "in 3 days",
    "anticoagulant": "none",
}


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk.begin(tmp_path, protocol=tiny())


def test_a_whole_screening(talk: Talk) -> None:
    talk.follow(KNEE)
    assert talk.all_asked() == list(KNEE)
    talk.conclude().assert_sound()
    assert talk.session.verdict == "eligible"
    statuses = talk.events[-1].data["statuses"]
    assert statuses == dict.fromkeys(["K1", "K2", "K3", "X1", "X2"], "met")
    assert {event.protocol.id for event in talk.events} == {"tiny_knee"}


def test_without_an_injection_nothing_is_asked_of_it(talk: Talk) -> None:
    talk.follow(KNEE, until="injection_given").reply("no").assert_next("anticoagulant")
    assert talk.status("X1") == "not_applicable"
    talk.reply("stopped")
    assert talk.status("X2") == "contested"
    talk.conclude().assert_sound()
    assert talk.session.verdict == "undetermined"


def test_its_checks(talk: Talk) -> None:
    talk.follow(KNEE, until="height").reply("2.2 m")
    talk.assert_doubted("In every unit: 2.2 m = 220 cm.").reply("no")
    talk.follow(KNEE, until="visit_date").reply("2026-05-31")
    talk.assert_refused("This cannot be right.").assert_next("visit_date")
    talk.reply("2026-08-29").assert_next("")
    # 1 June + 89 days; 90 would do
    assert talk.status("X1") == "failed"
    talk.reply("continue", "revise visit_date", "2026-08-30", "1", "yes")
    assert talk.status("X1") == "met"
    talk.assert_sound()


def test_it_is_resumed_listed_and_verified_by_the_copy_kept_beside_it(talk: Talk) -> None:
    talk.follow(KNEE, until="weight").reply("suspend").resume().assert_next("weight")
    assert talk.session.protocol is not tiny()
    assert talk.session.protocol.source == tiny().source
    talk.follow(KNEE).conclude().assert_sound()
    talk.session.close()
    folder = talk.session.folder
    (kept,) = (folder / "protocols").iterdir()
    assert load(kept).source == tiny().source
    assert [each.verdict for each in listed(folder)] == ["eligible"]
    assert "SEIN-1" in summary_in(folder, talk.session.id, None, "md", datetime.now(UTC))

    for file in kept.iterdir():
        file.unlink()
    kept.rmdir()
    with pytest.raises(RecordError, match="the protocol version of this record is not here"):
        Session.resume(folder, talk.session.id, "mmartin", "coordinator")
    assert "is not here" in listed(folder)[0].fault


def test_its_verdict_is_replayed(talk: Talk) -> None:
    talk.follow(KNEE).conclude()
    talk.session.close()
    forge(
        talk.path,
        lambda lines: of(lines, "answered", "weight")["data"].update(recorded("150", "150", "kg")),
    )
    causes = [finding.cause for finding in verify(talk.path, Replayer(talk.path.parent)).findings]
    # 150 / 1.75 squared = 48.98, not below 40
    assert [cause.split(": ", 1)[1] for cause in causes] == [
        "what was confirmed of weight is not what was doubtful about it",  # up to 140 is usual
        "the verdict does not follow: the answers give not_eligible",
        "the verdict does not follow: the answers give not_eligible",
        "the status of K3 does not follow: the answers give failed",
    ]
