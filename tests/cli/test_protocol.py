"""`screening protocol`: sound files are shown and drawn, faulty ones named with their remedy."""

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import command
from support.protocols import TINY

from assistant.dialogs.diagram import mermaid
from assistant.session.protocols import packaged
from assistant.text import NO_BREAK, held


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "knee"))


def test_check() -> None:
    done = command("protocol", "check").assert_clean()
    assert (done.code, done.err) == (0, "")
    protocol = packaged()
    assert done.out == (
        f"stereo_sein {protocol.version} is sound: 54 facts, 36 criteria, 14 terms "
        f"(9 undecided), words in en, fr.\nsha256 {protocol.source.sha256}\n"
    )
    assert "tiny_knee" in command("protocol", "check", TINY).assert_clean().out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_show(language: str) -> None:
    done = command("protocol", "show", "--lang", language).assert_clean()
    assert (done.code, done.err) == (0, "")
    words, shown = packaged().words_in(language), done.out.replace("\\", "")
    colon = {"en": ":", "fr": f"{NO_BREAK}:"}[language]
    for criterion in words.criteria.values():
        assert f"{criterion.label}**{colon} {criterion.wording}" in shown
    for id_, fact in words.facts.items():
        assert f"- **{fact.question}** (`{id_}`)" in shown
    for id_, term in words.terms.items():
        assert f"- **{term.label}** (`{id_}`){colon} {term.matters}" in shown
    assert "## Inclusion" in shown
    assert packaged().source.sha256 in done.out


@pytest.mark.parametrize("language", ["en", "fr"])
def test_show_as_a_page(language: str) -> None:
    done = command("protocol", "show", "--format", "html", "--lang", language).assert_clean()
    page = html.unescape(done.out)
    words = packaged().words_in(language)
    for criterion in words.criteria.values():
        assert held(criterion.wording) in page
    for text in (*words.checks.values(), *words.advisories.values()):
        assert held(text.text) in page
    assert not re.search(
        r" [;:!?»](?=\s)|« ", re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)
    )
    assert page.count("☑") == sum(len(term.in_force) for term in packaged().terms)
    assert packaged().source.sha256 in page
    assert "<script" not in done.out


def test_show_a_protocol_of_another_disease() -> None:
    for language in ("en", "fr"):
        done = command("protocol", "show", TINY, "--lang", language).assert_clean()
        assert done.code == 0
        assert "STEREO" not in done.out


def test_show_a_protocol_that_lacks_a_language(copy: Path) -> None:
    path = copy / "protocol.toml"
    path.write_text(path.read_text("utf-8").replace('["en", "fr"]', '["fr"]', 1), "utf-8")
    (copy / "en.toml").unlink()
    shown = command("protocol", "show", copy).assert_clean()
    assert shown == command("protocol", "show", copy, "--lang", "fr")
    assert shown.code == 0
    command("protocol", "show", copy, "--lang", "en").assert_refused("no words in 'en'", "fr")


def test_diagram() -> None:
    done = command("protocol", "diagram").assert_clean()
    assert done == type(done)(0, mermaid(packaged().topics), "")
    other = command("protocol", "diagram", TINY).assert_clean()
    assert "what_comes_next --> joint: " in other.out
    assert "hepatic" not in other.out


FAULTS: list[tuple[str, Callable[[Path], object], list[str]]] = [
    ("no folder", shutil.rmtree, ["protocol.toml", "No such file or directory"]),
    ("no file", lambda folder: (folder / "protocol.toml").unlink(), ["protocol.toml", "No such"]),
    ("no words", lambda folder: (folder / "fr.toml").unlink(), ["fr.toml", "No such file"]),
    ("no TOML", lambda folder: (folder / "protocol.toml").write_text("a = ["), ["protocol.toml"]),
    ("empty", lambda folder: (folder / "protocol.toml").write_bytes(b""), ["protocol.toml"]),
    ("binary", lambda folder: (folder / "en.toml").write_bytes(b"\xff\x00"), ["en.toml"]),
    (
        "large",
        lambda folder: (folder / "en.toml").write_bytes(b"# \n" * 1_000_000),
        ["en.toml"],
    ),
]


