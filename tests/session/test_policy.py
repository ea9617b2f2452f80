"""Source documents that a site demands: completing waits for them, and says for which."""

from datetime import timedelta
from pathlib import Path

import pytest
from support.conversation import BONE, NOON, Talk, merged, ticking
from support.forging import forge, of
from support.signing import PASSPHRASE, keyed_folder

from assistant.audit.events import Author
from assistant.audit.folders import verify_folder
from assistant.audit.reading import read
from assistant.audit.verifying import verify
from assistant.errors import BadInput
from assistant.session.conversation import Tone
from assistant.session.live import Session
from assistant.session.materials import material
from assistant.session.monitoring import name_source, verify_source
from assistant.session.opening import Opening
from assistant.session.policy import Policy, policy_for
from assistant.session.protocols import packaged
from assistant.session.replaying import Replayer

SITE, MONA = Author("mmartin", "coordinator"), Author("mona", "monitor")
OPENING = Opening(subject="SEIN-1", user="mmartin", site="site-01")


def demanding(folder: Path, facts: str) -> Path:
    """A folder of records whose site demands this."""
    folder.mkdir(exist_ok=True)
    (folder / "policy.toml").write_text(f"[source_documents]\nfacts = {facts}\n")
    return folder


def begin(folder: Path) -> Talk:
    return Talk(Session.begin(folder, OPENING, clock=ticking()))


def test_an_exclusion_waits_for_the_answers_that_decide_it_alone(tmp_path: Path) -> None:
    talk = begin(demanding(tmp_path, '"deciding"')).follow(merged(BONE, her2_ihc="3+"))
    talk.reply("stop")
    assert "demands a source document for: immunohistochemical HER2 score." in talk.question
    talk.reply("conclude").assert_refused("Not completed: immunohistochemical HER2 score.")
    assert talk.types == []
    talk.reply("source her2_ihc: pathology report, 14/11/2026, binder 4").conclude()
    assert talk.session.state.concluded
    (completed,) = [event for event in talk.events if event.type == "completed"]
    assert completed.data["policy"] == {"source_documents": "deciding"}
    talk.assert_sound()


def test_an_eligible_participant_waits_for_every_deciding_answer(tmp_path: Path) -> None:
    talk = begin(demanding(tmp_path, '"deciding"'))
    talk.reply("source pathology report, 14/11/2026, binder 4").follow(BONE)
    talk.reply("conclude")
    (refused,) = talk.texts(Tone.REFUSED)
    assert "histological proof" not in refused
    assert "age" in refused
    talk.reply("source all: patient file, yesterday, archive").conclude()
    assert talk.session.verdict == "eligible"
    shown = {each.fact: each.source for each in material(packaged(), talk.events, NOON).given}
    assert {each.kind for each in shown.values() if each} == {"pathology_report", "patient_file"}
    assert all(shown.values())
    talk.assert_sound()


def test_one_document_is_asked_for_where_the_end_waits_for_it(tmp_path: Path) -> None:
    talk = begin(demanding(tmp_path, '"deciding"')).follow(BONE)
    assert "for: histological proof of breast cancer, metastatic stage (AJCC IV), " in talk.question
    assert "oestrogen receptors (IHC), … (22)." in talk.question
    talk.reply("conclude")
    assert talk.question == "In which document do these 22 answers stand?"
    assert talk.session.prompt.hint.startswith("kind, date and place: patient file, 2026-11-21")
    talk.reply("patient file, tomorrow, archive").assert_refused("cannot be of a day to come")
    talk.reply("source age: other, today, drawer")
    assert talk.question == "In which document do these 21 answers stand?"
    talk.reply("back")
    assert talk.question.endswith("What would you like to do?")
    talk.reply("conclude", "source patient file, 20/11/2026, archive")
    assert [kind for kind, _ in talk.news] == ["noted"]
    assert "source document" not in talk.question
    talk.conclude().assert_sound()
    shown = {each.fact: each.source for each in material(packaged(), talk.events, NOON).given}
    assert {fact for fact, each in shown.items() if each and each.kind == "other_document"} == {
        "age"
    }


def test_named_facts_and_no_others(tmp_path: Path) -> None:
    talk = begin(demanding(tmp_path, '["age", "er_percent", "bilirubin"]')).follow(BONE)
    talk.reply("conclude").assert_refused("Not completed: oestrogen receptors (IHC), age.")
    talk.reply("source age: other, today, x", "source er_percent: pathology, today, y").conclude()
    assert talk.session.state.concluded


