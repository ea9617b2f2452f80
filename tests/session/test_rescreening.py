"""The same participant again: linked, offered the earlier answers, and never taken as answered."""

from datetime import timedelta
from pathlib import Path

import pytest
from support.conversation import BONE, NOON, Talk, merged, ticking
from support.forging import forge, of
from support.protocols import tiny

from assistant.audit.verifying import verify
from assistant.errors import BadInput, RecordError
from assistant.session.conversation import Tone
from assistant.session.live import Session
from assistant.session.logbook import logbook
from assistant.session.materials import material
from assistant.session.opening import Opening
from assistant.session.replaying import Replayer
from assistant.session.rescreening import notice, on_record, rescreening

AGAIN = Opening(subject="", user="mmartin", site="")
LATER = NOON + timedelta(days=30)


@pytest.fixture
def first(tmp_path: Path) -> Talk:
    """A screening that ended for want of a social security answer, its bilirubin never asked."""
    replies = merged(BONE, social_security="unknown pending")
    talk = Talk.begin(tmp_path).follow(replies).conclude()
    talk.session.close()
    return talk


def again(before: Talk, opening: Opening = AGAIN) -> Talk:
    folder = before.session.folder
    linked = rescreening(folder, before.session.id, opening)
    return Talk(Session.begin(folder, linked, clock=ticking(LATER)))


def test_nothing_counts_as_answered_before_it_is_confirmed(first: Talk) -> None:
    talk = again(first)
    assert talk.session.subject == "SEIN-1"
    assert talk.session.state.site == "site-01"
    assert talk.session.progress.answered == 0
    assert talk.session.verdict == "undetermined"
    assert not talk.statuses("met")
    told = [each.text for each in talk.session.messages if each.tone is Tone.NOTICE]
    assert any("Known answers of that screening: 22." in each for each in told)


def test_each_answer_is_offered_with_its_day_and_counts_once_confirmed(first: Talk) -> None:
    talk = again(first).assert_next("histology_confirmed")
    assert "At the earlier screening, on 2026-11-21, the answer was yes." in talk.question
    talk.reply("yes").assert_next("stage_iv_confirmed")
    assert talk.news[0] == (
        "answered",
        {"fact": "histology_confirmed", "value": True, "typed": "true", "unit": "",
         "unknown": None, "reasons": [], "origin": 0},
    )  # fmt: skip
    talk.assert_sound()


def test_a_whole_rescreening_by_confirmation_and_the_one_answer_that_was_missing(
    first: Talk,
) -> None:
    talk = again(first)
    while talk.asked and talk.asked != "social_security":
        talk.reply("yes")
    assert "earlier" not in talk.question  # an unknown answer is asked from nothing
    talk.reply("yes")
    while talk.asked:
        talk.reply("yes")
    talk.conclude()
    assert talk.session.verdict == "eligible"
    assert talk.session.state.answers.keys() == first.session.state.answers.keys()
    talk.assert_sound()
    shown = material(talk.session.protocol, talk.events, LATER)
    assert shown.rescreens == first.session.id
    diameter = next(each for each in shown.given if each.fact == "largest_lesion_diameter")
    assert (diameter.answer.typed, diameter.answer.unit) == ("32", "mm")
    assert diameter.reply == "yes"


def test_another_answer_or_a_no_asks_anew(first: Talk) -> None:
    talk = again(first).reply("yes", "yes", "85").assert_next("her2_ihc")
    assert talk.session.state.answers["er_percent"].typed == "85"
    talk.reply("no").assert_next("her2_ihc")
    assert "earlier" not in talk.question
    talk.reply("0").assert_sound()
    talk.reply("suspend").resume().assert_next("primary_treatment")
    assert "At the earlier screening" in talk.question


def test_a_script_is_offered_nothing(first: Talk) -> None:
    talk = again(first, AGAIN._replace(is_script=True))
    assert "earlier" not in talk.question


def test_what_was_offered_and_never_asked_is_handed_on(first: Talk) -> None:
    second = again(first).reply("yes", "yes", "85", "suspend")
    second.session.close()
    third = again(second).reply("yes", "yes")
    assert "on 2026-12-21, the answer was 85%" in third.question
    third.reply("yes")
    assert "on 2026-11-21, the answer was 1+" in third.question