@pytest.mark.parametrize("what", ["check", "show", "diagram"])
@pytest.mark.parametrize(
    ("fault", "parts"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS]
)
def test_faulty_files(
    copy: Path, what: str, fault: Callable[[Path], object], parts: list[str]
) -> None:
    fault(copy)
    done = command("protocol", what, copy).assert_clean()
    assert done.code == 2
    assert done.out == ""
    assert all(part in done.err for part in parts), done.err


def test_a_fault_within_a_file_names_key_cause_and_remedy(copy: Path) -> None:
    path = copy / "protocol.toml"
    path.write_text(path.read_text("utf-8").replace("pain_score >= severe_pain", "pain >= 7", 1))
    done = command("protocol", "check", copy).assert_clean()
    assert done.code == 2
    assert "protocol.toml, " in done.err
    assert "pain" in done.err


def test_what_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / ("x" * 300), tmp_path / "\x1b[2J"):
        done = command("protocol", "check", place).assert_clean()
        assert done.code == 2
        assert done.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["draw"], ["show", "--lang", "de"], ["check", ".", "."]])
def test_arguments(arguments: list[str]) -> None:
    command("protocol", *arguments).assert_refused("--help`")


def test_check_remarks_on_what_may_be_meant_and_refuses_what_cannot(copy: Path) -> None:
    path = copy / "protocol.toml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("[reviewed]", '[reviewed]\n"criteria.K9" = "?"', 1), "utf-8")
    done = command("protocol", "check", copy).assert_clean()
    assert done.code == 0
    assert done.out.startswith("remark: protocol.toml, line 159, reviewed.criteria.K9: there is ")
    path.write_text(sound.replace("height > '2.1 m'", "height > '2.4 m'", 1), "utf-8")
    done = command("protocol", "check", copy).assert_clean()
    assert (done.code, done.out) == (2, "")
    assert "protocol.toml, line 133, checks.height_unit.when: " in done.err


def test_check_reads_the_scenarios_as_well(copy: Path) -> None:
    (copy / "scenarios").mkdir()
    (copy / "scenarios" / "a.toml").write_text('[[scenarios]]\nid = "a"\nasked = ["agee"]\n')
    done = command("protocol", "check", copy).assert_clean()
    assert done.code == 2
    assert "scenarios/a.toml, line 3, scenarios.a.asked.agee: agee is unknown" in done.err


def test_a_review_is_told_while_no_scenario_is_sound_yet(copy: Path) -> None:
    path = copy / "protocol.toml"
    text = path.read_text("utf-8").replace("[reviewed]", '[reviewed]\n"criteria.K9" = "?"', 1)
    path.write_text(text, "utf-8")
    (copy / "scenarios").mkdir()
    assert command("protocol", "check", copy).assert_clean().code == 0  # none written yet
    (copy / "scenarios" / "a.toml").write_text(
        '[[scenarios]]\nid = "a"\ndates = { earliest_visit = "30 August" }\n'
    )
    done = command("protocol", "check", copy).assert_clean()
    assert (done.code, done.out.count("remark: ")) == (2, 1)
    assert "a.toml, line 3, scenarios.a.dates.earliest_visit: '30 August' is not a date" in done.err


def test_diff_says_in_words_what_changed(copy: Path) -> None:
    same = command("protocol", "diff", TINY, copy).assert_clean()
    assert (same.code, same.out, same.err) == (0, "", "")
    path = copy / "protocol.toml"
    path.write_text(
        path.read_text("utf-8").replace("height > '2.1 m'", "height > '2 m'", 1), "utf-8"
    )
    for language, said in (
        ("en", "Changed: the cross-check height_unit\n  when: height > 210  →  height > 200\n"),
        (
            "fr",
            "Modifié : le contrôle croisé height_unit\n  quand : height > 210  →  height > 200\n",
        ),
    ):
        done = command("protocol", "diff", TINY, copy, "--lang", language).assert_clean()
        assert (done.code, done.out) == (0, said)


def test_diff_needs_a_language_in_common(copy: Path) -> None:
    path = copy / "protocol.toml"
    path.write_text(path.read_text("utf-8").replace('["en", "fr"]', '["fr"]', 1), "utf-8")
    (copy / "en.toml").unlink()
    command("protocol", "diff", copy, TINY, "--lang", "en").assert_refused("no words in 'en'", "fr")
    assert "langues : fr  →  en, fr" in command("protocol", "diff", copy, TINY).assert_clean().out
