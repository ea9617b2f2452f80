"""Completing and signing: two acts, of two people; what was shown is what is signed."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.conversation import BONE, NOON, Talk
from support.forging import Line, forge, of
from support.signing import PASSPHRASE, key_of, keyed_folder, openssh

from assistant.audit import store
from assistant.audit.checkpoint import parsed
from assistant.audit.clock import Clock
from assistant.audit.folders import verify_folder
from assistant.audit.reading import read
from assistant.audit.register import revoke
from assistant.audit.sealing import act_of
from assistant.audit.sshsig import key_text
from assistant.audit.statements import statement
from assistant.audit.tracing import Finding
from assistant.errors import RecordError
from assistant.session.conversation import PromptKind, Tone
from assistant.session.live import Session
from assistant.session.replaying import Replayer
from assistant.session.signing import proposed, sign, signatory


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return keyed_folder(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed record in its folder, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        return signed(keyed_folder(tmp_path_factory.mktemp("signed"), patch)).path


def completed(folder: Path) -> Talk:
    talk = Talk.begin(folder).follow(BONE).conclude()
    talk.session.close()
    return talk


def taken_up(talk: Talk, user: str = "jleroy", role: str = "investigator") -> Talk:
    talk.session = Session.resume(
        talk.session.folder, talk.session.id, user, role, clock=talk.session.clock
    )
    return talk


def signed(folder: Path) -> Talk:
    talk = taken_up(completed(folder)).reply("yes", PASSPHRASE)
    assert talk.session.state.signed
    talk.session.close()
    return talk


def found(folder: Path) -> list[Finding]:
    reports = verify_folder(folder, Replayer(folder))
    return [
        finding
        for report in reports
        for finding in report.findings
        if not finding.cause.startswith("unanchored")
    ]


def test_a_coordinator_completes_and_is_not_asked_to_sign(folder: Path) -> None:
    talk = Talk.begin(folder).follow(BONE).conclude()
    assert talk.session.is_over
    assert "It is not signed yet" in talk.session.messages[-2].text
    talk.session.close()
    assert taken_up(talk, "mmartin", "coordinator").session.is_over


def test_an_investigator_is_shown_exactly_what_is_signed_before_it_is(folder: Path) -> None:
    talk = taken_up(completed(folder))
    assert talk.question.startswith("Sign this screening, “Eligible”, as Jeanne Leroy?")
    talk.reply("yes")
    assert talk.types == []
    assert talk.session.prompt.kind is PromptKind.SECRET
    shown = talk.said[-1].text.partition("\n")[2]
    talk.reply(PASSPHRASE)
    assert talk.types == ["signed"]
    assert talk.session.is_over
    (line,) = [json.loads(each) for each in talk.path.read_bytes().splitlines()[-1:]]
    assert statement(act_of(line["e"], line["p"])) == f"{shown}\n"
    data = line["e"]["data"]
    assert openssh(folder, data["signature"], f"{shown}\n")
    report = (folder / data["file"]).read_bytes()
    assert hashlib.sha256(report).hexdigest() == data["report"]
    assert f"report: SHA-256 {data['report']}" in shown
    assert f"ledger: {line['e']['seq']} lines" in shown
    assert b"ELIGIBLE" in report
    summary = talk.session.summary()
    assert "completed and signed" in summary
    assert "Jeanne Leroy – jleroy (investigator) – 2026-11-21" in " ".join(summary.split())
    assert "and I approve its verdict." in " ".join(summary.split())
    assert f"{line['e']['seq'] + 1} lines, " in summary
    assert found(folder) == []


def test_a_signature_leaves_a_signed_checkpoint_to_be_kept_elsewhere(folder: Path) -> None:
    talk = signed(folder)
    (note,) = (folder / "checkpoints").iterdir()
    checkpoint = parsed(note.read_text(), note.name)
    assert (checkpoint.size, checkpoint.signatures[0].name) == (len(read(talk.path)), "jleroy")
    on_ledger = verify_folder(folder, checkpoints=[checkpoint])[1]
    assert on_ledger.findings == ()
    assert on_ledger.notes[0].endswith("The checkpoint is signed by jleroy.")
    text = note.read_text()
    other = "A" if text[-10] != "A" else "B"
    forged = parsed(text[:-10] + other + text[-9:], "forged")
    (finding,) = verify_folder(folder, checkpoints=[forged])[1].findings
    assert "the signature of jleroy on a checkpoint is not theirs" in finding.cause
    assert found(folder) == []
    stranger = parsed(text.replace("— jleroy ", "— jleroz "), "stranger")
    on_ledger = verify_folder(folder, checkpoints=[stranger])[1]
    assert on_ledger.notes[0].endswith("is signed by jleroz, who is not in the register.")
    for altered in (checkpoint.body, text.replace("— jleroy ", "— jleroz ")):
        note.write_text(altered)
        (finding,) = found(folder)
        assert "signature of nobody in the register" in finding.cause
    for altered in (text.rstrip("\n"), text[:-1] + "\x0b"):
        note.write_text(altered)
        (finding,) = found(folder)
        assert "is not written as it was put there" in finding.cause


@pytest.mark.parametrize("words", [("no",), ("yes", "back"), ("yes", "suspend"), ("suspend",)])
def test_it_may_be_left_unsigned(folder: Path, words: tuple[str, ...]) -> None:
    talk = taken_up(completed(folder)).reply(*words)
    assert talk.types == []
    assert talk.session.is_over
    assert talk.said[-1].text.startswith("Left completed, and not signed.")
    talk.session.close()
    assert not taken_up(talk).session.is_over


@pytest.mark.parametrize(
    "typed", ["wrong horse battery", "short", "a\x1b[2Jpassphrase with a control"]
)
def test_a_wrong_passphrase_signs_nothing_and_is_shown_nowhere(folder: Path, typed: str) -> None:
    talk = taken_up(completed(folder)).reply("yes", typed)
    assert talk.types == []
    assert talk.session.prompt.kind is PromptKind.SECRET
    assert talk.said[-1].tone is Tone.REFUSED
    assert not any(typed[:5] in message.text for message in talk.said)
    talk.reply(PASSPHRASE)
    assert talk.session.state.signed
    assert PASSPHRASE not in "".join(message.text for message in talk.session.messages)
    for path in folder.rglob("*"):
        assert path.is_dir() or PASSPHRASE.encode() not in path.read_bytes()


@pytest.mark.parametrize("word", ["revise", "note a thing", "skip", "language fr", "undo"])
def test_a_completed_record_takes_nothing_but_the_signature(folder: Path, word: str) -> None:
    talk = taken_up(completed(folder)).reply(word)
    assert talk.types == []
    assert talk.said[-1].tone is Tone.REFUSED
    assert "The record is closed" in talk.said[-1].text
    talk.reply("summary", "yes", PASSPHRASE)
    assert talk.session.state.signed


def test_a_signed_screening_is_not_signed_again(folder: Path) -> None:
    talk = signed(folder)
    assert taken_up(talk).session.is_over


def test_nobody_signs_with_a_key_that_was_ended_or_without_one(folder: Path) -> None:
    talk = completed(folder)
    assert taken_up(talk, "drbernard").session.is_over
    talk.session.close()
    revoke(folder, "jleroy", talk.session.clock.now())
    assert taken_up(talk).session.is_over


def test_who_screens_and_may_sign_is_asked_right_after_completing(folder: Path) -> None:
    talk = Talk.begin(folder, user="jleroy", role="investigator").follow(BONE).conclude()
    assert not talk.session.is_over
    talk.reply("yes", PASSPHRASE)
    assert talk.session.state.signed
    assert found(folder) == []


MISUSES: list[tuple[str, Callable[[Line], object], str]] = [
    ("verdict", lambda e: e["data"].update(verdict="not_eligible"), "does not follow"),
    ("meaning", lambda e: e["data"].update(meaning="I have seen it."), "not of this event"),
    ("report", lambda e: e["data"].update(report="0" * 64), "not of this event"),
    ("time", lambda e: e["data"].update(time="2026-11-21T08:00:00.000000Z"), "not of this event"),
    ("ledger", lambda e: e["data"].update(ledger_size=1), "not of this event"),
    ("user", lambda e: e.update(actor="acolin"), "not of this event"),
    ("role", lambda e: e.update(role="coordinator"), "not of this event"),
    ("signature", lambda e: e["data"].update(signature="none"), "no `signed` event"),
    ("nothing signed", lambda e: e["data"].pop("signature"), "no `signed` event"),
]


@pytest.mark.parametrize(("change", "cause"), [row[1:] for row in MISUSES],
                         ids=[row[0] for row in MISUSES])  # fmt: skip
def test_whatever_is_changed_of_a_signed_event_is_seen(
    signed_once: Path, tmp_path: Path, change: Callable[[Line], object], cause: str
) -> None:
    folder = tmp_path / "records"
    shutil.copytree(signed_once.parent, folder)

    def changed(lines: list[Line]) -> None:
        change(of(lines, "signed"))

    forge(folder / signed_once.name, changed)
    (folder / "ledger.jsonl").unlink()
    shutil.rmtree(folder / "checkpoints")
    assert any(cause in finding.cause for finding in found(folder)), found(folder)


def test_a_signature_is_not_good_for_another_name_or_record(folder: Path) -> None:
    one, two = signed(folder), completed(folder)

    def renamed(lines: list[Line]) -> None:
        lines[-1]["p"]["text"]["name"] = "Somebody Else"

    def moved(lines: list[Line]) -> None:
        event: dict[str, Any] = json.loads(one.path.read_bytes().splitlines()[-1])
        lines.append(event)
        event["e"]["screening"] = two.session.id

    before = one.path.read_bytes()
    forge(two.path, moved)
    forge(one.path, renamed)
    (folder / "ledger.jsonl").unlink()
    causes = [each.cause for each in found(folder) if "not of this event" in each.cause]
    assert len(causes) == 2
    one.path.write_bytes(before)


def test_a_key_that_is_not_in_the_register_or_was_not_good_then_is_seen(folder: Path) -> None:
    signed(folder)
    register = folder / "allowed_signers"
    sound = register.read_text()
    register.write_text("")
    assert any("is not jleroy's" in finding.cause for finding in found(folder))
    register.write_text(sound.replace("20261121080000Z", "20261122080000Z"))
    assert any("was not good for it" in finding.cause for finding in found(folder))
    _, other = key_of(folder.parent / "others", folder.parent / "elsewhere", "acolin")
    assert key_text(other.public) not in sound
    key = " ".join(sound.split()[2:4])
    register.write_text(sound.replace(key, key_text(other.public)))
    assert any("is not jleroy's" in finding.cause for finding in found(folder))
    register.write_text("nonsense\n")
    assert any("no signature can be checked" in finding.cause for finding in found(folder))
    register.write_text(sound)
    assert found(folder) == []


def test_a_report_changed_or_lost_after_it_was_signed_is_seen(folder: Path) -> None:
    talk = signed(folder)
    report = folder / f"{talk.session.id}.report-1"
    content = report.read_bytes()
    report.write_bytes(content.replace(b"ELIGIBLE", b"Eligible"))
    (finding,) = found(folder)
    assert (finding.severity, "was changed after it was signed" in finding.cause) == (
        "failure",
        True,
    )
    report.unlink()
    (finding,) = found(folder)
    assert finding.severity == "warning"
    assert "cannot be read" in finding.cause


def test_a_ledger_made_anew_is_seen_by_what_was_signed(folder: Path) -> None:
    """Without any checkpoint: the ledger's hash stands in the signature."""
    Talk.begin(folder).reply("yes", "suspend").session.close()
    signed(folder)
    assert found(folder) == []
    ledger = folder / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    first = json.loads(lines[0])["screening"]
    mine = [line for line in lines if json.loads(line)["screening"] != first]
    (folder / "checkpoints").rename(folder.parent / "away")
    at = len(lines) - len(mine)  # from where on the lines are of the second screening
    in_another_order = [*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]]
    for others in (in_another_order, mine):
        if others is mine:
            (folder / f"{first}.jsonl").unlink()
        renumbered = [
            line.replace(f'"n":{json.loads(line)["n"]},'.encode(), f'"n":{n},'.encode())
            for n, line in enumerate(others)
        ]
        ledger.write_bytes(b"".join(renumbered))
        (finding,) = found(folder)
        assert "no longer begins with what it held when this was signed" in finding.cause


