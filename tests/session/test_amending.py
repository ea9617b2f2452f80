"""Old answers under a new version: who comes out differently, what is to be asked besides."""

from collections.abc import Mapping
from pathlib import Path

from support.conversation import Talk
from support.protocols import decided, tiny, tiny_with

from assistant.audit.clock import Clock
from assistant.audit.reading import read
from assistant.session.amending import Consequence, consequences, linked
from assistant.session.listing import one as one_listed
from assistant.session.live import Session

KNEE: Mapping[str, str] = {
    "osteoarthritis_confirmed": "yes", "pain_score": "6", "weight": "110", "height": "1.70 m",
    "injection_given": "no", "anticoagulant": "none",
}  # fmt: skip
# 110 / 1.7 squared = 38.06: below 40, not below 35
STRICTER = ('test = "body_mass_index < 40"', 'test = "body_mass_index < 35"')


def screened(folder: Path, **changes: str) -> str:
    talk = Talk.begin(folder, protocol=tiny()).follow({**KNEE, **changes}).conclude()
    talk.session.close()
    return talk.session.id


def found(folder: Path, *edits: tuple[str, str]) -> Consequence:
    """What becomes of the only screening of a folder."""
    (only,) = consequences(folder, tiny_with(('version = "0.1"', 'version = "0.2"'), *edits))
    assert isinstance(only, Consequence)
    return only


def test_nothing_changes_where_only_the_version_does(tmp_path: Path) -> None:
    screened(tmp_path)
    assert not found(tmp_path).is_any


def test_a_stricter_limit_changes_a_verdict(tmp_path: Path) -> None:
    id_ = screened(tmp_path)
    before = (tmp_path / f"{id_}.jsonl").read_bytes()
    one = found(tmp_path, STRICTER)
    assert (one.screening, one.before, one.after) == (id_, "undetermined", "not_eligible")
    assert one.statuses == (("K3", "met", "failed"),)
    assert (one.questions, one.lost) == ((), ())
    assert (tmp_path / f"{id_}.jsonl").read_bytes() == before


def test_what_a_new_version_asks_besides(tmp_path: Path) -> None:
    screened(tmp_path)
    # both dates are asked of everybody now
    ungated = ('gate = "injection_given"\ntest = "visit_date', 'test = "visit_date')
    rule = 'test = "osteoarthritis_confirmed or injection_given"'
    one = found(tmp_path, ungated, ('test = "osteoarthritis_confirmed"', rule))
    assert one.questions == ("last_injection_date", "visit_date")
    assert one.statuses == (("X1", "not_applicable", "unknown"),)


def test_an_answer_beyond_the_new_limits_is_lost_and_asked_again(tmp_path: Path) -> None:
    screened(tmp_path)
    one = found(tmp_path, ('hard = ["30", "250"]', 'hard = ["30", "100"]'),
                ('usual = [["45", "140"]]', 'usual = [["45", "100"]]'))  # fmt: skip
    assert (one.lost, one.questions) == (("weight",), ("weight",))
    assert one.statuses == (("K3", "met", "unknown"),)


def test_a_decision_counts_as_a_new_version_does(tmp_path: Path) -> None:
    screened(tmp_path)
    (one,) = consequences(tmp_path, decided(tiny(), severe_pain="six"))
    assert isinstance(one, Consequence)
    assert (one.before, one.after) == ("undetermined", "eligible")


def test_a_linked_screening_is_started_and_the_old_record_is_not_altered(tmp_path: Path) -> None:
    id_ = screened(tmp_path)
    path = tmp_path / f"{id_}.jsonl"
    before = path.read_bytes()
    new = tiny_with(('version = "0.1"', 'version = "0.2"'), STRICTER)
    (one,) = consequences(tmp_path, new)
    assert isinstance(one, Consequence)
    started = linked(tmp_path, one, new, "mmartin", "coordinator", Clock())
    assert path.read_bytes() == before
    opened = read(tmp_path / f"{started}.jsonl")[0]
    assert opened.protocol.version == "0.2"
    link = opened.data["rescreens"]
    assert isinstance(link, Mapping)
    assert link["screening"] == id_
    assert one_listed(tmp_path, started).state == "suspended"
    session = Session.resume(tmp_path, started, "mmartin", "coordinator")
    assert session.subject == "SEIN-1"
    assert not session.state.answers
    session.close()
