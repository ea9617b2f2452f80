"""What is kept beside the code is found whole and for its own key, or not at all."""

import os
import tomllib
from pathlib import Path

import pytest

from assistant import phrases as module
from assistant import shelf
from assistant.phrases import LANGUAGES, phrases

ROOT = Path(module.__file__).parent
ROOMS = sorted({path.parent.parent for path in ROOT.rglob("phrases/*.toml")})
VALUE: dict[str, object] = {"text": "é ≤ 5", "list": [1, None, True, {"deep": []}]}


def test_a_value_is_found_under_its_own_name_and_key(tmp_path: Path) -> None:
    shelf.keep("one", "key 1", VALUE, tmp_path)
    assert shelf.find("one", "key 1", tmp_path) == VALUE
    assert shelf.find("one", "key 2", tmp_path) is None
    assert shelf.find("one", "key", tmp_path) is None
    assert shelf.find("two", "key 1", tmp_path) is None
    shelf.keep("one", "key 2", [], tmp_path)
    assert shelf.find("one", "key 2", tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]


def test_no_damage_passes(tmp_path: Path) -> None:
    shelf.keep("one", "key", VALUE, tmp_path)
    place = tmp_path / "one.json"
    sound = place.read_bytes()
    for at in range(len(sound)):
        for bit in range(8):
            place.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << bit]) + sound[at + 1 :])
            assert shelf.find("one", "key", tmp_path) is None
        place.write_bytes(sound[:at])
        assert shelf.find("one", "key", tmp_path) is None
    place.write_bytes(sound)
    assert shelf.find("one", "key", tmp_path) == VALUE


def test_where_nothing_can_be_kept_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    shelf.keep("one", "key", VALUE, tmp_path / "file" / "folder")
    (tmp_path / "one.json").mkdir()
    shelf.keep("one", "key", VALUE, tmp_path)
    assert shelf.find("one", "key", tmp_path) is None


def test_it_stands_where_bytecode_does() -> None:
    assert Path(str(shelf.__spec__.cached)).parent == shelf.SHELF


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_phrases_are_those_of_their_file_however_often_they_are_read(
    room: Path, language: str
) -> None:
    tables = tomllib.loads((room / "phrases" / f"{language}.toml").read_text("utf-8"))
    for _ in range(2):
        phrases.cache_clear()
        assert phrases(room, language)._tables == tables


@pytest.mark.parametrize("change", ["size", "time"])
def test_changed_phrases_are_read_anew(change: str, tmp_path: Path) -> None:
    file = tmp_path / "phrases" / "en.toml"
    file.parent.mkdir()
    file.write_text('word = "one"\n', "utf-8")
    phrases.cache_clear()
    assert phrases(tmp_path, "en")("word") == "one"
    file.write_text(f'word = "{"two" if change == "time" else "three"}"\n', "utf-8")
    os.utime(file, (1, 1) if change == "time" else None)
    phrases.cache_clear()
    assert phrases(tmp_path, "en")("word") in ("two", "three")
    (shelf.SHELF / f"{tmp_path.name}-en.json").unlink()
