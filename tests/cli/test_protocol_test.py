"""`screening protocol test`: scenarios are tried, gaps and survivors listed."""

import shutil
from pathlib import Path

import pytest
from support.command import command
from support.protocols import TINY
from support.scenarios import WELL


@pytest.fixture
def knee(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path / "knee"))
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "a.toml").write_text(WELL, "utf-8")
    return folder


def test_the_packaged_protocol_is_covered_and_tested() -> None:
    done = command("protocol", "test").assert_clean()
    assert (done.code, done.err) == (0, "")
    first, second = done.out.splitlines()
    assert first == "stereo_sein 1.1.1: scenarios that hold: 311 of 311"
    assert second.startswith("decided: verdicts 3 of 3, statuses 136 of 136, ")


def test_what_no_scenario_decides_is_listed(knee: Path) -> None:
    done = command("protocol", "test", knee).assert_clean()
    assert done.code == 1
    assert done.out.startswith(
        "tiny_knee 0.1: scenarios that hold: 1 of 1\ndecided: verdicts 1 of 3, statuses 5 of 18, "
    )
    assert "\n  criteria.K1: failed\n" in done.out


def test_survivors_are_named_and_counted_last(knee: Path) -> None:
    done = command("protocol", "test", "--mutate", knee).assert_clean()
    assert done.code == 1
    lines = done.out.splitlines()
    listed = lines[lines.index("no scenario notices:") + 1 : -1]
    assert "  criteria.K3.test: body_mass_index < 40  →  body_mass_index <= 40" in listed
    assert lines[-1] == f"survivors: {len(listed)}"


def test_a_scenario_that_does_not_hold_is_told_and_nothing_is_changed(knee: Path) -> None:
    path = knee / "scenarios" / "a.toml"
    path.write_text(WELL.replace('verdict = "eligible"', 'verdict = "not_eligible"'), "utf-8")
    done = command("protocol", "test", "--mutate", knee).assert_clean()
    assert done.code == 2
    assert "a.toml, well: verdict: expected not_eligible, found eligible\n" in done.out
    assert "scenarios that hold: 0 of 1" in done.out
    assert done.out.endswith("Nothing was changed: first every scenario must hold.\n")


def test_without_scenarios(knee: Path) -> None:
    (knee / "scenarios" / "a.toml").unlink()
    command("protocol", "test", knee).assert_refused("there are no scenarios")