def test_a_clock_behind_the_record_signs_nothing(folder: Path) -> None:
    talk = completed(folder)
    early = Clock(now=lambda: NOON - timedelta(days=1))
    revoke(folder, "jleroy", NOON + timedelta(days=30))
    session = Session.resume(folder, talk.session.id, "jleroy", "investigator", clock=early)
    assert session.is_over, "the key was not good yet, as far as that clock can tell"
    session.close()
    late = Clock(now=lambda: NOON + timedelta(seconds=1))
    session = Session.resume(folder, talk.session.id, "jleroy", "investigator", clock=late)
    with pytest.raises(RecordError, match="clock is behind the record"):
        session.submit("yes")
    assert not session.state.signed


@pytest.mark.parametrize(
    ("time", "cause"),
    [
        ("2026-11-22T00:00:00.000000Z", "signed at a later time than it was recorded"),
        # Or a key that was ended since could still sign, as of a time when it was good.
        ("2026-11-21T09:00:00.000000Z", "signed at an earlier time than the line above"),
    ],
    ids=["after its line", "before the line that it names"],
)
def test_a_signature_dated_otherwise_than_its_line_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch, time: str, cause: str
) -> None:
    monkeypatch.setattr(store, "_is_timely", lambda *_: True)  # as a forger's program would
    session = taken_up(completed(folder)).session
    holder = signatory(session)
    assert holder is not None
    proposal = proposed(session, holder)
    text = proposal.text.replace(str(proposal.data["time"]), time)
    assert sign(session, replace(proposal, text=text, data={**proposal.data, "time": time}),
                PASSPHRASE)  # fmt: skip
    session.close()
    (finding,) = found(folder)
    assert finding.severity == "failure"
    assert cause in finding.cause


