"""A list of screenings says how far each is, and when it was last worked on."""

from pathlib import Path

from support.conversation import BONE, Talk
from support.protocols import tiny_files

from assistant.criteria.loader import load
from assistant.session.listing import listed


def test_how_far_a_screening_is_follows_from_its_answers(tmp_path: Path) -> None:
    talk = Talk.begin(tmp_path)
    talk.follow(BONE, until="age")
    found = listed(tmp_path)[0]
    progress = talk.session.progress
    assert (found.answered, found.left) == (progress.answered, progress.left_at_most) == (6, 46)
    assert found.last == talk.events[-1].at > talk.events[0].at == found.started
    talk.session.close()


def test_nothing_is_left_once_a_screening_was_stopped_or_completed(tmp_path: Path) -> None:
    stopped = Talk.begin(tmp_path, subject="SEIN-1").reply("no", "stop here")
    whole = Talk.begin(tmp_path, subject="SEIN-2").follow(BONE).conclude()
    for talk in (stopped, whole):
        talk.session.close()
    assert [each.left for each in listed(tmp_path)] == [0, 0]


def test_a_protocol_that_lacks_the_language_is_told_in_its_own(tmp_path: Path) -> None:
    files = dict(tiny_files())
    files.pop("fr.toml")
    place = tmp_path / "english"
    place.mkdir()
    for name, data in files.items():
        (place / name).write_bytes(data.replace(b'["en", "fr"]', b'["en"]', 1))
    Talk.begin(tmp_path / "r", protocol=load(place)).session.close()
    assert [each.verdict_label for each in listed(tmp_path / "r", "fr")] == ["Undetermined"]
