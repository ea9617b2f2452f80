"""The pages in docs/: every command on them runs, and what they show is what it says."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import Outcome, command
from support.protocols import stereo

from assistant.criteria.model import Fact, FactType
from assistant.dialogs.diagram import mermaid
from assistant.dialogs.map_svg import svg
from assistant.session.pathway import pathway_in
from assistant.training.cases import case_named

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = (
    "coordinator",
    "coordinator.fr",
    "investigator",
    "investigator.fr",
    "auditor",
    "auditor.fr",
    "map",
)
ENDS = (0, 1, 10, 11)  # every way to end but bad input; 1 is "sound, but unanchored"
_DECISION = [{"term": "hr_cutoff", "reading": "one_percent", "by": "medical monitor",
              "date": "2026-11-21", "reference": "letter 12"}]  # fmt: skip


_PASSPHRASE = b"correct horse battery\n"
_STDIN = {"keys": _PASSPHRASE * 2, "sign": b"yes\n" + _PASSPHRASE}


class Desk:
    """A folder in which a page's commands are typed one after another."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        shutil.copytree(DOCS / "examples", folder / "docs" / "examples")
        shutil.copytree(DOCS / "examples" / "transcripts", folder / "transcripts")
        facts = _plain(case_named("9").replies)
        (folder / "facts.json").write_text(json.dumps(facts), "utf-8")
        (folder / "decisions.json").write_text(json.dumps(_DECISION), "utf-8")
        monkeypatch.chdir(folder)
        monkeypatch.setenv("SCREENING_TRANSCRIPTS", str(folder / "transcripts"))
        monkeypatch.setenv("SCREENING_KEYS", str(folder / "keys"))
        monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
        self._folder = folder

    def type(self, line: str) -> Outcome:
        """Run a command line; ID stands for the screening that it is about."""
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]
        if "resume" in words and "ID" in words:
            words[words.index("ID")] = self._suspended()
        typed = ("f08c" if word == "ID" else word for word in words[1:])
        return command(*typed, stdin=_STDIN.get(words[1], b"")).assert_clean()

    def _suspended(self) -> str:
        listed = command("list").out
        return next(row.split()[0] for row in listed.splitlines() if "SEIN-0042" in row)


def _plain(replies: dict[str, str]) -> dict[str, object]:
    """Return replies as `assess` takes them."""
    return {fact: _value(stereo().fact[fact], reply) for fact, reply in replies.items()}


def _value(fact: Fact, reply: str) -> object:
    if fact.type is FactType.BOOL:
        return reply == "yes"
    if fact.is_number:
        return int(reply) if reply.isdigit() else reply
    return reply.replace(" ", "_")


def commands(page: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a page, and the lines that it is shown to print."""
    lines = (DOCS / f"{page}.md").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        found = re.match(r"(?P<indent> {4,})(?P<prompt>\$ )?(?P<typed>screening .*)", line)
        if not found:
            continue
        shown = []
        if found["prompt"]:
            for after in lines[number + 1 :]:
                if not after.startswith(found["indent"]):
                    break
                shown.append(after[len(found["indent"]) :])
        yield found["typed"], shown


@pytest.mark.parametrize("page", PAGES)
def test_every_command_on_the_page_runs(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path, monkeypatch)
    typed = list(commands(page))
    assert typed
    for line, shown in typed:
        if "certificate" in line:
            continue  # it wants a case concluded first: tried in tests/cli/test_practise.py
        if line.startswith("screening verify transcripts/practice"):
            desk.type("screening practise 1")
        found = desk.type(line)
        assert found.code in ENDS, (line, found.err)
        at = 0
        for part in shown:
            if part != "…":
                assert part in found.out[at:], (line, part, found.out)
                at = found.out.index(part, at) + len(part)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_on_the_page_leads_somewhere(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        assert (DOCS / target).exists(), target


# ---------------------------------------------------------------- what is drawn by the code


def test_the_diagram_on_the_page_is_the_machine_s() -> None:
    page = (DOCS / "map.md").read_text("utf-8")
    assert f"```mermaid\n{mermaid(stereo().topics)}```\n" in page, (
        "docs/pictures/draw.py draws anew"
    )


def test_the_pictures_of_the_map_are_the_machine_s() -> None:
    topics = {topic: stereo().words_in("en").topics[topic] for topic in stereo().topics}
    pictures: dict[str, tuple[str, ...]] = {"map": ()}
    examples = DOCS / "examples" / "transcripts"
    screening = next(path.stem for path in examples.glob("f08c*.jsonl"))
    pictures["map-of-a-screening"] = pathway_in(examples, screening)[1]
    for name, path in pictures.items():
        kept = (DOCS / "pictures" / f"{name}.svg").read_text("utf-8")
        assert kept == svg(topics, "en", path), "docs/pictures/draw.py draws anew"


def test_every_test_that_an_auditor_is_referred_to_is_there() -> None:
    page = (DOCS / "records.md").read_text("utf-8")
    rows = [line for line in re.findall(r"^\| .*$", page, re.MULTILINE) if "`" in line]
    assert [row for row in rows if "`tests/" not in row and "`benchmarks/" not in row] == []
    assert all((ROOT / path).is_file() for path in re.findall(r"`(benchmarks/\w+\.py)`", page))
    for path, name in re.findall(r"`(tests/[a-z_/]+\.py)(?:::(\w+))?`", "".join(rows)):
        assert (f"def {name}(" if name else "def test_") in (ROOT / path).read_text("utf-8"), (
            path,
            name,
        )
    assert not re.findall(r"`test_\w+\.py|`tests/[a-z_/]+`", "".join(rows)), "name them in full"
