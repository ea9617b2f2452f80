"""`screening decide` and `rescreen`, and screening for another protocol than the usual one."""

import json
import shutil
from pathlib import Path

import pytest
from support.command import command
from support.forging import forge, of
from support.protocols import TINY

from assistant.audit.layout import LEDGER, SITE_RECORD

DECISION = ("severe_pain", "six", "--by", "S. Ponsor", "--reference", "letter 12",
            "--date", "2026-11-02", "--user", "dupont", "--role", "investigator")  # fmt: skip
KNEE = {
    "osteoarthritis_confirmed": True, "pain_score": 6, "weight": "110 kg", "height": "1.70 m",
    "injection_given": False, "anticoagulant": "none",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "records"


@pytest.fixture
def knee(tmp_path: Path) -> Path:
    (tmp_path / "knee.json").write_text(json.dumps(KNEE), "utf-8")
    return tmp_path / "knee.json"


def screened(folder: Path, replies: Path, protocol: Path = TINY) -> tuple[int, str]:
    """A screening by prepared replies for another protocol: how it ended, and its id."""
    done = command("new", "--subject", "KNEE-01", "--replies", replies, "--protocol", protocol,
                   "--transcripts", folder).assert_clean()  # fmt: skip
    return done.code, done.out.splitlines()[-1]


def test_a_decision_is_recorded_listed_in_force_and_shown(folder: Path, knee: Path) -> None:
    code, before = screened(folder, knee)
    assert code == 11
    at = ("--protocol", TINY, "--transcripts", folder)
    done = command("decide", *DECISION, *at).assert_clean()
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Recorded: severe pain: ")
    listed = command("decide", *at).assert_clean().out
    assert "  * six: " in listed
    assert "    seven: " in listed
    assert "decided by S. Ponsor, 2026-11-02, letter 12" in listed
    in_french = command("decide", *at, "--lang", "fr").assert_clean().out
    assert "  * six : " in in_french
    assert "décidé par S. Ponsor, 2026-11-02, letter 12" in in_french
    code, after = screened(folder, knee)
    assert code == 0
    for language in ("en", "fr"):
        summary = ("--transcripts", folder, "--lang", language)
        assert "S. Ponsor" in command("summary", after, *summary).assert_clean().out
        assert "S. Ponsor" not in command("summary", before, *summary).assert_clean().out
    assert SITE_RECORD not in command("list", "--transcripts", folder).out
    assert command("verify", folder).assert_clean().code in (0, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["severe_pain"], "READING: is missing"),
        (["severe_pain", "six"], "--by: is missing"),
        (["severe_pain", "six", "--by", "X"], "--reference: is missing"),
        (["pain", "six", "--by", "X", "--reference", "Y"], "'pain' is not a term"),
        (["image", "mri", "--by", "X", "--reference", "Y"], "cannot be used"),
        (["severe_pain", "six", "--by", "X", "--reference", "Y", "--date", "2026-02-30"],
         "'2026-02-30' is not a date"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided(folder: Path, arguments: list[str], said: str) -> None:
    done = command("decide", *arguments, "--protocol", TINY, "--transcripts", folder)
    done.assert_refused(said)
    assert not folder.exists()


def test_rescreening_lists_what_changes_and_starts_linked_screenings(
    folder: Path, knee: Path, tmp_path: Path
) -> None:
    _, id_ = screened(folder, knee)
    new = Path(shutil.copytree(TINY, tmp_path / "v2"))
    path = new / "protocol.toml"
    text = path.read_text("utf-8").replace('version = "0.1"', 'version = "0.2"')
    path.write_text(text.replace("body_mass_index < 40", "body_mass_index < 35"), "utf-8")
    at = ("--protocol", new, "--transcripts", folder)
    record = (folder / f"{id_}.jsonl").read_bytes()
    done = command("rescreen", *at).assert_clean()
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"{id_}  KNEE-01: Undetermined  →  Not eligible",
        "  K3 Body mass index < 40: met  →  not met",
        "tiny_knee 0.2: looked at 1, coming out differently 1. No record was altered.",
    ]
    french = command("rescreen", id_[:8], "--lang", "fr", *at).assert_clean().out
    assert "Aucun dossier n'a été modifié" in french
    started = command("rescreen", "--start", *at).assert_clean().out
    assert "linked screening started: " in started
    assert (folder / f"{id_}.jsonl").read_bytes() == record
    again = command("rescreen", "--start", *at).assert_clean().out
    assert "screened again already: " in again
    assert command("list", "--transcripts", folder).out.count("KNEE-01") == 2


def test_assess_under_another_protocol(knee: Path) -> None:
    done = command("assess", knee, "--protocol", TINY, "--format", "json").assert_clean()
    assert done.code == 11
    assert json.loads(done.out)["protocol"]["id"] == "tiny_knee"
    command("assess", knee, "--protocol", "nowhere").assert_refused("nowhere", "protocol.toml")


WORDS = "correct horse battery"
TWICE = f"{WORDS}\n{WORDS}\n".encode()


def test_a_site_with_keys_signs_its_decisions(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREENING_KEYS", str(tmp_path / "keys"))
    at = ("--transcripts", folder)
    made = command("keys", "create", "--user", "dupont", "--name", "A. Dupont", *at, stdin=TWICE)
    assert made.assert_clean().code == 0
    once = f"{WORDS}\n".encode()
    done = command("decide", *DECISION, "--protocol", TINY, *at, stdin=once).assert_clean()
    assert (done.code, done.err) == (0, "")
    assert done.out.rstrip().endswith(", signed")
    verified = command("verify", folder).assert_clean()
    assert "failure" not in verified.out

    # nobody else, and not with another passphrase
    other = [each if each != "dupont" else "mmartin" for each in DECISION]
    command("decide", *other, "--protocol", TINY, *at, stdin=once).assert_refused("cannot sign")
    wrong = command("decide", *DECISION, "--protocol", TINY, *at, stdin=b"another phrase\n")
    assert wrong.assert_clean().code == 2
    assert "does not open the key" in wrong.err
    assert command("decide", "--protocol", TINY, *at).out.count("decided by") == 1


def test_a_signature_on_a_decision_is_of_that_decision(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREENING_KEYS", str(tmp_path / "keys"))
    at = ("--transcripts", folder)
    command("keys", "create", "--user", "dupont", "--name", "A. Dupont", *at, stdin=TWICE)
    once = f"{WORDS}\n".encode()
    command("decide", *DECISION, "--protocol", TINY, *at, stdin=once).assert_clean()
    path = folder / f"{SITE_RECORD}.jsonl"
    kept = path.read_bytes()
    (folder / LEDGER).unlink()  # which would tell already that the line is another
    forge(path, lambda lines: of(lines, "decided")["data"].update(reading="seven"))
    assert "its signature is not of this event" in command("verify", folder).out
    path.write_bytes(kept)
    forge(path, lambda lines: of(lines, "decided")["data"].pop("signature"))
    assert "it is not signed, although the site had somebody" in command("verify", folder).out