def test_the_flow_counts_the_participant_once(first: Talk) -> None:
    talk = again(first).reply("suspend")
    talk.session.close()
    from assistant.reports.log.participants import participants

    book = logbook([first.session.folder], "en", LATER)
    (one,) = participants(book.entries)
    assert [each.screening for each in one.screenings] == [first.session.id, talk.session.id]
    assert one.current.rescreens == first.session.id


def test_subject_and_site_may_be_given_and_must_be_the_same_subject(first: Talk) -> None:
    talk = again(first, AGAIN._replace(subject="sein-1", site="site-02"))
    assert (talk.session.subject, talk.session.state.site) == ("SEIN-1", "site-02")
    with pytest.raises(BadInput, match="'SEIN-2' is another subject"):
        again(first, AGAIN._replace(subject="SEIN-2"))


def test_another_trial_and_a_damaged_record_offer_nothing(first: Talk, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="It is a screening for stereo_sein"):
        rescreening(first.session.folder, first.session.id, AGAIN, tiny())
    first.path.write_bytes(first.path.read_bytes().replace(b'"1+"', b'"0"'))
    with pytest.raises(RecordError, match="damaged"):
        again(first)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda link: link["answers"]["age"].update(value="40"), "cannot be read"),
        (lambda link: link.pop("screening"), "lacks what its kind needs"),
        (lambda link: link["answers"].update(nonsense={}), "lacks what its kind needs"),
    ],
    ids=["value", "link", "fact"],
)
def test_a_forged_link_is_seen(first: Talk, change: object, part: str) -> None:
    talk = again(first).reply("suspend")
    talk.session.close()
    assert callable(change)
    forge(talk.path, lambda lines: change(of(lines, "opened")["data"]["rescreens"]))
    findings = verify(talk.path, Replayer(talk.session.folder)).findings
    assert any(part in each.cause for each in findings)


def test_an_answer_that_was_not_offered_cannot_claim_to_be(first: Talk) -> None:
    talk = again(first).reply("yes", "suspend")
    talk.session.close()
    forge(
        talk.path,
        lambda lines: of(lines, "opened")["data"]["rescreens"]["answers"].pop(
            "histology_confirmed"
        ),
    )
    causes = [each.cause for each in verify(talk.path, Replayer(talk.session.folder)).findings]
    assert any("is not the one that was set aside" in each for each in causes)


def test_who_is_on_record(first: Talk) -> None:
    folder = first.session.folder
    other = Talk.begin(folder, subject="SEIN-2")
    other.session.close()
    assert [each.screening for each in on_record(folder, "sein-1", "site-01")] == [first.session.id]
    assert on_record(folder, "SEIN-1", "site-02") == ()
    assert on_record(folder, "SEIN-1", "site-01", but=first.session.id) == ()
    assert on_record(folder / "none", "SEIN-1", "site-01") == ()
    assert notice(on_record(folder, "SEIN-1", "site-01"), "en") == (
        f"SEIN-1 is on record already at this site: {first.session.id[:8]} of 2026-11-21, "
        "completed, Undetermined."
    )


def test_of_several_the_latest_that_has_answers(first: Talk) -> None:
    folder = first.session.folder
    empty = again(first)
    empty.session.close()
    assert [each.screening for each in on_record(folder, "SEIN-1", "site-01")] == [
        first.session.id, empty.session.id,
    ]  # fmt: skip


def test_a_record_that_cannot_be_read_is_nobodys(first: Talk, tmp_path: Path) -> None:
    folder = first.session.folder
    (folder / "0b6f1c1e-5d5b-4d0a-9a37-6f3a1f2f9b11.jsonl").write_bytes(b'{"e":{"data":[]}}\n')
    (folder / "0b6f1c1e-5d5b-4d0a-9a37-6f3a1f2f9b12.jsonl").write_bytes(b"\xff\x00")
    assert len(on_record(folder, "SEIN-1", "site-01")) == 1


def test_the_first_record_is_left_as_it_was(first: Talk) -> None:
    before = first.path.read_bytes()
    again(first).reply("yes", "suspend").session.close()
    assert first.path.read_bytes() == before