def test_all_demands_what_decides_nothing_too_and_unknown_has_no_document(tmp_path: Path) -> None:
    replies = merged(BONE, social_security="unknown pending", her2_ihc="3+")
    talk = begin(demanding(tmp_path, '"all"')).follow(replies)
    talk.reply("continue").follow(replies).reply("conclude")
    (refused,) = talk.texts(Tone.REFUSED)
    assert "age" in refused
    assert "social security" not in refused


def test_a_resumed_screening_waits_too_and_no_policy_demands_nothing(tmp_path: Path) -> None:
    talk = begin(tmp_path / "records").follow(BONE)
    assert "source document" not in talk.question
    demanding(talk.session.folder, '"deciding"')
    talk.reply("suspend").resume().reply("conclude").assert_refused("Not completed:")
    free = Talk.begin(tmp_path / "free").follow(BONE).conclude()
    assert "policy" not in next(each.data for each in free.events if each.type == "completed")


def test_a_file_given_stands_over_the_one_in_the_folder(tmp_path: Path) -> None:
    strict = demanding(tmp_path / "strict", '"all"') / "policy.toml"
    records = demanding(tmp_path / "records", "[]")
    free = begin(records).follow(BONE)
    assert "source document" not in free.question
    free.reply("suspend").session.close()
    bound = Session.resume(records, free.session.id, "mmartin", "coordinator", policy=strict)
    assert "demands a source document for: " in bound.prompt.question
    bound.close()


def test_the_file_belongs_in_the_folder(tmp_path: Path) -> None:
    begin(demanding(tmp_path, '"all"')).session.close()
    reports = verify_folder(tmp_path, Replayer(tmp_path))
    assert not [each for report in reports for each in report.findings if "policy" in each.cause]


