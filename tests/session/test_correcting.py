"""A closed record: added to, or relieved of a text that named somebody; nothing else changes."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from support.audit_records import Faults, Killed
from support.command import Outcome, anchored, command
from support.conversation import BONE, Talk
from support.forging import number_of
from support.signing import PASSPHRASE, keyed_folder, openssh

from assistant.audit import keys
from assistant.audit.chain import encode_line
from assistant.audit.clock import Clock
from assistant.audit.events import Author
from assistant.audit.folders import verify_folder
from assistant.audit.reading import read
from assistant.audit.sealing import act_of
from assistant.audit.statements import statement
from assistant.audit.store import Record
from assistant.audit.tracing import Finding
from assistant.errors import AssistantError, BadInput, RecordError
from assistant.session.correcting import Redaction, add
from assistant.session.live import Session
from assistant.session.replaying import Replayer

NAMED = "Mme Durand-Lefèvre, née le 3"
JLEROY = Author("jleroy", "investigator")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return keyed_folder(tmp_path, monkeypatch)


@pytest.fixture
def talk(folder: Path) -> Iterator[Talk]:
    """A signed screening, with a note that names somebody."""
    talk = Talk.begin(folder).reply("yes", f"note {NAMED}").follow(BONE).conclude()
    talk.session.close()
    session = Session.resume(
        folder, talk.session.id, "jleroy", "investigator", clock=talk.session.clock
    )
    session.submit("yes")
    session.submit(PASSPHRASE)
    session.close()
    yield talk
    session.close()


def ask(talk: Talk, *arguments: str, stdin: str = "") -> Outcome:
    place = ("--transcripts", talk.session.folder)
    return command(arguments[0], talk.session.id, *arguments[1:], *place, stdin=stdin.encode())


def found(folder: Path) -> list[Finding]:
    reports = verify_folder(folder, Replayer(folder))
    return [
        finding
        for report in reports
        for finding in report.findings
        if not finding.cause.startswith("unanchored")
    ]


def redact(talk: Talk, seq: int, reason: str = "names somebody") -> None:
    clock = Clock()
    with Record.open(talk.session.folder, talk.session.id, software="0.2.0", clock=clock) as record:
        redaction = Redaction(talk.session.folder, record, JLEROY, seq, reason, clock)
        redaction.sign(PASSPHRASE)


def note(talk: Talk) -> int:
    return number_of(talk.path, "noted") - 1


def texts(folder: Path) -> str:
    return "".join(
        path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )


def test_a_text_goes_with_reason_and_signature_and_the_chain_stays(talk: Talk) -> None:
    folder = talk.session.folder
    before = read(talk.path)
    seq = note(talk)
    assert NAMED in texts(folder)
    listed = ask(talk, "redact").out
    assert f"{seq:>5}  " in listed
    assert "Durand" in listed
    done = ask(talk, "redact", str(seq), "--reason", "names somebody", "--user", "jleroy",
               stdin=f"{PASSPHRASE}\n").assert_clean()  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert "reason: names somebody" in done.out
    assert "Durand" not in texts(folder)
    after = read(talk.path)
    assert [each.hash for each in after[: len(before)]] == [each.hash for each in before]
    assert [each.seq for each in after if each.redacted] == [seq]
    assert (after[-1].type, after[-1].data["seq"]) == ("redacted", seq)
    line = json.loads(talk.path.read_bytes().splitlines()[-1])
    text = statement(act_of(line["e"], line["p"]))
    assert f"removed: free text of event {seq}\n" in text
    signature = line["e"]["data"]["signature"]
    assert openssh(folder, signature, text, namespace="screening-redaction", at="20361121Z")
    assert found(folder) == []
    assert anchored(folder).code == 0
    for command_ in ("show", "summary", "history"):
        shown = ask(talk, command_).assert_clean()
        assert (shown.code, "Durand" in shown.out) == (0, False)
    history = ask(talk, "history").out
    assert "text removed" in history
    assert f"[{seq}] " in history
    noted = history.partition(f"[{seq}] ")[2].partition("[")[0]
    assert noted.rstrip().endswith(": —"), noted  # and not as if nothing had been written


def test_the_signed_report_goes_too_since_it_may_hold_the_text(talk: Talk) -> None:
    report = talk.path.with_name(f"{talk.session.id}.report-1")
    assert report.exists()
    redact(talk, note(talk))
    assert not report.exists()
    assert found(talk.session.folder) == []


def test_what_cannot_be_removed_is_refused(talk: Talk) -> None:
    signed = number_of(talk.path, "signed") - 1
    before = talk.path.read_bytes()
    for seq in (0, signed, 10_000):
        with pytest.raises(BadInput, match="no text that can be removed"):
            redact(talk, seq)
    with pytest.raises(BadInput, match="The reason is missing"):
        redact(talk, note(talk), "")
    with pytest.raises(BadInput, match="as if it named"):
        redact(talk, note(talk), "mail of a.durand@example.org")
    refused = ask(talk, "redact", str(note(talk)), "--reason", "a name", "--user", "nobody")
    refused.assert_refused("'nobody' cannot sign a redaction")
    assert "--role" in refused.err
    refused = ask(talk, "redact", str(note(talk)), "--reason", "a name", "--user", "jleroy",
                  stdin="wrong horse battery\n")  # fmt: skip
    assert refused.code == 2
    assert "not the passphrase" in refused.err
    assert talk.path.read_bytes() == before
    redact(talk, note(talk))
    with pytest.raises(BadInput, match="no text that can be removed"):
        redact(talk, note(talk))


def test_a_clock_behind_the_record_removes_nothing(talk: Talk) -> None:
    """A `clock_anomaly` would come between the line that the signature names and the signature."""
    before = talk.path.read_bytes()
    early = Clock(now=lambda: talk.events[0].at + timedelta(seconds=1))
    folder, screening = talk.session.folder, talk.session.id
    with Record.open(folder, screening, software="0.2.0", clock=early) as record:
        redaction = Redaction(folder, record, JLEROY, note(talk), "names somebody", early)
        with pytest.raises(RecordError, match=r"NOT SAVED.*clock"):
            redaction.sign(PASSPHRASE)
    assert talk.path.read_bytes() == before
    assert found(folder) == []


def test_a_text_that_is_gone_without_a_good_redaction_is_seen(talk: Talk) -> None:
    seq = note(talk)
    lines = talk.path.read_bytes().splitlines(keepends=True)
    line = lines[seq]
    lines[seq] = line[: line.index(b',"p":{"salt"')] + b',"p":null}\n'
    whole = talk.path.read_bytes()
    talk.path.write_bytes(b"".join(lines))
    assert any(
        "no `redacted` event names" in finding.cause for finding in found(talk.session.folder)
    )
    talk.path.write_bytes(whole)
    redact(talk, seq)

    sound = talk.path.read_bytes()
    talk.path.write_bytes(sound.replace(b"names somebody", b"named somebody"))
    assert found(talk.session.folder)


def test_a_text_that_is_there_although_it_was_removed_is_seen_and_goes_on_opening(
    talk: Talk,
) -> None:
    folder, seq = talk.session.folder, note(talk)
    with_text = talk.path.read_bytes().splitlines(keepends=True)[seq]
    redact(talk, seq)
    lines = talk.path.read_bytes().splitlines(keepends=True)
    talk.path.write_bytes(b"".join([*lines[:seq], with_text, *lines[seq + 1 :]]))
    (finding,) = found(folder)
    assert (finding.severity, finding.line) == ("warning", seq + 1)
    assert "was to be removed, and is still there" in finding.cause
    Record.open(folder, talk.session.id, software="0.2.0", clock=Clock()).close()
    assert NAMED not in texts(folder)
    assert found(folder) == []


CALLS = ("write", "fsync", "rename", "unlink", "ftruncate")


@pytest.mark.parametrize("error", [Killed(), OSError(28, "full")], ids=["killed", "full"])
def test_a_redaction_stopped_at_any_call_is_finished_by_the_next_opening(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    folder = talk.session.folder
    content = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    seq = note(talk)
    faults = Faults(monkeypatch.setattr, CALLS)
    signer = keys.opened(folder.parent / "keys", "jleroy", PASSPHRASE)
    monkeypatch.setattr(keys, "opened", lambda *_: signer)  # slow on purpose: once is enough
    redact(talk, seq)
    total = len(faults.calls)
    for at in range(1, total + 1):
        faults.arm(0, None)
        for path, kept in content.items():
            path.write_bytes(kept)
        faults.arm(at, error)
        with suppress(Killed, AssistantError, OSError):
            redact(talk, seq)
        faults.arm(0, None)
        Record.open(folder, talk.session.id, software="0.2.0", clock=Clock()).close()
        told = [event for event in read(talk.path) if event.type == "redacted"]
        assert (NAMED in texts(folder)) is (told == [])
        assert found(folder) == []


def test_an_addendum_is_linked_to_what_it_corrects_and_to_the_signature(talk: Talk) -> None:
    folder = talk.session.folder
    done = ask(talk, "addendum", "The report says 59.", "--on", "age", "--user", "jleroy")
    assert (done.assert_clean().code, done.out) == (0, "Addendum 1 is on record.\n")
    events = read(talk.path)
    data = events[-1].data
    assert (data["number"], data["fact"]) == (1, "age")
    assert events[data["answer"]].data["fact"] == "age"  # type: ignore[index]
    assert events[data["signature"]].type == "signed"  # type: ignore[index]
    assert add(folder, talk.session.id, JLEROY, "Seen by the board.") == 2
    assert found(folder) == []
    summary = " ".join(ask(talk, "summary").out.split())
    assert f"Addenda: 1 (event {events[-1].seq}) age" in summary
    # and the answer that it corrects leads to it, wherever it stands
    for format_, times in (("txt", 2), ("md", 2), ("html", 2), ("json", 2)):
        page = " ".join(ask(talk, "summary", "--format", format_).out.split())
        assert page.count(f"see addendum 1 (event {events[-1].seq})") == times, format_
    assert "The report says 59." in ask(talk, "history").out
    assert "Addendum 2 by jleroy (investigator): Seen by the board." in ask(talk, "show").out


def test_only_a_completed_screening_takes_an_addendum(folder: Path) -> None:
    talk = Talk.begin(folder).reply("yes", "suspend")
    talk.session.close()
    with pytest.raises(BadInput, match="only a completed screening"):
        add(folder, talk.session.id, JLEROY, "Something.")
    with pytest.raises(BadInput, match="is missing"):
        add(folder, talk.session.id, JLEROY, " ")
    talk = Talk.begin(folder).follow(BONE).conclude()
    talk.session.close()
    assert add(folder, talk.session.id, JLEROY, "Something.") == 1
    with pytest.raises(BadInput, match="no fact and no criterion"):
        add(folder, talk.session.id, JLEROY, "Something.", "weather")


def test_a_forged_redaction_has_no_good_signature(talk: Talk) -> None:
    redact(talk, note(talk))
    *lines, last = talk.path.read_bytes().splitlines(keepends=True)
    line = json.loads(last)
    line["p"]["text"]["reason"] = "another"
    line["e"].pop("pc")
    talk.path.write_bytes(b"".join([*lines, encode_line(line["e"], line["p"])]))
    (talk.session.folder / "ledger.jsonl").unlink()
    causes = [finding.cause for finding in found(talk.session.folder)]
    assert any("its signature is not of this event" in cause for cause in causes)