def test_a_key_signs_under_no_name_but_that_of_the_register(folder: Path) -> None:
    session = taken_up(completed(folder)).session
    holder = signatory(session)
    assert holder is not None
    proposal = proposed(session, holder)
    text = proposal.text.replace("name: Jeanne Leroy\n", "name: Jean Leroy\n")
    other = replace(proposal, text=text, holder=replace(holder, name="Jean Leroy"))
    assert sign(session, other, PASSPHRASE)
    session.close()
    (finding,) = found(folder)
    assert "is not jleroy's" in finding.cause


def test_a_clock_that_goes_back_before_the_passphrase_signs_nothing(folder: Path) -> None:
    """The text that was shown names the line above: a `clock_anomaly` between would unsign it."""
    talk = completed(folder)
    hands = [NOON + timedelta(hours=1)]
    clock = Clock(now=lambda: hands[0])
    session = Session.resume(folder, talk.session.id, "jleroy", "investigator", clock=clock)
    for back in (timedelta(seconds=1), timedelta(hours=2)):  # still after the record, and before it
        session.submit("yes")
        hands[0] -= back
        with pytest.raises(RecordError, match=r"NOT SAVED.*clock went back.*sign again"):
            session.submit(PASSPHRASE)
        (left,) = found(folder)  # the report that was to be signed; signing replaces it
        assert (left.severity, "report-1 is named by no event" in left.cause) == ("warning", True)
    hands[0] = session.events[-1].at  # in the same microsecond is not before
    session.submit("yes")
    session.submit(PASSPHRASE)
    assert session.state.signed
    session.close()
    assert found(folder) == []


