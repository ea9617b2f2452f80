"""The examples in the documentation: sound records, and the verdicts that the pages say."""

from pathlib import Path

import pytest

from assistant.audit.checkpoint import parsed
from assistant.audit.folders import verify_folder
from assistant.audit.reading import read
from assistant.cli import main
from assistant.criteria.evaluation import Status, assess
from assistant.session.protocols import protocol_of
from assistant.session.replaying import Replayer
from assistant.session.state import fold

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "examples"
TRANSCRIPTS = EXAMPLES / "transcripts"

RECORDS = [
    ("db5f6fa7-3881-40f4-86e6-e9d336c8ed9e", "SEIN-0101", "eligible", {}),
    ("87036cc0-8e70-463c-b14b-a6a8c2a99296", "SEIN-0102", "not_eligible", {"E5b": "failed"}),
    (
        "f08cdf4e-9218-4c19-859f-44b3dd094b9a",
        "SEIN-0103",
        "undetermined",
        {"I4": "contested", "E1": "contested"},
    ),
]


def test_the_folder_is_sound() -> None:
    note = (EXAMPLES / "transcripts.checkpoint").read_text("utf-8")
    checkpoints = [parsed(note, "transcripts.checkpoint")]
    reports = verify_folder(TRANSCRIPTS, Replayer(TRANSCRIPTS), checkpoints=checkpoints)
    assert [report.findings for report in reports] == [()] * 5


@pytest.mark.parametrize(
    ("screening", "subject", "verdict", "open_or_failed"), RECORDS, ids=[r[1] for r in RECORDS]
)
def test_a_record_says_what_the_page_says(
    screening: str, subject: str, verdict: str, open_or_failed: dict[str, str]
) -> None:
    events = read(TRANSCRIPTS / f"{screening}.jsonl")
    protocol = protocol_of(TRANSCRIPTS, events[0])
    state = fold(protocol, events)
    found = assess(protocol, state.answers)
    assert (state.subject, state.concluded, str(found.verdict)) == (subject, True, verdict)
    assert {
        each.criterion: str(each.status)
        for each in found.with_status(Status.FAILED, Status.CONTESTED, Status.UNKNOWN)
    } == open_or_failed
    assert events[-1].data["verdict"] == verdict


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.txt")))
def test_a_kept_summary_shows_the_record_that_it_was_made_from(name: str) -> None:
    kept = (EXAMPLES / name).read_text("utf-8")
    screening = next(record[0] for record in RECORDS if record[0] in kept)
    head = read(TRANSCRIPTS / f"{screening}.jsonl")[-1].hash
    assert head in kept


def test_the_commands_on_the_page_run(capsys: pytest.CaptureFixture[str]) -> None:
    page = (EXAMPLES / "README.md").read_text("utf-8")
    commands = [line.split() for line in page.splitlines() if line.startswith("    screening ")]
    assert len(commands) == 6
    for _, *arguments in commands:
        placed = [str(ROOT / each) if each.startswith("docs/") else each for each in arguments]
        assert main(placed) == 0
        assert capsys.readouterr().out
