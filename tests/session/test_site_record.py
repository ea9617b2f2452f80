"""The sponsor's decisions on the site's record: in force from then on, never before."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from support.conversation import Talk
from support.forging import Line, forge, of
from support.protocols import stereo, tiny

from assistant.audit.clock import Clock
from assistant.audit.events import Author
from assistant.audit.layout import SITE_RECORD
from assistant.audit.verifying import verify
from assistant.criteria.model import Decision
from assistant.errors import BadInput
from assistant.session.listing import listed
from assistant.session.live import Session
from assistant.session.replaying import Replayer
from assistant.session.site_record import decide, in_force, site_decisions
from assistant.session.summaries import summary_in
from assistant.tui.desk import FolderDesk
from assistant.tui.launch import Details

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
INVESTIGATOR = Author("dupont", "investigator")
HR_CUTOFF = Decision(
    term="hr_cutoff", reading="one_percent", by="S. Ponsor", date=date(2026, 11, 2),
    reference="letter 12",
)  # fmt: skip
KNEE = {
    "osteoarthritis_confirmed": "yes", "pain_score": "6", "weight": "90", "height": "1.75 m",
    "injection_given": "no", "anticoagulant": "none",
}  # fmt: skip


def decided(folder: Path, reading: str = "six", **changes: object) -> None:
    values: dict[str, object] = {
        "term": "severe_pain", "reading": reading, "by": "S. Ponsor", "date": date(2026, 11, 2),
        "reference": "letter 12", **changes,
    }  # fmt: skip
    decide(folder, tiny(), Decision.model_validate(values), INVESTIGATOR, Clock())


def screened(folder: Path) -> Talk:
    """A patient whose pain is 6, screened to the end."""
    return Talk.begin(folder, protocol=tiny()).follow(KNEE).conclude()


def test_a_decision_is_in_force_for_screenings_begun_after_it(tmp_path: Path) -> None:
    before = screened(tmp_path)
    assert before.session.verdict == "undetermined"
    decided(tmp_path)
    after = screened(tmp_path)
    assert after.session.verdict == "eligible"
    decided(tmp_path, "seven")
    assert screened(tmp_path).session.verdict == "not_eligible"
    # and each keeps what was in force when it was made
    assert [each.verdict for each in listed(tmp_path)].count("undetermined") == 1
    for talk, says in ((before, "6"), (after, "S. Ponsor")):
        talk.assert_sound()
        talk.session.close()
        assert says in summary_in(tmp_path, talk.session.id, "en", "txt", NOW)
    assert "S. Ponsor" not in summary_in(tmp_path, before.session.id, "en", "txt", NOW)
    text = summary_in(tmp_path, after.session.id, "fr", "txt", NOW)
    assert "à partir de 6" in text
    assert "letter 12" in text


def test_a_screening_resumed_after_a_decision_goes_on_as_it_began(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path, protocol=tiny()).follow(KNEE, until="weight").reply("suspend")
    decided(tmp_path)
    talk = talk.resume()
    assert talk.status("K2") == "contested"
    talk.follow(KNEE).conclude().assert_sound()
    assert talk.session.verdict == "undetermined"


def test_the_last_decision_counts_and_all_are_kept(tmp_path: Path) -> None:
    decided(tmp_path)
    decided(tmp_path, "seven", reference="letter 13")
    assert in_force(tmp_path, tiny()).term["severe_pain"].in_force == ("seven",)
    kept = [decision.reference for _, decision in site_decisions(tmp_path, "tiny_knee")]
    assert kept == ["letter 12", "letter 13"]
    assert site_decisions(tmp_path, "stereo_sein") == ()


def test_a_decision_already_in_force_is_recorded_once(tmp_path: Path) -> None:
    decided(tmp_path)
    talk = Talk.begin(tmp_path, protocol=in_force(tmp_path, tiny()))
    decisions = talk.events[0].data["decisions"]
    assert isinstance(decisions, Sequence)
    assert len(decisions) == 1


def test_the_sites_record_is_verified_and_is_no_screening(tmp_path: Path) -> None:
    decided(tmp_path)
    path = tmp_path / f"{SITE_RECORD}.jsonl"
    assert listed(tmp_path) == ()
    report = verify(path, Replayer(tmp_path))
    assert report.findings == ()
    forge(path, lambda lines: of(lines, "decided")["data"].update(reading="five"))
    causes = [finding.cause for finding in verify(path, Replayer(tmp_path)).findings]
    assert causes == ["line 2: five is no reading of severe_pain that can be used"]


def test_readings_that_do_not_follow_from_the_decisions_are_seen(tmp_path: Path) -> None:
    decided(tmp_path)
    talk = screened(tmp_path)
    talk.session.close()

    def unread(lines: list[Line]) -> None:
        of(lines, "opened")["data"]["readings"]["severe_pain"] = ["seven", "six"]

    forge(talk.path, unread)
    causes = [finding.cause for finding in verify(talk.path, Replayer(tmp_path)).findings]
    assert causes[0] == "line 1: the readings in force are not those of the protocol"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"term": "severity"}, "'severity' is not a term of this protocol"),
        ({"reading": "five"}, "'five' is not a reading of severe_pain"),
        ({"term": "image", "reading": "mri"}, "the reading mri of image cannot be used"),
        ({"by": " "}, "--by: is empty"),
        ({"reference": "\x1b[2J"}, "control"),
        ({"date": date(9999, 1, 1)}, "--date: 9999-01-01 is still to come"),
    ],
)
def test_what_cannot_be_decided(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        decided(tmp_path, **changes)  # type: ignore[arg-type]
    assert not (tmp_path / f"{SITE_RECORD}.jsonl").exists()


def test_a_session_begins_under_the_decisions_of_its_own_folder(tmp_path: Path) -> None:
    decided(tmp_path / "one")
    other = Talk.begin(tmp_path / "other", protocol=tiny())
    assert other.session.protocol.term["severe_pain"].in_force == ("seven", "six")
    assert isinstance(other.session, Session)


def test_the_terminal_interface_begins_under_the_decisions_too(tmp_path: Path) -> None:
    details = Details("SEIN-7", "mmartin", "coordinator", "site-1", "en", "protocol")
    decide(tmp_path, stereo(), HR_CUTOFF, INVESTIGATOR, Clock())
    talk = FolderDesk(tmp_path).begin(details)
    assert isinstance(talk, Session)
    assert talk.protocol.term["hr_cutoff"].in_force == ("one_percent",)
    for reply in ("yes", "yes", "5", "0"):
        talk.submit(reply)
    # 5 % is positive from 1 % on
    assert {row.criterion: row.status for row in talk.rows()}["I4"] == "met"
    talk.close()