@pytest.mark.parametrize(
    "content",
    [
        "", "facts = 'all'", "[source_document]\nfacts = 'all'", "[source_documents]\nfact = 'all'",
        "[source_documents]\nfacts = 'some'", "[source_documents]\nfacts = ['nonsense']",
        "[source_documents]\nfacts = true", "[source_documents]\nfacts = [1]", "[[[", "\x00",
        "[source_documents]\nfacts = 'all'\n[more]\n", "[source_documents]\nfacts = 'all'\nx = 1\n",
    ],
)  # fmt: skip
def test_a_faulty_policy_begins_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "policy.toml").write_text(content)
    with pytest.raises(BadInput, match="The policy cannot be used"):
        begin(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["policy.toml"]


def test_a_policy_that_is_named_must_be_there(tmp_path: Path) -> None:
    assert policy_for(tmp_path, None, packaged().fact) == Policy()
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(BadInput, match="The policy cannot be used"):
            policy_for(tmp_path, path, packaged().fact)


def test_a_record_completed_against_its_policy_is_seen(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE).conclude()
    talk.session.close()
    policy = {"source_documents": ["age"]}
    forge(talk.path, lambda lines: of(lines, "completed")["data"].update(policy=policy))
    causes = [each.cause for each in verify(talk.path, Replayer(tmp_path)).findings]
    assert any("no source document is named for age" in each for each in causes)


def test_signing_waits_where_the_site_demanded_it_after_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = keyed_folder(tmp_path, monkeypatch)
    talk = Talk.begin(folder).follow(BONE).conclude()
    talk.session.close()
    demanding(folder, '["age", "er_percent"]')

    def taken_up(minutes: int) -> Talk:
        clock = ticking(talk.events[-1].at + timedelta(minutes=minutes))
        return Talk(Session.resume(folder, talk.session.id, "jleroy", "investigator", clock=clock))

    waiting = taken_up(1).reply("yes")
    waiting.assert_refused("Not signed: oestrogen receptors (IHC), age.")
    waiting.reply("suspend")
    assert waiting.session.is_over
    waiting.session.close()
    later = ticking(talk.events[-1].at + timedelta(minutes=2))
    document = "patient file, 20/11/2026, archive"
    name_source(folder, talk.session.id, SITE, "age", document, clock=later)
    signing = taken_up(3).reply("yes")
    assert signing.question == "In which document does this answer stand?"
    signing.reply("letter to a.dupont@example.org, 19/11/2026, binder")
    assert signing.question.startswith("This looks like an e-mail address.")
    signing.reply("no", "yes", "pathology report, 19/11/2026, binder 4")
    assert [kind for kind, _ in signing.news] == ["source_named"]
    assert signing.question.startswith("Sign this screening")
    signing.reply("yes", PASSPHRASE)
    assert signing.session.state.signed
    signing.session.close()
    findings = verify(talk.path, Replayer(folder)).findings
    assert findings == ()


# ---------------------------------------------------------------- naming a document


def test_what_a_document_lacks_is_said_with_an_example(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path)
    talk.reply("source").assert_refused("source lab report, 2026-11-21, hospital system 4711")
    talk.reply("source binder 4").assert_refused("The kinds are: laboratory report")
    talk.reply("source lab report, binder 4").assert_refused("Of which day")
    talk.reply("source lab report, tomorrow, binder 4").assert_refused("a day to come")
    talk.reply("source lab report, yesterday").assert_refused("Where is the document kept?")
    assert talk.types == []
    talk.assert_next("histology_confirmed")


def test_a_document_for_an_answer_or_for_all_that_lack_one(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE, until="primary_treatment")
    talk.reply("source er_percent: pathology, yesterday, binder 4")
    assert talk.news[0][1]["fact"] == "er_percent"
    talk.reply("source tout : dossier médical, hier, archives")
    assert talk.news[0][1]["facts"] == ["histology_confirmed", "stage_iv_confirmed", "her2_ihc"]
    assert talk.texts(Tone.NOTICE)[0].startswith("Source noted for 3 answers: histological proof")
    talk.reply("source all: other, today, x").assert_refused("Every answer names its source")
    talk.assert_next("primary_treatment").assert_sound()


def test_at_the_review_the_answer_is_to_be_named(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE)
    talk.reply("source lab report, today, x").assert_refused("no question at hand", "source all:")


def test_a_document_that_could_name_somebody_is_questioned(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).reply("source letter, yesterday, mail of a.b@example.org")
    assert talk.types == []
    talk.reply("yes").assert_next("histology_confirmed")
    assert talk.news[0][1]["document"] == {"kind": "letter", "date": "2026-11-20"}
    assert talk.private["where"] == "mail of a.b@example.org"


def test_a_source_of_an_earlier_version_is_still_shown(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).reply("source letter, yesterday, shelf", "yes", "suspend")
    talk.session.close()
    forge(talk.path, lambda lines: of(lines, "noted")["data"].pop("document"))
    from assistant.session.summaries import summary_in

    text = summary_in(tmp_path, talk.session.id, "en", "txt", NOON)
    assert "Source: letter, yesterday, shelf" in text


def test_a_document_is_named_after_the_end_and_can_then_be_compared(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path).follow(BONE).conclude()
    talk.session.close()
    screening, clock = talk.session.id, ticking()
    with pytest.raises(BadInput, match="Nothing can be compared"):
        verify_source(tmp_path, screening, MONA, "age", "")
    for on, text, part in (
        ("age", "binder 4", "It lacks a kind of document"),
        ("age", "lab report, binder 4", "It lacks its date"),
        ("age", "lab report, 2999-01-01, binder 4", "not in the future"),
        ("age", "lab report, yesterday", "the place where it is kept"),
        ("cirrhosis", "lab report, yesterday, x", "No answer is waiting"),
        ("I8b", "lab report, yesterday, x", "No answer is waiting"),
        ("nonsense", "lab report, yesterday, x", "is no fact"),
        ("age", "letter, yesterday, a.b@example.org", "named the participant"),
    ):
        with pytest.raises(BadInput, match=part):
            name_source(tmp_path, screening, SITE, on, text, clock=clock)
    assert len(read(talk.path)) == len(talk.events)
    name_source(tmp_path, screening, SITE, "age", "consultation, yesterday, ward 3", clock=clock)
    verify_source(tmp_path, screening, MONA, "age", "", clock=clock)
    name_source(tmp_path, screening, SITE, "ALL", "dossier, hier, archives", clock=clock)
    shown = {each.fact: each for each in material(packaged(), read(talk.path), NOON).given}
    age, others = shown.pop("age"), shown.values()
    assert age.source is not None
    assert (age.source.kind, age.source.where) == ("consultation_note", "ward 3")
    assert age.verified is not None
    assert {each.source.kind for each in others if each.source} == {"patient_file"}
    assert all(each.source for each in others)
    assert verify(talk.path, Replayer(tmp_path)).findings == ()