def test_a_signature_names_its_report_by_a_name_that_is_a_report_s(folder: Path) -> None:
    session = taken_up(completed(folder)).session
    holder = signatory(session)
    assert holder is not None
    proposal = proposed(session, holder)
    data = {**proposal.data, "file": "allowed_reports"}
    assert sign(session, replace(proposal, data=data), PASSPHRASE)
    session.close()
    causes = [finding.cause for finding in found(folder) if finding.severity == "failure"]
    assert causes == ["it does not name the report that was signed"]


def test_a_ledger_that_was_signed_cannot_be_taken_away(folder: Path) -> None:
    signed(folder)
    shutil.rmtree(folder / "checkpoints")
    (folder / "ledger.jsonl").unlink()
    causes = [each.cause for each in found(folder) if each.severity == "failure"]
    assert causes == ["the ledger no longer begins with what it held when this was signed"]


def test_of_a_record_that_was_damaged_nothing_is_said_of_its_signature(folder: Path) -> None:
    talk = signed(folder)
    shutil.rmtree(folder / "checkpoints")
    (folder / "ledger.jsonl").unlink()
    talk.path.write_bytes(talk.path.read_bytes().replace(b'"reply":"58"', b'"reply":"85"', 1))
    causes = [each.cause for each in found(folder) if each.severity == "failure"]
    assert len(causes) == 1
    assert "free text does not match its hash" in causes[0]
