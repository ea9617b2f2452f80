"""The benchmarks measure what they say: whole screenings, of every question and no other."""

from importlib import import_module
from pathlib import Path

import pytest

from assistant.session.live import Session
from assistant.session.opening import Opening
from assistant.session.scripting import play
from benchmarks.measuring import Promise
from benchmarks.participants import PATHS

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.mark.parametrize(("path", "questions"), [("typical", 22), ("long", 51)])
def test_a_path_is_screened_to_its_end(path: str, questions: int, tmp_path: Path) -> None:
    session = Session.begin(tmp_path, Opening(subject="SEIN-0042", user="coordinator"))
    play(session, PATHS[path], lambda _: None)
    session.close()
    asked = [event.data["fact"] for event in session.events if event.type == "asked"]
    assert (session.verdict, session.state.concluded) == ("eligible", True)
    assert (len(asked), set(asked)) == (questions, set(PATHS[path]))


@pytest.mark.parametrize("ratio", [0.9, 1.0, 1.1])
def test_a_limit_itself_keeps_the_promise(ratio: float) -> None:
    assert Promise("time", ratio, 1).is_kept is (ratio <= 1)
    assert Promise("speed", ratio, 1, is_floor=True).is_kept is (ratio >= 1)


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("bench_*.py"))])
def test_every_benchmark_finds_what_it_measures_with(name: str) -> None:
    assert import_module(f"benchmarks.{name}").__doc__


def test_the_readme_tells_of_every_benchmark() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    assert [path.name for path in sorted(FOLDER.glob("bench_*.py")) if path.name not in text] == []
